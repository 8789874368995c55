"""Sums, days and phone numbers as residents say them: every fresh set is read to 97 % and survives a rewrite."""

import unicodedata
from pathlib import Path

import pytest
import yaml

from tests.actions.extract import fresh

LEAST, SHARE, NEGATIVE = 200, 0.97, 0.1


@pytest.mark.parametrize("path", fresh.files(), ids=lambda path: path.stem)
def test_a_fresh_set_is_read(path: Path) -> None:
    cases = fresh.cases(path)
    wrong = [case for case in cases if case.read != case.expected]
    assert len(cases) >= LEAST
    assert sum(not case.expected for case in cases) >= NEGATIVE * len(cases)
    assert len(wrong) <= (1 - SHARE) * len(cases), wrong


@pytest.mark.parametrize("kind", ["amounts", "dates", "phones"])
def test_every_parser_has_a_fresh_set(kind: str) -> None:
    assert [path for path in fresh.files() if path.name.startswith(f"fresh_{kind}_")]


@pytest.mark.parametrize("path", fresh.files(), ids=lambda path: path.stem)
def test_decomposed_letters_and_spare_space_read_the_same(path: Path, tmp_path: Path) -> None:
    content = yaml.safe_load(path.read_text())
    content["cases"] = [[f"  {unicodedata.normalize('NFD', said)} \n", expected] for said, expected in content["cases"]]
    rewritten = tmp_path / path.name
    rewritten.write_text(yaml.safe_dump(content, allow_unicode=True))
    cases = fresh.cases(rewritten)
    wrong = [case for case in cases if case.read != case.expected]
    assert len(wrong) <= (1 - SHARE) * len(cases), wrong
