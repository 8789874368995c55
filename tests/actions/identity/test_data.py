"""Every fact has a source and a date, every phone number is on the list of hotlines, nothing is promised or accused."""

import re
from datetime import date
from pathlib import Path

import pytest
import yaml

from actions.errors import BadCatalogue
from actions.extract.fold import fold
from actions.identity.body import BODIES, Body, read_bodies
from actions.identity.choices import read_choices

BODIES_READ = read_bodies()
CHOICES = read_choices()
HOTLINES = yaml.safe_load((BODIES.parents[1] / "judge" / "data" / "hotlines.yml").read_text(encoding="utf-8"))


def sentences(body: Body) -> list[str]:
    return [*(f.text for f in body.facts), *body.verify, body.say]


def test_the_seven_bodies_of_the_buttons_are_there() -> None:
    assert set(BODIES_READ) == {"police", "court", "bank", "electricity", "tax", "social_services", "other"}


@pytest.mark.parametrize("body", BODIES_READ.values(), ids=lambda b: b.slug)
def test_facts_have_source_and_date_and_fit_a_way_or_a_wish(body: Body) -> None:
    known = {*CHOICES.ways, *CHOICES.wishes}
    assert 2 <= len(body.facts) <= 6
    for fact in body.facts:
        assert len(fact.source) > 8
        assert date(2026, 11, 1) <= fact.reviewed
        assert fact.about and fact.about <= known
        assert len(fact.text) <= 125


@pytest.mark.parametrize("body", BODIES_READ.values(), ids=lambda b: b.slug)
def test_no_number_is_invented_and_nobody_is_accused(body: Body) -> None:
    official = {entry["number"] for entry in HOTLINES["hotlines"]}
    for line in sentences(body):
        for number in re.findall(r"\b1[89]00[ .]?\d{4,6}\b|\b156\b|\b0\d{8,10}\b", line):
            assert re.sub(r"\D", "", number) in official, line
        assert not re.search(r"\ban toàn\b|chắc chắn là|công an (?:huyện|quận)", line, re.I), line


def test_words_are_folded_and_unambiguous() -> None:
    seen: dict[str, str] = {}
    for body in BODIES_READ.values():
        for word in body.words:
            assert fold(word).text == word
            assert seen.setdefault(word, body.slug) == body.slug, word
    for choices in (CHOICES.ways, CHOICES.wishes):
        named: dict[str, str] = {}
        for choice in choices.values():
            for word in (*choice.words, *choice.short):
                assert fold(word).text == word
                assert named.setdefault(word, choice.slug) == choice.slug, word


def test_a_fact_without_its_source_is_refused(tmp_path: Path) -> None:
    raw = yaml.safe_load((BODIES / "police.yml").read_text(encoding="utf-8"))
    del raw["facts"][0]["source"]
    (tmp_path / "police.yml").write_text(yaml.safe_dump(raw), encoding="utf-8")
    with pytest.raises(BadCatalogue, match=r"police\.yml: KeyError 'source'"):
        read_bodies(tmp_path)


def test_the_buttons_offer_every_choice() -> None:
    flow = (BODIES.parents[2] / "nlu" / "flows" / "identity.yml").read_text(encoding="utf-8")
    assert set(re.findall(r'"claimed_body": "(\w+)"', flow)) == set(BODIES_READ)
    assert set(re.findall(r'"contact_way": "(\w+)"', flow)) == set(CHOICES.ways)
    assert set(re.findall(r'"their_wish": "(\w+)"', flow)) == set(CHOICES.wishes)
