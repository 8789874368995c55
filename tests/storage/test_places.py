"""From a resident's words to the unit that serves the place."""

from pathlib import Path

import httpx
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from storage.errors import BadUnits, UnknownUnit
from storage.jurisdiction import fold, resolve
from storage.units import UNITS_FILE, load_units

COMMUNES = ["an_lao", "an_hung", "an_khanh", "an_quang", "an_truong"]


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("xã Quốc Tuấn, An Lão", "an_quang"),
        ("an tho", "an_hung"),
        ("thi tran an lao", "an_lao"),
        ("TT. An Lão", "an_lao"),
        ("xã An Lão", "an_lao"),
        ("tôi ở Bát Trang, huyện An Lão cũ", "an_truong"),
        ("Thôn Quang Trung, xã An Thọ", "an_hung"),
        ("My Duc - An Lao - Hai Phong", "an_khanh"),
        ("Tru\u031bo\u031b\u0300ng Tho\u0323", "an_truong"),
        ("CÔNG AN XÃ AN HƯNG", "an_hung"),
        ("Thái Sơn, nay là xã An Khánh", "an_khanh"),
        ("an quang trung", "an_quang"),
    ],
)
def test_one_unit(words: str, unit: str) -> None:
    found = resolve(words).unit
    assert found is not None
    assert found.slug == unit


@pytest.mark.parametrize(
    ("words", "candidates", "elsewhere"),
    [
        ("An Lão", COMMUNES, ()),
        ("huyen an lao", COMMUNES, ()),
        ("Thái Sơn, An Lão", ["an_lao", "an_khanh"], ()),
        ("thi tran truong son", ["an_lao"], ("phường Phù Liễn",)),
        ("An Thọ hay Quang Trung", ["an_hung", "an_quang"], ()),
        ("Thái Sơn với An Thọ", ["an_lao", "an_hung", "an_khanh"], ()),
    ],
)
def test_a_question_not_a_guess(words: str, candidates: list[str], elsewhere: tuple[str, ...]) -> None:
    found = resolve(words)
    assert found.unit is None
    assert ([unit.slug for unit in found.candidates], found.elsewhere) == (candidates, elsewhere)


@pytest.mark.parametrize(
    "words", [None, "", "Hà Nội", "đường Quang Trung", "p. Trường Sơn", "anthony", "x" * 600 + " an tho"]
)
def test_unknown(words: str | None) -> None:
    assert resolve(words) == resolve("")
    assert resolve(words).unit is None


def test_every_place_in_the_data_leads_to_its_unit() -> None:
    for unit in load_units().units.values():
        for place in unit.places:
            for words in (place, place.upper(), fold(place)):
                assert resolve(words).unit == unit, words


@given(st.text())
def test_no_text_breaks_it(words: str) -> None:
    assert resolve(words).unit is None or resolve(words).candidates == ()


def test_the_data_is_one_tree_with_its_source_and_no_telephone_numbers() -> None:
    raw = yaml.safe_load(UNITS_FILE.read_text(encoding="utf-8"))
    assert raw["source"]
    assert raw["reviewed"]
    assert [unit["slug"] for unit in raw["units"]] == ["hai_phong", *COMMUNES]
    assert all(set(unit) <= {"slug", "level", "parent", "name", "places"} for unit in raw["units"])


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        ("parent: hai_phong\n  name: Công an xã An Lão", "parent: gone\n  name: x", BadUnits),
        ("slug: an_hung", "slug: an_lao", BadUnits),
        (
            "- slug: hai_phong\n  level: province",
            "- slug: hai_phong\n  parent: an_lao\n  level: province",
            BadUnits,
        ),
        ("source:", "origin:", BadUnits),
        ("units: [an_lao]", "units: [gone]", UnknownUnit),
    ],
)
def test_a_broken_tree_is_refused(tmp_path: Path, old: str, new: str, error: type[Exception]) -> None:
    text = UNITS_FILE.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "units.yml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(error):
        load_units(path)


def test_the_assistant_can_ask(citizen: httpx.Client) -> None:
    def ask(place: str) -> dict[str, object]:
        answer: dict[str, object] = citizen.get("/v1/units/resolve", params={"place": place}).json()
        return answer

    an_lao = {"slug": "an_lao", "name": "Công an xã An Lão"}
    an_khanh = {"slug": "an_khanh", "name": "Công an xã An Khánh"}
    assert ask("tan vien") == {"unit": an_khanh, "candidates": [], "elsewhere": [], "default": an_lao}
    assert ask("Thái Sơn") == {
        "unit": None,
        "candidates": [an_lao, an_khanh],
        "elsewhere": [],
        "default": an_lao,
    }
    assert ask("Huế") == {"unit": None, "candidates": [], "elsewhere": [], "default": an_lao}
    assert citizen.get("/v1/units/resolve").status_code == 422
