"""A receipt goes out with its picture; the picture never costs the words, nor says them twice."""

import asyncio
import io

import pytest
from PIL import Image

from bot.channels.zalo_oa.channel import ZaloOaChannel
from bot.errors import DeliveryFailed, DeliveryUnknown
from bot.media.qr import read_codes
from bot.reply import IssuedButton, Reply
from tests.bot.channels.zalo_oa.conftest import Desk
from tests.bot.channels.zalo_oa.zalo_oa_api import SEND, UPLOAD, USER, ZaloOaApi
from tests.bot.conftest import Clock

CODE = "7K3M-9QPX-2RTB"
RECEIPT = Reply(f"Mã tin báo của bác: {CODE}", card={"type": "receipt", "code": CODE})
DAY = 24 * 3600.0


async def deliver(channel: ZaloOaChannel, reply: Reply = RECEIPT) -> None:
    for part in channel.parts(reply):
        await channel.send(USER, part)


async def test_a_receipt_is_one_message_with_its_picture(channel: ZaloOaChannel, zalo: ZaloOaApi) -> None:
    await deliver(channel)
    [said] = zalo.said()
    assert said.text == RECEIPT.text and said.picture is not None
    assert read_codes(Image.open(io.BytesIO(said.picture)).convert("L")) == (CODE,)


async def test_only_a_receipt_has_one(channel: ZaloOaChannel, zalo: ZaloOaApi) -> None:
    for reply in (
        Reply("Chào bác."),
        Reply("Đã nhận.", card={"type": "status", "code": CODE, "state": "received"}),
        Reply(RECEIPT.text, (IssuedButton("Có", "t"),), RECEIPT.card),  # the buttons have its place
    ):
        await deliver(channel, reply)
    assert zalo.uploaded == {} and len(zalo.said()) == 3


async def test_a_long_receipt_has_it_on_its_last_message(channel: ZaloOaChannel, zalo: ZaloOaApi) -> None:
    await deliver(channel, Reply("Lời dặn. " * 400 + RECEIPT.text, card=RECEIPT.card))
    assert [said.picture is not None for said in zalo.said()] == [False, True]


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, {"error": -201, "message": "file"}),
        (200, {"error": -211}),
        (200, {"error": -224}),
        (200, {"error": -32}),
        (200, {"error": 0}),
        (200, {"error": 0, "data": []}),
        (200, {"error": 0, "data": {"id": "1"}}),
        (200, "<html>"),
        (200, "[" * 9999),
        (200, {"error": -216}),
        (401, ""),
        (413, ""),
        *((status, "") for status in (500, 502, 503, 504)),
    ],
)
async def test_the_words_go_alone_where_zalo_takes_no_picture(
    channel: ZaloOaChannel, zalo: ZaloOaApi, caplog: pytest.LogCaptureFixture, status: int, body: object
) -> None:
    zalo.fault(UPLOAD, status, body)
    await deliver(channel)
    assert [(said.text, said.picture) for said in zalo.said()] == [(RECEIPT.text, None)]
    assert "zalo_oa_picture_not_taken" in caplog.text and CODE not in caplog.text


async def test_the_words_do_not_wait_for_a_slow_upload(desk: Desk, channel: ZaloOaChannel, zalo: ZaloOaApi) -> None:
    zalo.fault(UPLOAD, body={"error": 0, "data": {"attachment_id": "late"}}, wait=60)
    await asyncio.wait_for(deliver(channel), 20)
    assert [said.picture for said in zalo.said()] == [None]


async def test_a_refused_token_is_renewed_once_for_both(
    channel: ZaloOaChannel, zalo: ZaloOaApi, desk: Desk, clock: Clock
) -> None:
    await desk.tokens.access()
    clock.skipped += 3600
    zalo.access_token = "another"  # somebody renewed it elsewhere
    await deliver(channel)
    [said] = zalo.said()
    assert said.picture is not None and len(zalo.refreshes) == 2


@pytest.mark.parametrize(("status", "body"), [(200, {"error": -216}), (401, "")])
async def test_an_upload_that_refuses_every_token_burns_none(
    channel: ZaloOaChannel, zalo: ZaloOaApi, clock: Clock, status: int, body: object
) -> None:
    zalo.fault(UPLOAD, status, body, times=50)
    for _ in range(3):
        await deliver(channel)
        clock.skipped += 60
    assert [said.picture for said in zalo.said()] == [None] * 3
    assert zalo.refreshes == ["refresh-0"], "the one at the beginning"


async def test_a_picture_that_cannot_be_drawn_costs_no_words(
    channel: ZaloOaChannel, zalo: ZaloOaApi, caplog: pytest.LogCaptureFixture
) -> None:
    longer_than_a_qr_holds = "7K3M" * 2000
    await deliver(channel, Reply("Đã gửi.", card={"type": "receipt", "code": longer_than_a_qr_holds}))
    assert "".join(said.text for said in zalo.said()).count("7K3M") == 2000
    assert "zalo_oa_picture_not_drawn error=" in caplog.text and "7K3M" not in caplog.text


@pytest.mark.parametrize("code", [-201, -210, -218, -200, -204, -211, -221, -223, -224, -240, -9999])
async def test_a_message_refused_with_its_picture_goes_without(
    channel: ZaloOaChannel, zalo: ZaloOaApi, caplog: pytest.LogCaptureFixture, code: int
) -> None:
    zalo.fault(SEND, body={"error": code})
    await deliver(channel)
    assert [(said.text, said.picture) for said in zalo.said()] == [(RECEIPT.text, None)]
    assert f"zalo_oa_picture_refused reason=error {code}" in caplog.text
    assert "replies are kept" not in caplog.text, "nobody is called for what went out"


async def test_refused_without_its_picture_too_is_refused(channel: ZaloOaChannel, zalo: ZaloOaApi) -> None:
    zalo.fault(SEND, body={"error": -201}, times=2)
    with pytest.raises(DeliveryFailed) as failure:
        await deliver(channel)
    assert failure.value.permanent and len(zalo.calls) == 2


@pytest.mark.parametrize(
    ("status", "body"),
    [
        *((200, {"error": code}) for code in (-213, -227, -230, -232, -32)),
        *((status, "") for status in (408, 429, 503)),
    ],
)
async def test_what_the_picture_did_not_cause_is_not_tried_without_it(
    channel: ZaloOaChannel, zalo: ZaloOaApi, status: int, body: object
) -> None:
    zalo.fault(SEND, status, body)
    with pytest.raises(DeliveryFailed):
        await deliver(channel)
    assert len(zalo.calls) == 1


@pytest.mark.parametrize("status", [200, 502, 504])
async def test_what_may_have_arrived_is_not_said_again_without_its_picture(
    channel: ZaloOaChannel, zalo: ZaloOaApi, status: int
) -> None:
    zalo.fault(SEND, status, "<html>")
    with pytest.raises(DeliveryUnknown):
        await deliver(channel)
    assert len(zalo.calls) == 1


async def test_another_try_uploads_nothing_new_until_zalo_forgets(
    channel: ZaloOaChannel, zalo: ZaloOaApi, clock: Clock, desk: Desk
) -> None:
    zalo.fault(SEND, body={"error": -32})
    with pytest.raises(DeliveryFailed):
        await deliver(channel)
    await deliver(channel)
    assert len(zalo.uploaded) == 1
    clock.skipped += 6.5 * DAY
    await desk.last_seen.note(USER, clock())
    await deliver(channel)
    assert len(zalo.uploaded) == 2


async def test_a_stop_during_the_upload_sends_nothing(channel: ZaloOaChannel, zalo: ZaloOaApi) -> None:
    """And says so: what is known not to have left goes out after the next start."""
    zalo.fault(UPLOAD, body={"error": 0, "data": {"attachment_id": "late"}}, wait=2)
    sending = asyncio.create_task(deliver(channel))
    await asyncio.sleep(0.5)
    await channel.stop()
    with pytest.raises(DeliveryFailed) as failure:
        await sending
    assert not failure.value.permanent and zalo.calls == []
