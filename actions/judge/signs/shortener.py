"""A shortened link, which hides where it leads."""

from actions.judge.datafile import load
from actions.judge.finding import WEAK, Finding
from actions.judge.message import Message, cut


def find(message: Message) -> list[Finding]:
    """Every link of a shortening service; weak, for honest shops use them too."""
    short = load("shorteners")["domains"]
    return [Finding("shortener", cut(x.quoted), WEAK) for x in message.links if x.registrable in short]
