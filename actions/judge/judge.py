"""The one door of this package: a text in, a verdict out."""

from dataclasses import dataclass
from datetime import UTC, datetime

from actions.judge.advert import is_advert, is_marked
from actions.judge.counter_evidence import counter_evidence
from actions.judge.finding import Finding
from actions.judge.guess import Guess
from actions.judge.listed import NOTHING_KNOWN, Known, listed_findings, official_by_list, reported_findings
from actions.judge.message import Message
from actions.judge.official import hotline
from actions.judge.registry import findings
from actions.judge.severity import MILD_TO_GRAVE, Severity
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
RESEMBLES = 0.5  # from this share on the words are likelier a scammer's than not; too little to alarm, enough to say


def _found(message: Message, parts: Parts, known: Known) -> tuple[Finding, ...]:
    """Everything found, worst first."""
    found = findings(message) if parts.signs else []
    if parts.lists:
        today = datetime.now(UTC).date()
        found += [*listed_findings(message, known, today), *reported_findings(message, known)]
    return tuple(sorted(found, key=lambda finding: -finding.weight))


def judge(text: str, guess: Guess | None = None, parts: Parts = ALL, known: Known = NOTHING_KNOWN) -> Verdict:
    """The verdict on a message or a pasted link, number or account.

    `guess` is the text model's opinion, if any; `known` what imported lists and earlier reports say. A text full of
    slips is read as it stands and as it was meant; the graver verdict holds.
    """
    guess = guess if parts.model else None
    as_written = _judged(Message(text), guess, parts, known)
    if guess is None or not guess.slips or as_written.severity is Severity.DANGER:
        return as_written
    as_meant = _judged(Message(text, guess.slips), guess, parts, known)
    return max(as_meant, as_written, key=lambda verdict: MILD_TO_GRAVE.index(verdict.severity))


def _judged(message: Message, guess: Guess | None, parts: Parts, known: Known) -> Verdict:
    # A lone link or number has no words to have an opinion of.
    guess = guess if not message.is_bare else None
    found = _found(message, parts, known)
    counters = counter_evidence(message) if parts.signs else ()
    bearing = Bearing(is_advert(message), is_marked(message), bool(message.unproven_links))
    severity = weigh(found, counters, guess, bearing)
    if not severity.is_alarm:
        by_list = official_by_list(message, known) if parts.lists else None
        official = by_list or (None if message.unknown_links else _official(message))
        resembles = severity is Severity.NO_SIGN and guess is not None and guess.scam >= RESEMBLES and not official
        return Verdict(severity, found, rank(message, found, guess) if resembles else (), official)
    return Verdict(severity, found, rank(message, found, guess))
