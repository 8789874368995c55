"""A domain that imitates a body on the official table."""

from actions.judge.finding import Finding
from actions.judge.lookalike import likeness
from actions.judge.message import Message, cut


def find(message: Message) -> list[Finding]:
    """Every link whose host looks like somebody it does not belong to."""
    found = []
    for link in message.links:
        if like := likeness(link):
            found.append(Finding("lookalike_domain", cut(link.quoted), like.weight))
    return found
