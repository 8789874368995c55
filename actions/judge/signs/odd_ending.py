"""A link with an ending that no Vietnamese bank or authority uses."""

from actions.judge.datafile import load
from actions.judge.finding import MEDIUM, Finding
from actions.judge.message import Message, cut


def find(message: Message) -> list[Finding]:
    """Every outside link whose last label is on the list of odd endings."""
    odd = load("odd_endings")["endings"]
    outside = (link for link in message.unknown_links if link.suffix)
    return [Finding("odd_ending", cut(x.quoted), MEDIUM) for x in outside if x.suffix.rsplit(".", 1)[-1] in odd]
