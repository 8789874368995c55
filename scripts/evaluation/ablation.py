"""What each part of the judgement is worth: the same messages judged with one part switched off.

Runs the judge itself, beside the door, with the trained model's opinion of every text.
"""

import json
import subprocess
from pathlib import Path
from typing import Any

from actions.judge.guess import Guess
from actions.judge.judge import Parts, judge

_ROOT = Path(__file__).parents[2]
VARIANTS = {
    "all_on": Parts(),
    "lists_off": Parts(lists=False),
    "model_off": Parts(model=False),
    "signs_off": Parts(signs=False),
}


def ablated(rows: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """For each variant one verdict a row, in the form of the door's."""
    texts = [row["text"] for row in rows]
    opinions = guesses(texts)
    return {
        name: [_judged(text, guess, parts) for text, guess in zip(texts, opinions, strict=True)]
        for name, parts in VARIANTS.items()
    }


def guesses(texts: list[str]) -> list[Guess]:
    """The trained model's opinion of each text (models/tinbao.tar.gz, in Rasa's environment)."""
    done = subprocess.run(  # noqa: S603 - our own script
        [str(_ROOT / ".venv-rasa/bin/python"), "-W", "ignore", "-m", "scripts.evaluation.opinions"],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=True,
        cwd=_ROOT,
    )
    return [
        Guess(**opinion["material"], tactics=tuple(opinion["kinds"]), slips=opinion["slips"])
        for opinion in json.loads(done.stdout)
    ]


def _judged(text: str, guess: Guess | None, parts: Parts) -> dict[str, Any]:
    verdict = judge(text, guess, parts)
    slugs = [slug for slug, _ in verdict.tactics]
    return {"severity": verdict.severity.value, "tactic": verdict.tactic, "tactics": slugs}
