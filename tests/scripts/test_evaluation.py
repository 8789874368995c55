"""The evaluation must count right before its figures mean anything."""

from pathlib import Path

import pytest

from scripts.evaluation.messages import KIN, TACTICS, measure, strip_accents
from scripts.evaluation.share import percentile, share

ROOT = Path(__file__).parents[2]
SCAM = {"label": "scam", "core_scam": True, "origin": "real_sms", "tactic": "gia_mao_ngan_hang"}
HAM = {"label": "ham", "core_scam": False, "origin": "real_sms", "tactic": None}


def verdict(severity: str, *tactics: str) -> dict[str, object]:
    return {"severity": severity, "tactic": tactics[0] if tactics else None, "tactics": list(tactics)}


def test_wilson_interval_of_a_textbook_case() -> None:
    assert share(23, 26) == {"share": 0.8846, "hits": 23, "of": 26, "low": 0.7102, "high": 0.96}
    assert share(0, 0)["share"] is None
    assert (share(0, 10)["low"], share(10, 10)["high"]) == (0.0, 1.0)


def test_percentile_takes_the_value_above_the_part() -> None:
    assert percentile(range(1, 101), 0.95) == 96
    assert percentile([7.0], 0.95) == 7.0


@pytest.mark.parametrize(
    ("severity", "recall", "danger"), [("danger", 1.0, 1.0), ("caution", 1.0, 0.0), ("advert", 0, 0)]
)
def test_an_alarm_is_danger_or_caution(severity: str, recall: float, danger: float) -> None:
    figures = measure([SCAM], [verdict(severity)])
    assert (figures["core_recall"]["share"], figures["core_danger"]["share"]) == (recall, danger)


def test_genuine_messages_count_only_as_false_alarms() -> None:
    figures = measure([SCAM, HAM], [verdict("danger"), verdict("caution")])
    assert figures["ham_alarm"]["hits"] == 1
    assert figures["ham_danger"]["hits"] == 0
    assert figures["core_recall"]["of"] == 1


def test_a_message_without_verdict_counts_as_missed() -> None:
    assert measure([SCAM], [{"severity": None, "tactic": None, "tactics": []}])["core_recall"]["hits"] == 0


def test_the_right_tactic_in_the_second_place_is_a_top3_only() -> None:
    right = str(TACTICS["gia_mao_ngan_hang"])
    figures = measure([SCAM], [verdict("danger", "fake_tax", right)])
    assert (figures["tactic_top1"]["hits"], figures["tactic_top3"]["hits"]) == (0, 1)


def test_another_entry_under_the_same_name_counts_as_kin_only() -> None:
    row = {**SCAM, "tactic": "gia_co_quan_nha_nuoc"}
    figures = measure([row], [verdict("danger", "fake_traffic_fine")])
    assert (figures["tactic_top1"]["hits"], figures["tactic_top1_kin"]["hits"]) == (0, 1)
    catalogue = {path.stem for path in (ROOT / "nlu" / "tactics").glob("*.yml")}
    assert set(KIN) <= set(TACTICS)
    assert {slug for kin in KIN.values() for slug in kin} <= catalogue


def test_stripping_takes_every_diacritic() -> None:
    assert strip_accents("Đường dẫn lừa đảo Ạ") == "Duong dan lua dao A"
