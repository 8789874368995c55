"""The figures that domains give: look-alikes of Vietnamese brands alarmed, legitimate ones left in peace.

Run it on an assistant into which no block list was imported: what is measured is recognising an imitation.
"""

from typing import Any

from scripts.evaluation.door import Door
from scripts.evaluation.share import share

Row = dict[str, Any]
_ALARMS = ("danger", "caution")


def evaluate(door: Door, rows: list[Row]) -> tuple[Row, list[Row]]:
    """The figures, and one verdict a row."""
    verdicts = door.verdicts(row["domain"] for row in rows)
    pairs = list(zip(rows, verdicts, strict=True))
    imitations = [v for row, v in pairs if row["label"] == "malicious" and row["brand_hint"]]
    others = [v for row, v in pairs if row["label"] == "malicious" and not row["brand_hint"]]
    legitimate = [v for row, v in pairs if row["label"] != "malicious"]
    return {
        "domain_recall": _alarmed(imitations),
        "domain_false": _alarmed(legitimate),
        "domain_other": _alarmed(others),
        "unjudged": sum(v["severity"] is None for v in verdicts),
    }, verdicts


def _alarmed(verdicts: list[Row]) -> Row:
    return share(sum(v["severity"] in _ALARMS for v in verdicts), len(verdicts))
