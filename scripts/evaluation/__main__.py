"""`make eval DATA=file.jsonl [OUT=file]`: messages, domains or questions, told apart by the fields of a line.

Prints each figure with its count and 95 % interval, and all of them as one JSON line last. OUT receives one line per
row: its number or id and what came of it, never its text.
"""

import json
import sys
from pathlib import Path
from typing import Any

from scripts.evaluation import domains, messages, questions
from scripts.evaluation.door import Door


def main() -> None:
    if len(sys.argv) < 2:
        sys.exit("usage: make eval DATA=file.jsonl [OUT=file]")
    rows: list[dict[str, Any]] = [json.loads(line) for line in Path(sys.argv[1]).read_text("utf-8").splitlines()]
    fields = set(rows[0]) if rows else set()
    if {"text", "label", "core_scam"} <= fields:
        evaluate = messages.evaluate
    elif {"domain", "label"} <= fields:
        evaluate = domains.evaluate
    elif {"text", "kind"} <= fields:
        evaluate = questions.evaluate
    else:
        sys.exit("no messages, domains or questions in this file (docs/operations.md has the forms)")
    figures, outcomes = evaluate(Door.running(), rows)
    for name, value in figures.items():
        print(f"{name:18} {value}")
    if len(sys.argv) > 2 and sys.argv[2]:
        named = (
            {"id": row.get("id", n), **outcome} for n, (row, outcome) in enumerate(zip(rows, outcomes, strict=True))
        )
        Path(sys.argv[2]).write_text("".join(json.dumps(o, ensure_ascii=False) + "\n" for o in named), "utf-8")
    print(json.dumps(figures, ensure_ascii=False))


if __name__ == "__main__":
    main()
