"""Lists and earlier reports in a verdict: quoted with source and day, never an accusation."""

from datetime import date, timedelta

import pytest

from actions.judge.finding import MEDIUM, STRONG, WEAK
from actions.judge.listed import Kind, Listing, indicators, listed_findings, official_by_list, reported_findings
from actions.judge.message import Message
from actions.judge.sentences import sentence

TODAY = date(2026, 11, 22)
ACCUSING = ("kẻ lừa đảo", "là lừa đảo", "tội phạm")


class Known:
    """Lists and reports held in the hand."""

    def __init__(self, *, days: int = 2, confirmed: bool = False, reporters: int = 0) -> None:
        self.listing = Listing("Nguồn A", TODAY - timedelta(days=days), confirmed)
        self.count = reporters

    def lookup(self, kind: Kind, value: str) -> list[Listing]:
        listed = {("domain", "la.info"), ("phone", "+84912345678"), ("account", "190366668888")}
        return [self.listing] if (kind, value) in listed else []

    def official(self, kind: Kind, value: str) -> str | None:
        return {"xa-anlao.example.vn": "Công an xã An Lão", "+842253123456": "Trạm y tế xã"}.get(value)

    def reporters(self, kind: Kind, value: str) -> int:
        return self.count


@pytest.mark.parametrize(
    ("text", "known", "sign", "weight"),
    [
        ("vào x.y.la.info/a nhé", Known(), "on_block_list", STRONG),
        ("gọi 0912 345 678", Known(), "on_block_list", MEDIUM),
        ("STK 1903 6666 8888", Known(), "on_block_list", MEDIUM),
        ("gọi 0912345678", Known(confirmed=True), "confirmed_by_unit", STRONG),
        ("vào la.info", Known(days=181), "on_old_list", MEDIUM),
        ("gọi 0912345678", Known(days=181), "on_old_list", WEAK),
        ("gọi 0912345678", Known(days=181, confirmed=True), "on_old_list", MEDIUM),
        ("vào la.info", Known(days=180), "on_block_list", STRONG),
    ],
)
def test_listed(text: str, known: Known, sign: str, weight: int) -> None:
    (finding,) = listed_findings(Message(text), known, TODAY)
    assert (finding.sign, finding.weight) == (sign, weight)
    assert finding.evidence in text
    said = sentence(finding)
    assert "Nguồn A" in said
    assert f"{known.listing.as_of:%d/%m/%Y}" in said
    assert finding.evidence in said
    assert "{" not in said
    assert not any(word in said for word in ACCUSING)


def test_an_old_list_says_its_age() -> None:
    (finding,) = listed_findings(Message("vào la.info"), Known(days=400), TODAY)
    assert "400 ngày" in sentence(finding)


def test_not_listed() -> None:
    assert listed_findings(Message("vào khac.info, gọi 0988777666"), Known(), TODAY) == []


@pytest.mark.parametrize(("count", "said"), [(0, False), (2, False), (3, True), (40, True)])
def test_reports_speak_from_three_on_and_weakly(count: int, said: bool) -> None:
    found = reported_findings(Message("gọi 0988777666"), Known(reporters=count))
    assert bool(found) is said
    for finding in found:
        assert finding.weight == WEAK
        assert sentence(finding) == f"Đã có {count} người khác nhau báo về “0988777666”; chưa được xác minh."


def test_what_nobody_may_report() -> None:
    text = "gọi 113 hoặc 1900545413, xem vietcombank.com.vn, facebook.com/abc"
    assert list(indicators(Message(text))) == []
    assert reported_findings(Message(text), Known(reporters=9)) == []


def test_short_links_are_told_apart_by_their_path() -> None:
    assert [i.value for i in indicators(Message("bit.ly/aB1 và m.a-b.top/x"))] == ["bit.ly/aB1", "a-b.top"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("xem tại xa-anlao.example.vn/tin", "Công an xã An Lão"),
        ("gọi 02253 123 456", "Trạm y tế xã"),
        ("http://x@xa-anlao.example.vn", None),
        ("xem a.top", None),
    ],
)
def test_imported_official(text: str, name: str | None) -> None:
    assert official_by_list(Message(text), Known()) == name
