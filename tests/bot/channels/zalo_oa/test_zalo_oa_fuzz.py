"""T11: ten thousand broken bodies and more, rightly signed, through the real route into a real inbox. T17: forgeries.

None is a server error; what is whole is committed; everything else is acknowledged, and buried or left.
"""

import asyncio
import json
import random
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from sqlmodel import Session, col, func, select
from starlette.applications import Starlette

from bot.channels.zalo_oa.channel import WEBHOOK, ZaloOaChannel
from bot.channels.zalo_oa.event import Unreadable, as_object, parse
from bot.channels.zalo_oa.translate_in import event_id_of, is_message, to_incomings
from bot.core import Core
from bot.database import Database
from bot.inbox import Inbox
from bot.sentences import load_sentences
from bot.settings import Settings
from bot.tables import DeadLetter, InboxRow
from tests.bot.channels.zalo_oa.conftest import Desk
from tests.bot.channels.zalo_oa.fuzzing import EVENT, invented, mutated, timestamp_of
from tests.bot.channels.zalo_oa.zalo_oa_api import APP_ID, OA_ID, OA_SECRET, USER, ZaloOaApi, by_user, encoded, mac
from tests.bot.conftest import Clock

SEED = 20_261_122
MUTATED = 8_600
INVENTED = 1_500
FORGED = 10_000
AT_ONCE = 25


class Door:
    """The real route, called rightly signed; `statuses` counts what it answered."""

    def __init__(self, core: Core, channel: ZaloOaChannel) -> None:
        self.core = core
        self.statuses: Counter[int] = Counter()
        app = Starlette(routes=[*channel.routes(Inbox(core, lambda _: None, lambda _: None))])
        self._client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://zalo")

    async def call(self, raw: bytes, signature: str) -> int:
        headers = {"Content-Type": "application/json", "X-ZEvent-Signature": signature}
        status = (await self._client.post(WEBHOOK, content=raw, headers=headers)).status_code
        self.statuses[status] += 1
        return status

    async def signed(self, raw: bytes) -> int:
        return await self.call(raw, "mac=" + mac(raw, timestamp_of(raw)))

    async def count(self) -> tuple[int, int, int]:
        """Messages kept, bodies buried, and of those the ones our own code fell over."""

        def read(session: Session) -> tuple[int, int, int]:
            buried = session.exec(select(func.count()).select_from(DeadLetter)).one()
            stumbled = select(func.count()).where(col(DeadLetter.reason).like("%Error"))
            return session.exec(select(func.count(col(InboxRow.id)))).one(), buried, session.exec(stumbled).one()

        return await self.core.db.run(read)

    async def keys(self) -> set[str]:
        """The pseudonyms of the events that are kept."""
        return await self.core.db.run(lambda session: set(session.exec(select(InboxRow.event_key))))

    async def close(self) -> None:
        await self._client.aclose()
        self.core.db.close()


@pytest.fixture
def folder() -> Iterator[Path]:
    """In memory where there is such a place: ten thousand commits on a busy disk take minutes and show nothing."""
    memory = Path("/dev/shm")
    with TemporaryDirectory(dir=memory if memory.is_dir() else None) as made:
        yield Path(made)


@pytest.fixture
async def door(folder: Path, zalo: ZaloOaApi, clock: Clock) -> AsyncIterator[Door]:
    desk = Desk(folder, zalo, clock)
    settings = Settings.model_validate(
        {"data_dir": desk.folder, "rasa_token": "r" * 16, "actions_token": "a" * 16, "bot_key": "5a" * 32}
        | {"queue_cap": 1_000_000}
    )
    core = Core(settings, Database(desk.folder / "bot.db"), desk.vault, load_sentences(), time.time)
    channel = desk.channel()
    made = Door(core, channel)
    yield made
    await made.close()
    await channel.stop()


def wanted(raw: bytes) -> set[str]:
    """The event ids that must be in the inbox, by our reading of the same bytes."""
    try:
        event = parse(raw, time.time())
        to = event.body.get("oa_id") or as_object(event.body.get("recipient")).get("id")
        if to is not None and str(to) != OA_ID:
            return set()
        if event.name == "follow":
            event.identity("follower")
            return {event_id_of(raw)}
        return {each.event_id for each in to_incomings(event, raw)} if is_message(event.name) else set()
    except Unreadable:
        return set()


async def test_t11_ten_thousand_mutations_and_inventions(door: Door, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("CRITICAL")
    rng = random.Random(SEED)
    bodies = [mutated(rng, number) for number in range(MUTATED)]
    made: list[bytes] = []

    @hypothesis_settings(
        max_examples=INVENTED, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck)
    )
    @given(EVENT)
    def invent(value: Any) -> None:
        made.append(invented(value))

    await asyncio.to_thread(invent)
    raws = [raw for raw, _, _ in bodies] + made
    assert len(raws) >= 10_000
    assert len({raw for raw, _, _ in bodies}) > 0.95 * MUTATED
    for start in range(0, len(raws), AT_ONCE):
        await asyncio.gather(*(door.signed(raw) for raw in raws[start : start + AT_ONCE]))
    assert door.statuses == Counter({200: len(raws)}), "each is acknowledged, none is an error of the server"
    kept, buried, stumbled = await door.count()
    whole = sum(count for _, _, count in bodies)
    assert whole > 1500
    assert kept >= whole, "a whole message is missing"
    names = {door.core.vault.pseudonym("event", "zalo_oa", each) for raw in raws for each in wanted(raw)}
    assert await door.keys() == names, "kept is what can be read, each once"
    assert buried > 500
    assert stumbled == 0
    again = encoded(by_user(USER, "user_send_text", text="vẫn nhận"))
    assert await door.signed(again) == 200
    assert (await door.count())[0] == kept + 1


async def test_t11_whole_messages_are_each_kept_once(door: Door) -> None:
    rng = random.Random(SEED + 1)
    bodies = [body for body in (mutated(rng, number) for number in range(1200)) if body[2]]
    for raw, timestamp, _ in [*bodies, *bodies]:
        assert json.loads(raw)["timestamp"] == timestamp == timestamp_of(raw)
        assert await door.signed(raw) == 200
    assert await door.count() == (sum(count for _, _, count in bodies), 0, 0)


async def test_t17_ten_thousand_forgeries(door: Door, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("CRITICAL")
    rng = random.Random(SEED)
    raw = encoded(by_user(USER, "user_send_text", text="chuyển khoản ngay", at=1_795_000_000))
    timestamp = timestamp_of(raw)
    true = mac(raw, timestamp)

    def forged() -> tuple[bytes, str]:
        match rng.randrange(8):
            case 0:
                return raw, "mac=" + rng.randbytes(32).hex()
            case 1:
                at = rng.randrange(64)
                return raw, f"mac={true[:at]}{rng.choice('0123456789abcdef'.replace(true[at], ''))}{true[at + 1 :]}"
            case 2:
                return raw, "mac=" + true[: rng.randrange(64)]
            case 3:
                return raw, "mac=" + mac(raw, timestamp, secret=OA_SECRET[: rng.randrange(len(OA_SECRET))])
            case 4:
                return raw, "mac=" + mac(raw, timestamp, first=str(rng.randrange(10**18)))
            case 5:
                return raw, "mac=" + mac(raw, str(rng.randrange(10**12)))
            case 6:
                at = rng.randrange(len(raw))
                return raw[:at] + bytes([raw[at] ^ (1 << rng.randrange(8))]) + raw[at + 1 :], "mac=" + true
            case _:
                return raw + b" " * rng.randrange(1, 9), rng.choice(["mac=", "", "sha256="]) + true

    calls = [forged() for _ in range(FORGED)]
    for start in range(0, FORGED, AT_ONCE):
        await asyncio.gather(*(door.call(*each) for each in calls[start : start + AT_ONCE]))
    assert door.statuses == Counter({403: FORGED})
    assert await door.count() == (0, 0, 0)
    assert await door.call(raw, "mac=" + mac(raw, timestamp, first=APP_ID)) == 200, "the true one is taken"
