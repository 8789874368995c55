"""Regression cases of the first parser's held-out list, and our own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.extract.amounts import amounts
from actions.extract.fold import fold

CASES: list[tuple[str, list[object]]] = [
    ("em mất 12tr5", [12500000]),
    ("chuyển tổng cộng 1 tỷ 250 triệu", [1250000000]),
    ("35.000.000 VNĐ", [35000000]),
    ("ba mươi lăm triệu", [35000000]),
    ("hai mươi triệu đồng", [20000000]),
    ("nạp 199k", [199000]),
    ("7 lít", [700000]),
    ("2 xị", [200000]),
    ("20 nghìn 500", [20500]),
    ("khoảng 15-20 triệu", ["range"]),
    ("một tỷ rưỡi", [1500000000]),
    ("4 triệu 8", [4800000]),
    ("500.000", []),
    ("năm chục triệu", [50000000]),
    ("150 nghìn/tháng", [150000]),
    ("6,2 triệu", [6200000]),
    ("mười lăm triệu hai", [15200000]),
    ("1tr250", [1250000]),
    ("gọi 3 lần", []),
    ("lãi 20%", []),
    ("mất 5 triệu 3 lần", [5000000]),
    ("chuyển 5tr 2 lần", [5000000]),
    ("hai trăm nghìn", [200000]),
    ("năm củ", [5000000]),
    ("5 củ rưỡi", [5500000]),
    ("hai triệu rưỡi", [2500000]),
    ("1 triệu 2 trăm nghìn", [1200000]),
    ("một triệu hai trăm năm mươi nghìn đồng", [1250000]),
    ("100000đ", [100000]),
    ("12.500.000 đồng", [12500000]),
    ("1,5 tỷ", [1500000000]),
    ("5 triệu", [5000000]),
    ("500 nghìn đồng", [500000]),
    ("mười lăm triệu", [15000000]),
    ("3tr", [3000000]),
    ("3 m", [3000000]),
    ("50 ngàn", [50000]),
    ("ngân hàng 5 ngân hàng", []),
    ("10k", [10000]),
    ("chuyển 2tr rồi 3tr nữa", [2000000, 3000000]),
    ("từ 5 triệu đến 10 triệu", ["range"]),
    ("nhà 3 m2", []),
    ("em nam 5 tuổi", []),
    ("5 tỏi", [5000000000]),
    ("lương 300-500k/ngày", ["range"]),
    ("300k-500k", ["range"]),
    ("mất năm triệu tư", [5400000]),
    ("5000000 vnd", [5000000]),
    ("1.250.000đ", [1250000]),
    ("chín trăm chín mươi chín nghìn", [999000]),
    ("1 tr 2", [1200000]),
    ("1tr2 đồng", [1200000]),
    ("2 triệu 350 nghìn", [2350000]),
    ("2tr350k", [2350000]),
    ("2tr350", [2350000]),
    ("hai lăm triệu", [25000000]),
    ("từ năm triệu", [5000000]),
    ("từ hai trăm triệu", [200000000]),
    ("ca 3 em trực", []),
    ("3 ca trực", []),
    ("ba trăm triệu đồng", [300000000]),
    ("16h30 tôi chuyển 4tr", [4000000]),
    ("ngày 5 tháng 11 chuyển 3.000.000", []),
    ("0912345678", []),
    ("mất hai mươi mốt triệu", [21_000_000]),
    ("uống 3 lít nước", []),
    ("phí 2.5 triệu", [2_500_000]),
    ("cọc trước năm trăm ngàn", [500_000]),
    ("nó lấy mất 1 tỉ 2", [1_200_000_000]),
    ("chuyển 3 củ 2", [3_200_000]),
]


def read(text: str) -> list[object]:
    return [a.vnd if a.vnd is not None else "range" for a in amounts(text)]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_said_sums(text: str, expected: list[object]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_without_diacritics_the_same(text: str, expected: list[object]) -> None:
    assert read(fold(text).text) == expected


def test_a_range_keeps_both_ends() -> None:
    (amount,) = amounts("lương 15-20 triệu một tháng")
    assert (amount.low, amount.high, amount.vnd) == (15_000_000, 20_000_000, None)
    assert amount.quoted == "15-20 triệu"


@given(st.text(alphabet="0123456789., -trieuk nghìmốtlăđty", max_size=60) | st.text(max_size=60))
def test_never_raises_and_quotes(text: str) -> None:
    for amount in amounts(text):
        assert text[amount.start : amount.end] == amount.quoted
        assert amount.low <= amount.high
