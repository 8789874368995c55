"""Every regular expression that reads a resident's words answers 4,096 hostile characters within 10 ms."""

import re
from collections import deque
from collections.abc import Callable
from pathlib import Path
from time import thread_time

import pytest

from tests.patterns.attacks import LENGTH, attacks
from tests.patterns.found import patterns, written

LONGEST_SECONDS = 0.01
PATTERNS = patterns()


def seconds(pattern: re.Pattern[str], text: str) -> float:
    """The slower of searching through the text and matching all of it, each the best of three tries.

    It is this thread's own time, so that other work on the machine is not measured.
    """
    return max(fastest(lambda: deque(pattern.finditer(text), maxlen=0)), fastest(lambda: pattern.fullmatch(text)))


def fastest(read: Callable[[], object]) -> float:
    best = float("inf")
    for _ in range(3):
        started = thread_time()
        read()
        best = min(best, thread_time() - started)
        if best <= LONGEST_SECONDS:
            break
    return best


@pytest.mark.parametrize("name", PATTERNS)
def test_4096_hostile_characters(name: str) -> None:
    pattern = PATTERNS[name]
    times = {text[:40]: seconds(pattern, text) for text in attacks(pattern)}
    assert {start: f"{took * 1000:.0f} ms" for start, took in times.items() if took > LONGEST_SECONDS} == {}


def test_patterns_of_every_kind_are_found() -> None:
    names = set(PATTERNS)
    for wanted in (
        "actions.judge.signs.threat._CUT",
        "actions.judge.tactics._table",
        "actions.extract.accounts._patterns",
    ):
        assert wanted in names
    for file in ("nlu/components/pasted.py", "actions/judge/lookalike.py", "actions/extract/links.py"):
        assert any(name.startswith(f"{file}:") for name in names), file
    assert len(names) >= 250


def test_a_slow_pattern_would_be_noticed(tmp_path: Path) -> None:
    source = tmp_path / "slow.py"
    source.write_text(
        'import re\n\n\ndef read(text):\n    return re.search(r"(?:ba |con )+x\\S*y", text, flags=re.I)\n'
    )
    ((line, slow),) = written(source)
    assert (line, slow.flags & re.I) == (5, re.I)
    texts = list(attacks(slow))
    assert all(len(text) == LENGTH for text in texts)
    assert max(seconds(slow, text) for text in texts) > LONGEST_SECONDS
