"""Rotating tokens: one refresh at a time, and a crash at any step loses nothing that can be kept (edge case 23).

One step cannot be kept: the pair that was in Zalo's answer only. Whether Zalo then takes the old token once more is not
documented: where a test says `grace`, it is supposed. Without, a person must approve the app again; no reply is lost.
"""

import asyncio
import os
import signal
import sqlite3
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from bot.channels.zalo_oa.channel import ZaloOaChannel
from bot.channels.zalo_oa.file_lock import held
from bot.channels.zalo_oa.token_store import Pair, TokenStore
from bot.channels.zalo_oa.tokens import AFTER_FAILURE, AFTER_SUCCESS, AHEAD
from bot.errors import DeliveryFailed
from bot.reply import Reply
from tests.bot.channels.zalo_oa.conftest import Desk, MakeDesk
from tests.bot.channels.zalo_oa.zalo_oa_api import OAUTH, SEND, USER, ZaloOaApi
from tests.bot.conftest import KEY, Clock
from tests.bot.serving import until

HELLO = Reply("Bác đang nghe máy không?")


class Killed(BaseException):
    """The process ends here."""


class DiesBeforeFirstSave(TokenStore):
    """Killed before the old token is marked as in use."""

    async def save(self, pair: Pair) -> None:
        if pair.in_use_since:
            raise Killed
        await super().save(pair)


class DiesAfterFirstSave(TokenStore):
    """Killed between the mark and the request."""

    async def save(self, pair: Pair) -> None:
        await super().save(pair)
        if pair.in_use_since:
            raise Killed


class DiesBeforeSecondSave(TokenStore):
    """Killed with the new pair in memory only."""

    async def save(self, pair: Pair) -> None:
        if pair.access:
            raise Killed
        await super().save(pair)


class DiesAfterSecondSave(TokenStore):
    """Killed with the new pair on disk, before anybody uses it."""

    async def save(self, pair: Pair) -> None:
        await super().save(pair)
        if pair.access:
            raise Killed


class FullDisk(TokenStore):
    """Does not take the new pair at first."""

    refusals = 0

    async def save(self, pair: Pair) -> None:
        if pair.access and FullDisk.refusals:
            FullDisk.refusals -= 1
            raise sqlite3.OperationalError("database or disk is full")
        await super().save(pair)


async def killed(desk: Desk) -> None:
    """The desk's process dies while it renews."""
    with pytest.raises(Killed):
        await desk.tokens.access()
    await desk.dies()


async def test_pasted_token_becomes_a_working_pair(desk: Desk, zalo: ZaloOaApi) -> None:
    access = await desk.tokens.access()
    assert access == zalo.access_token
    kept = await desk.tokens_on_disk.load()
    assert kept is not None
    assert (kept.access, kept.refresh, kept.in_use_since, kept.spent) == (access, zalo.refresh_token, None, False)
    assert kept.expires_at == pytest.approx(desk.clock() + 90000, abs=30), "expires_in comes as a string"
    assert await desk.tokens.access() == access
    assert len(zalo.refreshes) == 1
    await desk.dies()


@pytest.mark.parametrize("store", [DiesBeforeFirstSave, DiesAfterFirstSave, DiesAfterSecondSave])
async def test_edge_23_crash_where_the_pair_is_on_disk_or_unused(
    make_desk: MakeDesk, zalo: ZaloOaApi, store: type[TokenStore]
) -> None:
    await killed(make_desk(store=store))
    again = make_desk()
    assert await again.tokens.access() == zalo.access_token
    assert not again.tokens.spent
    await again.dies()


async def test_edge_23_crash_after_the_rotation_tries_the_old_token_again_if_zalo_had_grace(
    make_desk: MakeDesk, zalo: ZaloOaApi
) -> None:
    """What holds without grace is the next test: the old token is tried once, and a person is called."""
    zalo.grace = True
    await killed(make_desk(store=DiesBeforeSecondSave))
    again = make_desk()
    stored = await again.tokens_on_disk.load()
    assert stored is not None and stored.in_use_since is not None, "the mark tells that the token was under way"
    await again.tokens.tend()
    assert await again.tokens.access() == zalo.access_token
    assert zalo.refreshes == ["refresh-0", "refresh-0"]
    await again.dies()


async def test_edge_23_used_up_token_stops_sending_and_says_what_to_do(
    make_desk: MakeDesk, zalo: ZaloOaApi, caplog: pytest.LogCaptureFixture
) -> None:
    await killed(make_desk(store=DiesBeforeSecondSave))
    again = make_desk()
    channel = again.channel()
    await again.last_seen.note(USER, again.clock())
    for _ in range(3):
        with pytest.raises(DeliveryFailed) as failure:
            await channel.send(USER, HELLO)
        assert (failure.value.permanent, failure.value.blocked) == (False, False), "the outbox keeps what waits"
    assert zalo.refreshes == ["refresh-0", "refresh-0"], "a token that is used up is not tried for ever"
    assert zalo.calls == []
    assert channel.troubles() == ["refresh_token_spent"]
    [line] = [r.getMessage() for r in caplog.records if "zalo_oa_refresh_token_spent" in r.getMessage()]
    assert "TINBAO_ZALO_OA_REFRESH_TOKEN" in line and "refresh-0" not in caplog.text
    await channel.stop()

    restarted = make_desk()
    await restarted.tokens.tend()
    assert restarted.tokens.spent, "a restart alone changes nothing"
    assert len(zalo.refreshes) == 2
    await restarted.dies()

    mended = make_desk(seed=zalo.refresh_token)
    assert await mended.tokens.access() == zalo.access_token
    assert not mended.tokens.spent
    await mended.dies()


async def test_the_same_pasted_token_never_replaces_a_later_pair(make_desk: MakeDesk, zalo: ZaloOaApi) -> None:
    first = make_desk()
    access = await first.tokens.access()
    await first.dies()
    second = make_desk()
    assert await second.tokens.access() == access
    await second.dies()
    without = make_desk(seed="")
    assert await without.tokens.access() == access
    assert zalo.refreshes == ["refresh-0"]
    await without.dies()


async def test_edge_23_refused_token_is_renewed_once_and_the_message_sent_once(
    channel: ZaloOaChannel, zalo: ZaloOaApi, clock: Clock
) -> None:
    await channel.send(USER, HELLO)
    zalo.access_token = "another-process-took-it"
    clock.skipped = AFTER_SUCCESS + 1
    await asyncio.gather(*(channel.send(USER, Reply(f"câu {n}")) for n in range(8)))
    assert len(zalo.refreshes) == 2, "eight refused messages, one refresh"
    assert sorted(said.text for said in zalo.said()) == sorted([HELLO.text, *(f"câu {n}" for n in range(8))])


@pytest.mark.parametrize("code", [-216, -220])
async def test_edge_23_both_codes_and_only_one_resend(
    channel: ZaloOaChannel, zalo: ZaloOaApi, clock: Clock, code: int
) -> None:
    await channel.send(USER, HELLO)
    clock.skipped = AFTER_SUCCESS + 1
    zalo.fault(SEND, body={"error": code, "message": "Access token"}, times=2)
    with pytest.raises(DeliveryFailed) as failure:
        await channel.send(USER, HELLO)
    assert not failure.value.permanent
    assert len(zalo.calls) == 3
    assert len(zalo.refreshes) == 2


async def test_fresh_token_refused_at_once_does_not_burn_the_next(channel: ZaloOaChannel, zalo: ZaloOaApi) -> None:
    zalo.fault(SEND, body={"error": -216, "message": "Access token"}, times=20)
    for _ in range(5):
        with pytest.raises(DeliveryFailed):
            await channel.send(USER, HELLO)
    assert len(zalo.refreshes) <= 2


async def test_renewed_ahead_of_its_end(desk: Desk, zalo: ZaloOaApi, clock: Clock) -> None:
    first = await desk.tokens.access()
    await desk.tokens.tend()
    assert len(zalo.refreshes) == 1
    clock.skipped = 90000 - AHEAD + 60
    await desk.tokens.tend()
    assert len(zalo.refreshes) == 2
    assert await desk.tokens.access() == zalo.access_token != first
    await desk.dies()


@pytest.mark.parametrize("expires_in", ["", "bald", None, "-5", "nan"])
async def test_life_that_is_no_number_is_taken_as_short(desk: Desk, zalo: ZaloOaApi, expires_in: str) -> None:
    zalo.expires_in = expires_in
    await desk.tokens.access()
    kept = await desk.tokens_on_disk.load()
    assert kept is not None and 0 < kept.expires_at - desk.clock() <= 3600
    await desk.dies()


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (500, "oops"),
        (200, "<html>"),
        (200, {"error": -14004, "error_name": "Invalid secret key"}),
        (200, []),
        (200, {}),
    ],
)
async def test_door_that_fails_leaves_the_token_for_later(
    desk: Desk, zalo: ZaloOaApi, clock: Clock, status: int, body: object
) -> None:
    zalo.fault(OAUTH, status, body)
    for _ in range(3):
        with pytest.raises(DeliveryFailed) as failure:
            await desk.tokens.access()
        assert not failure.value.permanent and failure.value.retry_after
    assert zalo.refreshes == ["refresh-0"], "waiting messages do not storm the door"
    clock.skipped += AFTER_FAILURE + 1
    assert await desk.tokens.access() == zalo.access_token
    await desk.dies()


async def test_full_disk_after_the_rotation_holds_the_pair_until_it_fits(make_desk: MakeDesk, zalo: ZaloOaApi) -> None:
    FullDisk.refusals = 2
    desk = make_desk(store=FullDisk)
    asked = asyncio.create_task(desk.tokens.access())
    await until(lambda: FullDisk.refusals < 2)
    assert not asked.done(), "nobody uses a pair that is not on disk"
    access = await asked
    kept = await desk.tokens_on_disk.load()
    assert kept is not None and (kept.access, kept.refresh) == (access, zalo.refresh_token)
    await desk.dies()


async def test_edge_26_stopping_waits_for_the_pair(make_desk: MakeDesk, zalo: ZaloOaApi) -> None:
    desk = make_desk()
    channel = desk.channel()
    await desk.last_seen.note(USER, desk.clock())
    reached = asyncio.Event()
    zalo.on_refresh = lambda stage: reached.set()
    FullDisk.refusals = 0
    sending = asyncio.create_task(channel.send(USER, HELLO))
    await reached.wait()
    sending.cancel()
    await channel.stop()
    again = make_desk()
    kept = await again.tokens_on_disk.load()
    assert kept is not None and kept.refresh == zalo.refresh_token
    await again.dies()


async def test_another_process_was_faster(desk: Desk, make_desk: MakeDesk, zalo: ZaloOaApi, clock: Clock) -> None:
    other = make_desk()
    first = await desk.tokens.access()
    assert await other.tokens.access() == first
    clock.skipped = AFTER_SUCCESS + 1
    second = await desk.tokens.instead_of(first)
    assert await other.tokens.instead_of(first) == second, "it reads the disk again under the lock"
    assert len(zalo.refreshes) == 2
    await desk.dies()
    await other.dies()


async def test_edge_23_two_at_once_make_one_refresh_under_the_lock(
    desk: Desk, make_desk: MakeDesk, zalo: ZaloOaApi, clock: Clock
) -> None:
    other = make_desk()
    for _ in range(5):
        used = await desk.tokens.access()
        assert await other.tokens.instead_of("") == used
        before = len(zalo.refreshes)
        clock.skipped += AFTER_SUCCESS + 1
        fresh = await asyncio.gather(desk.tokens.instead_of(used), other.tokens.instead_of(used))
        assert set(fresh) == {zalo.access_token} and len(zalo.refreshes) == before + 1
        assert not desk.tokens.spent and not other.tokens.spent
    await desk.dies()
    await other.dies()


async def test_lock_lets_one_in(desk: Desk) -> None:
    order: list[str] = []

    async def second() -> None:
        async with held(desk.folder / "x.lock"):
            order.append("second")

    async with held(desk.folder / "x.lock"):
        waiting = asyncio.create_task(second())
        await asyncio.sleep(0.2)
        order.append("first")
    await waiting
    assert order == ["first", "second"]
    await desk.dies()


async def test_edge_24_no_token_in_file_repr_or_log(
    desk: Desk, zalo: ZaloOaApi, caplog: pytest.LogCaptureFixture
) -> None:
    access = await desk.tokens.access()
    kept = await desk.tokens_on_disk.load()
    await desk.dies()
    raw = (desk.folder / "zalo_oa.db").read_bytes()
    for secret in (access, zalo.refresh_token, "refresh-0"):
        assert secret.encode() not in raw
        assert secret not in caplog.text
        assert secret not in repr(replace(kept, seed="x") if kept else "")
    assert (desk.folder / "zalo_oa.db").stat().st_mode & 0o077 == 0


async def test_dead_door_is_not_an_end(tmp_path: Path, clock: Clock) -> None:
    nobody = ZaloOaApi()
    desk = Desk(tmp_path, nobody, clock)
    with pytest.raises(DeliveryFailed) as failure:
        await desk.tokens.access()
    assert not failure.value.permanent
    async with nobody.running():
        clock.skipped = AFTER_FAILURE + 1
        assert await desk.tokens.access() == nobody.access_token
    await desk.dies()


_PROCESS = """
import asyncio
from bot.channels.zalo_oa import build_zalo_oa
from bot.settings import load_settings
async def main():
    await build_zalo_oa(load_settings()).start(None)
    await asyncio.sleep(60)
asyncio.run(main())
"""


@pytest.mark.parametrize(("stage", "grace"), [("before", False), ("after", True), ("after", False)])
async def test_edge_23_kill_minus_9_around_the_rotation(
    make_desk: MakeDesk, zalo: ZaloOaApi, tmp_path: Path, stage: str, grace: bool
) -> None:
    zalo.grace = grace
    bot = {"TINBAO_DATA_DIR": str(tmp_path), "TINBAO_BOT_KEY": KEY, "TINBAO_RASA_TOKEN": "r" * 16}
    environment = {**os.environ, **bot, "TINBAO_ACTIONS_TOKEN": "a" * 16, **zalo.settings()}
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", _PROCESS, env=environment)

    def kill(now: str) -> bool:
        if now == stage:
            process.send_signal(signal.SIGKILL)
        return now == stage

    zalo.on_refresh = kill
    assert await asyncio.wait_for(process.wait(), 60) == -signal.SIGKILL
    zalo.on_refresh = lambda stage: None
    again = make_desk()
    if stage == "before" or grace:
        assert await again.tokens.access() == zalo.access_token
    else:
        with pytest.raises(DeliveryFailed) as failure:
            await again.tokens.access()
        assert not failure.value.permanent
        assert again.tokens.spent, "what only the platform's answer held is gone: a person is asked, nothing is dropped"
    assert zalo.refreshes == ["refresh-0", "refresh-0"]
    await again.dies()
