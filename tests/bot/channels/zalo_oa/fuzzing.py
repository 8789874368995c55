"""Webhook bodies that Zalo never sent: mended ones broken by a seed, and ones nobody thought of."""

import copy
import json
import random
import re
from collections.abc import Callable, Iterator
from typing import Any

from hypothesis import strategies as st

from bot.channels.zalo_oa.translate_in import SENT
from tests.bot.channels.zalo_oa.zalo_oa_api import OA_ID, OFFICER, attached, by_oa, by_user, encoded, following

ODD: list[Any] = [
    None, True, False, 0, -1, 2**63, 10**400, 1.5, float("nan"), float("inf"), "", " ", "\x00", "\ud800", "x" * 5000,
    "／start", "/start", "🙂" * 50, "\u202eabc", "a\u0301", [], {}, [[]], [{}], {"id": "x"}, OA_ID, "#chon_abc",
    "user_send_text", "oa_send_text", "follow", "https://a.zdn.vn/x", "file:///etc/passwd", "1795000000000",
]  # fmt: skip

_TIMESTAMP = re.compile(rb'"timestamp": ?"?([0-9]{1,20})(?![0-9A-Za-z_])')

MAKERS: tuple[Callable[[str, int], dict[str, Any]], ...] = (
    lambda user, n: by_user(user, "user_send_text", text=f"tin số {n} / “https://vcb-xacthuc.top”"),
    lambda user, n: attached(user, "user_send_image", {"url": f"https://a.zdn.vn/{n}"}, text="ảnh"),
    lambda user, n: attached(user, "user_send_image", {"url": "https://a.zdn.vn/1"}, {"url": "https://a.zdn.vn/2"}),
    lambda user, n: attached(user, "user_send_link", {"url": "https://vcb.top/", "description": "quà"}),
    lambda user, n: attached(user, "user_send_audio", {"url": "https://a.zdn.vn/x.m4a"}),
    lambda user, n: attached(user, "user_send_file", {"name": "a.pdf", "size": "12", "url": "https://a.zdn.vn/f"}),
    lambda user, n: attached(user, "user_send_location", {"coordinates": {"latitude": "13.9", "longitude": "108"}}),
    lambda user, n: attached(user, "user_send_business_card", {"description": '{"phone":"0912345678"}'}),
    lambda user, n: attached(user, "user_send_sticker", {"id": "46"}),
    lambda user, n: by_user(user, "user_submit_info") | {"info": {"name": "Lan", "phone": 84912345678}},
    lambda user, n: following(user),
    lambda user, n: following(user, "unfollow"),
    lambda user, n: by_oa(user, text="Bác chọn giúp tôi"),
    lambda user, n: by_oa(user, admin_id=OFFICER, text="Tôi là cán bộ trực"),
    lambda user, n: by_user(user, "user_seen_message"),
)


def mutated(rng: random.Random, number: int) -> tuple[bytes, str, int]:
    """A body, the timestamp to sign it with, and how many messages in it are whole and must be kept."""
    event = MAKERS[number % len(MAKERS)](str(7_000_000_000_000_000_000 + number % 200), number)
    value = copy.deepcopy(event)
    times = rng.randrange(4)
    for _ in range(times):
        holder, key = rng.choice(list(_places(value)))
        match rng.randrange(4):
            case 0:
                del holder[key]
            case 1 if isinstance(holder, dict):
                holder[rng.choice(["message", "sender", "id", "text", "attachments", "payload", "lạ"])] = rng.choice(
                    ODD
                )
            case _:
                holder[key] = rng.choice(ODD)
        if not value:
            break
    raw = encoded(value)
    if times == 0:
        return raw, event["timestamp"], _kept(event)
    if rng.random() < 0.1:
        broken = bytearray(raw)
        for _ in range(rng.randrange(1, 6)):
            broken[rng.randrange(len(broken))] = rng.randrange(256)
        raw = bytes(broken[: rng.randrange(1, len(broken) + 1)])
    return raw, timestamp_of(raw), 0


def timestamp_of(raw: bytes) -> str:
    """What whoever signs this body takes for its timestamp; nothing where it has none."""
    found = _TIMESTAMP.findall(raw)
    return found[-1].decode() if found else ""


def _kept(event: dict[str, Any]) -> int:
    if event["event_name"] in SENT or event["event_name"] == "follow":
        return max(1, len(event.get("message", {}).get("attachments", [])))
    return 0


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in list(items):
        yield value, key
        yield from _places(inner)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
PARTY = st.fixed_dictionaries({"id": ANYTHING | st.sampled_from(["77", OA_ID])}, optional={"admin_id": ANYTHING})
PAYLOAD = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(("url", "description", "coordinates", "name", "size", "type", "id"), ANYTHING),
)
MESSAGE = st.fixed_dictionaries(
    {},
    optional={
        "msg_id": ANYTHING,
        "text": ANYTHING,
        "attachments": ANYTHING | st.lists(st.fixed_dictionaries({"payload": PAYLOAD | ANYTHING}), max_size=3),
    },
)
OTHER = ["follow", "unfollow", "oa_send_text", "anonymous_send_text", "user_send_voice", "user_send_group_text"]
NAMES = st.sampled_from([*sorted(SENT), *OTHER])
EVENT = ANYTHING | st.fixed_dictionaries(
    {"event_name": NAMES | ANYTHING, "timestamp": st.just("1795000000000") | ANYTHING},
    optional={
        "sender": PARTY | ANYTHING,
        "recipient": PARTY | ANYTHING,
        "follower": PARTY | ANYTHING,
        "message": MESSAGE | ANYTHING,
        "info": ANYTHING,
        "oa_id": ANYTHING,
    },
)


def invented(value: Any) -> bytes:
    """Any value as JSON, lone surrogates and NaN included."""
    return json.dumps(value).encode()
