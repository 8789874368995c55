"""A resident sends a screenshot on the page: what was read is shown, then the verdict; nothing in it can be tapped."""

import pytest
from playwright.sync_api import expect

from tests.bot.media.language_data import language_data
from tests.bot.media.screenshots import beside, code, draw, packed
from tests.browser.conftest import Visit
from tests.stack import Stack

LINES = ["Vietcombank: Tài khoản của bác bị khóa.", "Truy cập https://vcb-xacthuc.top", "để mở lại trong 2 giờ."]


@pytest.fixture
def base_url(stack: Stack) -> str:
    return stack.web


def test_a_screenshot_with_a_code_gets_its_verdict(visit: Visit) -> None:
    language_data()
    page = visit.page
    shot = packed(beside(draw(LINES), code("https://qua-tang-vcb.top/nhan")))
    page.locator("#file").set_input_files({"name": "anh.png", "mimeType": "image/png", "buffer": shot})
    page.get_by_role("button", name="Gửi", exact=True).click()
    expect(page.get_by_text("Tôi đọc được trong ảnh: “Vietcombank")).to_be_visible(timeout=30_000)
    expect(page.get_by_text("Mã QR trong ảnh chứa đường link: “https://qua-tang-vcb.top/nhan”")).to_be_visible()
    expect(page.get_by_text("Rất giống lừa đảo")).to_be_visible()
    assert page.locator(".log a").count() == 0, "a reported link can be clicked"
    assert visit.accessibility_violations() == []
    assert visit.complaints == []
    assert not [address for address in visit.addresses if ".top" in address]
