"""A report told up to a given point, for tests that then break something."""

from tests.resident import Resident

STORY = "Tối qua số 0912345678 gọi xưng là nhân viên điện lực, tôi chuyển 3 triệu vào tài khoản MB 0123456789012"


def told_until_consent(web: str, canary: str) -> Resident:
    """A resident in front of the consent question; `canary` is part of the account."""
    resident = told_until_place(web, canary)
    resident.press("Bỏ qua")
    assert "Bác xem lại tin báo" in resident.text
    resident.press("Đúng rồi")
    assert "Bác đồng ý gửi" in resident.text
    return resident


def told_until_place(web: str, canary: str) -> Resident:
    resident = Resident(web, timeout=90)
    resident.say("tôi muốn báo tin lừa đảo")
    resident.press("Không, chuyện đã qua")
    resident.say(f"{STORY} {canary}")
    assert "xã, phường nào" in resident.text
    return resident
