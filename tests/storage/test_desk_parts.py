"""The desk's small parts: harmless words, Vietnamese clocks, tactic titles, patience with guessing."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.police.desk import show
from storage.police.desk.tactics import load_titles
from storage.police.desk.throttle import Throttle


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("https://evil.vn", "hxxps://evil[.]vn"),
        ("HTTP://Vcb-Xac.Thuc.top/login.php", "hxxp://Vcb-Xac[.]Thuc[.]top/login[.]php"),
        ("vào vcb.com.vn nhé.", "vào vcb[.]com[.]vn nhé."),
        ("ngân-hàng.vn", "ngân-hàng[.]vn"),
        ("http://10.0.0.1:80/x", "hxxp://10[.]0[.]0[.]1:80/x"),
        ("chuyển 20.000.000 đ lúc 9.30", "chuyển 20.000.000 đ lúc 9.30"),
        ("a\u202eb\u2066c", "a\ufffdb\ufffdc"),
        ("a\x00b\nc\td", "a\u2400b\nc\td"),
        ("\ud83d", "?"),
    ],
)
def test_words(said: str, shown: str) -> None:
    assert show.words(said) == shown


@given(st.text())
def test_no_text_keeps_a_link(said: str) -> None:
    shown = show.words(said).lower()
    assert "http:" not in shown
    assert "https:" not in shown
    shown.encode("utf-8")


def test_vietnamese_clocks() -> None:
    at = datetime(2026, 11, 21, 17, 5, tzinfo=UTC)
    assert show.hour(at) == "00h · 22/11/2026"
    assert show.moment(at) == "00:05 · 22/11/2026"
    assert show.moment("2026-11-21T10:17:42Z") == "17:17 · 21/11/2026"
    assert show.moment("hôm qua") == "hôm qua"
    assert show.moment("0001-01-01T00:00:00+14:00") == "0001-01-01T00:00:00+14:00"


def test_amounts() -> None:
    assert show.grouped(20_000_000) == "20.000.000"
    assert show.grouped("hai mươi triệu") == "hai mươi triệu"


def test_titles_come_from_the_catalogue_or_the_slug_stays(tmp_path: Path) -> None:
    (tmp_path / "fake_police.yml").write_text(
        "nlu:\n- intent: tactic/fake_police\n  metadata: {title: Giả danh công an}\n- intent: other\n",
        encoding="utf-8",
    )
    (tmp_path / "broken.yml").write_text("- a list\n", encoding="utf-8")
    assert load_titles(tmp_path) == {"fake_police": "Giả danh công an"}
    assert load_titles(tmp_path / "nowhere") == {}


def test_patience() -> None:
    clock = [0.0]
    throttle = Throttle(now=lambda: clock[0])
    assert [throttle.wait("truc_ban") for _ in range(5)] == [0] * 5
    assert throttle.wait("truc_ban") > 0
    assert throttle.wait("ai_do") == 0
    clock[0] = 5.1
    assert throttle.wait("truc_ban") == 0
    clock[0] = 11
    assert throttle.wait("truc_ban") == 5
    clock[0] = 16
    throttle.wait("truc_ban")
    throttle.succeeded("truc_ban")
    assert throttle.wait("truc_ban") == 0


def test_patience_is_never_longer_than_five_minutes_and_forgets() -> None:
    clock = [0.0]
    throttle = Throttle(now=lambda: clock[0])
    for _ in range(30):
        clock[0] += 301
        assert throttle.wait("truc_ban") == 0
    assert throttle.wait("truc_ban") == 301
    clock[0] += 901
    assert [throttle.wait("truc_ban") for _ in range(5)] == [0] * 5
