"""Where residents usually write, two days without any are noticed; nothing else is."""

import asyncio

import pytest

from bot.channels.zalo_oa.channel import ZaloOaChannel
from bot.reply import Reply
from tests.bot.channels.paper_inbox import PaperInbox
from tests.bot.channels.zalo_oa.conftest import MakeDesk
from tests.bot.channels.zalo_oa.zalo_oa_api import OFFICER, USER, ZaloOaApi, by_oa, by_user, following
from tests.bot.conftest import Clock

pytestmark = pytest.mark.usefixtures("open_door")
HOUR = 3600.0
DAY = 24 * HOUR


async def write_for(days: int, zalo: ZaloOaApi, clock: Clock, every: float = DAY) -> None:
    """A resident writes once on each day; the last of them is now."""
    for n in range(days):
        clock.skipped += every if n else 0
        assert await zalo.push(by_user(USER, "user_send_text", text=f"ngày {n}", at=clock())) == 200


async def test_nobody_heard_for_two_days_where_residents_write_daily(
    channel: ZaloOaChannel, zalo: ZaloOaApi, clock: Clock, caplog: pytest.LogCaptureFixture, make_desk: MakeDesk
) -> None:
    await write_for(12, zalo, clock)
    clock.skipped += 47 * HOUR
    assert channel.troubles() == []
    clock.skipped += 2 * HOUR
    assert channel.troubles() == ["webhook_silent"]
    again = make_desk().channel()
    await again.start(PaperInbox())
    async with asyncio.timeout(20):
        while "zalo_oa_webhook_silent" not in caplog.text:  # noqa: ASYNC110 - a log tells nobody
            await asyncio.sleep(0.05)
    assert again.troubles() == ["webhook_silent"], "also after a restart"
    assert "developers.zalo.me" in caplog.text
    await again.stop()
    assert await zalo.push(following(USER, at=clock())) == 200
    assert channel.troubles() == [], "whoever wrote shows that it works"


async def test_our_own_echoes_and_receipts_do_not_hide_it(
    channel: ZaloOaChannel, zalo: ZaloOaApi, clock: Clock
) -> None:
    """An OA whose filter lets only the OA's own messages through is as deaf as one that is switched off."""
    await write_for(12, zalo, clock)
    await channel.send(USER, Reply("Chào bác."))
    clock.skipped += 49 * HOUR
    for event in (
        by_oa(USER, text="Chào bác.", at=clock()),
        by_oa(USER, admin_id=OFFICER, text="Chào bác.", at=clock()),
        by_user(USER, "user_received_message", at=clock()),
        by_user(USER, "user_seen_message", at=clock()),
        by_user(USER, "user_send_text", text="a", at=clock()) | {"recipient": {"id": "111222333"}},
    ):
        assert await zalo.push(event) == 200
    assert channel.troubles() == ["webhook_silent"]


@pytest.mark.parametrize(("days", "every"), [(1, DAY), (9, DAY), (40, 2 * DAY)])
async def test_where_few_write_silence_says_nothing(
    channel: ZaloOaChannel, zalo: ZaloOaApi, clock: Clock, days: int, every: float
) -> None:
    await write_for(days, zalo, clock, every)
    await channel.send(USER, Reply("Chào bác."))
    for _ in range(10):
        clock.skipped += 3 * DAY
        assert channel.troubles() == []


async def test_an_oa_that_nobody_ever_wrote_to_is_no_trouble(channel: ZaloOaChannel, clock: Clock) -> None:
    clock.skipped = 100 * DAY
    assert channel.troubles() == []
