"""The page on the real running assistant: check a message, report it, and see the receipt; axe all the way."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.test_page_talks import write
from tests.stack import Stack

SCAM = "Vietcombank: Tai khoan cua ban bi khoa. Truy cap https://vcb-xacthuc.top de mo lai"


@pytest.fixture
def base_url(stack: Stack) -> str:
    return stack.web


def press(visit: Visit, title: str) -> None:
    visit.page.get_by_role("button", name=title).last.click()


def test_from_a_suspicious_message_to_the_receipt(visit: Visit) -> None:
    page = visit.page
    write(visit, SCAM)
    expect(page.get_by_text("Rất giống lừa đảo")).to_be_visible()
    assert page.locator("a[href*='vcb-xacthuc']").count() == 0, "a reported link can be clicked"
    assert visit.accessibility_violations() == []
    press(visit, "Báo tin này cho công an")
    press(visit, "Không, chuyện đã qua")
    expect(page.get_by_text("Bác kể lại chuyện xảy ra")).to_be_visible()
    write(visit, "Sáng nay tôi nhận tin này, chưa mất tiền")
    for _ in range(6):
        expect(page.locator(".dots")).to_be_hidden()
        if page.get_by_role("button", name="Đúng rồi").is_visible():
            break
        press(visit, "Bỏ qua")
    press(visit, "Đúng rồi")
    press(visit, "Đồng ý gửi")
    expect(page.locator(".code")).to_be_visible()
    assert visit.accessibility_violations() == []
    assert visit.complaints == []
    assert all(address.startswith(visit.page.url.split("/", 3)[0]) for address in visit.addresses)
