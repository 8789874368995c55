"""Whose a buried call is, so that they may have it erased."""

import pytest

from bot.channels.zalo_oa.whose import user_in
from tests.bot.channels.paper_inbox import PaperInbox
from tests.bot.channels.zalo_oa.zalo_oa_api import ZaloOaApi


@pytest.mark.parametrize(
    ("raw", "user_id"),
    [
        (b'{"sender": {"id": "246845883529197922"}}', "246845883529197922"),
        (b'{"follower": {"id": 246845883529197922}}', "246845883529197922"),
        (b'{"sender": [], "follower": {"id": "7"}}', "7"),
        (b'{"sender": {"id": "a b"}}', None),
        (b'{"recipient": {"id": "579745863508352884"}}', None),
        (b"[]", None),
        (b"{", None),
    ],
)
def test_the_sender_is_found_where_one_is_named(raw: bytes, user_id: str | None) -> None:
    assert user_in(raw) == user_id


@pytest.mark.usefixtures("open_door")
async def test_it_is_kept_with_what_is_buried(zalo: ZaloOaApi, inbox: PaperInbox) -> None:
    timed = b'"event_name": "user_send_text", "timestamp": "1795000000000"'
    assert await zalo.deliver(b'{%s, "sender": {"id": "7001"}}' % timed, "1795000000000") == 200
    assert await zalo.deliver(b"{", "") == 200
    assert list(inbox.whose.values()) == ["7001", None]
