"""axe-core finds nothing, light or dark, on every kind of content; the page asks nobody else for anything."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.script import OTHERS
from tests.browser.test_page_talks import write


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_violation_in_a_whole_conversation(visit: Visit, scheme: str) -> None:
    visit.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    assert visit.accessibility_violations() == []
    visit.page.get_by_label("Đây là tin nhắn tôi nhận được").check()
    for text in ["vietcombank", *OTHERS]:
        write(visit, text)
        expect(visit.page.locator(".mine")).to_have_count(["vietcombank", *OTHERS].index(text) + 1)
    write(visit, "vietcombank")
    expect(visit.page.get_by_role("button", name="Báo tin này cho công an").last).to_be_enabled()
    assert visit.accessibility_violations() == []
    visit.page.get_by_role("button", name="Báo tin này cho công an").last.click()
    expect(visit.page.locator(".code")).to_be_visible()
    assert visit.accessibility_violations() == []


def test_motion_stops_where_the_resident_wants_none(visit: Visit) -> None:
    visit.page.emulate_media(reduced_motion="reduce")
    assert visit.page.locator(".dots i").first.evaluate("e => getComputedStyle(e).animationName") == "none"


def test_new_lines_are_announced(visit: Visit) -> None:
    log = visit.page.get_by_role("log", name="Cuộc trò chuyện")
    expect(log).to_have_attribute("aria-live", "polite")
    write(visit, "xin chào")
    expect(log.get_by_text("Tôi nghe: xin chào")).to_be_visible()


def test_page_asks_only_its_own_server(visit: Visit, base_url: str) -> None:
    write(visit, "xin chào")
    expect(visit.page.get_by_text("Tôi nghe: xin chào")).to_be_visible()
    assert len(visit.addresses) > 5
    assert [address for address in visit.addresses if not address.startswith(f"{base_url}/")] == []
    assert visit.complaints == []
