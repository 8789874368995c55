"""Zalo's form for a number comes after its words: refused, it holds up nothing."""

import pytest

from bot.channels.zalo_oa.channel import ZaloOaChannel
from bot.errors import DeliveryFailed
from bot.reply import Reply
from tests.bot.channels.zalo_oa.zalo_oa_api import SEND, USER, ZaloOaApi

HANDOVER = {"type": "handover", "reason": "person"}


async def refused(channel: ZaloOaChannel) -> DeliveryFailed:
    form = channel.parts(Reply("Bác gọi 113.", card=HANDOVER))[-1]
    with pytest.raises(DeliveryFailed) as failure:
        await channel.send(USER, form)
    return failure.value


@pytest.mark.parametrize("code", [-200, -201, -204, -211, -223, -224, -240, -9999])
async def test_a_refused_form_is_given_up(
    channel: ZaloOaChannel, zalo: ZaloOaApi, caplog: pytest.LogCaptureFixture, code: int
) -> None:
    zalo.fault(SEND, body={"error": code})
    failure = await refused(channel)
    assert failure.permanent and not failure.blocked and len(zalo.calls) == 1
    assert f"zalo_oa_form_refused reason=error {code}" in caplog.text
    assert "replies are kept" not in caplog.text


@pytest.mark.parametrize(
    ("status", "body", "permanent", "blocked"),
    [(200, {"error": -213}, True, True), (200, {"error": -32}, False, False), (503, "", False, False)],
)
async def test_what_the_form_did_not_cause_is_no_reason_to_give_it_up(
    channel: ZaloOaChannel, zalo: ZaloOaApi, status: int, body: object, permanent: bool, blocked: bool
) -> None:
    zalo.fault(SEND, status, body)
    failure = await refused(channel)
    assert (failure.permanent, failure.blocked) == (permanent, blocked)
