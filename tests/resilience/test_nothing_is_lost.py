"""Each process is killed at the worst moment: nothing is lost, nothing is doubled, the resident hears the truth."""

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from tests.resilience.reporting import told_until_consent, told_until_place
from tests.stack import Stack

pytestmark = pytest.mark.slow

STORE_DOWN_SECONDS = 60


def tips_with(stack: Stack, canary: str) -> list[dict[str, Any]]:
    return [tip for tip in stack.pull() if canary in tip["document"]["story"]]


def eventually(condition: Callable[[], bool], seconds: float) -> float:
    """Seconds until the condition held; fails when it never did."""
    started = time.monotonic()
    while time.monotonic() - started < seconds:
        if condition():
            return time.monotonic() - started
        time.sleep(0.2)
    raise AssertionError(f"did not happen within {seconds} s")


def back_after(stack: Stack, name: str, seconds: float) -> threading.Thread:
    """Start the program again after a pause, while the resident waits."""

    def revive() -> None:
        time.sleep(seconds)
        stack.start(name)
        stack.wait(name)

    thread = threading.Thread(target=revive)
    thread.start()
    return thread


def test_action_server_killed_at_submit(stack: Stack) -> None:
    canary = "mã thử kappa"
    resident = told_until_consent(stack.web, canary)
    stack.kill("actions")
    revival = back_after(stack, "actions", 3)
    resident.press("Đồng ý gửi")
    first_words = resident.text
    revival.join()
    if "Mã tin báo của bác" not in first_words:
        assert "✅" not in first_words, "thanked for a tip that nobody has"
        assert "113" in first_words, "no emergency number while the resident waits"
        resident.later(60, "Mã tin báo của bác")
    eventually(lambda: len(tips_with(stack, canary)) == 1, 30)
    time.sleep(3)
    tips = tips_with(stack, canary)
    assert len(tips) == 1, "the same report arrived twice"
    assert tips[0]["code"] in resident.text
    assert tips[0]["document"]["amount_vnd"] == 3_000_000


def test_store_down_for_a_minute(stack: Stack) -> None:
    canary = "mã thử lambda"
    resident = told_until_consent(stack.web, canary)
    stack.kill("storage.citizen")
    resident.press("Đồng ý gửi")
    assert "CHƯA đến được công an" in resident.text, resident.text
    code = resident.cards[-1]["code"]
    time.sleep(STORE_DOWN_SECONDS)
    assert tips_with(stack, canary) == []
    stack.start("storage.citizen")
    stack.wait("storage.citizen")
    # The longest pause after a minute of failures is a minute (2, 4, 8, 16, 32 s and so on).
    eventually(lambda: len(tips_with(stack, canary)) == 1, 90)
    assert tips_with(stack, canary)[0]["code"] == code


def test_rasa_killed_in_mid_form(stack: Stack) -> None:
    canary = "mã thử omicron"
    resident = told_until_place(stack.web, canary)
    stack.kill("rasa")
    revival = back_after(stack, "rasa", 1)
    resident.say("xã An Tiến")
    if "Bác xem lại tin báo" not in resident.text:
        assert "113" in resident.text, "no emergency number while the resident waits"
        resident.later(120, "Bác xem lại tin báo")
    revival.join()
    resident.press("Đúng rồi")
    resident.press("Đồng ý gửi")
    eventually(lambda: len(tips_with(stack, canary)) == 1, 30)
    document = tips_with(stack, canary)[0]["document"]
    assert document["fields"]["place"] == "xã An Tiến"
    assert document["fields"]["phone"] == "0912345678"
    assert [a["question"] for a in document["answers"]].count("place") == 1


def test_bot_killed_between_two_answers(stack: Stack) -> None:
    canary = "mã thử sigma"
    resident = told_until_place(stack.web, canary)
    stack.kill("bot")
    stack.start("bot")
    stack.wait("bot")
    resident.say("xã An Tiến")
    assert "Bác xem lại tin báo" in resident.text
    assert "0912345678" in resident.text


def test_no_word_of_a_resident_is_in_any_log_or_plain_in_a_transient_file(stack: Stack) -> None:
    canary = "chim hoàng yến 0987000222"
    resident = told_until_consent(stack.web, canary)
    resident.press("Đồng ý gửi")
    session = resident.session
    eventually(lambda: len(tips_with(stack, "0987000222")) == 1, 30)
    checked = 0
    for path in stack.data_dir.rglob("*"):
        if not path.is_file() or path.name.startswith("store.db"):
            continue
        content = path.read_bytes()
        checked += 1
        for secret in (b"0987000222", "hoàng yến".encode(), session.encode()):
            assert secret not in content, f"{path.name} holds a resident's words or session"
    assert checked >= 7
    store = (stack.data_dir / "store.db").read_bytes()
    assert session.encode() not in store, "the store knows the chat"
