"""The one door of this package: a text in, a verdict out."""

from actions.judge.advert import is_advert, is_marked
from actions.judge.counter_evidence import counter_evidence
from actions.judge.guess import Guess
from actions.judge.message import Message
from actions.judge.official import hotline
from actions.judge.registry import findings
from actions.judge.tactics import rank
from actions.judge.verdict import Verdict
from actions.judge.weights import weigh


def _official(message: Message) -> str | None:
    """Whose domain or hotline is in the message, as the tables say; the domain first."""
    names = [owner.name for owner in message.owners] + [hotline(phone) for phone in message.phones]
    return next((name for name in names if name), None)


def judge(text: str, guess: Guess | None = None) -> Verdict:
    """The verdict on one message or pasted link, number or account; `guess` is the text model's opinion, if any."""
    message = Message(text)
    found = tuple(findings(message))
    severity = weigh(found, counter_evidence(message), guess, is_advert(message), is_marked(message))
    if not severity.is_alarm:
        return Verdict(severity, found, (), None if message.unknown_links else _official(message))
    return Verdict(severity, found, rank(message, found, guess))
