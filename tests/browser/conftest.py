"""A browser for the page's tests: Debian's chromium, at phone and desktop width."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, sync_playwright

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
SIZES = {"phone": {"width": 360, "height": 640}, "desktop": {"width": 1280, "height": 800}}
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


@pytest.fixture(scope="session")
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
def base_url(request: pytest.FixtureRequest) -> str:
    """The server under test: a running stack named by TINBAO_BROWSER_URL, else a fake of this test alone."""
    running = os.environ.get("TINBAO_BROWSER_URL")
    if running:
        return running
    chat: FakeChat = request.getfixturevalue("fake_chat")
    return chat.url


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
