"""Telegram updates as they come, and as they must never come."""

import json
import random
from collections.abc import Iterator
from typing import Any

FILE = {"file_id": "f", "file_unique_id": "u", "file_size": 900}
DEEP: Any = None
for _ in range(1000):
    DEEP = [DEEP]
JUNK: list[Any] = [
    *(None, True, False, 0, -1, 2**31, 2**63, -(2**63), 10**40, 1.5, float("inf"), float("nan"), "", "0", "\x00"),
    *("\ud800", "\udfff\ud800", "\u202e\u2066abc\u2069", "\u200b", "x" * 20_000, "ờ" * 5000, "/restart", "private"),
    *([], {}, [None], [[]], {"id": []}, {"update_id": 1}, DEEP, {"a": DEEP}, [{}] * 50),
]
JUNK_TEXTS = [json.dumps(junk) for junk in JUNK]
# What spoils the whole answer that it comes in; 9000 levels are more than the decoder goes down.
SPOILED = ["[" * 9000 + "]" * 9000, "9" * 5000, "{,}", '"\n', "\x01"]

ORIGINS: list[dict[str, Any]] = [
    {"type": "user", "date": 1, "sender_user": {"id": 5, "is_bot": False, "first_name": "X"}},
    {"type": "hidden_user", "date": 1, "sender_user_name": "X"},
    {"type": "chat", "date": 1, "sender_chat": {"id": -5, "type": "group", "title": "X"}},
    {"type": "channel", "date": 1, "message_id": 3, "chat": {"id": -5, "type": "channel", "title": "X"}},
]
# Where a message of the corpus holds what it says.
CONTENTS = ("text", "caption", "photo", "voice", "document", "contact", "location", "venue", "sticker", "poll")


def corpus(chat_id: int, n: int) -> list[dict[str, Any]]:
    """Valid updates of one chat, one of each kind; all of them belong into the inbox."""
    person = {"id": chat_id, "is_bot": False, "first_name": "Lan", "language_code": "vi"}
    chat = {"id": chat_id, "type": "private", "first_name": "Lan"}
    base: dict[str, Any] = {"message_id": n + 1, "date": 1_795_000_000 + n, "chat": chat, "from": person}
    point = {"latitude": 20.8, "longitude": 106.5}
    contents: list[dict[str, Any]] = [
        {"text": f"Tôi bị lừa {n} triệu 😢"},
        {"text": "/start xa_an_lao", "entities": [{"type": "bot_command", "offset": 0, "length": 6}]},
        {"text": "Vào https://vcb-xacthuc.top", "forward_origin": ORIGINS[n % 4]},
        {"photo": [FILE | {"width": 90, "height": 60}], "caption": "biên lai", "media_group_id": "g"},
        {"voice": FILE | {"duration": 3}},
        {"document": FILE | {"file_name": "giấy mời.pdf", "mime_type": "application/pdf"}},
        {"contact": {"phone_number": "0912345678", "first_name": "Kẻ lạ", "user_id": 9}},
        {"location": point},
        {"venue": {"location": point, "title": "Chợ", "address": "x"}, "location": point},
        {"sticker": FILE | {"type": "regular", "width": 9, "height": 9}},
        {"poll": {"id": "1", "question": "?", "options": []}},
    ]
    query = {"id": str(n), "from": person, "chat_instance": "1", "data": "tok"}
    return [
        *({"message": base | content} for content in contents),
        {"edited_message": base | {"message_id": n + 90_000, "edit_date": 1_795_000_009 + n, "text": f"sửa {n}"}},
        {"callback_query": query | {"message": base | {"text": "Chọn"}}},
        {"callback_query": query},
    ]


def mutated(update: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    """The update with one to four of its places removed, replaced or grown."""
    broken: dict[str, Any] = json.loads(json.dumps(update))
    for _ in range(rng.randint(1, 4)):
        places = list(_places(broken))
        if not places:
            break
        spot, key = rng.choice(places)
        junk = json.loads(rng.choice(JUNK_TEXTS))
        match rng.randrange(3):
            case 0:
                del spot[key]
            case 1:
                spot[key] = junk
            case _:
                spot[key] = [spot[key], junk]
    return broken


def as_json(number: int, update: dict[str, Any]) -> str:
    """As some servers write it: beyond every number, and what is none."""
    return json.dumps({"update_id": number} | update).replace("Infinity", "1e400")


def _places(value: Any, depth: int = 0) -> Iterator[tuple[Any, Any]]:
    if depth > 6 or not isinstance(value, dict | list):
        return
    for key, inner in list(value.items() if isinstance(value, dict) else enumerate(value)):
        yield value, key
        yield from _places(inner, depth + 1)
