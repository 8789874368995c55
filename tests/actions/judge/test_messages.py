"""Our own messages by kind, as written and typed without diacritics, without any text model."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from actions.extract.fold import fold
from actions.judge.judge import judge

ROWS: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (Path(__file__).parent / "data" / "messages.yml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("row", ROWS["scam"], ids=lambda row: row["text"][:40])
def test_scam(row: dict[str, Any]) -> None:
    for text in (row["text"], fold(row["text"]).text):
        verdict = judge(text)
        assert verdict.severity.value == row["severity"]
        assert verdict.findings
        assert all(f.evidence in text for f in verdict.findings)


@pytest.mark.parametrize("row", ROWS["genuine"], ids=lambda row: row["text"][:40])
def test_genuine_is_never_alarmed(row: dict[str, Any]) -> None:
    for text in (row["text"], fold(row["text"]).text):
        assert not judge(text).severity.is_alarm


@pytest.mark.parametrize("row", ROWS["advert"], ids=lambda row: row["text"][:40])
def test_advert(row: dict[str, Any]) -> None:
    for text in (row["text"], fold(row["text"]).text):
        assert judge(text).severity.value == "advert"


def test_the_likely_tactic_is_mostly_right() -> None:
    rows = [row for row in ROWS["scam"] if row["tactic"]]
    right = sum(judge(row["text"]).tactic == row["tactic"] for row in rows)
    among_three = sum(row["tactic"] in dict(judge(row["text"]).tactics) for row in rows)
    assert right / len(rows) >= 0.85
    assert among_three / len(rows) >= 0.92
