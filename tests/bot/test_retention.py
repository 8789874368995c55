"""Words go a day after the report, or after a week of silence; the way back to the chat stays."""

import pytest
from sqlmodel import Session, col, func, select, update

from bot import outbox
from bot.inbox import Arrival
from bot.old_events import OldEvent
from bot.reply import Draft
from bot.retention import purge
from bot.room import Room
from bot.tables import ButtonRow, Chat, InboxRow, ReplyRow, ReplyState, Route
from tests.bot.conftest import Clock
from tests.bot.fake_rasa import FakeRasa, says
from tests.bot.resident import Resident

HOUR = 3600
DAY = 24 * HOUR


@pytest.fixture(autouse=True)
def _talk(rasa: FakeRasa) -> None:
    rasa.replies = lambda turn, heard: [
        says("vâng", ("Có", "/affirm"), flow="done" if turn["message"] == "gửi" else None)
    ]


async def words_left(room: Room) -> tuple[int, int, int]:
    def count(s: object) -> tuple[int, int, int]:
        return (
            s.exec(select(func.count()).where(col(InboxRow.sealed) != b"")).one(),  # type: ignore[attr-defined]
            s.exec(select(func.count()).select_from(ReplyRow)).one(),  # type: ignore[attr-defined]
            s.exec(select(func.count()).select_from(ButtonRow)).one(),  # type: ignore[attr-defined]
        )

    await room.core.db.run(lambda s: purge(s, room.core))
    return await room.core.db.run(count)


async def test_a_day_after_the_report(an: Resident, room: Room, clock: Clock) -> None:
    await an.says("kể")
    await an.says("gửi")
    await an.says("chuyện khác")
    clock.skipped = DAY - HOUR
    assert await words_left(room) == (3, 3, 3)
    clock.skipped = DAY + HOUR
    assert await words_left(room) == (1, 1, 1)


async def test_after_a_week_of_silence(an: Resident, room: Room, rasa: FakeRasa, clock: Clock) -> None:
    await an.says("kể")
    clock.skipped = 7 * DAY - HOUR
    assert await words_left(room) == (1, 1, 1)
    clock.skipped = 7 * DAY + HOUR
    assert await words_left(room) == (0, 0, 0)
    old = rasa.turns[-1]["metadata"]["report_key"]
    await an.says("tôi quay lại")
    assert rasa.messages() == ["kể", "tôi quay lại"]
    assert rasa.turns[-1]["metadata"]["report_key"] != old


async def test_a_purged_update_is_still_known(an: Resident, room: Room, rasa: FakeRasa, clock: Clock) -> None:
    await an.says("kể", event_id="7")
    clock.skipped = 8 * DAY
    await words_left(room)
    await an.writes("kể", event_id="7")
    assert rasa.messages() == ["kể"]


async def test_the_route_outlives_the_words_by_three_months(
    an: Resident, room: Room, rasa: FakeRasa, clock: Clock
) -> None:
    await an.says("gửi")
    token = rasa.turns[0]["metadata"]["route_token"]
    clock.skipped = 89 * DAY
    await words_left(room)
    assert await room.core.db.run(lambda s: s.get_one(Route, token).chat_ref) == an.chat_ref
    clock.skipped = 91 * DAY
    await words_left(room)
    assert await room.core.db.run(lambda s: s.get(Route, token)) is None
    assert await room.core.db.run(lambda s: s.get(Chat, an.chat_ref)) is None


async def test_words_that_still_wait_are_kept(an: Resident, room: Room, rasa: FakeRasa, clock: Clock) -> None:
    rasa.delay = lambda message: 0.4
    await an.writes("chờ")
    clock.skipped = 8 * DAY
    assert (await words_left(room))[0] == 1
    await an.waits_for(lambda texts: "vâng" in texts)


async def test_what_waits_is_kept_whatever_its_date_says(an: Resident, room: Room, rasa: FakeRasa) -> None:
    rasa.delay = lambda message: 1
    await an.writes("chờ")
    await room.core.db.run(lambda s: s.exec(update(InboxRow).values(purge_at=1)))
    assert (await words_left(room))[0] == 1
    await an.waits_for(lambda texts: texts == ["vâng"])
    assert (await words_left(room))[0] == 0


@pytest.mark.parametrize("state", [ReplyState.NEW, ReplyState.SENDING])
async def test_a_reply_that_may_still_leave_is_kept(an: Resident, room: Room, clock: Clock, state: ReplyState) -> None:
    await an.says("gửi")
    receipt = Draft("mã", card={"type": "receipt", "code": "7K3M-9QPX-2RTB"})

    def leaves(session: Session) -> None:
        outbox.write(session, room.core, an.chat_ref, [receipt])
        newest = session.exec(select(ReplyRow).order_by(col(ReplyRow.n).desc())).first()
        assert newest is not None
        newest.state = state

    async def left() -> list[ReplyState]:
        await room.core.db.run(lambda s: purge(s, room.core))
        return await room.core.db.run(lambda s: [ReplyState(each) for each in s.exec(select(ReplyRow.state))])

    clock.skipped = 91 * DAY  # the platform was busy, or the action server dead, until now
    await room.core.db.run(leaves)
    assert await left() == [state]
    clock.skipped = 92 * DAY - HOUR
    assert await left() == [state]
    clock.skipped = 92 * DAY + HOUR  # the courier gives it up
    assert await left() == []


async def test_a_route_counts_from_the_end_of_its_report(
    an: Resident, room: Room, rasa: FakeRasa, clock: Clock
) -> None:
    """It was made when the report before ended, which may be long ago."""
    await an.says("gửi")
    clock.skipped = 85 * DAY
    await words_left(room)
    await an.says("gửi")
    first, second = (turn["metadata"]["route_token"] for turn in rasa.turns)

    async def kept() -> list[bool]:
        await words_left(room)
        tokens = await room.core.db.run(lambda s: set(s.exec(select(Route.route_token))))
        return [first in tokens, second in tokens]

    clock.skipped = 89 * DAY
    assert await kept() == [True, True]
    clock.skipped = 91 * DAY
    assert await kept() == [False, True]
    clock.skipped = 170 * DAY
    await an.says("tôi đây")
    assert await kept() == [False, True]
    clock.skipped = 176 * DAY
    assert await kept() == [False, False]


@pytest.mark.parametrize("days", [100, 200, 700])
async def test_a_message_said_again_after_its_chat_was_forgotten_is_still_known(
    room: Room, rasa: FakeRasa, clock: Clock, days: int
) -> None:
    """Zalo Bot may hand over old updates anew; also to who has come back meanwhile."""
    an = Resident(room, "an", "zalo_bot")
    await an.says("kể", event_id="7")
    clock.skipped = 91 * DAY
    await words_left(room)
    assert await room.core.db.run(lambda s: s.get(Chat, an.chat_ref)) is None
    clock.skipped = days * DAY
    await words_left(room)
    assert (await an.writes("kể", event_id="7")).arrival is Arrival.REPEAT
    await an.says("tôi quay lại", event_id="8")
    assert (await an.writes("kể", event_id="7")).arrival is Arrival.REPEAT
    assert rasa.messages() == ["kể", "tôi quay lại"]


async def test_the_names_of_old_events_go_in_the_end(an: Resident, room: Room, clock: Clock) -> None:
    await an.says("kể")
    left = []
    for days in (91, 820, 822):
        clock.skipped = days * DAY
        await words_left(room)
        left.append(await room.core.db.run(lambda s: len(s.exec(select(OldEvent.event_key)).all())))
    assert left == [1, 1, 0]
