"""Who asks that the own words be erased, and who only tells that somebody deleted something."""

import pytest

from actions.ask.erasing import asks_to_erase, confirms_erasing
from tests.actions.report.listening import heard

WISH = "delete_my_data"


@pytest.mark.parametrize(
    "words",
    [
        "xóa dữ liệu của tôi",
        "xoa du lieu cua toi",
        "Xóa, dữ liệu của tôi!",
        "xoa_du_lieu",
        "tôi muốn xóa hết thông tin của tôi đi",
    ],
)
def test_the_plain_wish_needs_no_model(words: str) -> None:
    assert asks_to_erase(heard(words, "out_of_scope").understood)


@pytest.mark.parametrize(
    "words", ["xóa hết những gì tôi vừa nói đi", "con xóa giúp mẹ mấy dòng vừa rồi", "/delete_my_data"]
)
def test_the_model_knows_the_wish_in_other_words(words: str) -> None:
    assert asks_to_erase(heard(words, WISH).understood)


@pytest.mark.parametrize(
    "words",
    [
        "nó xóa hết tin nhắn rồi",
        "họ chặn số và xóa hết tin nhắn của tôi",
        "tôi lỡ xóa tin nhắn rồi",
        "xóa mất link",
        "xóa ứng dụng abc.top đi",
        "tôi nghe lời nó vào máy xóa hết tin nhắn cũ đi để nó hướng dẫn",
    ],
)
def test_an_account_of_deleted_messages_is_an_account(words: str) -> None:
    assert not asks_to_erase(heard(words, WISH).understood)


def test_another_s_words_are_no_wish() -> None:
    assert not asks_to_erase(heard("xóa dữ liệu của tôi", WISH, forwarded=True).understood)


def test_a_line_that_the_model_doubts_is_no_wish() -> None:
    assert not asks_to_erase(heard("xóa hết những gì tôi vừa nói đi", WISH, confidence=0.3).understood)


def test_only_the_button_confirms() -> None:
    assert confirms_erasing(heard("/delete_draft").understood)
    assert not confirms_erasing(heard("xóa bản nháp và lời nhắn", "delete_draft").understood)
