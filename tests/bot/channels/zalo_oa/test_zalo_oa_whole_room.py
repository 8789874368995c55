"""Zalo in front, the real room in between, a fake Rasa behind: what residents have on the screen."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from pydantic import SecretStr

from bot.app import build_app
from bot.channels.zalo_oa import ZaloOaChannel, build_zalo_oa
from bot.room import Room
from bot.settings import Settings
from tests.bot.channels.zalo_oa.zalo_oa_api import (
    OFFICER,
    SEND,
    USER,
    ZaloOaApi,
    attached,
    by_oa,
    by_user,
    following,
)
from tests.bot.conftest import Clock
from tests.bot.fake_rasa import FakeRasa, Item, Turn, says
from tests.bot.serving import served, until
from tests.serving import free_port

BINH = "6543219876540000002"


class Bot:
    """A whole process without the process: `restart` leaves the disk as it is."""

    def __init__(self, settings: Settings, clock: Clock, port: int) -> None:
        self.settings = settings
        self.clock = clock
        self.port = port

    async def run(self, started: asyncio.Event, ending: asyncio.Event) -> None:
        channel = build_zalo_oa(self.settings)
        self.channel: ZaloOaChannel = channel
        self.room = Room(self.settings, [channel], self.clock)
        async with served(build_app(self.room), self.port, lifespan="on"):
            started.set()
            await ending.wait()

    async def start(self) -> None:
        started, self._ending = asyncio.Event(), asyncio.Event()
        self._running = asyncio.create_task(self.run(started, self._ending))
        await asyncio.wait({self._running, asyncio.create_task(started.wait())}, return_when=asyncio.FIRST_COMPLETED)
        if self._running.done():
            await self._running

    async def stop(self) -> None:
        self._ending.set()
        await self._running


@pytest.fixture
async def bot(settings: Settings, zalo: ZaloOaApi, clock: Clock) -> AsyncIterator[Bot]:
    port = free_port()
    zalo.webhook = f"http://127.0.0.1:{port}/webhooks/zalo-oa"
    named = {name.removeprefix("TINBAO_").lower(): value for name, value in zalo.settings().items()}
    mine = Settings.model_validate(settings.model_dump() | named)
    made = Bot(mine, clock, port)
    await made.start()
    yield made
    await made.stop()


Hears = Callable[[str], Awaitable[None]]


def texts(zalo: ZaloOaApi, user: str = USER) -> list[str]:
    return [said.text for said in zalo.said(user)]


async def hears(zalo: ZaloOaApi, words: str, user: str = USER) -> None:
    try:
        await until(lambda: any(words in text for text in texts(zalo, user)))
    except TimeoutError:
        raise AssertionError(f"{words!r} was not said, but {texts(zalo, user)}") from None


def offers(turn: Turn, heard: list[str]) -> list[Item]:
    if turn["message"] == "/affirm":
        return [says("Đã rõ.")]
    return [says("Bác có chuyển tiền chưa?", ("Rồi", "/affirm"), ("Chưa", "/deny"))]


async def test_message_is_answered_through_the_whole_room(bot: Bot, zalo: ZaloOaApi) -> None:
    assert await zalo.writes(USER, "có người gọi tôi") == 200
    await hears(zalo, "nghe 1: có người gọi tôi")


async def test_edge_10_tap_presses_and_a_payload_typed_by_hand_has_no_power(
    bot: Bot, zalo: ZaloOaApi, rasa: FakeRasa
) -> None:
    rasa.replies = offers
    await zalo.writes(USER, "chào")
    await hears(zalo, "Bác có chuyển tiền chưa?")
    stolen = zalo.said()[-1].buttons["Rồi"]
    await zalo.writes(BINH, stolen)
    await until(lambda: bool(texts(zalo, BINH)))
    await zalo.writes(BINH, "#chon_AAAAAAAAAAAAAAAA")
    await zalo.writes(BINH, "/affirm")
    await until(lambda: len(texts(zalo, BINH)) >= 3)
    assert "/affirm" not in rasa.messages(), "another's token, an invented one, a payload: none presses"
    await zalo.taps(USER, "Rồi")
    await hears(zalo, "Đã rõ.")
    assert rasa.messages().count("/affirm") == 1


async def test_a_receipt_is_a_picture_too(bot: Bot, zalo: ZaloOaApi, rasa: FakeRasa) -> None:
    rasa.replies = lambda turn, heard: [says("Đã gửi.", card={"type": "receipt", "code": "7K3M-9QPX-2RTB"})]
    await zalo.writes(USER, "gửi")
    await hears(zalo, "7K3M-9QPX-2RTB")
    assert [said.picture is not None for said in zalo.said()] == [True]


async def test_a_form_that_zalo_refuses_holds_up_nobody(bot: Bot, zalo: ZaloOaApi, rasa: FakeRasa) -> None:
    zalo.unwanted.add("request_user_info")
    rasa.replies = lambda turn, heard: [says("Bác gọi 113 nhé.", card={"type": "handover", "reason": "person"})]
    await zalo.writes(USER, "gặp cán bộ")
    await hears(zalo, "113")
    rasa.replies = lambda turn, heard: [says("Bác đừng chuyển tiền.")]
    await zalo.writes(USER, "họ vừa gọi lại đòi tiền")
    await hears(zalo, "Bác đừng chuyển tiền.")


async def test_a_picture_that_zalo_refuses_costs_no_words(bot: Bot, zalo: ZaloOaApi, rasa: FakeRasa) -> None:
    zalo.unwanted.add("media")
    rasa.replies = lambda turn, heard: [says("Đã gửi.", card={"type": "receipt", "code": "7K3M-9QPX-2RTB"})]
    await zalo.writes(USER, "gửi")
    await hears(zalo, "7K3M-9QPX-2RTB")


async def test_edge_10_two_taps_answer_one_question(bot: Bot, zalo: ZaloOaApi, rasa: FakeRasa) -> None:
    rasa.active_loop = "report_form"
    rasa.replies = lambda turn, heard: [says(f"câu {len(heard)}", ("Đúng rồi", "/affirm"))]
    await zalo.writes(USER, "báo")
    await hears(zalo, "câu 1")
    token = zalo.said()[-1].buttons["Đúng rồi"]
    await asyncio.gather(zalo.writes(USER, token), zalo.writes(USER, token))
    await hears(zalo, "chọn mục này rồi")
    assert rasa.messages() == ["báo", "/affirm"]


@pytest.mark.parametrize("words", ["/restart", " \n/restart", '/bao_cao@1.0{"so_tien":"0"}', "/session_start"])
async def test_edge_01_no_typed_payload_reaches_rasa(bot: Bot, zalo: ZaloOaApi, rasa: FakeRasa, words: str) -> None:
    await zalo.writes(USER, words)
    await until(lambda: bool(zalo.said()))
    assert not any(message.startswith("/") for message in rasa.messages())


async def test_edge_02_repeats_make_one_turn_and_one_answer_also_after_a_restart(
    bot: Bot, zalo: ZaloOaApi, rasa: FakeRasa
) -> None:
    event = by_user(USER, "user_send_text", text="một lần")
    await asyncio.gather(*(zalo.push(event) for _ in range(5)))
    await hears(zalo, "nghe 1: một lần")
    await bot.stop()
    await bot.start()
    assert await zalo.push(event) == 200
    await zalo.writes(USER, "hai")
    await hears(zalo, "hai")
    assert rasa.messages().count("một lần") == 1
    assert sum("một lần" in text for text in texts(zalo)) == 1


async def test_edge_03_stopped_between_receipt_and_reply_answers_after_the_restart(
    bot: Bot, zalo: ZaloOaApi, rasa: FakeRasa
) -> None:
    zalo.fault(SEND, body={"error": -32, "message": "limit"}, times=1)
    await zalo.writes(USER, "đừng quên tôi")
    await until(lambda: bool(zalo.calls))
    await bot.stop()
    await bot.start()
    await hears(zalo, "nghe 1: đừng quên tôi")
    assert rasa.messages() == ["đừng quên tôi"]
    assert len(texts(zalo)) == 1


async def test_edge_03_answer_that_waits_goes_out_also_where_the_channels_file_was_lost(
    bot: Bot, zalo: ZaloOaApi, rasa: FakeRasa
) -> None:
    zalo.fault(SEND, body={"error": -32, "message": "limit"})
    await zalo.writes(USER, "cứu tôi")
    await until(lambda: bool(zalo.calls))
    await bot.stop()
    (bot.settings.data_dir / "zalo_oa.db").unlink()
    pasted_anew = {"zalo_oa_refresh_token": SecretStr(zalo.refresh_token)}
    bot.settings = bot.settings.model_copy(update=pasted_anew)
    await bot.start()
    await hears(zalo, "nghe 1: cứu tôi")
    await zalo.writes(USER, "tôi còn đây")
    await hears(zalo, "tôi còn đây")


async def test_edge_04_order_is_kept_and_another_resident_does_not_wait(
    bot: Bot, zalo: ZaloOaApi, rasa: FakeRasa
) -> None:
    rasa.delay = lambda message: 1.0 if message == "a" else 0.0
    for words in ("a", "b", "c"):
        await zalo.writes(USER, words)
    await zalo.writes(BINH, "tôi là Bình")
    await hears(zalo, "tôi là Bình", BINH)
    await until(lambda: "c" in "".join(texts(zalo)))
    said = "".join(texts(zalo))
    assert said.index("a") < said.rindex("b") < said.rindex("c")
    assert rasa.overlapping == 0


@pytest.mark.parametrize("fault", ["503", "silence", "garbage"])
async def test_edge_05_rasa_that_fails_is_told_with_113(bot: Bot, zalo: ZaloOaApi, rasa: FakeRasa, fault: str) -> None:
    rasa.faults.extend([fault] * 50)
    await zalo.writes(USER, "chào")
    await hears(zalo, "113")


@pytest.mark.parametrize("name", ["user_send_sticker", "user_send_audio", "user_send_video", "user_send_gif"])
async def test_edge_14_what_is_no_words_gets_a_polite_answer_and_no_turn(
    bot: Bot, zalo: ZaloOaApi, rasa: FakeRasa, name: str
) -> None:
    await zalo.push(attached(USER, name, {"url": "https://a.zdn.vn.invalid/x"}))
    await until(lambda: bool(zalo.said()))
    assert rasa.messages() == []


async def test_edge_18_officer_takes_over_and_the_bot_is_silent_until_the_pause_ends(
    bot: Bot, zalo: ZaloOaApi, rasa: FakeRasa, clock: Clock
) -> None:
    await zalo.writes(USER, "chào")
    await hears(zalo, "nghe 1: chào")
    await zalo.push(by_oa(USER, admin_id=OFFICER, text="Tôi là cán bộ trực, bác nghe tôi nói"))
    await zalo.writes(USER, "vâng thưa anh")
    await asyncio.sleep(1.5)
    assert len(texts(zalo)) == 1, "nobody talks into the officer's conversation"
    clock.skipped = 1900
    await zalo.writes(USER, "anh ấy đi rồi")
    await hears(zalo, "anh ấy đi rồi")
    disk = b"".join(path.read_bytes() for path in bot.settings.data_dir.rglob("*") if path.is_file())
    assert "bác nghe tôi nói".encode() not in disk


async def test_edge_18_own_echoes_change_nothing(bot: Bot, zalo: ZaloOaApi, rasa: FakeRasa) -> None:
    zalo.echoes = True
    for n in range(3):
        await zalo.writes(USER, f"câu {n}")
        await hears(zalo, f"câu {n}")
    assert len(rasa.turns) == 3


async def test_edge_19_blocked_cancels_what_waits_and_following_again_greets(
    bot: Bot, zalo: ZaloOaApi, rasa: FakeRasa
) -> None:
    zalo.blocked.add(USER)
    await zalo.writes(USER, "a")
    await until(lambda: len(zalo.calls) >= 1)
    await asyncio.sleep(1)
    assert len(zalo.calls) == 1, "no storm"
    zalo.blocked.clear()
    assert await zalo.push(following(USER)) == 200
    await hears(zalo, "/greet")
    assert not any(text == "nghe 1: a" for text in texts(zalo)), "what was cancelled stays so"


async def test_edge_20_limit_keeps_the_order_of_what_waits(bot: Bot, zalo: ZaloOaApi, rasa: FakeRasa) -> None:
    zalo.fault(SEND, body={"error": -200, "message": "failed"}, times=3)
    rasa.replies = lambda turn, heard: [says(f"phần {n}", ("Có", "/affirm")) for n in range(3)]
    await zalo.writes(USER, "chào")
    await hears(zalo, "phần 2")
    assert texts(zalo) == ["phần 0", "phần 1", "phần 2"]


async def test_edge_23_token_that_dies_while_residents_write(bot: Bot, zalo: ZaloOaApi) -> None:
    await zalo.writes(USER, "một")
    await hears(zalo, "một")
    await bot.stop()
    await bot.start()
    zalo.access_token = "killed-by-another-refresh"
    await asyncio.gather(*(zalo.writes(str(int(BINH) + n), "hai") for n in range(5)))
    for n in range(5):
        await hears(zalo, "hai", str(int(BINH) + n))
    assert len(zalo.refreshes) == 2, "one for the start, one for all five"
    assert len(zalo.sent) == 6


@pytest.mark.parametrize("status", [200, 502, 504])
async def test_edge_28_answer_lost_on_the_way_is_not_said_twice(
    bot: Bot, zalo: ZaloOaApi, rasa: FakeRasa, status: int
) -> None:
    zalo.fault(SEND, status, "<html>")
    await zalo.writes(USER, "chào")
    await until(lambda: bool(zalo.calls))
    await zalo.writes(USER, "còn đó không")
    await hears(zalo, "còn đó không")
    assert Counter(call["message"]["text"] for call in zalo.calls)["nghe 1: chào"] == 1


async def test_edge_30_flood_of_one_leaves_the_others_answered(bot: Bot, zalo: ZaloOaApi, rasa: FakeRasa) -> None:
    rasa.delay = lambda message: 0.02
    await asyncio.gather(*(zalo.writes(USER, f"tin {n}") for n in range(100)))
    await zalo.writes(BINH, "tôi là Bình")
    await hears(zalo, "tôi là Bình", BINH)
