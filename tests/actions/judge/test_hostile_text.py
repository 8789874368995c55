"""Messages built to be slow: the whole judgement stays far below what a resident would notice."""

from time import thread_time

import pytest

from actions.judge.judge import judge

PIECES = [
    "a ",
    "gui ",
    "công an ",
    "chuyển tiền tài khoản ",
    "otp ",
    "tôi là ",
    "vay ",
    "không ",
    "thu nhập 5",
    "lãi 5",
    "bạn ",
    "0 ",
    "http://a.b/ ",
    "trúng ",
    "nạp đầu ",
    "phí để ",
    "đọc mã ",
    "khoản vay tao ",
    "giữ ",
    "hoa hồng 1",
    "tài khoản sẽ ",
    ".",
    "\n",
    "~",
    "đối tượng ",
    "clip ",
    "a.b ",
    "1.",
    "cho ",
    "ma 1",
    "a.a.a ",
    "aa . club . vn/",
    "vua ve.bao.nhan vien",
    "n'",
    "đ!",
    "u ",
]
LONGEST_SECONDS = 0.15


@pytest.mark.parametrize("piece", PIECES)
def test_4096_hostile_characters(piece: str) -> None:
    text = (piece * 4096)[:4096]
    judge("khởi động")  # tables and patterns are loaded once per process
    assert min(seconds(text) for _ in range(3)) < LONGEST_SECONDS


def seconds(text: str) -> float:
    started = thread_time()
    judge(text)
    return thread_time() - started
