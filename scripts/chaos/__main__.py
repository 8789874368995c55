"""`make chaos [FAULTS=n TIPS=n SEED=n]`: prints the deaths by step, what was counted, and one line of figures last."""

import asyncio
import sys
import tempfile
from pathlib import Path

from scripts.chaos.run import Outcome, Plan, run
from scripts.chaos.steps import STEPS


def main() -> int:
    """Arguments: faults, tips, seed; empty ones have defaults.

    Returns 1 when anything was lost, doubled or wrong, or a step of the schedule was never reached.
    """
    given = {name: int(value) for name, value in zip(("faults", "tips", "seed"), sys.argv[1:], strict=False) if value}
    plan = Plan(**given)
    with tempfile.TemporaryDirectory(prefix="tinbao-chaos-") as data:
        outcome = asyncio.run(run(plan, Path(data)))
    show(outcome)
    return 0 if outcome.is_clean else 1


def show(outcome: Outcome) -> None:
    found = outcome.reckoning
    for step, times in sorted(outcome.deaths.items(), key=lambda each: (each[0] not in STEPS, each[0])):
        print(f"{times:5}  {step}")
    lists = {"lost": found.lost, "dup": found.dup, "wrong": found.wrong, "log": outcome.troubles}
    for kind, lines in {**lists, "never reached": outcome.never}.items():
        for line in lines[:20]:
            print(f"{kind}: {line}")
    print(
        f"messages={found.messages} marked_repeats={found.repeats} files={found.files} "
        f"log_troubles={len(outcome.troubles)} seconds={outcome.seconds:.0f}"
    )
    print(
        f"faults={outcome.deaths.total()} tips={found.tips} "
        f"lost={len(found.lost)} dup={len(found.dup)} wrong={len(found.wrong)} spared={outcome.spared}"
    )


if __name__ == "__main__":
    sys.exit(main())
