"""Keeps a bot's token, which may be part of every address, out of the log."""

import logging
import traceback
from dataclasses import dataclass
from urllib.parse import quote

_HTTP = ("httpx", "httpcore")


@dataclass(frozen=True)
class Redaction:
    """A logging filter that replaces the token in a record's text and traceback."""

    token: str

    def __repr__(self) -> str:
        return "Redaction(…)"

    def filter(self, record: logging.LogRecord) -> bool:
        """Never drops a record."""
        record.msg, record.args = self._clean(record.getMessage()), None
        if record.exc_info:
            text = "".join(traceback.format_exception(*record.exc_info))
            record.exc_text, record.exc_info = self._clean(text), None
        return True

    def _clean(self, text: str) -> str:
        return text.replace(self.token, "<token>").replace(quote(self.token, safe=""), "<token>")


def hush(token: str, *loggers: str) -> None:
    """Silences the HTTP library and the named loggers: below WARNING they log addresses and residents' words.

    Above it no token is left. A filter does not reach child loggers: name each that speaks.
    """
    for name in (*_HTTP, *loggers):
        logger = logging.getLogger(name)
        logger.setLevel(logging.WARNING)
        logger.addFilter(Redaction(token))
