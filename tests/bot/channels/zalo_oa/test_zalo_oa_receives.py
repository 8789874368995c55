"""The webhook: who may call, what is kept, what is answered."""

import asyncio
import json
import socket
import time
from collections.abc import Mapping

import httpx
import pytest
from starlette.applications import Starlette

from bot.channels.zalo_oa.channel import ZaloOaChannel
from bot.channels.zalo_oa.signature import Keys
from bot.errors import SealBroken
from bot.incoming import Kind
from bot.reply import Reply
from tests.bot.channels.paper_inbox import PaperInbox
from tests.bot.channels.zalo_oa.conftest import Desk, MakeDesk
from tests.bot.channels.zalo_oa.zalo_oa_api import (
    APP_ID,
    APP_SECRET,
    OA_ID,
    OA_SECRET,
    OFFICER,
    USER,
    ZaloOaApi,
    attached,
    by_oa,
    by_user,
    encoded,
    following,
    mac,
    stamp,
)
from tests.bot.conftest import Clock
from tests.bot.serving import served
from tests.serving import free_port

pytestmark = pytest.mark.usefixtures("open_door")
JSON = {"Content-Type": "application/json"}


def signed(raw: bytes, timestamp: str, **how: str) -> dict[str, str]:
    return {**JSON, "X-ZEvent-Signature": "mac=" + mac(raw, timestamp, **how)}


async def call(zalo: ZaloOaApi, raw: bytes, headers: Mapping[str, str | bytes], method: str = "POST") -> int:
    async with httpx.AsyncClient() as client:
        return (await client.request(method, zalo.webhook, content=raw, headers=_bytes(headers))).status_code


def _bytes(headers: Mapping[str, str | bytes]) -> dict[bytes, bytes]:
    return {k.encode(): v if isinstance(v, bytes) else v.encode() for k, v in headers.items()}


async def test_signed_message_is_committed_then_acknowledged(zalo: ZaloOaApi, inbox: PaperInbox) -> None:
    assert await zalo.writes(USER, "Có người gọi xưng là công an") == 200
    assert inbox.last.text == "Có người gọi xưng là công an"


async def test_edge_02_and_22_a_retry_an_hour_later_is_accepted_once(
    zalo: ZaloOaApi, inbox: PaperInbox, clock: Clock
) -> None:
    event = by_user(USER, "user_send_text", text="một lần thôi")
    assert await zalo.push(event) == 200
    clock.skipped = 3700
    assert await zalo.push(event) == 200
    assert len(inbox.taken) == 1
    assert inbox.repeats == 1


async def test_edge_22_first_delivery_an_hour_late_is_taken(zalo: ZaloOaApi, inbox: PaperInbox) -> None:
    assert await zalo.push(by_user(USER, "user_send_text", text="trễ", at=time.time() - 3700)) == 200
    assert inbox.last.text == "trễ"


@pytest.mark.parametrize(
    "raw",
    [
        encoded(by_user(USER, "user_send_text", text="Đường https://a.vn/b “Đặng”", at=1_795_000_000)),
        json.dumps(by_user(USER, "user_send_text", text="Đường a/b", at=1_795_000_000), ensure_ascii=False).encode(),
        json.dumps(by_user(USER, "user_send_text", text="a", at=1_795_000_000), indent=2).encode(),
        encoded(by_user(USER, "user_send_text", text='"timestamp":"1"', at=1_795_000_000)),
    ],
)
async def test_edge_22_signature_is_over_the_raw_bytes(zalo: ZaloOaApi, inbox: PaperInbox, raw: bytes) -> None:
    timestamp = "1795000000000"
    assert await call(zalo, raw, signed(raw, timestamp)) == 200
    assert len(inbox.taken) == 1
    rewritten = json.dumps(json.loads(raw), separators=(",", ":"), ensure_ascii=False).encode()
    if rewritten != raw:
        assert await call(zalo, rewritten, signed(raw, timestamp)) == 403


@pytest.mark.parametrize(
    ("secret", "first", "variant"),
    [
        (OA_SECRET, APP_ID, "app_id+oa_secret"),
        (APP_SECRET, APP_ID, "app_id+app_secret"),
        (OA_SECRET, OA_ID, "oa_id+oa_secret"),
        (APP_SECRET, OA_ID, "oa_id+app_secret"),
    ],
)
@pytest.mark.parametrize("prefix", ["mac=", "", "mac= "])
async def test_edge_22_each_variant_that_is_set_counts_and_is_named(
    zalo: ZaloOaApi,
    inbox: PaperInbox,
    caplog: pytest.LogCaptureFixture,
    secret: str,
    first: str,
    variant: str,
    prefix: str,
) -> None:
    caplog.set_level("INFO", "bot.channels.zalo_oa")
    raw, timestamp = encoded(by_user(USER, "user_send_text", text="a", at=1_795_000_000)), "1795000000000"
    digest = mac(raw, timestamp, secret=secret, first=first)
    assert await call(zalo, raw, {**JSON, "X-ZEvent-Signature": prefix + digest}) == 200
    assert f"variant={variant}" in caplog.text
    assert digest not in caplog.text and secret not in caplog.text


async def test_edge_22_a_key_that_is_not_set_signs_nothing(
    zalo: ZaloOaApi, inbox: PaperInbox, make_desk: MakeDesk
) -> None:
    channel = make_desk(keys=Keys(APP_ID, oa_secret=OA_SECRET)).channel()
    raw, timestamp = encoded(by_user(USER, "user_send_text", text="a", at=1_795_000_000)), "1795000000000"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    async with (
        served(Starlette(routes=[*channel.routes(inbox)]), port) as url,
        httpx.AsyncClient(base_url=url) as client,
    ):
        for secret, first in ((APP_SECRET, APP_ID), (OA_SECRET, OA_ID), ("", APP_ID), (OA_SECRET, "")):
            headers = signed(raw, timestamp, secret=secret, first=first)
            assert (await client.post("/webhooks/zalo-oa", content=raw, headers=headers)).status_code == 403
    assert inbox.taken == {}
    await channel.stop()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 401),
        ({"X-ZEvent-Signature": ""}, 401),
        ({"X-ZEvent-Signature": "mac="}, 403),
        ({"X-ZEvent-Signature": "mac=" + "0" * 64}, 403),
        ({"X-ZEvent-Signature": "mac=đ".encode()}, 403),
    ],
)
async def test_edge_22_missing_empty_or_wrong_signature(
    zalo: ZaloOaApi, inbox: PaperInbox, caplog: pytest.LogCaptureFixture, headers: dict[str, str | bytes], status: int
) -> None:
    raw = encoded(by_user(USER, "user_send_text", text="giả mạo"))
    assert await call(zalo, raw, {**JSON, **headers}) == status
    assert (inbox.taken, inbox.buried) == ({}, {})
    assert "giả mạo" not in caplog.text and USER not in caplog.text


async def test_edge_22_method_type_and_size(zalo: ZaloOaApi, inbox: PaperInbox) -> None:
    raw, timestamp = encoded(by_user(USER, "user_send_text", text="a", at=1_795_000_000)), "1795000000000"
    assert await call(zalo, b"", {}, "GET") == 405
    assert await call(zalo, raw, signed(raw, timestamp), "PUT") == 405
    assert await call(zalo, raw, {**signed(raw, timestamp), "Content-Type": "text/plain"}) == 415
    big = encoded(by_user(USER, "user_send_text", text="a" * 262_144, at=1_795_000_000))
    assert await call(zalo, big, signed(big, timestamp)) == 413
    assert (inbox.taken, inbox.buried) == ({}, {})


@pytest.mark.parametrize("raw", [b"", b"[]", b"{", b'\xff\xfe"timestamp":"5"', b'{"event_name":"user_send_text"}'])
async def test_edge_22_and_25_signed_but_unreadable_is_buried_and_the_next_flows(
    zalo: ZaloOaApi, inbox: PaperInbox, raw: bytes
) -> None:
    timestamp = "5" if b"timestamp" in raw else ""
    assert await zalo.deliver(raw, timestamp) == 200
    [(kept, reason)] = inbox.buried.values()
    assert kept == raw and reason.isascii()
    assert await zalo.writes(USER, "vẫn nhận được") == 200
    assert inbox.last.text == "vẫn nhận được"


async def test_edge_25_full_disk_is_not_acknowledged_and_zalo_calls_again(
    zalo: ZaloOaApi, inbox: PaperInbox, caplog: pytest.LogCaptureFixture
) -> None:
    inbox.troubles = [OSError("disk"), OSError("disk")]
    assert await zalo.writes(USER, "đừng mất") == 200
    assert zalo.answers == [503, 503, 200]
    assert [incoming.text for incoming in inbox.taken.values()] == ["đừng mất"]
    assert "num_retry=1" in caplog.text and "developers.zalo.me" in caplog.text, "a failing webhook is shown"


@pytest.mark.parametrize("trouble", [ValueError("words"), SealBroken("words"), KeyError("words")])
async def test_edge_25_what_our_own_code_stumbles_over_is_buried_and_the_next_flows(
    zalo: ZaloOaApi, inbox: PaperInbox, caplog: pytest.LogCaptureFixture, trouble: Exception
) -> None:
    """Else Zalo calls with it for an hour and then switches the webhook off, for everybody."""
    inbox.troubles = [trouble] * 3
    event = by_user(USER, "user_send_text", text="đừng mất")
    assert await zalo.push(event) == 200
    assert zalo.answers == [200]
    assert list(inbox.buried.values()) == [(encoded(event), type(trouble).__name__)]
    assert list(inbox.whose.values()) == [USER]
    assert await zalo.writes(USER, "vẫn nhận được") == 200
    assert inbox.last.text == "vẫn nhận được"
    assert "words" not in caplog.text and "đừng mất" not in caplog.text


async def test_edge_25_a_stumble_that_passes_loses_nothing(zalo: ZaloOaApi, inbox: PaperInbox) -> None:
    inbox.troubles = [ValueError(), ValueError()]
    assert await zalo.writes(USER, "đừng mất") == 200
    assert (inbox.last.text, inbox.buried) == ("đừng mất", {})


async def test_edge_18_an_officers_line_is_not_kept_where_we_stumble_over_it(
    zalo: ZaloOaApi, inbox: PaperInbox
) -> None:
    inbox.troubles = [ValueError()] * 3
    assert await zalo.push(by_oa(USER, admin_id=OFFICER, text="lời cán bộ")) == 200
    assert (inbox.troubles, inbox.buried, inbox.paused) == ([], {}, {})


async def test_acknowledged_within_a_second_of_the_commit(zalo: ZaloOaApi, inbox: PaperInbox) -> None:
    times = []
    for n in range(20):
        began = time.monotonic()
        assert await zalo.writes(USER, f"câu {n}") == 200
        times.append(time.monotonic() - began)
    assert sorted(times)[10] < 1


async def test_follow_greets_and_unfollow_cancels_edge_19(zalo: ZaloOaApi, inbox: PaperInbox) -> None:
    event = following(USER)
    assert await zalo.push(event) == 200
    assert inbox.standing == [("back", USER)]
    assert (inbox.last.kind, inbox.last.text, inbox.last.chat_id) == (Kind.COMMAND, "start", USER)
    assert await zalo.push(event) == 200
    assert len(inbox.taken) == 1, "greeted once"
    assert await zalo.push(following(USER, "unfollow")) == 200
    assert inbox.standing[-1] == ("gone", USER)


async def test_edge_19_unfollow_repeated_after_they_came_back_changes_nothing(
    zalo: ZaloOaApi, inbox: PaperInbox
) -> None:
    left = following(USER, "unfollow", at=time.time() - 1800)
    await zalo.writes(USER, "tôi quay lại")
    assert await zalo.push(left) == 200
    assert ("gone", USER) not in inbox.standing


async def test_edge_18_own_echo_is_dropped(zalo: ZaloOaApi, inbox: PaperInbox) -> None:
    for admin in (None, ""):
        assert await zalo.push(by_oa(USER, admin_id=admin, text="Bác cho tôi hỏi")) == 200
    assert (inbox.taken, inbox.paused, inbox.buried) == ({}, {}, {})


async def test_edge_18_officers_answer_pauses_and_is_not_stored(
    zalo: ZaloOaApi, inbox: PaperInbox, clock: Clock
) -> None:
    assert await zalo.push(by_oa(USER, admin_id=OFFICER, text="Tôi là cán bộ trực")) == 200
    assert inbox.paused[USER].timestamp() == pytest.approx(clock() + 1800, abs=30)
    assert inbox.paused[USER].tzinfo is not None
    assert (inbox.taken, inbox.buried) == ({}, {})


async def test_edge_18_officers_answer_that_came_too_late_pauses_nothing(zalo: ZaloOaApi, inbox: PaperInbox) -> None:
    assert await zalo.push(by_oa(USER, admin_id=OFFICER, text="x", at=time.time() - 3600)) == 200
    unreadable = by_oa(USER, admin_id=OFFICER, text="lời cán bộ") | {"recipient": None}
    assert await zalo.push(unreadable) == 200
    assert (inbox.taken, inbox.paused, inbox.buried) == ({}, {}, {})


@pytest.mark.parametrize("name", ["user_seen_message", "user_received_message", "oa_send_list", "x", "", "user_send"])
async def test_edge_18_news_are_acknowledged_and_left(zalo: ZaloOaApi, inbox: PaperInbox, name: str) -> None:
    assert await zalo.push(by_user(USER, name, text="không phải tin báo")) == 200
    assert (inbox.taken, inbox.buried, inbox.paused, inbox.groups) == ({}, {}, {}, [])


@pytest.mark.parametrize("name", ["user_send_voice", "user_send_sticker_v2", "user_send_"])
@pytest.mark.parametrize("change", [{}, {"message": None}, {"message": {"text": 7, "attachments": "x"}}])
async def test_edge_15_what_residents_send_is_answered_also_where_we_do_not_know_it(
    zalo: ZaloOaApi, inbox: PaperInbox, name: str, change: dict[str, object]
) -> None:
    assert await zalo.push(by_user(USER, name, text="cứu tôi với") | change) == 200
    assert (inbox.last.kind, inbox.last.chat_id) == (Kind.UNSUPPORTED, USER)
    assert inbox.buried == {}


@pytest.mark.parametrize("name", ["anonymous_send_text", "anonymous_send_image", "anonymous_\nforged=yes"])
async def test_edge_25_whom_zalo_does_not_name_is_kept_for_a_person_to_read(
    zalo: ZaloOaApi, inbox: PaperInbox, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    event = by_user(USER, name, text="cứu tôi với")
    assert await zalo.push(event) == 200
    assert list(inbox.buried.values()) == [(encoded(event), "anonymous")]
    assert inbox.taken == {}
    assert f"zalo_oa_anonymous event={name if name.islower() and name.isidentifier() else '?'}" in caplog.text
    assert "cứu tôi" not in caplog.text and USER not in caplog.text and "forged" not in caplog.text


async def test_edge_18_of_a_group_nothing_is_kept_and_one_line_says_so(
    zalo: ZaloOaApi, inbox: PaperInbox, caplog: pytest.LogCaptureFixture
) -> None:
    for words in ("một", "hai"):
        event = by_user(USER, "user_send_group_text", text=words) | {"recipient": {"id": "90817263"}}
        assert await zalo.push(event) == 200
    assert await zalo.push(by_user(USER, "user_send_group_text", text="ba") | {"recipient": None}) == 200
    assert (inbox.taken, inbox.buried, inbox.groups) == ({}, {}, ["90817263", "90817263"])
    assert caplog.text.count("zalo_oa_group event=user_send_group_text") == 1
    assert "90817263" not in caplog.text


async def test_edge_18_officer_of_another_oa_pauses_nobody_here(zalo: ZaloOaApi, inbox: PaperInbox) -> None:
    for sender in ("111222333", None, 5):
        event = by_oa(USER, admin_id=OFFICER, text="Tôi trực ở nơi khác") | {"sender": {"id": sender, "admin_id": "7"}}
        assert await zalo.push(event) == 200
    assert (inbox.paused, inbox.taken, inbox.buried) == ({}, {}, {})


async def test_edge_18_where_no_oa_is_named_any_officer_counts(
    inbox: PaperInbox, make_desk: MakeDesk, zalo: ZaloOaApi
) -> None:
    channel = make_desk(keys=Keys(APP_ID, oa_secret=OA_SECRET)).channel()
    port = free_port()
    zalo.webhook = f"http://127.0.0.1:{port}/webhooks/zalo-oa"
    async with served(Starlette(routes=[*channel.routes(inbox)]), port):
        assert await zalo.push(by_oa(USER, admin_id=OFFICER, text="Tôi trực đây")) == 200
    assert set(inbox.paused) == {USER}
    await channel.stop()


async def test_another_oa_of_the_same_app_is_not_ours(zalo: ZaloOaApi, inbox: PaperInbox) -> None:
    assert await zalo.push(by_user(USER, "user_send_text", text="a") | {"recipient": {"id": "111222333"}}) == 200
    assert await zalo.push(following(USER) | {"oa_id": "111222333"}) == 200
    assert (inbox.taken, inbox.standing) == ({}, [])


async def test_edge_04_each_of_an_album_is_kept_and_a_repeat_adds_none(zalo: ZaloOaApi, inbox: PaperInbox) -> None:
    event = attached(USER, "user_send_image", *({"url": f"https://a.zdn.vn/{n}"} for n in range(5)))
    inbox.troubles = []
    await zalo.push(event)
    await zalo.push(event)
    assert (len(inbox.taken), inbox.repeats) == (5, 5)


async def test_message_opens_the_window_before_it_can_be_answered(
    zalo: ZaloOaApi, inbox: PaperInbox, channel: ZaloOaChannel, clock: Clock
) -> None:
    clock.skipped = 3 * 24 * 3600
    await zalo.push(by_user(USER, "user_send_text", text="a", at=clock()))
    await channel.send(USER, Reply("Chào bác."))
    assert [said.text for said in zalo.said()] == ["Chào bác."]


async def test_after_five_failed_calls_zalo_is_off_and_the_stub_is_as_strict(
    zalo: ZaloOaApi, inbox: PaperInbox
) -> None:
    inbox.troubles = [OSError("disk")] * 6
    assert await zalo.writes(USER, "a") == 503
    assert zalo.webhook_on is False
    assert zalo.answers == [503] * 6


async def test_edge_24_no_words_ids_or_secrets_in_the_log(
    zalo: ZaloOaApi, inbox: PaperInbox, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG", "bot")
    await zalo.writes(USER, "số 0912345678")
    await zalo.push(by_user(USER, "user_submit_info") | {"info": {"phone": "0987654321"}, "sender": None})
    await zalo.push(by_oa(USER, admin_id=OFFICER, text="lời cán bộ"))
    for secret in ("0912345678", "0987654321", USER, OFFICER, "lời cán bộ", OA_SECRET, APP_SECRET):
        assert secret not in caplog.text


async def test_edge_04_hundred_calls_at_once_all_kept(zalo: ZaloOaApi, inbox: PaperInbox) -> None:
    events = [by_user(str(7000 + n % 10), "user_send_text", text=f"câu {n}") for n in range(100)]
    assert await asyncio.gather(*(zalo.push(event) for event in events)) == [200] * 100
    assert len(inbox.taken) == 100
    assert stamp() > "1"


async def test_desk_keeps_no_words(zalo: ZaloOaApi, inbox: PaperInbox, desk: Desk) -> None:
    await zalo.writes(USER, "mật khẩu của tôi")
    raw = (desk.folder / "zalo_oa.db").read_bytes()
    assert USER.encode() not in raw and "mật khẩu".encode() not in raw
