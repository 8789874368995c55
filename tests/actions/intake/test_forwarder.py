"""The forwarder against a store that is dead, slow, lying, and well again."""

import asyncio
import logging
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from actions.intake.database import open_database
from actions.intake.forwarder import Forwarder
from actions.intake.local_key import LocalKey
from actions.intake.outbox import Outbox, utc_now
from actions.intake.store import Store
from tests.actions.intake.fake_store import FakeStore

TIP = {"code": "AAAA-BBBB-CCCC", "document": {"story": "kể"}}


@pytest.fixture
def outbox(tmp_path: Path) -> Outbox:
    box = Outbox(open_database(tmp_path / "actions.db"), LocalKey("cd" * 32))
    box.commit("k1", TIP, utc_now())
    return box


async def test_a_tip_is_settled_when_the_store_confirms(outbox: Outbox) -> None:
    store = FakeStore()
    assert await Forwarder(outbox, store.client()).settle("k1", 2.0) == "Công an xã An Lão"
    assert store.tips["k1"] == TIP
    assert outbox.waiting() == 0


@pytest.mark.parametrize("mood", ["dead", "lying", "angry", "garbled"])
async def test_nothing_is_lost_while_the_store_fails(outbox: Outbox, mood: str) -> None:
    store = FakeStore()
    store.mood = mood
    forwarder = Forwarder(outbox, store.client())
    assert await forwarder.settle("k1", 1.0) is None
    assert outbox.waiting() == 1
    assert store.calls == 1
    store.mood = "fine"
    assert [w.key for w in outbox.due(utc_now() + timedelta(seconds=5))] == ["k1"]


async def test_a_key_that_is_another_tips_is_an_alarm_and_not_hammered(
    outbox: Outbox, caplog: pytest.LogCaptureFixture
) -> None:
    refusing = httpx.MockTransport(lambda request: httpx.Response(409, json={"error": "key_reused"}))
    forwarder = Forwarder(outbox, Store(httpx.AsyncClient(transport=refusing, base_url="http://store"), "token"))
    assert await forwarder.settle("k1", 20.0) is None
    [alarm] = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert "tip_conflict key=k1" in alarm.getMessage() and "maintainers" in alarm.getMessage()
    now = utc_now()
    for _ in range(10):
        outbox.postponed("k1", "again", now)
    assert outbox.due(now + timedelta(seconds=299)) == []
    assert outbox.waiting() == 1


async def test_a_slow_store_does_not_hold_the_resident(outbox: Outbox) -> None:
    store = FakeStore()
    store.mood = "slow"
    forwarder = Forwarder(outbox, store.client(timeout=20))
    started = asyncio.get_running_loop().time()
    assert await forwarder.settle("k1", 0.2) is None
    assert asyncio.get_running_loop().time() - started < 5
    assert outbox.waiting() == 1


async def test_the_loop_delivers_once_the_store_is_back(outbox: Outbox) -> None:
    store = FakeStore()
    store.mood = "dead"
    running = asyncio.create_task(Forwarder(outbox, store.client()).run())
    await asyncio.sleep(0.5)
    assert store.calls >= 1
    store.mood = "fine"
    for _ in range(200):
        if outbox.waiting() == 0:
            break
        await asyncio.sleep(0.05)
    running.cancel()
    assert list(store.tips) == ["k1"]
