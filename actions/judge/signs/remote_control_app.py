"""Wants to see or steer the reader's phone or computer."""

from actions.judge.finding import STRONG, Finding
from actions.judge.message import Message
from actions.judge.phrases import phrase

_APP = phrase(
    "team ?viewer",
    "ultra ?viewer",
    "any ?desk",
    "rust ?desk",
    "dieu khien~(?:tu xa|dien thoai|may)",
    "(?:chia se|share|chieu) man hinh",
    "quyen (?:tro nang|truy cap tro nang)",
    "tro nang",
)
_DO = phrase("(?:cai|tai|bat|mo|cap|bam|cho phep|vao|chia se|share|gui)")


def find(message: Message) -> list[Finding]:
    """Strong when the reader is told to install, open or allow it."""
    app = message.asserted(_APP)
    return [Finding("remote_control_app", message.quote(app), STRONG)] if app and message.near(_DO, app, 40) else []
