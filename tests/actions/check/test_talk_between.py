"""What leaves a case open and what ends it."""

from typing import Any

import pytest

from actions.check.talk_between import announces, still_open

CHECKED = {"event": "slot", "name": "checked", "value": {}}


def said(text: str, intent: str) -> dict[str, Any]:
    return {"event": "user", "text": text, "parse_data": {"intent": {"name": intent, "confidence": 0.9}}}


@pytest.mark.parametrize(
    "text",
    [
        *("đây nữa", "còn tin này", "cái này là nó nhắn", "thêm tin này nữa ạ", "Nó gửi tiếp cái này nè"),
        *("day nua", "con tin nay nua", "còn đây là số của nó", "bác xem luôn tin này", "ĐÂY NỮA", "tin thứ hai đây"),
    ],
)
def test_announcements(text: str) -> None:
    assert announces(text)


@pytest.mark.parametrize(
    "text",
    [
        *("tin này là gì", "tôi chuyển tiền rồi", "0912345678", "vcb-xacthuc.top", "", "😅", "tôi muốn báo tin này"),
        *("bao nhiêu tiền", "cái này có lừa đảo không", "con bi tai nan gui tien cho con", "vâng", "tin thứ 2 đây"),
    ],
)
def test_other_lines_announce_nothing(text: str) -> None:
    assert not announces(text)


@pytest.mark.parametrize(
    "between",
    [
        [],
        [said("đây nữa", "cancel")],
        [said("cái này là nó nhắn", "ask_check"), said("vâng", "affirm")],
        [said("cảm ơn", "thanks"), said("nó bảo nghe ghê lắm", "nlu_fallback")],
        [said("bạn kiểm tra giúp tôi nhé?", "ask_check")],
    ],
)
def test_talk_in_between_leaves_it_open(between: list[dict[str, Any]]) -> None:
    assert still_open([said("tin một", "pasted_text"), CHECKED, *between, said("tin hai", "pasted_text")])


@pytest.mark.parametrize(
    "between",
    [
        said("/ask_check", "ask_check"),
        said("/report_checked", "report_checked"),
        said("lừa đảo kiểu này là gì", "tactic"),
        said("tôi chuyển tiền rồi", "already_paid"),
        said("gọi số nào", "ask_hotline"),
        said("thế phải làm sao?", "nlu_fallback"),
    ],
)
def test_a_question_a_button_or_another_wish_ends_it(between: dict[str, Any]) -> None:
    assert not still_open([CHECKED, said("vâng", "affirm"), between, said("tin hai", "pasted_text")])


def test_what_was_before_the_last_check_does_not_matter() -> None:
    assert still_open([CHECKED, said("gọi số nào", "ask_hotline"), CHECKED, said("tin ba", "pasted_text")])
