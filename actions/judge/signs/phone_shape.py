"""A foreign or oddly displayed caller number that warnings name."""

from actions.judge.datafile import load
from actions.judge.finding import MEDIUM, WEAK, Finding
from actions.judge.message import Message, cut


def find(message: Message) -> list[Finding]:
    """Weak: a prefix alone proves nothing."""
    named = tuple(load("foreign_prefixes")["prefixes"])
    odd = (p for p in message.phones if p.kind == "odd" or (p.kind == "foreign" and p.value.startswith(named)))
    return [Finding("phone_shape", cut(p.quoted), MEDIUM if message.is_bare else WEAK) for p in odd]
