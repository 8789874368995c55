"""What an update means, in every shape that was seen or is documented."""

import json
import unicodedata
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.channels.zalo_bot.envelope import updates_in
from bot.channels.zalo_bot.sentences import zalo_bot_sentences
from bot.channels.zalo_bot.translate_in import Group, Ignored, Meaning, Unreadable, understand
from bot.incoming import Attachment, Incoming, Kind
from tests.bot.channels.zalo_bot.zalo_bot_api import text_update, update

BOT = "123456789"


def meant(value: Any) -> Meaning:
    return understand(value, BOT)


def incoming(value: Any) -> Incoming:
    meaning = meant(value)
    assert isinstance(meaning, Incoming)
    return meaning


def test_a_text_as_live_traffic_shows_it() -> None:
    live = {
        "event_name": "message.text.received",
        "message": {
            "message_id": "94691c36aef84aa113ee",
            "date": 1776919152762,
            "chat": {"id": "a0c0f1", "chat_type": "PRIVATE"},
            "from": {"id": "a0c0f1", "display_name": "Lan", "is_bot": False},
            "text": "Chào công an",
        },
    }
    assert meant(live) == Incoming(
        channel="zalo_bot",
        event_id="123456789:a0c0f1:94691c36aef84aa113ee",
        chat_id="a0c0f1",
        kind=Kind.TEXT,
        received_at=datetime(2026, 4, 23, 4, 39, 12, 762000, tzinfo=UTC),
        text="Chào công an",
        message_id="94691c36aef84aa113ee",
    )


def test_flat_wrapped_and_listed_bodies_are_one() -> None:
    """Edge case 15: the documentation wraps, live traffic does not."""
    flat = text_update("lan", "chào")
    bodies: list[Any] = [flat, {"ok": True, "result": flat}, [flat], {"ok": True, "result": [flat]}]
    assert [updates_in(json.dumps(body).encode()) for body in bodies] == [[flat]] * 4
    assert updates_in(b"[]") == []


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe{}", b"[" * 200_000, b"1" * 5000, b'{"a":' * 2000])
def test_no_json(body: bytes) -> None:
    """Edge case 22: invalid UTF-8 or JSON, and what only looks for trouble."""
    with pytest.raises(ValueError):
        updates_in(body)


@pytest.mark.parametrize(
    "words",
    [
        "/restart now",
        " \n/restart",
        '/bao_cao@1.0{"so_tien":"0"}',
        "/bao_cao{}",
        "／restart",  # noqa: RUF001
        "\u200b/restart",
        "/",
        "//greet",
        "/start xa_an_lao",
    ],
)
def test_slashes_are_only_words(words: str) -> None:
    """Edge case 1: the core takes them off; nothing here becomes a payload."""
    assert (incoming(text_update("lan", words)).kind, incoming(text_update("lan", words)).text) == (Kind.TEXT, words)


@pytest.mark.parametrize(
    ("words", "name"), [("/start", "start"), ("/HELP ", "help"), ("/xoa_du_lieu\n", "xoa_du_lieu")]
)
def test_an_exact_command(words: str, name: str) -> None:
    """Edge case 17: whether it is known, the core says."""
    assert (incoming(text_update("lan", words)).kind, incoming(text_update("lan", words)).text) == (Kind.COMMAND, name)


@pytest.mark.parametrize(
    "words",
    [
        " ",
        "\u200b",
        "😀👨‍👩‍👧",
        "\u202eđảo",
        "a" * 10_000,
        unicodedata.normalize("NFD", "Công an xã"),
        "\x00\x07 chuông",
        "\ud800",
    ],
)
def test_any_words_come_through_as_they_are(words: str) -> None:
    """Edge case 27: the original is kept; the core makes it fit for the assistant."""
    assert incoming(text_update("lan", words)).text == words


@pytest.mark.parametrize(
    ("content", "ref", "caption"),
    [
        ({"photo_url": "https://a.zdn.vn/1", "message_type": "CHAT_PHOTO"}, "https://a.zdn.vn/1", None),
        ({"photo": "https://a.zdn.vn/2", "caption": "Có thật không?"}, "https://a.zdn.vn/2", "Có thật không?"),
        ({"photo_url": "https://a.zdn.vn/1", "photo": "https://a.zdn.vn/2"}, "https://a.zdn.vn/1", None),
        ({"photo_url": "", "photo": "https://a.zdn.vn/2", "caption": ""}, "https://a.zdn.vn/2", None),
        ({"photo_url": None, "caption": 5}, None, None),
        ({"photo_url": ["x"]}, None, None),
    ],
)
def test_a_picture(content: dict[str, Any], ref: str | None, caption: str | None) -> None:
    """Edge cases 13 and 15: photo_url, else the documentation's photo; an album is pictures one by one."""
    picture = incoming(update("message.image.received", "lan", **content))
    assert picture.kind is Kind.ATTACHMENT and picture.text == caption
    assert picture.attachment == Attachment("image", ref=ref) and picture.album is None


def test_a_voice_note_and_a_sticker() -> None:
    """Edge case 14."""
    voice = incoming(update("message.voice.received", "lan", voice_url="https://v.zdn.vn/1.aac"))
    assert (voice.kind, voice.attachment) == (Kind.ATTACHMENT, Attachment("audio", ref="https://v.zdn.vn/1.aac"))
    sticker = incoming(update("message.sticker.received", "lan", sticker="bfe45", url="https://z.zdn.vn/s.png"))
    assert (sticker.kind, sticker.text, sticker.answer) == (Kind.UNSUPPORTED, None, None)


@pytest.mark.parametrize("changes", [{}, {"date": None}, {"message_id": None}, {"text": "ignored"}, {"from": None}])
def test_what_zalo_keeps_back_is_asked_for_in_another_way(changes: dict[str, Any]) -> None:
    """Edge case 15: a bare link, a contact card, a forward may come without content."""
    hidden = incoming(update("message.unsupported.received", "lan", **changes))
    assert (hidden.kind, hidden.text, hidden.answer) == (Kind.UNSUPPORTED, None, zalo_bot_sentences().hidden)
    assert hidden.event_id.startswith("123456789:lan:")
    for needed in ("dấu cách", "chụp màn hình", "113"):
        assert needed in zalo_bot_sentences().hidden


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ({"text": "https://vcb-xacthuc.top"}, "https://vcb-xacthuc.top"),
        ({"link": "https://vcb-xacthuc.top"}, "https://vcb-xacthuc.top"),
        ({"text": "", "url": "https://vcb-xacthuc.top"}, "https://vcb-xacthuc.top"),
    ],
)
def test_a_link_alone(content: dict[str, Any], words: str) -> None:
    """Edge case 15."""
    assert (incoming(update("message.link.received", "lan", **content)).text) == words


@pytest.mark.parametrize("event", ["message.link.received", "message.text.received"])
@pytest.mark.parametrize("text", [None, "", 7, ["x"]])
def test_words_that_are_missing(event: str, text: Any) -> None:
    assert incoming(update(event, "lan", text=text)).answer == zalo_bot_sentences().hidden


@pytest.mark.parametrize("event", ["message.dance.received", "", None, 7, "user.joined"])
def test_an_event_nobody_knows_gets_an_answer_where_there_is_a_chat(event: Any) -> None:
    """Edge case 15."""
    unknown = update("x", "lan", text="chữ") | {"event_name": event}
    assert (incoming(unknown).kind, incoming(unknown).text) == (Kind.UNSUPPORTED, None)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ({"event_name": "message.unsupported.received"}, "no_message"),
        ({"event_name": "message.text.received", "message": None}, "no_message"),
        ({"event_name": "bot.added", "message": []}, "no_message"),
        ({"message": {"text": "a"}}, "no_chat"),
        ({"message": {"chat": "lan"}}, "no_chat"),
        ({"message": {"chat": {"id": ""}}}, "no_chat"),
        ({"message": {"chat": {"id": True}}}, "no_chat"),
        ({"message": {"chat": {"id": "x" * 201}}}, "no_chat"),
        ({"message": {"chat": {"id": "\ud800"}}}, "no_chat"),
        ([], "no_object"),
        (None, "no_object"),
        ("x", "no_object"),
    ],
)
def test_unreadable(value: Any, reason: str) -> None:
    """Edge cases 15 and 25: nobody can be answered."""
    assert meant(value) == Unreadable(reason)


def test_reactions_bots_and_groups() -> None:
    """Edge case 18."""
    assert meant(update("message.reaction.received", "lan")) == Ignored()
    assert meant({"event_name": "message.reaction.received"}) == Ignored()
    robot = {"id": "bot", "is_bot": True}
    assert meant(text_update("bot", "chào", **{"from": robot})) == Ignored()
    for chat_type in ("GROUP", "group", "CHANNEL", ""):
        assert meant(text_update("lan", "chào", chat={"id": "nhom", "chat_type": chat_type})) == Group("nhom")
    assert meant(text_update("lan", "chào", chat={"id": "nhom"})) == Group("nhom")
    assert incoming(text_update("lan", "chào", chat={"id": "lan"})).chat_id == "lan"
    assert incoming(text_update("lan", "chào", chat={"id": "lan", "chat_type": "private"})).chat_id == "lan"


@pytest.mark.parametrize(
    "date",
    [None, "hôm nay", True, -5, 0, 1_776_919_152, 10**18, 10**400, float("nan"), float("inf"), 99_999_999_999_999],
)
def test_a_date_that_is_none_is_now(date: Any) -> None:
    received = incoming(text_update("lan", "chào", date=date)).received_at
    assert abs(datetime.now(UTC) - received) < timedelta(minutes=1)


def test_numbers_as_ids_and_ids_that_are_none() -> None:
    counted = incoming(text_update("lan", "chào", chat={"id": 7, "chat_type": "PRIVATE"}, message_id=8))
    assert (counted.chat_id, counted.event_id) == ("7", "123456789:7:8")
    unusable: tuple[Any, ...] = (True, 1.5, "", "a b", "\ud800", [], "x" * 201)
    for bad in unusable:
        named = incoming(text_update("lan", "chào", message_id=bad))
        assert named.message_id is None and "#" in named.event_id
        assert named.event_id != incoming(text_update("lan", "khác", message_id=bad)).event_id
