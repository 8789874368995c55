"""The one door of this package: a text in, a verdict out."""

from dataclasses import dataclass

from actions.judge.advert import is_advert, is_marked
from actions.judge.counter_evidence import counter_evidence
from actions.judge.guess import Guess
from actions.judge.message import Message
from actions.judge.official import hotline
from actions.judge.registry import findings
from actions.judge.tactics import rank
from actions.judge.verdict import Verdict
from actions.judge.weights import Bearing, weigh


def _official(message: Message) -> str | None:
    """Whose domain or hotline is in the message, as the tables say; the domain first."""
    names = [owner.name for owner in message.owners] + [hotline(phone) for phone in message.phones]
    return next((name for name in names if name), None)


@dataclass(frozen=True)
class Parts:
    """What takes part in a judgement; the evaluation switches parts off to see what each is worth."""

    signs: bool = True
    model: bool = True
    lists: bool = True


ALL = Parts()


def judge(text: str, guess: Guess | None = None, parts: Parts = ALL) -> Verdict:
    """The verdict on one message or pasted link, number or account; `guess` is the text model's opinion, if any."""
    message = Message(text)
    guess = guess if parts.model else None
    found = tuple(findings(message)) if parts.signs else ()
    counters = counter_evidence(message) if parts.signs else ()
    bearing = Bearing(is_advert(message), is_marked(message), bool(message.unknown_links))
    severity = weigh(found, counters, guess, bearing)
    if not severity.is_alarm:
        return Verdict(severity, found, (), None if message.unknown_links else _official(message))
    return Verdict(severity, found, rank(message, found, guess))
