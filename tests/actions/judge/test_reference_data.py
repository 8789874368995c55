"""Every table says where it comes from and when it was last looked at, and fits its neighbours."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from actions.extract.links import links
from actions.extract.phones import phones
from actions.judge.datafile import load
from actions.judge.finding import Finding
from actions.judge.listed import SIGNS
from actions.judge.official import hotline, owner_of, owners
from actions.judge.registry import finders
from actions.judge.sentences import sentence, sentences
from actions.judge.weights import CONTEXT, GREY, SOFT

ROOT = Path(__file__).parents[3]
FILES = [*(ROOT / "actions/judge/data").glob("*.yml"), *(ROOT / "actions/extract/data").glob("*.yml")]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_source_and_review_day(path: Path) -> None:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert content["source"].strip()
    assert date.fromisoformat(content["reviewed"])


def test_each_sign_has_its_sentence_and_each_sentence_its_sign() -> None:
    assert set(sentences()) == set(finders()) | SIGNS


@pytest.mark.parametrize("sign", sorted(sentences()))
def test_a_sentence_quotes_its_evidence(sign: str) -> None:
    assert "“thử {x}”" in sentence(Finding(sign, "thử {x}", 1))
    assert len(sentences()[sign]) <= 160


def test_hotlines_have_their_own_source_and_are_read_back() -> None:
    for row in load("hotlines")["hotlines"]:
        assert row["source"]
        assert date.fromisoformat(row["reviewed"])
        (phone,) = phones(row["number"] if len(row["number"]) > 4 else f"gọi {row['number']}")
        assert hotline(phone) == row["name"]


def test_every_official_domain_is_read_back() -> None:
    for owner in owners():
        for domain in owner.domains:
            (link,) = links(f"https://{domain}/")
            found = owner_of(link)
            assert found is not None
            assert found.name == owner.name
    names = [owner.name for owner in owners()]
    assert len(names) == len(set(names))


def test_a_name_before_an_at_sign_owns_nothing() -> None:
    (link,) = links("http://x@vietcombank.com.vn/")
    assert owner_of(link) is None


def test_tactics_are_those_of_the_catalogue() -> None:
    catalogue = {path.stem for path in (ROOT / "nlu/tactics").glob("*.yml")}
    table = load("tactics")["tactics"]
    assert set(table) <= catalogue
    assert {sign for row in table.values() for sign in row.get("signs", {})} <= set(finders())


def test_weights_name_real_signs() -> None:
    assert set(finders()) | SIGNS >= GREY | CONTEXT | SOFT
