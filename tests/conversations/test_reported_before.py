"""What several people reported is said to whoever asks next: how many, and that nobody has verified it."""

from tests.resident import Resident
from tests.stack import Stack

NUMBER = "0879 114 226"
SHOWN = "người khác nhau báo về"


def report(web: str) -> None:
    resident = Resident(web)
    resident.say("báo tin")
    resident.press("Không, chuyện đã qua")
    resident.say(
        f"Sáng hôm qua số {NUMBER} gọi tôi xưng là công an, bắt chuyển 20 triệu vào tài khoản 19034567891 Techcombank "
        "và cài ứng dụng ở http://bocongan-gia.top. Tôi ở xã An Tiến."
    )
    resident.press("Đúng rồi")
    resident.press("Đồng ý gửi")
    assert any(card["type"] == "receipt" for card in resident.cards), resident.text


def check(web: str) -> Resident:
    resident = Resident(web)
    resident.forward(NUMBER)
    return resident


def test_from_three_people_on_it_is_said_and_never_an_accusation(stack: Stack) -> None:
    report(stack.web)
    report(stack.web)
    assert SHOWN not in check(stack.web).text
    report(stack.web)
    asking = check(stack.web)
    assert f"Đã có 3 {SHOWN}" in asking.text
    assert "chưa được xác minh" in asking.text
    verdict = next(card for card in asking.cards if card["type"] == "verdict")
    assert verdict["severity"] not in ("danger", "caution"), "reports alone raise no alarm"
