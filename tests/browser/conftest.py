"""A browser for the page's tests: Debian's chromium, at phone and desktop width."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, ViewportSize, sync_playwright

from tests.browser.fake_chat import FakeChat

CHROMIUM = shutil.which("chromium")
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-pings",
]
SIZES: dict[str, ViewportSize] = {
    "phone": {"width": 360, "height": 640},
    "desktop": {"width": 1280, "height": 800},
}
AXE = (Path(__file__).parent / "axe.min.js").read_text(encoding="utf-8")


@dataclass
class Visit:
    """One open page; `addresses` are all it asked for, `complaints` what the console said."""

    page: Page
    addresses: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def accessibility_violations(self) -> list[str]:
        """What axe-core finds, one line each; evaluated past the page's CSP by the debugger."""
        self.page.evaluate(AXE)
        found = self.page.evaluate("() => axe.run()")
        return [f"{v['id']}: {node['html'][:120]}" for v in found["violations"] for node in v["nodes"]]


# Not for the whole session: playwright's loop stays running, and asyncio tests elsewhere could not run theirs.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Skips where chromium is absent, unless TINBAO_REQUIRE_BROWSER=1."""
    if CHROMIUM is None:
        message = "chromium is not installed (Debian: apt-get install chromium); the page was not tested"
        if os.environ.get("TINBAO_REQUIRE_BROWSER") == "1":
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield running
        running.close()


@pytest.fixture
def fake_chat() -> Iterator[FakeChat]:
    chat = FakeChat()
    chat.start()
    yield chat
    chat.die()


@pytest.fixture
def base_url(fake_chat: FakeChat) -> str:
    """The server that `visit` opens. A module that tests something else defines its own `base_url`."""
    return fake_chat.url


@pytest.fixture
def running_stack() -> str:
    """For such a module: the address of a whole running stack, named by TINBAO_BROWSER_URL."""
    address = os.environ.get("TINBAO_BROWSER_URL")
    if not address:
        pytest.skip("TINBAO_BROWSER_URL names no running stack")
    return address


@pytest.fixture(params=list(SIZES))
def size(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture
def visit(browser: Browser, size: str, base_url: str) -> Iterator[Visit]:
    """The chat page, freshly opened in a browser of its own at the given size."""
    phone = size == "phone"
    context = browser.new_context(viewport=SIZES[size], locale="vi-VN", has_touch=phone, is_mobile=phone)
    page = context.new_page()
    opened = Visit(page)

    def asked(request: Request) -> None:
        opened.addresses.append(request.url)

    page.on("request", asked)
    page.on("console", lambda line: opened.complaints.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: opened.complaints.append(str(error)))
    page.goto(base_url)
    yield opened
    context.close()
