"""Keeps the bot's token, which is part of every address, out of the log."""

import logging
import traceback

_LOUD = ("telegram", "httpx", "httpcore")
# Filters do not reach child loggers, so each that speaks gets its own.
_SPEAKERS = (
    "httpx",
    "httpcore",
    "telegram.Bot",
    "telegram.ext.ExtBot",
    "telegram.ext.Updater",
    "telegram.ext._utils.networkloop",
    "telegram.request.BaseRequest",
    "telegram.request.HTTPXRequest",
)


class Redaction(logging.Filter):
    """Replaces the token in a record's text and traceback."""

    def __init__(self, token: str) -> None:
        super().__init__()
        self._token = token

    def filter(self, record: logging.LogRecord) -> bool:
        """Never drops a record."""
        record.msg, record.args = record.getMessage().replace(self._token, "<token>"), None
        if record.exc_info:
            text = "".join(traceback.format_exception(*record.exc_info))
            record.exc_text, record.exc_info = text.replace(self._token, "<token>"), None
        return True


def hush(token: str) -> None:
    """Below WARNING these libraries log addresses and residents' words; above it, at least no token."""
    for name in _LOUD:
        logging.getLogger(name).setLevel(logging.WARNING)
    redaction = Redaction(token)
    for name in _SPEAKERS:
        logging.getLogger(name).addFilter(redaction)
