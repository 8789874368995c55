"""What each kind of update means."""

from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from bot.channels.telegram.shapes import Update
from bot.channels.telegram.translate_in import Me, to_incoming
from bot.incoming import Attachment, Contact, Incoming, Kind, Origin, Place
from tests.bot.channels.telegram.bot_api import LAN, message

FILE = {"file_id": "f", "file_unique_id": "u"}
SINCE = datetime.fromtimestamp(1, UTC)
ORIGINS: list[tuple[dict[str, Any], Origin]] = [
    (
        {"type": "user", "date": 1, "sender_user": {"id": 5, "is_bot": False, "first_name": "X", "username": "x_1"}},
        Origin("user", "X", "x_1", SINCE),
    ),
    ({"type": "hidden_user", "date": 1, "sender_user_name": "X"}, Origin("hidden_user", "X", None, SINCE)),
    (
        {"type": "chat", "date": 1, "sender_chat": {"id": -5, "type": "group", "title": "Đầu tư"}},
        Origin("chat", "Đầu tư", None, SINCE),
    ),
    (
        {"type": "channel", "date": 1, "message_id": 3, "chat": {"id": -5, "type": "channel", "title": "Lãi to"}},
        Origin("channel", "Lãi to", None, SINCE),
    ),
]


def read(**update: Any) -> Incoming | None:
    return to_incoming(Update.model_validate({"update_id": 77, **update}), Me(4242, "tinbao_bot"))


def read_message(**content: Any) -> Incoming:
    incoming = read(message=message(**content))
    assert incoming is not None
    return incoming


def test_text_keeps_every_character_its_sender_and_its_time() -> None:
    said = read_message(text="  Tôi bị lừa\n5 triệu 😢 ")
    assert said == Incoming(
        channel="telegram",
        event_id="4242:77:5:1795000000",
        chat_id="7001",
        kind=Kind.TEXT,
        received_at=datetime(2026, 11, 18, 11, 6, 40, tzinfo=UTC),
        text="  Tôi bị lừa\n5 triệu 😢 ",
        message_id="5",
    )
    assert said.received_at.tzinfo is UTC


def test_a_repeat_has_the_same_event_and_a_number_used_again_has_not() -> None:
    events = [
        {"message": message(text="một")},
        {"message": message(text="một", message_id=6)},
        {"edited_message": message(text="hai", edit_date=1_795_000_060)},
        {"edited_message": message(text="ba", edit_date=1_795_000_090)},
        {"callback_query": {"id": "q1", "from": LAN, "chat_instance": "c", "data": "tok"}},
        {"callback_query": {"id": "q2", "from": LAN, "chat_instance": "c", "data": "tok"}},
    ]
    once, again = ([said.event_id for event in events if (said := read(**event))] for _ in range(2))
    assert once == again and len(set(once)) == len(events)


@pytest.mark.parametrize("text", ["", "   ", "😢", "\u200b\u200b", "\u202eabc", "a\x00b", "Tôi", "x" * 10_000])
def test_odd_words_are_words(text: str) -> None:
    """Edge case 27: what to make of them is the core's to say."""
    said = read_message(text=text)
    assert (said.kind, said.text) == (Kind.TEXT, text)


def test_half_a_character_becomes_a_mark_that_can_travel() -> None:
    assert read_message(text="mất \ud83d tiền 😢").text == "mất \ufffd tiền 😢"


@pytest.mark.parametrize(
    ("text", "kind", "heard", "start"),
    [
        ("/start", Kind.COMMAND, "start", None),
        ("/start ", Kind.COMMAND, "start", None),
        ("/start xa_an_lao", Kind.COMMAND, "start", "xa_an_lao"),
        ("/start@tinbao_bot qr-an-hung", Kind.COMMAND, "start", "qr-an-hung"),
        ("/start " + "a" * 64, Kind.COMMAND, "start", "a" * 64),
        ("/start " + "a" * 65, Kind.COMMAND, "start", None),
        ("/start Xã An Lão", Kind.COMMAND, "start", None),
        ("/start '; drop table", Kind.COMMAND, "start", None),
        ("/help", Kind.COMMAND, "help", None),
        ("/huy", Kind.COMMAND, "huy", None),
        ("/xoa_du_lieu", Kind.COMMAND, "xoa_du_lieu", None),
        ("/khong_co", Kind.COMMAND, "khong_co", None),
        ("/Help@TinBao_Bot", Kind.COMMAND, "help", None),
        ("/baocao tôi vừa mất tiền", Kind.TEXT, "/baocao tôi vừa mất tiền", None),
        ("/restart", Kind.COMMAND, "restart", None),
        (" \n/restart", Kind.TEXT, " \n/restart", None),
        ('/bao_cao@1.0{"so_tien":"0"}', Kind.TEXT, '/bao_cao@1.0{"so_tien":"0"}', None),
        ('/submit{"so_tien":"0"}', Kind.TEXT, '/submit{"so_tien":"0"}', None),
        ("//greet", Kind.TEXT, "//greet", None),
        ("1/2 số tiền", Kind.TEXT, "1/2 số tiền", None),
    ],
)
def test_commands_are_names_and_the_rest_are_words(text: str, kind: Kind, heard: str, start: str | None) -> None:
    """Edge cases 1 and 17."""
    said = read_message(text=text)
    assert (said.kind, said.text, said.start) == (kind, heard, start)


@pytest.mark.parametrize("text", ["/start@OtherBot", "/help@other_bot", "/start@OtherBot xa_an_lao"])
def test_a_command_for_another_bot_is_none_of_ours(text: str) -> None:
    """Edge case 17."""
    assert read(message=message(text=text)) is None


def test_before_the_bot_knows_its_name_every_command_is_its_own() -> None:
    update = Update.model_validate({"update_id": 1, "message": message(text="/start@tinbao_bot")})
    said = to_incoming(update, Me(4242))
    assert said is not None and said.text == "start"


@pytest.mark.parametrize(("told", "origin"), ORIGINS, ids=lambda each: getattr(each, "kind", ""))
def test_forwarded_words_are_evidence_with_their_origin(told: dict[str, Any], origin: Origin) -> None:
    """Edge case 12: also when they look like a command."""
    said = read_message(text="/start", forward_origin=told)
    assert (said.kind, said.text, said.forwarded, said.origin) == (Kind.TEXT, "/start", True, origin)


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ({"type": "user", "date": 1, "sender_user": LAN | {"last_name": "Vũ", "username": "lan_vu"}}, "user"),
        ({"type": "hidden_user", "date": 1, "sender_user_name": "lan  VU\u0303"}, "hidden_user"),
    ],
)
def test_residents_own_lines_of_an_exchange_do_not_tell_who_they_are(told: dict[str, Any], kind: str) -> None:
    sender = LAN | {"last_name": "Vũ", "username": "lan_vu"}
    said = read_message(text="sao lại khóa?", forward_origin=told, **{"from": sender})
    assert (said.forwarded, said.origin) == (True, Origin(kind, None, None, SINCE))


def test_a_namesake_whom_telegram_tells_apart_is_named() -> None:
    told = {"type": "user", "date": 1, "sender_user": LAN | {"id": 7002, "username": "lan_gia"}}
    assert read_message(text="x", forward_origin=told).origin == Origin("user", "Lan", "lan_gia", SINCE)


def test_forwarded_without_words_keeps_its_origin_and_its_album() -> None:
    """Edge case 12: a forwarded album."""
    told, origin = ORIGINS[3]
    said = read_message(photo=[FILE | {"width": 9, "height": 9}], forward_origin=told, media_group_id="g1")
    assert (said.kind, said.forwarded, said.origin, said.album) == (Kind.ATTACHMENT, True, origin, "g1")


@pytest.mark.parametrize("told", [{"type": "planet", "date": 1}, {}, {"type": "user", "date": 1e400, "sender_user": 5}])
def test_an_origin_of_an_unknown_shape_leaves_the_words(told: dict[str, Any]) -> None:
    said = read_message(text="trúng thưởng", forward_origin=told)
    assert (said.text, said.forwarded, said.origin) == ("trúng thưởng", True, None)


@pytest.mark.parametrize(
    ("content", "attachment"),
    [
        (
            {
                "photo": [
                    FILE | {"width": 90, "height": 90, "file_id": "large", "file_size": 5000},
                    FILE | {"width": 9, "height": 9},
                ]
            },
            Attachment("image", ref="large", size=5000),
        ),
        ({"voice": FILE | {"duration": 3, "file_size": 9}}, Attachment("audio", ref="f", size=9)),
        ({"audio": FILE | {"duration": 3, "file_name": "goi.mp3"}}, Attachment("audio", "goi.mp3", "f")),
        (
            {"video": FILE | {"width": 9, "height": 9, "file_size": 21_000_000}},
            Attachment("video", None, "f", 21_000_000),
        ),
        ({"video_note": FILE | {"length": 9}}, Attachment("video", ref="f")),
        ({"animation": FILE, "document": FILE}, Attachment("video", ref="f")),
        (
            {"document": FILE | {"mime_type": "application/pdf", "file_name": "a.pdf"}},
            Attachment("pdf", "a.pdf", "f"),
        ),
        (
            {"document": FILE | {"mime_type": "image/png", "file_name": "a.png", "file_size": 70}},
            Attachment("image", "a.png", "f", 70),
        ),
        ({"document": FILE | {"mime_type": "application/x-apk"}}, Attachment("file", ref="f")),
        ({"document": FILE}, Attachment("file", ref="f")),
    ],
)
def test_attachment_brings_its_kind_its_caption_and_the_way_to_its_bytes(
    content: dict[str, Any], attachment: Attachment
) -> None:
    """Edge case 13."""
    for caption in ("biên lai", None):
        said = read_message(caption=caption, **content)
        assert (said.kind, said.text, said.attachment) == (Kind.ATTACHMENT, caption, attachment)


@pytest.mark.parametrize(("user_id", "own"), [(7001, True), (7002, False), (None, False)])
def test_a_contact_is_the_senders_own_or_somebody_elses(user_id: int | None, own: bool) -> None:
    """Edge case 16."""
    card = {"phone_number": "+84900000000", "first_name": "Bác", "last_name": "Tư", "user_id": user_id}
    said = read_message(contact=card)
    assert (said.kind, said.contact) == (Kind.CONTACT, Contact("+84900000000", None if own else "Bác Tư", own))


@pytest.mark.parametrize(("user_id", "own"), [(7001, True), (7002, False), (None, False)])
def test_a_forwarded_card_is_the_senders_own_where_telegram_says_so(user_id: int | None, own: bool) -> None:
    """Edge case 16: nobody is handed to the police as a source of their own report."""
    card = {"phone_number": "1", "first_name": "Lan", "user_id": user_id}
    said = read_message(contact=card, forward_origin=ORIGINS[1][0])
    assert said.contact == Contact("1", None if own else "Lan", own)


@pytest.mark.parametrize("point", [(20.82, 106.55), (48.85, 2.35), (0, 0)])
def test_a_place_is_a_point_inside_and_outside_vietnam(point: tuple[float, float]) -> None:
    """Edge case 16."""
    location = {"latitude": point[0], "longitude": point[1]}
    for content in ({"location": location}, {"location": location, "venue": {"location": location, "title": "Chợ"}}):
        said = read_message(**content)
        assert (said.kind, said.place) == (Kind.LOCATION, Place(*point))


@pytest.mark.parametrize("point", [(91, 0), (0, 181), (float("nan"), 0), (float("inf"), 0), ("20", 0), (True, 0)])
def test_a_place_off_the_earth_is_unreadable(point: tuple[Any, Any]) -> None:
    with pytest.raises(ValidationError):
        read_message(location={"latitude": point[0], "longitude": point[1]})


@pytest.mark.parametrize("kind", ["sticker", "dice", "poll", "game", "story", "checklist", "invoice", "paid_media"])
def test_what_holds_no_words_is_still_an_event(kind: str) -> None:
    """Edge case 14."""
    said = read_message(**{kind: {"anything": 1}})
    assert (said.kind, said.text, said.attachment) == (Kind.UNSUPPORTED, None, None)
    assert (said.answer is not None) is (kind in {"sticker", "dice", "poll", "game", "story"})
    assert said.answer is None or "113" in said.answer


@pytest.mark.parametrize("words", [{"text": "tôi mất 6 triệu"}, {"photo": [FILE], "caption": "tôi mất 6 triệu"}])
def test_an_edit_brings_the_new_words_and_the_messages_name(words: dict[str, Any]) -> None:
    """Edge case 11."""
    said = read(edited_message=message(edit_date=1_795_000_060, message_id=9, **words))
    assert said is not None
    assert (said.kind, said.text, said.message_id) == (Kind.EDITED, "tôi mất 6 triệu", "9")
    assert said.received_at == datetime.fromtimestamp(1_795_000_060, UTC)


@pytest.mark.parametrize("shown", [{"message": message(text="Chọn")}, {"message": None}, {}])
def test_button_brings_its_token_even_when_its_message_is_gone(shown: dict[str, Any]) -> None:
    """Edge case 8; a message too old to be shown has date 0."""
    said = read(callback_query={"id": "q", "from": LAN, "chat_instance": "c", "data": "tok", **shown})
    assert said is not None
    assert (said.kind, said.button, said.chat_id, said.text) == (Kind.BUTTON, "tok", "7001", None)


@pytest.mark.parametrize(
    "update",
    [
        {"message": message(text="tôi là máy", **{"from": LAN | {"is_bot": True}})},
        {"edited_message": message(text="tôi là máy", **{"from": LAN | {"is_bot": True}})},
        {"edited_message": message(location={"latitude": 1, "longitude": 1})},
        {"message": message(delete_chat_photo=True)},
        {"message": message(pinned_message={"message_id": 1})},
        {"message": message(successful_payment={})},
        {"callback_query": {"id": "q", "from": LAN, "chat_instance": "c", "game_short_name": "g"}},
        {"message_reaction": {"chat": {}}},
        {},
    ],
)
def test_nothing_for_the_assistant(update: dict[str, Any]) -> None:
    """Edge cases 17 and 18: bots, service messages, kinds that nobody asked for."""
    assert read(**update) is None
