"""T11: ten thousand broken updates and more through the real receiving into a real inbox.

No crash; what is valid is committed, what is not is buried, told to a group, or no concern of ours.
"""

import asyncio
import copy
import json
import random
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlmodel import Session, col, func, select

from bot.channels.zalo_bot.receiving import Receiver
from bot.channels.zalo_bot.translate_in import understand
from bot.core import Core
from bot.database import Database
from bot.inbox import Inbox
from bot.incoming import Incoming
from bot.sealing import Vault
from bot.sentences import load_sentences
from bot.settings import Settings
from bot.tables import DeadLetter, GroupRow, InboxRow
from tests.bot.channels.zalo_bot.zalo_bot_api import text_update, update

SEED = 20_261_122
MUTATED = 8_600
INVENTED = 1_500
MEMORY = Path("/dev/shm")  # noqa: S108
IN_MEMORY = MEMORY.is_dir()  # ten thousand commits to a slow disk are not what is tried here

ODD: list[Any] = [
    None, True, False, 0, -1, 2**63, 10**400, 1.5, float("nan"), float("inf"), "", " ", "\x00", "\ud800", "x" * 5000,
    "／start", "/start", "🙂" * 50, "\u202eabc", "a\u0301", [], {}, [[]], [{}], {"id": "x"}, "GROUP", "PRIVATE",
    "message.text.received", "message.image.received", "https://a.zdn.vn/x", "file:///etc/passwd", 1_776_919_152_762,
]  # fmt: skip


def seeds(number: int) -> dict[str, Any]:
    chat = f"chat{number % 200}"
    event, content = (
        ("text", {"text": f"tin số {number}"}),
        ("image", {"photo_url": "https://a.zdn.vn/1", "caption": "ảnh"}),
        ("image", {"photo": "https://a.zdn.vn/2"}),
        ("voice", {"voice_url": "https://a.zdn.vn/3.aac"}),
        ("sticker", {"sticker": "bfe45", "url": "https://a.zdn.vn/4"}),
        ("unsupported", {}),
        ("link", {"text": "https://vcb-xacthuc.top"}),
        ("reaction", {"emoji": "👍"}),
    )[number % 8]
    made = update(f"message.{event}.received", chat, **content)
    return {"ok": True, "result": made} if number % 3 == 0 else made


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in list(items):
        yield value, key
        yield from places(inner)


def mutated(rng: random.Random, number: int) -> tuple[bytes, str | None]:
    """The body, and the event id that must be in the inbox, where nothing was broken."""
    intact = seeds(number)
    value = copy.deepcopy(intact)
    times = rng.randrange(4)
    for _ in range(times):
        holder, key = rng.choice(list(places(value)))
        match rng.randrange(4):
            case 0:
                del holder[key]
            case 1 if isinstance(holder, dict):
                holder[rng.choice(["message", "chat", "id", "date", "text", "result", "ok", "lạ"])] = rng.choice(ODD)
            case _:
                holder[key] = rng.choice(ODD)
        if not list(places(value)):
            break
    raw = json.dumps(value).encode()
    if times == 0 and number % 8 != 7:
        message = intact.get("result", intact)["message"]
        return raw, f"1:chat{number % 200}:{message['message_id']}"
    if rng.random() < 0.1:
        broken = bytearray(raw)
        for _ in range(rng.randrange(1, 6)):
            broken[rng.randrange(len(broken))] = rng.randrange(256)
        raw = bytes(broken[: rng.randrange(1, len(broken) + 1)])
    return raw, None


@pytest.fixture
async def core(tmp_path: Path) -> AsyncIterator[Core]:
    with tempfile.TemporaryDirectory(dir=MEMORY if IN_MEMORY else tmp_path) as folder:
        made = core_in(Path(folder))
        yield made
        made.db.close()


def core_in(folder: Path) -> Core:
    settings = Settings.model_validate(
        {"data_dir": folder, "rasa_token": "r" * 16, "actions_token": "a" * 16, "bot_key": "5a" * 32}
        | {"queue_cap": 1_000_000}
    )
    return Core(settings, Database(folder / "bot.db"), Vault(b"\x5a" * 32), load_sentences(), time.time)


class Ledger:
    """What must be where, by our reading of the same bytes."""

    def __init__(self, core: Core) -> None:
        self.core = core
        self.declined = 0
        self.receiver = Receiver("1", Inbox(core, lambda _: None, lambda _: None), self._decline)
        self.expected: set[str] = set()
        self.promised: set[str] = set()
        self.outcomes: Counter[str] = Counter()

    def _decline(self, _: str) -> None:
        self.declined += 1

    async def take(self, raw: bytes) -> None:
        await self.receiver.take(raw)
        try:
            body = json.loads(raw)
        except (ValueError, RecursionError):
            self.outcomes["no json"] += 1
            return
        if isinstance(body, dict) and body.get("ok") is True and isinstance(body.get("result"), dict | list):
            body = body["result"]
        for each in body if isinstance(body, list) else [body]:
            meaning = understand(each, "1")
            self.outcomes[type(meaning).__name__] += 1
            if isinstance(meaning, Incoming):
                self.expected.add(self.core.vault.pseudonym("event", "zalo_bot", meaning.event_id))

    async def check(self) -> None:
        def counted(session: Session) -> tuple[set[str], int, int, int]:
            buried = session.exec(select(func.count()).select_from(DeadLetter)).one()
            stumbled = select(func.count()).where(col(DeadLetter.reason).like("%Error"))
            groups = session.exec(select(func.count()).select_from(GroupRow)).one()
            return set(session.exec(select(InboxRow.event_key))), buried, session.exec(stumbled).one(), groups

        stored, buried, stumbled, groups = await self.core.db.run(counted)
        assert stored == self.expected
        assert self.promised <= stored, "a valid update is not in the inbox"
        assert stumbled == 0, "our own code fell over an update"
        assert groups == self.declined
        assert buried <= self.outcomes["Unreadable"] + self.outcomes["no json"]
        if self.outcomes["Unreadable"]:
            assert buried


async def test_thousands_of_mutations(core: Core, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("ERROR")
    rng = random.Random(SEED)
    ledger = Ledger(core)
    for number in range(MUTATED):
        raw, valid = mutated(rng, number)
        await ledger.take(raw)
        if valid is not None:
            ledger.promised.add(core.vault.pseudonym("event", "zalo_bot", valid))
    await ledger.check()
    assert len(ledger.promised) > 1000
    assert min(ledger.outcomes[kind] for kind in ("Incoming", "Group", "Ignored", "Unreadable", "no json")) > 50
    # after all that the next one is taken
    await ledger.take(json.dumps(text_update("lan", "chào")).encode())
    await ledger.check()


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
MESSAGE = st.fixed_dictionaries(
    {},
    optional={
        "message_id": ANYTHING,
        "date": ANYTHING,
        "chat": st.fixed_dictionaries({"id": ANYTHING | st.sampled_from(["a", "b"])}, optional={"chat_type": ANYTHING}),
        "from": ANYTHING,
        "text": ANYTHING,
        "photo_url": ANYTHING,
        "voice_url": ANYTHING,
        "caption": ANYTHING,
    },
)
EVENT = st.sampled_from([f"message.{kind}.received" for kind in ("text", "image", "voice", "link", "unsupported")])
UPDATE = ANYTHING | st.fixed_dictionaries({"event_name": EVENT | ANYTHING, "message": MESSAGE | ANYTHING})


async def test_and_fifteen_hundred_that_nobody_thought_of(core: Core, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("ERROR")
    ledger = Ledger(core)
    invented: list[bytes] = []

    @hypothesis_settings(
        max_examples=INVENTED, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck)
    )
    @given(UPDATE)
    def invent(value: Any) -> None:
        invented.append(json.dumps(value).encode())

    await asyncio.to_thread(invent)
    for raw in invented:
        await ledger.take(raw)
    await ledger.check()
    assert len(invented) + MUTATED >= 10_000
