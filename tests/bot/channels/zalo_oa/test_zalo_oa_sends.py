"""Sending: what Zalo took, refused, or may have taken; and when nothing may leave."""

import asyncio

import pytest

from bot.channels.zalo_oa.channel import ZaloOaChannel
from bot.errors import DeliveryFailed, DeliveryUnknown
from bot.reply import IssuedButton, Reply
from tests.bot.channels.paper_inbox import PaperInbox
from tests.bot.channels.zalo_oa.conftest import Desk, MakeDesk
from tests.bot.channels.zalo_oa.zalo_oa_api import OAUTH, SEND, USER, Said, ZaloOaApi
from tests.bot.conftest import Clock

HOUR = 3600.0
HELLO = Reply("Bác đang nghe máy không?", (IssuedButton("Có", "tok1"),))


async def fails(channel: ZaloOaChannel, user: str = USER) -> DeliveryFailed:
    with pytest.raises(DeliveryFailed) as failure:
        await channel.send(user, HELLO)
    return failure.value


async def test_reply_reaches_its_resident(channel: ZaloOaChannel, zalo: ZaloOaApi) -> None:
    await channel.send(USER, HELLO)
    assert zalo.said() == [Said(HELLO.text, {"Có": "#chon_tok1"})]
    [call] = zalo.calls
    assert call["token"] == zalo.access_token
    [button] = call["message"]["attachment"]["payload"]["buttons"]
    assert button["type"] == "oa.query.hide", "the resident does not see a token in the chat"


@pytest.mark.parametrize(
    ("code", "permanent", "blocked", "wait"),
    [
        (-213, True, True, None),
        (-227, True, True, None),
        (-230, True, True, None),
        (-232, True, True, None),
        (-218, True, False, None),
        (-244, True, False, None),
        (-210, True, False, None),
        (-201, True, False, None),
        (-32, False, False, 60),
        (-200, False, False, None),
        (-211, False, False, 3600),
        (-204, False, False, 600),
        (-205, False, False, 600),
        (-219, False, False, 600),
        (-221, False, False, 600),
        (-223, False, False, 600),
        (-224, False, False, 600),
        (-9999, False, False, 300),
    ],
)
async def test_edge_19_and_20_each_code_says_what_to_do(
    channel: ZaloOaChannel, zalo: ZaloOaApi, code: int, permanent: bool, blocked: bool, wait: float | None
) -> None:
    zalo.fault(SEND, body={"error": code, "message": HELLO.text})
    failure = await fails(channel)
    assert (failure.permanent, failure.blocked, failure.retry_after) == (permanent, blocked, wait)
    assert len(zalo.calls) == 1, "no retry storm"
    assert HELLO.text not in str(failure), "edge case 24"


async def test_edge_19_blocked_by_the_resident(channel: ZaloOaChannel, zalo: ZaloOaApi) -> None:
    zalo.blocked.add(USER)
    assert (await fails(channel)).blocked


@pytest.mark.parametrize("code", [-224, -211])
async def test_person_who_must_act_reads_what_to_do(
    channel: ZaloOaChannel, zalo: ZaloOaApi, caplog: pytest.LogCaptureFixture, code: int
) -> None:
    zalo.fault(SEND, body={"error": code})
    await fails(channel)
    assert "oa.zalo.me" in caplog.text and USER not in caplog.text


@pytest.mark.parametrize(("status", "body"), [(503, "<html>"), (503, ""), (429, ""), (408, "")])
async def test_gateway_did_not_pass_it_on(channel: ZaloOaChannel, zalo: ZaloOaApi, status: int, body: str) -> None:
    zalo.fault(SEND, status, body)
    assert not (await fails(channel)).permanent


@pytest.mark.parametrize(
    ("status", "body"),
    [
        *((200, text) for text in ("<html>", "", "[" * 9999)),
        (200, {"ok": True}),
        (200, {"error": None}),
        (200, []),
        *((status, text) for status in (500, 502, 504, 520, 524) for text in ("", "<html>")),
        *((status, {"error": status}) for status in (502, 504)),
    ],
)
async def test_edge_28_answer_that_says_nothing_may_mean_arrived(
    channel: ZaloOaChannel, zalo: ZaloOaApi, status: int, body: object
) -> None:
    zalo.fault(SEND, status, body)
    with pytest.raises(DeliveryUnknown):
        await channel.send(USER, HELLO)
    assert len(zalo.calls) == 1


@pytest.mark.parametrize("status", [200, 502, 504])
async def test_what_zalo_itself_says_counts_whatever_the_status(
    channel: ZaloOaChannel, zalo: ZaloOaApi, status: int
) -> None:
    zalo.fault(SEND, status, {"error": -32})
    assert (await fails(channel)).retry_after == 60


async def test_edge_28_answer_too_late_may_mean_arrived(channel: ZaloOaChannel, zalo: ZaloOaApi) -> None:
    zalo.fault(SEND, body={"error": 0}, wait=7)  # the tests' client waits five seconds
    with pytest.raises(DeliveryUnknown):
        await channel.send(USER, HELLO)
    assert len(zalo.calls) == 1


async def test_edge_28_connection_cut_may_mean_arrived(desk: Desk, zalo: ZaloOaApi) -> None:
    async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(hang_up, "127.0.0.1", 0)
    await desk.tokens.access()
    await desk.last_seen.note(USER, desk.clock())
    channel = ZaloOaChannel(
        desk.file,
        desk.vault,
        desk.keys,
        desk.tokens,
        desk.client,
        f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}",
    )
    with pytest.raises(DeliveryUnknown):
        await channel.send(USER, HELLO)
    await channel.stop()
    server.close()
    await server.wait_closed()


async def test_dead_zalo_took_nothing(channel: ZaloOaChannel, zalo: ZaloOaApi, desk: Desk) -> None:
    await desk.tokens.access()
    dead = ZaloOaChannel(desk.file, desk.vault, desk.keys, desk.tokens, desk.client, "http://127.0.0.1:9")
    assert not (await fails(dead)).permanent


@pytest.mark.parametrize(
    ("silence", "billable", "leaves", "blocked"),
    [
        (47.9 * HOUR, False, True, False),
        (48.1 * HOUR, False, False, False),
        (48.1 * HOUR, True, True, False),
        (167.9 * HOUR, True, True, False),
        (168.1 * HOUR, True, False, True),
        (168.1 * HOUR, False, False, True),
    ],
)
async def test_windows(
    desk: Desk,
    zalo: ZaloOaApi,
    clock: Clock,
    caplog: pytest.LogCaptureFixture,
    silence: float,
    billable: bool,
    leaves: bool,
    blocked: bool,
) -> None:
    channel = desk.channel(billable=billable)
    await desk.last_seen.note(USER, clock())
    clock.skipped = silence
    if leaves:
        await channel.send(USER, HELLO)
    else:
        failure = await fails(channel)
        assert (failure.permanent, failure.blocked) == (True, blocked)
        assert zalo.calls == []
        assert zalo.refreshes == [], "a window that is shut asks Zalo nothing"
        assert "zalo_oa_not_sent" in caplog.text
    await channel.stop()


async def test_of_whom_nothing_is_known_zalo_decides(channel: ZaloOaChannel, zalo: ZaloOaApi) -> None:
    """The file that knows it may be lost while an answer waits."""
    await channel.send("1112223334445556667", HELLO)
    assert len(zalo.said("1112223334445556667")) == 1
    zalo.fault(SEND, body={"error": -230})
    assert (await fails(channel, "1112223334445556667")).blocked


@pytest.mark.parametrize("apart", [30.0, HOUR, 47 * HOUR])
async def test_a_call_that_zalo_repeats_later_makes_nobody_seen_earlier(desk: Desk, clock: Clock, apart: float) -> None:
    now = clock()
    await desk.last_seen.note(USER, now - 10)
    await desk.last_seen.note(USER, now)
    await desk.last_seen.note(USER, now - apart)
    assert await desk.last_seen.of(USER) == now
    await desk.dies()


async def test_last_seen_outlives_the_process_under_a_pseudonym(make_desk: MakeDesk, clock: Clock) -> None:
    first = make_desk()
    await first.last_seen.note(USER, clock())
    await first.last_seen.note(USER, clock() - 3600)  # a call that Zalo repeated an hour later
    await first.dies()
    second = make_desk()
    seen = await second.last_seen.of(USER)
    assert seen == pytest.approx(clock(), abs=60)
    await second.dies()
    assert USER.encode() not in (second.folder / "zalo_oa.db").read_bytes()


async def test_who_stays_away_is_forgotten_after_the_week_in_which_it_is_of_use(
    desk: Desk, channel: ZaloOaChannel, clock: Clock
) -> None:
    """Also where nobody writes any more."""
    clock.skipped = 6.9 * 24 * HOUR
    await desk.last_seen.purge(clock())
    assert await rows_of_last_seen(desk) == 1
    clock.skipped = 7.1 * 24 * HOUR
    await channel.start(PaperInbox())
    async with asyncio.timeout(20):
        while await rows_of_last_seen(desk):  # noqa: ASYNC110 - a file tells nobody
            await asyncio.sleep(0.05)


async def test_what_memory_holds_is_forgotten_with_it(desk: Desk, clock: Clock) -> None:
    await desk.last_seen.note(USER, clock())
    await desk.last_seen.purge(clock() + 7.1 * 24 * HOUR)
    assert await desk.last_seen.of(USER) is None
    await desk.last_seen.note(USER, clock())
    assert await rows_of_last_seen(desk) == 1, "who comes back is noted again"
    await desk.dies()


async def rows_of_last_seen(desk: Desk) -> int:
    return await desk.file.run(lambda db: int(db.execute("SELECT count(*) FROM last_seen").fetchone()[0]))


async def test_edge_26_message_on_its_way_arrives_and_none_leaves_after(
    channel: ZaloOaChannel, zalo: ZaloOaApi
) -> None:
    zalo.fault(SEND, body={"error": 0}, wait=1)
    sending = asyncio.create_task(channel.send(USER, HELLO))
    while not zalo.calls:  # noqa: ASYNC110 - the other side is a server
        await asyncio.sleep(0.01)
    await channel.stop()
    await sending
    assert not (await fails(channel)).permanent
    assert len(zalo.calls) == 1


async def test_edge_24_neither_words_nor_ids_nor_tokens_in_the_log(
    channel: ZaloOaChannel, zalo: ZaloOaApi, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG", "bot")
    await channel.send(USER, HELLO)
    zalo.fault(SEND, 503, f"<html>{HELLO.text}")
    await fails(channel)
    zalo.fault(SEND, 502, f"<html>{HELLO.text}")
    with pytest.raises(DeliveryUnknown):
        await channel.send(USER, HELLO)
    zalo.fault(OAUTH, 502, "refresh-0")
    for secret in (HELLO.text, USER, zalo.access_token, zalo.refresh_token, "refresh-0"):
        assert secret not in caplog.text
        assert secret not in repr(channel)
