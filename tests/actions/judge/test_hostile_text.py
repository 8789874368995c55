"""Messages built to be slow: every sign together stays far below what a resident would notice."""

from time import perf_counter

import pytest

from actions.judge.judge import judge
from actions.judge.message import Message
from actions.judge.registry import findings

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
]


@pytest.mark.parametrize("piece", PIECES)
def test_4096_hostile_characters(piece: str) -> None:
    text = (piece * 4096)[:4096]
    judge("khởi động")  # tables and patterns are loaded once per process
    message = Message(text)
    _ = (message.text, message.links, message.phones, message.accounts)
    started = perf_counter()
    findings(message)
    assert perf_counter() - started < 0.5
