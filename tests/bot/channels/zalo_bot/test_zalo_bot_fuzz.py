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

import httpx
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlmodel import Session, col, func, select
from starlette.applications import Starlette

from bot.channels.zalo_bot.envelope import event_id, fingerprint, identity, updates_in
from bot.channels.zalo_bot.receiving import Receiver
from bot.channels.zalo_bot.webhook import PATH, door
from bot.core import Core
from bot.database import Database
from bot.inbox import Inbox
from bot.sealing import Vault
from bot.sentences import load_sentences
from bot.settings import Settings
from bot.tables import DeadLetter, GroupRow, InboxRow
from tests.bot.channels.zalo_bot.zalo_bot_api import text_update, update

SECRET = "secret-of-the-webhook"
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
    """What must be where: each update is stored, buried, of a group, or of no concern by the platform's own words."""

    def __init__(self, core: Core) -> None:
        self.core = core
        self.declined = 0
        receiver = Receiver("1", Inbox(core, lambda _: None, lambda _: None), self._decline)
        self._zalo = httpx.AsyncClient(
            transport=httpx.ASGITransport(Starlette(routes=door(SECRET, receiver))),
            base_url="http://desk",
            headers={"X-Bot-Api-Secret-Token": SECRET, "Content-Type": "application/json"},
        )
        self.promised: set[str] = set()
        self.owed: list[tuple[str, str]] = []  # the names of what must be stored, or else buried
        self.outcomes: Counter[str] = Counter()

    def _decline(self, _: str) -> None:
        self.declined += 1

    async def take(self, raw: bytes) -> None:
        answer = await self._zalo.post(PATH, content=raw)
        assert answer.status_code == 200, answer.status_code
        try:
            updates = updates_in(raw)
        except ValueError:
            updates = [raw] if raw.strip() else []
        for each in updates:
            if is_of_no_concern(each):
                self.outcomes["of no concern"] += 1
            elif is_of_a_group(each):
                self.outcomes["of a group"] += 1
            else:
                self.owed.append((self._key(name_of(each)), self._key(f"1:{fingerprint(each)}")))

    def _key(self, event_id: str) -> str:
        return self.core.vault.pseudonym("event", "zalo_bot", event_id)

    async def check(self) -> None:
        def counted(session: Session) -> tuple[set[str], set[str], int, int]:
            stumbled = select(func.count()).where(col(DeadLetter.reason).like("%Error"))
            groups = session.exec(select(func.count()).select_from(GroupRow)).one()
            stored, buried = select(InboxRow.event_key), select(DeadLetter.event_key)
            return set(session.exec(stored)), set(session.exec(buried)), session.exec(stumbled).one(), groups

        stored, buried, stumbled, groups = await self.core.db.run(counted)
        assert self.promised <= stored, "a valid update is not in the inbox"
        assert [pair for pair in self.owed if (pair[0] in stored) + (pair[1] in buried) != 1] == []
        assert len(stored) == len({name for name, _ in self.owed} & stored), "stored what nobody sent"
        assert len(buried) == len({name for _, name in self.owed} & buried), "buried what was of no concern"
        assert stumbled == 0, "our own code fell over an update"
        assert groups == self.declined
        self.outcomes["stored"], self.outcomes["buried"] = len(stored), len(buried)


def message_in(update: Any) -> dict[str, Any]:
    message = update.get("message") if isinstance(update, dict) else None
    return message if isinstance(message, dict) else {}


def part(message: dict[str, Any], name: str) -> dict[str, Any]:
    value = message.get(name)
    return value if isinstance(value, dict) else {}


def is_of_no_concern(update: Any) -> bool:
    """A reaction, or another bot's message."""
    event = update.get("event_name") if isinstance(update, dict) else None
    return (isinstance(event, str) and ".reaction." in event) or part(message_in(update), "from").get("is_bot") is True


def is_of_a_group(update: Any) -> bool:
    """By its chat's type, and where that is missing by a chat that is not its writer's own."""
    chat = part(message_in(update), "chat")
    chat_id, kind = identity(chat.get("id")), chat.get("chat_type")
    if chat_id is None:
        return False
    if isinstance(kind, str):
        return kind.upper() != "PRIVATE"
    return identity(part(message_in(update), "from").get("id")) not in (None, chat_id)


def name_of(update: Any) -> str:
    message = message_in(update)
    return event_id("1", identity(part(message, "chat").get("id")), message, update)


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
    assert min(ledger.outcomes[kind] for kind in ("stored", "buried", "of a group", "of no concern")) > 50
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
