"""Words that sound alike and are told apart by their accents or their neighbours."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from actions.extract.dates import dates
from tests.actions.extract.fresh import read_amounts, read_phones, show

NOW = datetime(2026, 11, 18, 16, 20, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2 triệu 5 sáng nay", "2_500_000"),
        ("5 triệu hai anh em góp", "5_000_000"),
        ("thứ hai ba triệu", "3_000_000"),
        ("hai ba triệu", "2_000_000-3_000_000"),
        ("ba tư triệu", "34_000_000"),
        ("5 triệu từ hôm qua", "5_000_000"),
        ("5 triệu tư", "5_400_000"),
        ("5 triệu sau đó", "5_000_000"),
        ("5 triệu sáu", "5_600_000"),
        ("5 triệu yên tâm", "5_000_000"),
        ("50 triệu yên", ""),
        ("việc lương cao 500-700k", "500_000-700_000"),
        ("màn hình 4K", ""),
        ("mất một tí thời gian", ""),
        ("1 triệu 050 nghìn", "1_050_000"),
    ],
)
def test_sums(text: str, read: str) -> None:
    assert read_amounts(text) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("gọi số 0912345678 hôm qua", "2026-11-17"),
        ("9 giờ 30 hôm qua", "2026-11-17 09:30"),
        ("3 hôm nay", ""),
        ("từ hôm qua đến nay", "2026-11-17"),
        ("từ tháng 6", "2026-06"),
        ("tháng sáu", "2026-06"),
        ("tháng sau", "2026-12"),
        ("cuối tháng tôi mất tiền", ""),
        ("từ trước tới nay", ""),
        ("bây giờ", ""),
        ("mai trời có mưa không", ""),
        ("thứ nhất nó gọi, thứ hai nó đòi tiền", ""),
        ("thứ hai, ngày 9/11", "2026-11-09"),
        ("ngày 5 hàng tháng", ""),
        ("toi qua nha no", ""),
    ],
)
def test_days(text: str, read: str) -> None:
    assert ", ".join(show(m) for m in dates(text, NOW)) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("0912345678 năm ngoái", "+84912345678"),
        ("0912345678 k được", "+84912345678"),
        ("Nam0912345678", "+84912345678"),
        ("VN0912345678", ""),
        ("gọi 113/114/115", "113 114 115"),
        ("số 115 đường 30/4", ""),
        ("năm 1900 1234 người", ""),
        ("1900 1234 5678 9012", ""),
        ("gọi 18001090, hoặc 19001234.", "+8418001090 +8419001234"),
    ],
)
def test_numbers(text: str, read: str) -> None:
    assert read_phones(text) == read
