"""Whose name at the platform this room still holds after "Xóa dữ liệu": only of who is owed a way back."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session, select

from bot.errors import DeliveryFailed
from bot.incoming import Kind
from bot.retention import purge
from bot.room import Room
from bot.tables import Chat, Route
from tests.bot.conftest import Clock, MakeRoom
from tests.bot.fake_channel import FakeChannel
from tests.bot.fake_rasa import FakeRasa, says
from tests.bot.resident import Resident
from tests.bot.serving import until

DELETE = "Xóa bản nháp và lời nhắn"
MORE = "Việc khác"


async def begun(make_room: MakeRoom, rasa: FakeRasa, channel: FakeChannel) -> Resident:
    def replies(turn: dict[str, object], heard: list[str]) -> list[dict[str, object]]:
        match turn["message"]:
            case "/delete_draft":
                return [says("Tôi đã xóa", (MORE, "/more"), flow="erased")]
            case "gửi tin":
                return [says("đã nhận", card={"type": "receipt", "code": "7K3M-9QPX-2RTB"}, flow="done")]
        return [says(f"nghe {len(heard)}", (DELETE, "/delete_draft"), (MORE, "/more"))]

    rasa.replies = replies
    return Resident(await make_room(channels=[channel]), "an", channel="telegram")


async def identity(room: Room) -> bytes:
    """After the hourly cleaning."""

    def read(session: Session) -> bytes:
        purge(session, room.core)
        return session.exec(select(Chat)).one().sealed_id

    return await room.core.db.run(read)


async def test_who_never_sent_a_report_leaves_no_name(make_room: MakeRoom, rasa: FakeRasa) -> None:
    channel = FakeChannel()
    an = await begun(make_room, rasa, channel)
    await an.writes("họ lấy 50 triệu")
    await until(lambda: len(channel.texts) == 1)
    assert await identity(an.room) != b""
    await an.writes(DELETE)
    await until(lambda: channel.texts[1:] == ["Tôi đã xóa"])
    await until_gone(an.room)
    await an.writes("chào lại")
    await until(lambda: len(channel.texts) == 3)
    assert await identity(an.room) != b"", "who writes again is answered again"


async def until_gone(room: Room) -> None:
    for _ in range(200):
        if await identity(room) == b"":
            return
    raise AssertionError("the identity is still there")


async def test_who_sent_one_can_be_asked_back(make_room: MakeRoom, rasa: FakeRasa) -> None:
    channel = FakeChannel()
    an = await begun(make_room, rasa, channel)
    for n, words in enumerate(("họ lấy 50 triệu", "gửi tin", "còn ai không", DELETE), 1):
        await an.writes(words)
        await until(lambda n=n: len(channel.texts) == n)  # type: ignore[misc]
    promised = rasa.turns[1]["metadata"]["route_token"]
    assert await identity(an.room) != b""
    routes = await an.room.core.db.run(lambda s: list(s.exec(select(Route.route_token))))
    assert promised in routes


async def test_a_confirmation_that_waits_keeps_the_name_until_it_has_left(make_room: MakeRoom, rasa: FakeRasa) -> None:
    channel = FakeChannel()
    an = await begun(make_room, rasa, channel)
    await an.writes("họ lấy 50 triệu")
    await until(lambda: len(channel.texts) == 1)
    channel.faults.append(DeliveryFailed("busy", permanent=False, retry_after=2))
    await an.writes(DELETE)
    await until(lambda: rasa.messages()[-1] == "/delete_draft")
    assert await identity(an.room) != b""
    await until(lambda: channel.texts[1:] == ["Tôi đã xóa"])
    await until_gone(an.room)


async def test_words_behind_the_button_are_answered(make_room: MakeRoom, rasa: FakeRasa) -> None:
    channel = FakeChannel()
    an = await begun(make_room, rasa, channel)
    await an.writes("họ lấy 50 triệu")
    await until(lambda: len(channel.texts) == 1)
    rasa.delay = lambda message: 1.0 if message == "/delete_draft" else 0.0
    await an.writes(DELETE)
    await an.writes("khoan đã")
    await until(lambda: len(channel.texts) == 3)
    assert channel.texts[1] == "Tôi đã xóa" and await identity(an.room) != b""


async def erased(make_room: MakeRoom, rasa: FakeRasa, channel: FakeChannel) -> Resident:
    """Nothing is owed to them, and their identity has gone."""
    an = await begun(make_room, rasa, channel)
    await an.writes("họ lấy 50 triệu")
    await until(lambda: len(channel.texts) == 1)
    await an.writes(kind=Kind.BUTTON, button=channel.messages[0].buttons[0].token)
    await until(lambda: channel.texts[1:] == ["Tôi đã xóa"])
    await until_gone(an.room)
    return an


async def test_an_officers_own_line_brings_no_name_back(make_room: MakeRoom, rasa: FakeRasa, clock: Clock) -> None:
    channel = FakeChannel()
    an = await erased(make_room, rasa, channel)
    seen = await an.room.core.db.run(lambda s: s.exec(select(Chat)).one().last_at)
    await an.room.inbox.pause("telegram", "an", datetime.now(UTC) + timedelta(hours=1))
    assert await identity(an.room) == b""
    assert await an.room.core.db.run(lambda s: s.exec(select(Chat)).one().last_at) == seen
    await an.writes("vâng thưa anh")
    assert await identity(an.room) != b"" and len(channel.texts) == 2, "kept for when the officer has done"
    clock.skipped = 3601
    await until(lambda: len(channel.texts) == 3)


async def test_whom_an_officer_wrote_to_first_is_known_by_no_name_and_forgotten_after(
    make_room: MakeRoom, clock: Clock
) -> None:
    room = await make_room(channels=[FakeChannel()])
    await room.inbox.pause("telegram", "an", datetime.now(UTC) + timedelta(hours=1))
    assert await identity(room) == b""
    clock.skipped = 3601
    await room.core.db.run(lambda s: purge(s, room.core))
    assert await room.core.db.run(lambda s: s.exec(select(Chat)).all()) == []


@pytest.mark.parametrize("token", [None, "AAAAAAAAAAAAAAAA"])
async def test_a_second_tap_is_no_word_behind_the_button(
    make_room: MakeRoom, rasa: FakeRasa, token: str | None
) -> None:
    channel = FakeChannel()
    an = await begun(make_room, rasa, channel)
    await an.writes("họ lấy 50 triệu")
    await until(lambda: len(channel.texts) == 1)
    delete = channel.messages[0].buttons[0].token
    rasa.delay = lambda message: 0.5 if message == "/delete_draft" else 0.0
    await an.writes(kind=Kind.BUTTON, button=delete)
    await an.writes(kind=Kind.BUTTON, button=token or delete)
    await until(lambda: len(channel.texts) == 3)
    assert channel.texts[1] == "Tôi đã xóa" and "113" in channel.texts[2]
    await until_gone(an.room)


async def test_a_late_tap_is_answered_and_keeps_no_name(make_room: MakeRoom, rasa: FakeRasa, clock: Clock) -> None:
    channel = FakeChannel()
    an = await erased(make_room, rasa, channel)
    await an.room.inbox.pause("telegram", "an", datetime.now(UTC) + timedelta(hours=1))
    await an.writes(kind=Kind.BUTTON, button=channel.messages[0].buttons[0].token)
    assert await identity(an.room) != b"", "its answer has still to find them"
    clock.skipped = 3601
    await until(lambda: len(channel.texts) == 3)
    assert "không dùng được nữa" in channel.texts[2]
    await until_gone(an.room)


async def test_a_tap_that_means_something_keeps_them(make_room: MakeRoom, rasa: FakeRasa) -> None:
    channel = FakeChannel()
    an = await erased(make_room, rasa, channel)
    await an.writes(kind=Kind.BUTTON, button=channel.messages[1].buttons[0].token)
    await until(lambda: len(channel.texts) == 3)
    assert rasa.messages()[-1] == "/more" and await identity(an.room) != b""


async def test_so_does_one_behind_the_button(make_room: MakeRoom, rasa: FakeRasa) -> None:
    channel = FakeChannel()
    an = await begun(make_room, rasa, channel)
    await an.writes("họ lấy 50 triệu")
    await until(lambda: len(channel.texts) == 1)
    delete, more = (button.token for button in channel.messages[0].buttons)
    rasa.delay = lambda message: 0.5 if message == "/delete_draft" else 0.0
    await an.writes(kind=Kind.BUTTON, button=delete)
    await an.writes(kind=Kind.BUTTON, button=more)
    await until(lambda: len(channel.texts) == 3)
    assert rasa.messages()[-1] == "/more" and await identity(an.room) != b""
