"""Lan writes on Zalo: the real channel, the real core, a strict Bot API and a fake Rasa."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from bot.app import build_app
from bot.channels.zalo_bot import ZaloBotChannel, build_zalo_bot
from bot.room import Room
from bot.settings import Settings
from tests.bot.channels.zalo_bot.zalo_bot_api import TOKEN, ZaloBotServer, text_update, update
from tests.bot.conftest import MakeRoom
from tests.bot.fake_rasa import FakeRasa, says
from tests.bot.media.screenshots import screenshot
from tests.bot.serving import served, until
from tests.serving import free_port

Open = Callable[..., Awaitable[Room]]


@pytest.fixture
async def open_room(make_room: MakeRoom, api: ZaloBotServer, tmp_path: Path) -> AsyncIterator[Open]:
    async def make(**changes: Any) -> Room:
        return await make_room(channels=[ZaloBotChannel(TOKEN, api.url, tmp_path, poll=1, first=0.05)], **changes)

    yield make


async def heard(api: ZaloBotServer, count: int, chat_id: str = "lan") -> list[str]:
    await until(lambda: len(api.said(chat_id)) >= count)
    return api.said(chat_id)


def asks(turn: dict[str, Any], _: list[str]) -> list[Any]:
    if turn["message"].startswith("/"):
        return [says(f"đã chọn {turn['message']}")]
    return [says("Bác thấy có đúng không?", ("Đúng rồi", "/affirm"), ("Không phải", "/deny"))]


@pytest.mark.parametrize(
    ("typed", "payload"),
    [
        ("1", "/affirm"),
        ("1.", "/affirm"),
        ("số 2", "/deny"),
        ("Đúng rồi", "/affirm"),
        ("khong phai", "/deny"),
    ],
)
async def test_a_number_presses_a_button(
    open_room: Open, api: ZaloBotServer, rasa: FakeRasa, typed: str, payload: str
) -> None:
    """Edge case 9."""
    rasa.replies = asks
    await open_room()
    api.says("lan", "chào")
    assert await heard(api, 1) == ["Bác thấy có đúng không?\n\nBác trả lời bằng số:\n1. Đúng rồi\n2. Không phải"]
    api.says("lan", typed)
    assert (await heard(api, 2))[1] == f"đã chọn {payload}"


async def test_a_number_typed_twice_answers_one_question(open_room: Open, api: ZaloBotServer, rasa: FakeRasa) -> None:
    """Edge case 9: the second must not answer a question that was not there when it was typed."""
    rasa.active_loop = "report_form"
    rasa.replies = lambda turn, heard: [says(f"câu {len(heard)}", ("Đúng rồi", "/affirm"))]
    await open_room()
    api.says("lan", "báo")
    await heard(api, 1)
    for _ in range(2):
        api.says("lan", "1")
    said = await heard(api, 3)
    assert rasa.messages() == ["báo", "/affirm"]
    assert said[1].startswith("câu 2") and said[2].startswith("Bác đã chọn mục này rồi")


async def test_where_a_sum_is_asked_a_number_is_one(open_room: Open, api: ZaloBotServer, rasa: FakeRasa) -> None:
    rasa.replies = lambda turn, heard: [
        says("Mất bao nhiêu?", ("Không nhớ", "/dont_know"), card={"type": "question", "expects": "number"})
    ]
    await open_room()
    api.says("lan", "báo")
    assert await heard(api, 1) == ["Mất bao nhiêu?\n\nBác ghi câu trả lời, hoặc gõ:\n• Không nhớ"]
    api.says("lan", "1")
    await heard(api, 2)
    api.says("lan", "khong nho")
    await heard(api, 3)
    assert rasa.messages() == ["báo", "1", "/dont_know"]


async def test_numbers_that_press_nothing(open_room: Open, api: ZaloBotServer, rasa: FakeRasa) -> None:
    """Edge case 9: an amount or a phone number where no list is open, and beside one."""
    await open_room()
    for count, words in enumerate(("500000", "0900000463", "1"), 1):
        api.says("lan", words)
        await heard(api, count)
    assert rasa.messages() == ["500000", "0900000463", "1"]
    rasa.replies = asks
    api.says("lan", "chào")
    await heard(api, 4)
    api.says("lan", "0900000463")
    await heard(api, 5)
    assert rasa.messages()[-1] == "0900000463"
    api.says("lan", "3")
    assert "2. Không phải" in (await heard(api, 6))[5], "out of range: the list again"
    assert rasa.messages()[-1] == "0900000463"


async def test_payloads_typed_by_hand_have_no_power(open_room: Open, api: ZaloBotServer, rasa: FakeRasa) -> None:
    """Edge case 1."""
    await open_room()
    for count, words in enumerate((" \n/restart", '/bao_cao@1.0{"so_tien":"0"}', "/session_start", "//greet"), 1):
        api.says("lan", words)
        await heard(api, count)
    assert len(rasa.messages()) >= 3
    assert not [message for message in rasa.messages() if message.lstrip().startswith("/")]


async def test_one_turn_is_one_message(open_room: Open, api: ZaloBotServer, rasa: FakeRasa) -> None:
    """Each message counts against the bot's quota."""
    rasa.replies = lambda turn, heard: [says("một"), says("hai"), says("ba", ("Gửi", "/affirm"))]
    await open_room()
    api.says("lan", "chào")
    assert await heard(api, 1) == ["một\n\nhai\n\nba\n\nBác trả lời bằng số:\n1. Gửi"]


async def test_read_again_for_ever_and_after_a_restart(open_room: Open, api: ZaloBotServer, rasa: FakeRasa) -> None:
    """Edge cases 2 and 3: taken, not answered, the bot goes down: answered once when it is back."""
    api.replay = True
    rasa.faults.extend(["503"] * 3)
    first = await open_room(backoff_first=30, backoff_longest=30)
    api.says("lan", "chào")
    await until(lambda: len(rasa.turns) == 1)
    await first.stop()
    assert api.said("lan") == []
    rasa.faults.clear()
    await open_room()
    await heard(api, 1)
    polls = len(api.called("getUpdates"))
    await until(lambda: len(api.called("getUpdates")) > polls + 2)
    assert len(api.said("lan")) == 1


async def test_what_a_refused_token_held_back_goes_out_with_the_right_one(
    open_room: Open, api: ZaloBotServer, rasa: FakeRasa, caplog: pytest.LogCaptureFixture
) -> None:
    """Edge case 21: also a receipt, and also what was answered after the refusal."""
    rasa.replies = lambda turn, heard: [says("Đã gửi.", card={"type": "receipt", "code": "7K3M-9QPX-2RTB"})]
    api.fault("sendMessage", 200, {"ok": False, "error_code": 401})
    first = await open_room()
    for chat in ("lan", "binh"):
        api.says(chat, "gửi")
    await until(lambda: len(api.called("sendMessage")) >= 1)  # the other chat's may be on its way already
    await until(lambda: "zalo_bot_off" in caplog.text)
    assert (await first.health()).troubles == {"zalo_bot": ["token_refused"]}
    await first.stop()
    await open_room()
    for chat in ("lan", "binh"):
        assert "7K3M-9QPX-2RTB" in (await heard(api, 1, chat))[0]


async def test_order_within_a_chat_and_nobody_waits_for_another(
    open_room: Open, api: ZaloBotServer, rasa: FakeRasa
) -> None:
    """Edge case 4."""
    rasa.delay = lambda message: 1.0 if message.startswith("chậm") else 0
    await open_room()
    for words in ("chậm A", "chậm B", "chậm C"):
        api.says("lan", words)
    api.says("binh", "nhanh")
    await heard(api, 1, "binh")
    assert len(api.said("lan")) < 3
    await until(lambda: "chậm C" in "".join(api.said("lan")))
    words = "\n".join(rasa.messages())
    assert words.index("chậm A") < words.index("chậm B") < words.index("chậm C")
    assert rasa.overlapping == 0


async def test_a_dead_assistant_is_told_with_113(open_room: Open, api: ZaloBotServer, rasa: FakeRasa) -> None:
    """Edge case 5: and what is offered can be chosen by its number."""
    rasa.faults.extend(["503"] * 20)
    await open_room(hold_after=0.2, offer_after=0.4, backoff_first=0.2, attempt_cap=1000)
    api.says("lan", "tôi bị lừa")
    texts = await heard(api, 2)
    assert all("113" in text for text in texts[:2])
    assert "1. Gửi nguyên văn cho công an" in texts[1]


async def test_what_is_not_words_gets_an_answer_and_no_turn(
    open_room: Open, api: ZaloBotServer, rasa: FakeRasa
) -> None:
    """Edge cases 14, 15 and 17."""
    await open_room()
    api.push(update("message.sticker.received", "lan", sticker="bfe45"))
    assert "113" in (await heard(api, 1))[0]
    api.push({"event_name": "message.unsupported.received"})
    api.push(update("message.unsupported.received", "lan", date=None))
    assert "dấu cách" in (await heard(api, 2))[1]
    api.push(update("message.dance.received", "lan"))
    api.push(update("message.reaction.received", "lan"))
    assert len(await heard(api, 3)) == 3
    api.says("lan", "/khong_co_lenh_nay")
    assert "113" in (await heard(api, 4))[3]
    assert rasa.turns == []


async def test_a_picture_is_fetched_and_read(
    open_room: Open, api: ZaloBotServer, rasa: FakeRasa, letters: Path
) -> None:
    """Edge case 13: with what is quoted from it inert; a voice note is answered, too (edge case 14)."""
    ref = api.host("anh", screenshot(["Vietcombank: Tài khoản bị khóa.", "Vào ngay vcb-xacthuc.top để mở."]))
    await open_room()
    api.push(update("message.image.received", "lan", photo_url=ref, caption="Có thật không?"))
    await until(lambda: "nghe 1: Có thật không?\nVietcombank" in "".join(api.said("lan")))
    assert "vcb-xacthuc[.]top" in api.said("lan")[0]
    assert rasa.turns[0]["metadata"]["forwarded"] is True
    count = len(api.said("lan"))
    api.push(update("message.voice.received", "lan", voice_url=f"{api.url}/media/expired"))
    assert "113" in (await heard(api, count + 1))[-1]


async def test_five_pictures_in_a_row_cost_one_message(open_room: Open, api: ZaloBotServer, rasa: FakeRasa) -> None:
    """Edge case 13: Zalo hands over an album as pictures of their own, and each message counts (edge case 20)."""
    await open_room(hold_after=600)
    for number in range(5):
        moving = api.host(f"anh{number}", b"GIF89a" + bytes(number + 100))
        api.push(update("message.image.received", "lan", photo_url=moving))
    api.says("lan", "còn đó không")
    first, second = await heard(api, 2)
    assert first.count("Tôi không mở tệp này") == first.count("Tôi đã giữ") == 1
    assert second == "nghe 1: còn đó không"
    assert len(api.said("lan")) == 2


async def test_quota_used_up_keeps_the_order(open_room: Open, api: ZaloBotServer, rasa: FakeRasa) -> None:
    """Edge case 20: no time is named; it is tried again, and nothing overtakes."""
    await open_room()
    api.fault("sendMessage", 200, {"ok": False, "description": "Quota exceeded", "error_code": 429}, times=3)
    api.says("lan", "một")
    await until(lambda: len(api.called("sendMessage")) >= 1)
    api.says("lan", "hai")
    await until(lambda: "hai" in "".join(api.said("lan")))
    assert "".join(api.said("lan")).index("một") < "".join(api.said("lan")).index("hai")
    assert len(api.called("sendMessage")) >= 4


async def test_a_message_refused_does_not_stop_the_next(open_room: Open, api: ZaloBotServer, rasa: FakeRasa) -> None:
    """Edge case 19: 400 is about that message; there is no storm."""
    await open_room()
    api.fault("sendMessage", 200, {"ok": False, "error_code": 400})
    api.says("lan", "một")
    await until(lambda: len(api.called("sendMessage")) == 1)
    api.says("lan", "hai")
    await heard(api, 1)
    assert "hai" in api.said("lan")[0] and len(api.called("sendMessage")) == 2


@pytest.mark.parametrize("status", [502, 504, 524])
async def test_what_a_gateway_lost_track_of_is_read_once(
    open_room: Open, api: ZaloBotServer, rasa: FakeRasa, status: int
) -> None:
    """Edge case 28: it gave up on Zalo, which had carried the message out; a receipt comes once more, marked."""
    await open_room()
    api.fault("sendMessage", status, b"<html>", times=3, carried_out=True)
    api.says("lan", "một")
    assert await heard(api, 1) == ["nghe 1: một"]
    code = {"type": "receipt", "code": "7K3M-9QPX-2RTB"}
    rasa.replies = lambda turn, heard: [says("Đã gửi.", card=code, flow="done")]
    api.says("lan", "hai")
    said = await heard(api, 3)
    rasa.replies = lambda turn, heard: [says("Vâng.")]
    api.says("lan", "ba")
    assert (await heard(api, 4))[3] == "Vâng."
    assert ["nhắn lại" in text for text in said] == [False, False, True]
    assert "7K3M-9QPX-2RTB" in said[1] and "7K3M-9QPX-2RTB" in said[2]


async def test_a_code_whose_sending_is_unclear_comes_once_more_and_says_so(
    open_room: Open, api: ZaloBotServer, rasa: FakeRasa
) -> None:
    """Edge case 28: an answer that is none: only the code of a tip is sent again, once."""
    await open_room()
    api.fault("sendMessage", 200, b"<html>")
    api.says("lan", "một")
    await until(lambda: len(api.called("sendMessage")) == 1)
    code = {"type": "receipt", "code": "7K3M-9QPX-2RTB"}
    rasa.replies = lambda turn, heard: [says("Đã gửi.", card=code, flow="done")]
    api.fault("sendMessage", 200, {"ok": True})
    api.says("lan", "hai")
    [again] = await heard(api, 1)
    assert "7K3M-9QPX-2RTB" in again and "nhắn lại" in again
    assert ["một" in call["text"] for call in api.called("sendMessage")] == [True, False, False]


async def test_typing_is_shown_within_a_second(open_room: Open, api: ZaloBotServer, rasa: FakeRasa) -> None:
    """Edge case 29: and a Zalo that cannot show it delays nothing."""
    rasa.delay = lambda message: 2.0
    await open_room()
    began = time.monotonic()
    api.says("lan", "chào")
    await until(lambda: bool(api.called("sendChatAction")))
    assert time.monotonic() - began < 2 and api.said("lan") == []
    await heard(api, 1)
    rasa.delay = lambda message: 0
    api.fault("sendChatAction", 502, b"<html>", times=9)
    api.says("lan", "nữa")
    await heard(api, 2)


async def test_a_flood_leaves_others_their_answers(open_room: Open, api: ZaloBotServer, rasa: FakeRasa) -> None:
    """Edge case 30: one notice, nothing dropped, and binh does not queue behind a hundred."""
    await open_room(messages_per_minute=10)
    for number in range(100):
        api.says("lan", f"tin {number}.")
    api.says("binh", "còn tôi?")
    await heard(api, 1, "binh")
    assert "tin 99." not in "".join(api.said("lan"))
    await until(lambda: "hơi nhanh" in "".join(api.said("lan")))
    await until(lambda: not api.unread)
    assert "".join(api.said("lan")).count("hơi nhanh") == 1


async def test_by_webhook_at_the_web_chats_port(
    make_room: MakeRoom, api: ZaloBotServer, rasa: FakeRasa, tmp_path: Path
) -> None:
    """Edge case 22, all the way: Zalo is told the address, calls it, and the answer goes out."""
    channel = ZaloBotChannel(TOKEN, api.url, tmp_path, webhook=("https://tinbao.example", "secret-of-ours"))
    room = await make_room(channels=[channel])
    await until(lambda: api.webhook is not None)
    assert api.webhook is not None
    api.chats.add("lan")
    async with served(build_app(room), free_port()) as address, httpx.AsyncClient(base_url=address) as zalo:
        body = text_update("lan", "chào")
        path = api.webhook["url"].removeprefix("https://tinbao.example")
        for secret, status in (("wrong", 401), (api.webhook["secret_token"], 200), (api.webhook["secret_token"], 200)):
            answer = await zalo.post(path, json=body, headers={"X-Bot-Api-Secret-Token": secret})
            assert answer.status_code == status
        assert await heard(api, 1) == ["nghe 1: chào"]
    assert len(rasa.turns) == 1


async def test_stopped_in_the_middle_nothing_is_lost(open_room: Open, api: ZaloBotServer, rasa: FakeRasa) -> None:
    """Edge case 26: what was read is stored, what was not read is still at Zalo."""
    first = await open_room(hold_after=300)  # a busy machine is not the matter here
    for number in range(30):
        api.says(f"chat{number}", "chào")
    await until(lambda: api.unread < 20)
    await first.stop()
    await open_room(hold_after=300)
    answer, chats = "nghe 1: chào", [f"chat{number}" for number in range(30)]
    await until(lambda: all(answer in "".join(api.said(chat)) for chat in chats), seconds=60)
    for chat in chats:
        plain = [text for text in api.said(chat) if "nhắn lại vì chưa chắc" not in text]
        assert plain in ([answer], []), "twice only where the second says so"


async def test_chat_and_token_stay_here(
    open_room: Open, api: ZaloBotServer, rasa: FakeRasa, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    """Edge case 24: no chat id in the log, at Rasa, or in the file; no words at INFO."""
    await open_room()
    api.push(text_update("a0c0f1deadbeef", "số 0900000463 lừa tôi"))
    await heard(api, 1, "a0c0f1deadbeef")
    ours = "".join(record.getMessage() for record in caplog.records if record.name.startswith("bot"))
    for secret in ("a0c0f1deadbeef", "0900000463"):
        assert secret not in ours
        assert secret.encode() not in (tmp_path / "bot.db").read_bytes()
    assert "a0c0f1deadbeef" not in str(rasa.turns)


def test_the_room_gets_it_from_the_settings(settings: Settings) -> None:
    changed = settings.model_copy(update={"zalo_bot_token": SecretStr(TOKEN)})
    assert build_zalo_bot(changed).name == "zalo_bot"
