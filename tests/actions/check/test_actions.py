"""The check over the tracker: what joins, what is said, what "report this" will carry."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.ask.catalogue import Catalogue
from actions.check.actions import Check, CheckStep
from actions.check.case import BETWEEN

EIGHT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
SCAM = "Vietcombank: tai khoan bi khoa, truy cap https://vcb-xacthuc.top nhap ma OTP"
GENUINE = "VCB: TK 0071xxx456 +2,000,000VND luc 10:05 20/11/2026. SD 12,345,678VND. ND: LUONG T11"


class Chat:
    """One conversation: `says` runs the check on a line, `talks` leaves a line that others answer."""

    def __init__(self) -> None:
        self.slots: dict[str, Any] = {}
        self.events: list[dict[str, Any]] = []
        self.said: list[dict[str, Any]] = []
        self._check = Check(Catalogue.read(), lambda heard: [])

    def talks(self, text: str, intent: str, seconds: float = 0, **metadata: Any) -> dict[str, Any]:
        at = (EIGHT + timedelta(seconds=seconds)).isoformat()
        message = {"text": text, "intent": {"name": intent}, "metadata": {"received_at": at, **metadata}}
        self.events.append({"event": "user", "text": text, "parse_data": {"intent": {"name": intent}}})
        return message

    def says(self, text: str, seconds: float = 0, intent: str = "pasted_text", **metadata: Any) -> dict[str, Any]:
        message = self.talks(text, intent, seconds, **metadata)
        tracker = Tracker("s", self.slots, message, self.events, False, None, {}, None)
        dispatcher = CollectingDispatcher()
        for event in asyncio.run(self._check.run(dispatcher, tracker, {})):
            self.slots[event["name"]] = event["value"]
            self.events.append(event)
        self.said = dispatcher.messages
        return self.said[0]

    @property
    def severity(self) -> str:
        return str(self.said[0]["custom"]["card"]["severity"])


def test_a_second_message_joins_and_the_answer_replaces_the_first() -> None:
    chat = Chat()
    assert chat.says(GENUINE)["together"] == ""
    assert chat.severity == "no_sign"
    second = chat.says(SCAM, 12)
    assert second["together"] == "Tôi xem chung 2 tin bác vừa gửi, thay cho câu trả lời trước:\n"
    assert chat.severity == "danger"
    assert chat.slots["checked"]["text"] == f"{GENUINE}{BETWEEN}{SCAM}"
    chat.says("Cam on ban", 20)
    assert chat.severity == "danger", "what was said is not taken back"
    assert [message["response"] for message in chat.said] == ["utter_verdict_danger", "utter_do_now_tactic"]


def test_pieces_of_one_turn_have_one_verdict_and_no_earlier_answer() -> None:
    chat = Chat()
    pieces = [{"text": text, "at": EIGHT.isoformat()} for text in (GENUINE, SCAM)]
    first = chat.says(f"{GENUINE}{BETWEEN}{SCAM}", pieces=pieces, forwarded=True)
    assert first["together"] == "Tôi xem chung 2 tin bác vừa gửi:\n"
    assert [piece["text"] for piece in chat.slots["checked"]["pieces"]] == [GENUINE, SCAM]
    assert chat.says("0912345678", 15)["together"].startswith("Tôi xem chung 3 tin")


@pytest.mark.parametrize("pieces", [[], "x", [{"text": "x"}], [{"text": "x", "at": "hôm qua"}], [1], None])
def test_pieces_that_cannot_be_read_are_one_message(pieces: Any) -> None:
    chat = Chat()
    chat.says(SCAM, pieces=pieces)
    assert [piece["text"] for piece in chat.slots["checked"]["pieces"]] == [SCAM]


def test_a_late_message_is_a_new_case() -> None:
    chat = Chat()
    chat.says(SCAM)
    assert chat.says(GENUINE, 21)["together"] == ""
    assert chat.severity == "no_sign"
    assert chat.slots["checked"]["text"] == GENUINE


def test_the_button_for_another_message_begins_anew() -> None:
    chat = Chat()
    chat.says(SCAM)
    chat.talks("/ask_check", "ask_check", 3)
    chat.says(GENUINE, 5)
    assert chat.severity == "no_sign"


def test_a_typed_question_with_its_own_material_stands_alone() -> None:
    chat = Chat()
    chat.says("vcb-xacthuc.top")
    chat.says("thế vietcombank.com.vn có lừa đảo không", 5, intent="ask_check")
    assert chat.severity == "no_sign"


def test_an_announcement_is_no_piece() -> None:
    chat = Chat()
    chat.says(SCAM)
    assert chat.says("cái này là nó nhắn", 5, intent="scam_text")["response"] == "utter_check_go_on"
    assert chat.says(GENUINE, 10)["together"].startswith("Tôi xem chung 2 tin")
    assert chat.severity == "danger"


def test_forwarded_words_are_a_piece_whatever_they_say() -> None:
    chat = Chat()
    chat.says(SCAM)
    assert chat.says("xem link này nhé", 5, forwarded=True)["together"].startswith("Tôi xem chung 2 tin")


def test_secrets_are_hidden_in_what_the_report_carries() -> None:
    chat = Chat()
    chat.says(SCAM)
    chat.says("mã OTP của bạn là 482913", 5)
    assert "482913" not in chat.slots["checked"]["text"]


def test_bare_numbers_together_are_still_unknown() -> None:
    chat = Chat()
    chat.says("0912345678")
    assert chat.says("0987654321", 4)["response"] == "utter_verdict_unknown"


def test_an_announcement_while_the_message_is_awaited_is_not_the_message() -> None:
    message = {"text": "đây nữa", "intent": {"name": "cancel", "confidence": 0.5}, "metadata": {}}
    tracker = Tracker("s", {"requested_slot": "to_check"}, message, [], False, None, {}, None)
    events = asyncio.run(CheckStep().run(CollectingDispatcher(), tracker, {}))
    assert {event["name"]: event["value"] for event in events} == {"to_check": None, "requested_slot": "to_check"}


def leave(text: str, intent: str) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """What is said and kept when this line comes where something to check is awaited; the form must end."""
    message = {"text": text, "intent": {"name": intent, "confidence": 0.9}, "metadata": {}}
    slots: dict[str, Any] = {"requested_slot": "to_check", "checked": {"text": "tin lạ"}}
    dispatcher = CollectingDispatcher()
    for action in (CheckStep(), Check(Catalogue.read(), lambda heard: [])):
        tracker = Tracker("s", dict(slots), message, [], False, None, {}, None)
        slots |= {event["name"]: event["value"] for event in asyncio.run(action.run(dispatcher, tracker, {}))}
        assert slots["requested_slot"] is None
    return dispatcher.messages, slots


def test_the_erase_button_erases_while_the_message_is_awaited() -> None:
    said, slots = leave("/delete_draft", "delete_draft")
    assert [line["response"] for line in said] == ["utter_draft_deleted"]
    assert said[0]["custom"]["flow"] == "erased"
    assert not any(slots.values())


@pytest.mark.parametrize("words", ["xóa dữ liệu của tôi", "xoa du lieu cua toi"])
def test_who_wants_the_data_gone_is_offered_that_and_nothing_is_checked(words: str) -> None:
    said, slots = leave(words, "out_of_scope")
    assert [line["response"] for line in said] == ["utter_delete_my_data"]
    assert slots["checked"] == {"text": "tin lạ"}


def test_small_talk_that_nobody_asked_about_gets_no_verdict() -> None:
    chat = Chat()
    chat.says("mưa kiểu này mai chắc lại ngập hết đường", intent="genuine_text")
    assert chat.said[0]["response"] == "utter_not_asked"
    assert chat.said[0]["custom"]["card"] == {"type": "handover", "reason": "not_asked"}
    assert "checked" not in chat.slots


@pytest.mark.parametrize("how", ["forwarded", "asked", "alarming", "with a number"])
def test_the_same_is_judged_when_there_is_a_reason(how: str) -> None:
    chat = Chat()
    line = "mưa kiểu này mai chắc lại ngập hết đường"
    if how == "asked":
        chat.slots["to_check"] = line
    if how == "alarming":
        line = "chị đọc mã OTP cho em để hủy giao dịch"
    if how == "with a number":
        line += ", gọi 0912345678"
    chat.says(line, intent="genuine_text", forwarded=how == "forwarded")
    assert chat.said[0]["custom"]["card"]["type"] == "verdict"
