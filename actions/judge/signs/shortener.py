"""A shortened link, which hides where it leads."""

from actions.judge.datafile import load
from actions.judge.finding import MEDIUM, WEAK, Finding
from actions.judge.message import Message, cut


def find(message: Message) -> list[Finding]:
    """Every link of a shortening service; weak, for honest shops use them too, middling when nothing else is said."""
    weight = MEDIUM if message.is_bare else WEAK
    short = load("shorteners")["domains"]
    return [Finding("shortener", cut(x.quoted), weight) for x in message.links if x.registrable in short]
