"""Other keyboards, clumsy thumbs and disguises do not hide a fraud: judged on a sample, with the trained model."""

import unicodedata

import pytest

from actions.extract.links import links
from scripts.evaluation.robustness import Changes, figures_of, measured
from tests.judgement.disturb import DISTURBANCES, disturbed
from tests.judgement.texts import GROUPS, load

SAMPLE = 60  # messages of each group; the whole set is `python -m scripts.evaluation.robustness`
AT_MOST = 0.01
# A disguise is a sign of its own; these are none, and leave a genuine message as calm as it was.
INNOCENT = ("no_accents", "decomposed", "upper_case", "emoji", "typos", "zero_width")
PLAIN = (
    "Ngân hàng báo: tài khoản bị khóa, vào vcb-xac.top/mo nhận 5.000.000đ, gọi 0912 345 678. "
    "Quý khách làm ngay trong hôm nay, quá hạn chúng tôi không chịu trách nhiệm về số tiền còn lại"
)


@pytest.fixture(scope="module")
def changes() -> dict[str, dict[str, Changes]]:
    return measured(SAMPLE)


def test_no_disturbance_turns_danger_into_no_sign(changes: dict[str, dict[str, Changes]]) -> None:
    figures = {name: figures_of(by_group)["danger_to_no_sign"] for name, by_group in changes.items()}
    assert all(figure["of"] >= 20 for figure in figures.values()), "a sample without dangers measures nothing"
    # Of a sample this small one message is more than a hundredth: none may lose two, all together not a hundredth.
    assert {name: figure["hits"] for name, figure in figures.items() if figure["hits"] > 1} == {}
    assert sum(f["hits"] for f in figures.values()) <= AT_MOST * sum(f["of"] for f in figures.values())


@pytest.mark.parametrize("name", INNOCENT)
def test_a_genuine_message_stays_calm(changes: dict[str, dict[str, Changes]], name: str) -> None:
    figure = figures_of(changes[name])["genuine_calm_to_alarm"]
    assert figure["of"] >= SAMPLE // 2
    assert figure["hits"] <= 0.05 * figure["of"]  # three of sixty; of the whole set it is one or two in a hundred


@pytest.mark.parametrize("name", ["no_accents", "decomposed", "upper_case", "zero_width"])
def test_what_changes_no_letter_changes_no_verdict(changes: dict[str, dict[str, Changes]], name: str) -> None:
    moved = {group: {pair: n for pair, n in changes[name][group].items() if pair[0] != pair[1]} for group in GROUPS}
    assert moved == {group: {} for group in GROUPS}


@pytest.mark.parametrize("name", DISTURBANCES)
def test_a_disturbance_is_the_same_each_time_and_keeps_links_and_numbers(name: str) -> None:
    once = disturbed(PLAIN, name)
    assert once != PLAIN
    assert once == disturbed(PLAIN, name)
    assert [link.quoted for link in links(once)] == ["vcb-xac.top/mo"]
    assert "5.000.000" in once
    assert "0912" in once


def test_disturbances_change_most_messages() -> None:
    texts = [line.text for line in load("scam")]
    for name in set(DISTURBANCES) - {"no_accents", "decomposed"}:  # many are written without accents
        assert sum(disturbed(text, name) != text for text in texts) > 0.7 * len(texts), name


def test_a_decomposed_text_is_the_same_to_read() -> None:
    assert unicodedata.normalize("NFC", disturbed(PLAIN, "decomposed")) == PLAIN
