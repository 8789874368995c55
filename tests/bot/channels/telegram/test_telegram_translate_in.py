"""What each kind of update means."""

from datetime import UTC, datetime
from typing import Any

import pytest
from telegram import Update

from bot.channels.telegram.translate_in import group_of, to_incoming
from bot.incoming import Attachment, Incoming, Kind
from tests.bot.channels.telegram.bot_api import LAN, message

FILE = {"file_id": "f", "file_unique_id": "u"}
ORIGINS = [
    {"type": "user", "date": 1, "sender_user": {"id": 5, "is_bot": False, "first_name": "X"}},
    {"type": "hidden_user", "date": 1, "sender_user_name": "X"},
    {"type": "chat", "date": 1, "sender_chat": {"id": -5, "type": "group", "title": "X"}},
    {"type": "channel", "date": 1, "message_id": 3, "chat": {"id": -5, "type": "channel", "title": "X"}},
]


def read(**update: Any) -> Incoming | None:
    return to_incoming(Update.de_json({"update_id": 77, **update}, None), bot_id=4242)


def read_message(**content: Any) -> Incoming:
    incoming = read(message=message(**content))
    assert incoming is not None
    return incoming


def test_text_keeps_every_character_its_sender_and_its_time() -> None:
    said = read_message(text="  Tôi bị lừa\n5 triệu 😢 ")
    assert said == Incoming(
        channel="telegram",
        event_id="4242:77",
        chat_id="7001",
        kind=Kind.TEXT,
        received_at=datetime(2026, 11, 18, 11, 6, 40, tzinfo=UTC),
        text="  Tôi bị lừa\n5 triệu 😢 ",
    )
    assert said.received_at.tzinfo is UTC


@pytest.mark.parametrize(
    ("text", "kind", "heard"),
    [
        ("/start", Kind.COMMAND, "start"),
        ("/start qr-an-hung", Kind.COMMAND, "start"),
        ("/Help@tinbao_bot", Kind.COMMAND, "help"),
        ("/baocao tôi vừa mất tiền", Kind.TEXT, "/baocao tôi vừa mất tiền"),
        ('/submit{"so_tien":"0"}', Kind.TEXT, '/submit{"so_tien":"0"}'),
        ("//greet", Kind.TEXT, "//greet"),
        ("1/2 số tiền", Kind.TEXT, "1/2 số tiền"),
    ],
)
def test_commands_are_names_and_the_rest_are_words(text: str, kind: Kind, heard: str) -> None:
    said = read_message(text=text)
    assert (said.kind, said.text) == (kind, heard)


@pytest.mark.parametrize("origin", ORIGINS, ids=lambda origin: origin["type"])
def test_forwarded_words_are_evidence_even_when_they_look_like_a_command(origin: dict[str, Any]) -> None:
    said = read_message(text="/start", forward_origin=origin)
    assert (said.kind, said.text, said.forwarded) == (Kind.TEXT, "/start", True)


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
        ({"voice": FILE | {"duration": 3}}, Attachment("audio")),
        ({"audio": FILE | {"duration": 3, "file_name": "goi.mp3"}}, Attachment("audio", "goi.mp3")),
        ({"video": FILE | {"width": 9, "height": 9, "duration": 3}}, Attachment("video")),
        (
            {"document": FILE | {"mime_type": "application/pdf", "file_name": "a.pdf"}},
            Attachment("pdf", "a.pdf"),
        ),
        (
            {"document": FILE | {"mime_type": "image/png", "file_name": "a.png", "file_size": 70}},
            Attachment("image", "a.png", "f", 70),
        ),
        ({"document": FILE | {"mime_type": "application/x-apk"}}, Attachment("file")),
        ({"document": FILE}, Attachment("file")),
    ],
)
def test_attachment_brings_its_kind_and_its_caption(content: dict[str, Any], attachment: Attachment) -> None:
    said = read_message(caption="biên lai", **content)
    assert (said.kind, said.text, said.attachment) == (Kind.ATTACHMENT, "biên lai", attachment)


def test_what_cannot_be_read_is_still_an_event() -> None:
    said = read_message(contact={"phone_number": "+84900000000", "first_name": "X"})
    assert (said.kind, said.text, said.attachment) == (Kind.UNSUPPORTED, None, None)


@pytest.mark.parametrize("shown", [{"message": message(text="Chọn")}, {"message": None}, {}])
def test_button_brings_its_token_even_when_its_message_is_gone(shown: dict[str, Any]) -> None:
    said = read(callback_query={"id": "q", "from": LAN, "chat_instance": "c", "data": "tok", **shown})
    assert said is not None
    assert (said.kind, said.button, said.chat_id, said.text) == (Kind.BUTTON, "tok", "7001", None)


@pytest.mark.parametrize(
    "update",
    [
        {"edited_message": message(text="sửa")},
        {"message": message(text="tôi là máy", **{"from": LAN | {"is_bot": True}})},
        {"message": message(delete_chat_photo=True)},
        {"callback_query": {"id": "q", "from": LAN, "chat_instance": "c", "game_short_name": "g"}},
        {},
    ],
)
def test_nothing_for_the_assistant(update: dict[str, Any]) -> None:
    assert read(**update) is None


@pytest.mark.parametrize(("kind", "grouped"), [("private", False), ("group", True), ("supergroup", True)])
def test_groups_are_known(kind: str, grouped: bool) -> None:
    chat = {"id": -9, "type": kind, "title": "Xóm"}
    for update in (
        {"message": message(text="a", chat=chat)},
        {"callback_query": {"id": "q", "from": LAN, "chat_instance": "c", "message": message(chat=chat)}},
    ):
        assert (group_of(Update.de_json({"update_id": 1, **update}, None)) is not None) is grouped
