"""The measuring set stays broad, single-voiced and well-formed: a figure is worth what its lines are worth."""

import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
import yaml

from tests.judgement.texts import GROUPS, HERE, Line, lines_of, load

FIELDS = {
    "scam": {"kind", "tactic", "core", "texts"},
    "genuine": {"kind", "texts"},
    "advert": {"kind", "texts"},
}
SENT_AS_SMS = {
    "bank_balance",
    "bank_otp",
    "bank_service_notices",
    "card_statement",
    "fake_bank_sms",
    "sms_brandname_spoof",
    "telecom_packages",
    "telecom_promotions",
    "telecom_service_notices",
    "wallet_notices",
}
FILES = sorted(path for group in GROUPS for path in (HERE / group).glob("*.yml"))
TACTICS = {path.stem for path in (HERE.parents[1] / "nlu" / "tactics").glob("*.yml")}


def without_accents(text: str) -> bool:
    bare = unicodedata.normalize("NFD", text)
    return not any(unicodedata.combining(sign) or sign in "đĐ" for sign in bare)


def words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


@pytest.mark.parametrize(("group", "lines", "kinds"), [("scam", 400, 32), ("genuine", 400, 28), ("advert", 120, 10)])
def test_each_group_is_large_and_broad(group: str, lines: int, kinds: int) -> None:
    loaded = load(group)
    assert len(loaded) >= lines
    assert len({line.kind for line in loaded}) >= kinds


def test_no_kind_outweighs_its_group() -> None:
    for group, most in (("scam", 0.05), ("genuine", 0.05), ("advert", 0.12)):
        loaded = load(group)
        kind, count = Counter(line.kind for line in loaded).most_common(1)[0]
        assert count / len(loaded) <= most, f"{group}/{kind}: {count} of {len(loaded)}"


def test_four_of_five_scams_are_classic_fraud() -> None:
    scams = load("scam")
    assert 0.75 <= sum(line.core for line in scams) / len(scams) <= 0.85


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_file_has_its_groups_form(path: Path) -> None:
    entry = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert set(entry) == FIELDS[path.parent.name]
    assert entry["kind"] == path.stem
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", path.stem)
    assert all(isinstance(text, str) and text == text.strip() and text for text in entry["texts"])
    assert all(unicodedata.is_normalized("NFC", text) for text in entry["texts"])
    assert type(entry.get("core", False)) is bool


def test_every_named_tactic_exists() -> None:
    assert {line.tactic for line in load("scam") if line.tactic} <= TACTICS


def test_no_message_appears_twice() -> None:
    seen = Counter(words(line.text) for group in GROUPS for line in load(group))
    assert [text for text, count in seen.items() if count > 1] == []


def test_most_sms_carry_no_accents_as_senders_write_them() -> None:
    sms = [line for group in GROUPS for line in load(group) if line.kind in SENT_AS_SMS]
    assert {line.kind for line in sms} == SENT_AS_SMS
    assert sum(without_accents(line.text) for line in sms) / len(sms) >= 0.55


def test_accents_give_no_group_away() -> None:
    shares = {group: bare_share(load(group)) for group in ("scam", "genuine")}
    assert abs(shares["scam"] - shares["genuine"]) <= 0.1, shares


def bare_share(lines: list[Line]) -> float:
    return sum(without_accents(line.text) for line in lines) / len(lines)


def test_lengths_run_from_a_few_words_to_whole_posts() -> None:
    for group in ("scam", "genuine"):
        lengths = [len(line.text.split()) for line in load(group)]
        assert sum(length <= 12 for length in lengths) >= 40, group
        assert sum(length >= 60 for length in lengths) >= 5, group


def test_an_unknown_group_is_refused() -> None:
    with pytest.raises(FileNotFoundError):
        load("spam")


def test_a_scam_file_without_its_tactic_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "scam" / "half.yml"
    path.parent.mkdir()
    path.write_text("kind: half\ntexts: [x]\n", encoding="utf-8")
    with pytest.raises(KeyError):
        lines_of(path)
