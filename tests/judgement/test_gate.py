"""The gate of the judgement: our own blind texts, judged with the trained model and every sign.

They were written by kind, without sight of the training texts, the signs or the measuring data. The bounds are what was
reached (docs/accuracy.md) less about what one kind of text can swing; they are raised when the judgement gets better,
never lowered to get through.
"""

from collections import Counter
from collections.abc import Callable

import pytest

from actions.judge.judge import judge
from actions.judge.severity import Severity
from actions.judge.verdict import Verdict
from scripts.evaluation.ablation import guesses
from tests.judgement.texts import Line, load

Judged = list[tuple[Line, Verdict]]


@pytest.fixture(scope="module")
def judged() -> dict[str, Judged]:
    lines = {group: load(group) for group in ("scam", "genuine", "advert")}
    opinions = iter(guesses([line.text for group in lines.values() for line in group]))
    return {group: [(line, judge(line.text, next(opinions))) for line in lines[group]] for group in lines}


def share(judged: Judged, wanted: Callable[[Line], bool], hit: Callable[[Verdict], bool]) -> float:
    chosen = [(line, verdict) for line, verdict in judged if wanted(line)]
    return sum(hit(verdict) for _, verdict in chosen) / len(chosen)


def alarmed(verdict: Verdict) -> bool:
    return verdict.severity.is_alarm


def dangerous(verdict: Verdict) -> bool:
    return verdict.severity is Severity.DANGER


def every(_: Line) -> bool:
    return True


def test_classic_fraud_is_alarmed(judged: dict[str, Judged]) -> None:
    assert share(judged["scam"], lambda line: line.core, alarmed) >= 0.86
    assert share(judged["scam"], lambda line: line.core, dangerous) >= 0.48


def test_lures_and_threats_are_alarmed(judged: dict[str, Judged]) -> None:
    assert share(judged["scam"], lambda line: not line.core, alarmed) >= 0.74


def test_genuine_messages_are_left_in_peace(judged: dict[str, Judged]) -> None:
    assert share(judged["genuine"], every, alarmed) <= 0.035
    assert share(judged["genuine"], every, dangerous) <= 0.005


def test_adverts_are_no_fraud(judged: dict[str, Judged]) -> None:
    assert share(judged["advert"], every, alarmed) <= 0.05
    assert share(judged["advert"], every, dangerous) <= 0.01


def test_the_tactic_is_named_among_three(judged: dict[str, Judged]) -> None:
    named = [(line, v) for line, v in judged["scam"] if line.tactic and v.tactics]
    assert sum(v.tactic == line.tactic for line, v in named) / len(named) >= 0.70
    assert sum(line.tactic in dict(v.tactics) for line, v in named) / len(named) >= 0.85


def test_no_kind_of_classic_fraud_goes_unseen(judged: dict[str, Judged]) -> None:
    seen = Counter(line.kind for line, v in judged["scam"] if line.core and alarmed(v))
    unseen = {line.kind for line, _ in judged["scam"] if line.core} - set(seen)
    assert not unseen
