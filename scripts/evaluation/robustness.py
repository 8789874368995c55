"""`python -m scripts.evaluation.robustness`: how often a disturbance of its writing changes a message's verdict.

Judges the measuring set of tests/judgement in process, with the trained model, plain and disturbed.
"""

import json
import random
from collections import Counter
from typing import Any

from actions.judge.judge import judge
from scripts.evaluation.ablation import guesses
from scripts.evaluation.share import share
from tests.judgement.disturb import DISTURBANCES, disturbed
from tests.judgement.texts import GROUPS, load

PLAIN = "plain"
_ALARMS, _CALM = ("danger", "caution"), ("advert", "no_sign")
Changes = Counter[tuple[str, str]]


def main() -> None:
    figures = {name: figures_of(changes) for name, changes in measured().items()}
    columns = list(next(iter(figures.values())))
    print(f"{'':12}" + "".join(f"{column:>22}" for column in columns))
    for name, row in figures.items():
        cells = (f"{(cell['share'] or 0) * 100:.1f} % ({cell['hits']}/{cell['of']})" for cell in row.values())
        print(f"{name:12}" + "".join(f"{cell:>22}" for cell in cells))
    print(json.dumps(figures, ensure_ascii=False))


def measured(size: int | None = None) -> dict[str, dict[str, Changes]]:
    """Per disturbance and group how often a plain verdict (first) became which (second); of `size` messages a group."""
    lines = {group: _some([line.text for line in load(group)], size) for group in GROUPS}
    written = [(PLAIN, group, text) for group in GROUPS for text in lines[group]]
    written += [(name, group, disturbed(t, name)) for name in DISTURBANCES for group in GROUPS for t in lines[group]]
    opinions = guesses([text for _, _, text in written])
    verdicts: dict[tuple[str, str], list[str]] = {}
    for (name, group, text), guess in zip(written, opinions, strict=True):
        verdicts.setdefault((name, group), []).append(judge(text, guess).severity.value)
    return {
        name: {group: Counter(zip(verdicts[PLAIN, group], verdicts[name, group], strict=True)) for group in GROUPS}
        for name in DISTURBANCES
    }


def figures_of(changes: dict[str, Changes]) -> dict[str, dict[str, Any]]:
    """The table's row of one disturbance: each a share of the messages that had the first verdict."""
    everywhere: Changes = sum(changes.values(), Counter())
    return {
        "danger_to_caution": _share(everywhere, ("danger",), ("caution",)),
        "danger_to_calm": _share(everywhere, ("danger",), _CALM),
        "danger_to_no_sign": _share(everywhere, ("danger",), ("no_sign",)),
        "alarm_to_calm": _share(everywhere, _ALARMS, _CALM),
        "genuine_calm_to_alarm": _share(changes["genuine"], _CALM, _ALARMS),
    }


def _share(changes: Changes, before: tuple[str, ...], after: tuple[str, ...]) -> dict[str, Any]:
    of = sum(count for (first, _), count in changes.items() if first in before)
    return share(sum(count for (first, last), count in changes.items() if first in before and last in after), of)


def _some(texts: list[str], size: int | None) -> list[str]:
    return texts if size is None else random.Random(size).sample(texts, min(size, len(texts)))


if __name__ == "__main__":
    main()
