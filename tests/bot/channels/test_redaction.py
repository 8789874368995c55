"""Edge case 24: a token is never in the log, however a library words it."""

import logging

import pytest

from bot.channels.redaction import Redaction, hush

TOKEN = "123456:AAF-secret_of_the_tests"
NAME = "vendor.of.the.tests"


@pytest.fixture(autouse=True)
def _hushed(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    hush(TOKEN, NAME)
    hush(TOKEN, NAME)


def test_addresses_and_tracebacks_lose_it(caplog: pytest.LogCaptureFixture) -> None:
    try:
        raise OSError(f"no route to https://api/bot{TOKEN}/getMe")
    except OSError:
        logging.getLogger(NAME).exception("failed %s and %s", f"bot{TOKEN}", "bot123456%3AAAF-secret_of_the_tests")
    assert "AAF-secret" not in caplog.text
    assert caplog.text.count("<token>") == 3


def test_below_warning_nothing_is_said(caplog: pytest.LogCaptureFixture) -> None:
    for name in ("httpx", "httpcore.http11", NAME):
        logging.getLogger(name).info("HTTP Request: POST https://api/bot%s", TOKEN)
    assert caplog.records == []


def test_the_filter_itself_does_not_show_it() -> None:
    assert TOKEN not in repr(Redaction(TOKEN))
    assert logging.getLogger(NAME).filters == [Redaction(TOKEN)]
