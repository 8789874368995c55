"""What speaks for a message, and what takes that away again."""

import pytest

from actions.extract.fold import fold
from actions.judge.counter_evidence import counter_evidence
from actions.judge.message import Message

SPEAKS = [
    ("Mã OTP của quý khách là 123456. Không chia sẻ mã này cho bất kỳ ai.", "code_delivered"),
    ("Vietcombank không bao giờ yêu cầu cung cấp mật khẩu", "advice_to_keep_secret"),
    ("TK 001xxx56 -500,000VND lúc 12:30. SD 1,200,000VND", "balance_notice"),
    ("Xem hóa đơn tại cskh.npc.com.vn", "official_domain_only"),
    ("[TB] UBND xã: lịch tiêm phòng cho trẻ em ngày 25/11", "government_notice"),
    ("Mọi thắc mắc gọi 1900545413", "official_hotline_only"),
    ("Cảnh báo thủ đoạn lừa đảo: đối tượng giả danh công an. Người dân cảnh giác.", "public_warning"),
]


def names(text: str) -> set[str]:
    return {counter.name for counter in counter_evidence(Message(text))}


@pytest.mark.parametrize(("text", "name"), SPEAKS)
def test_speaks_for_it(text: str, name: str) -> None:
    assert name in names(text)
    assert name in names(fold(text).text)


@pytest.mark.parametrize(("text", "name"), SPEAKS)
def test_an_outside_link_voids_it(text: str, name: str) -> None:
    assert names(text + " http://abc-xyz.net/a") == set()


def test_an_account_makes_a_warning_doubtful() -> None:
    text = "Cảnh báo thủ đoạn lừa đảo: đối tượng giả danh công an. Người dân cảnh giác."
    assert "public_warning" not in names(text + " Chuyển vào STK 0123456789")


def test_ordinary_talk_has_none() -> None:
    assert names("Mẹ ơi con về muộn nhé") == set()
