"""The document never grows beyond the window: only the talk scrolls, the emergency bar stays."""

from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.test_page_talks import write


def test_the_header_cannot_be_scrolled_away(visit: Visit) -> None:
    for count in range(1, 7):
        write(visit, "vietcombank")
        expect(visit.page.locator(".mine")).to_have_count(count)
    expect(visit.page.get_by_role("button", name="Báo tin này cho công an").last).to_be_enabled()
    grown = visit.page.evaluate("() => document.scrollingElement.scrollHeight - window.innerHeight")
    assert grown <= 0, f"the document is {grown} px taller than the window"
