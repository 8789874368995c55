"""On Telegram with the real assistant behind it: check, report, receipt; the police hold the tip, not the chat."""

import itertools
import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests.bot.channels.telegram.bot_api import LAN, TOKEN, BotApi, message
from tests.stack import Stack, running_stack


@pytest.fixture
def telegram() -> Iterator[BotApi]:
    api = BotApi()
    api.start()
    yield api
    api.die()


@pytest.fixture
def stack(telegram: BotApi, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    settings = {"TINBAO_TELEGRAM_TOKEN": TOKEN, "TINBAO_TELEGRAM_API_URL": telegram.url}
    with running_stack(tmp_path_factory.mktemp("telegram"), settings) as running:
        yield running


class Phone:
    """Lan's phone: writes, presses, and waits for words."""

    def __init__(self, api: BotApi) -> None:
        self._api = api
        self._numbers = itertools.count(100)

    def write(self, text: str, awaited: str) -> dict[str, Any]:
        self._api.message(text=text, message_id=next(self._numbers))
        return self._wait(awaited)

    def press(self, title: str, awaited: str) -> dict[str, Any]:
        sent = self._api.called("sendMessage")
        rows = [row for m in sent for row in m.get("reply_markup", {}).get("inline_keyboard", [])]
        token = next(b["callback_data"] for row in reversed(rows) for b in row if b["text"] == title)
        self._api.update(
            callback_query={
                "id": str(next(self._numbers)),
                "from": LAN,
                "chat_instance": "1",
                "data": token,
                "message": message(text="…"),
            }
        )
        return self._wait(awaited)

    def _wait(self, awaited: str) -> dict[str, Any]:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            sent: dict[str, Any] | None = next(
                (m for m in reversed(self._api.called("sendMessage")) if awaited in m["text"]), None
            )
            if sent is not None:
                return sent
            time.sleep(0.1)
        raise AssertionError(f"{awaited!r} was not sent; sent: {[m['text'] for m in self._api.called('sendMessage')]}")


def test_from_a_suspicious_message_to_the_receipt(telegram: BotApi, stack: Stack) -> None:
    phone = Phone(telegram)
    verdict = phone.write("Vietcombank: Tai khoan bi khoa, vao https://vcb-xacthuc.top de mo lai", "RẤT GIỐNG LỪA ĐẢO")
    assert int(verdict["chat_id"]) == LAN["id"]
    phone.press("Báo tin này cho công an", "Ngay lúc này")
    phone.press("Không, chuyện đã qua", "Bác kể lại")
    phone.write("Sáng nay tôi nhận tin này từ số 0912345678, chưa mất tiền. Tôi ở xã An Tiến.", "Bác xem lại tin báo")
    phone.press("Đúng rồi", "Bác đồng ý gửi")
    receipt = phone.press("Đồng ý gửi", "Mã tin báo của bác")
    [tip] = stack.pull()
    assert tip["code"] in receipt["text"]
    assert "vcb-xacthuc.top" in tip["document"]["checked_text"]
    assert tip["document"]["fields"]["phone"] == "0912345678"
    assert len(telegram.called("answerCallbackQuery")) == 4
    chat = str(LAN["id"]).encode()
    assert chat not in (stack.data_dir / "store.db").read_bytes(), "the store knows the chat"
    assert TOKEN.split(":")[1] not in stack.log("bot")
    assert "0912345678" not in stack.log("bot")
