"""The gate for what residents read and what the model learns: Rasa's own validation passes broken catalogues."""

import re
import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
NLU = ROOT / "nlu"
TACTICS = sorted((NLU / "tactics").glob("*.yml"))
FLOWS = sorted((NLU / "flows").glob("*.yml"))
LEARNING = sorted([*TACTICS, *(NLU / "talk").glob("*.yml"), *(NLU / "texts").glob("*.yml")])
DOMAIN: dict[str, Any] = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))

FACTS = {"title", "number", "category", "audience", "how", "signs", "do_now", "if_paid", "source", "reviewed"}
CATEGORIES = {"fraud", "gambling", "advertising", "obscene", "ecommerce", "investment", "weapons"}
MAX_CARD_CHARS = 900
MAX_LINE_CHARS = 90
MIN_EXAMPLES = 25
MIN_TACTICS = 45


def load(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


def examples(entry: dict[str, Any]) -> list[str]:
    return [line[2:].strip() for line in entry["examples"].strip().splitlines()]


def responses() -> dict[str, list[dict[str, Any]]]:
    return {name: variants for path in FLOWS for name, variants in load(path).get("responses", {}).items()}


def ids(path: Path) -> str:
    return path.stem


@pytest.mark.parametrize("path", TACTICS, ids=ids)
def test_a_tactic_is_complete(path: Path) -> None:
    document = load(path)
    assert set(document) == {"version", "nlu"}
    asked, quoted = document["nlu"]
    assert (asked["intent"], quoted["intent"]) == (f"tactic/{path.stem}", f"scam_text/{path.stem}")
    facts = asked["metadata"]
    assert set(facts) == FACTS
    assert facts["category"] in CATEGORIES
    assert re.fullmatch(r"[NM]?\d{1,2}", facts["number"])
    assert 3 <= len(facts["signs"]) <= 5
    assert 3 <= len(facts["do_now"]) <= 4
    assert 2 <= len(facts["if_paid"]) <= 4
    for line in (*facts["signs"], *facts["do_now"], *facts["if_paid"]):
        assert len(line) <= MAX_LINE_CHARS, line
    card = facts["how"] + "".join(facts["signs"]) + "".join(facts["do_now"])
    assert len(card) <= MAX_CARD_CHARS
    assert len(facts["source"]) > 10
    assert date.fromisoformat(facts["reviewed"]) >= date(2026, 11, 1)
    for entry in (asked, quoted):
        lines = examples(entry)
        assert len({line.lower() for line in lines}) == len(lines), "a line twice teaches nothing"
        assert len(lines) >= MIN_EXAMPLES, entry["intent"]


def test_the_official_the_newer_and_the_mandate_tactics_are_there() -> None:
    facts = [load(path)["nlu"][0]["metadata"] for path in TACTICS]
    numbers = Counter(fact["number"] for fact in facts)
    wanted = {*map(str, range(1, 25)), *(f"N{i}" for i in range(1, 13)), *(f"M{i}" for i in range(1, 10))}
    assert wanted <= set(numbers)
    assert max(numbers.values()) == 1
    assert len(facts) >= MIN_TACTICS
    assert {fact["category"] for fact in facts} == CATEGORIES, "a category of the mandate has no tactic"


@pytest.mark.parametrize("path", LEARNING, ids=ids)
def test_examples_are_plain_lines(path: Path) -> None:
    for entry in load(path)["nlu"]:
        for raw in entry["examples"].strip().splitlines():
            assert raw.startswith("- "), raw
        for line in examples(entry):
            assert line, f"{path.name}: an empty example"
            assert not line.startswith("/"), f"an example drives Rasa: {line}"
            assert not set("[]{}") & set(line), f"entity markup: {line}"
            assert line == unicodedata.normalize("NFC", line), line


def test_no_example_teaches_two_things() -> None:
    seen: dict[str, str] = {}
    for path in LEARNING:
        for entry in load(path)["nlu"]:
            for line in examples(entry):
                key = line.lower()
                assert seen.setdefault(key, entry["intent"]) == entry["intent"], (
                    f"{line!r}: {seen[key]} and {entry['intent']}"
                )


def test_every_intent_is_in_the_domain_and_has_a_rule() -> None:
    known = {name if isinstance(name, str) else next(iter(name)) for name in DOMAIN["intents"]}
    learnt = {entry["intent"].split("/")[0] for path in LEARNING for entry in load(path)["nlu"]}
    assert learnt <= known
    ruled = {
        step["intent"]
        for path in FLOWS
        for rule in load(path).get("rules", [])
        for step in rule["steps"]
        if "intent" in step
    }
    assert known - ruled == set(), "an intent without a rule is answered with silence"


def test_every_uttered_response_exists_once_and_is_used() -> None:
    names = [name for path in FLOWS for name in load(path).get("responses", {})]
    assert len(names) == len(set(names)), "a response key in two files: the later one silently wins"
    said = set()
    for path in [*FLOWS, *(ROOT / "actions").rglob("*.py")]:
        said |= set(re.findall(r"utter_[a-z_]+", path.read_text(encoding="utf-8").split("\nresponses:")[0]))
    parts = {name for name in said if name.endswith("_")}
    for name in said - parts - {"utter_message"}:
        assert name in names, f"{name} is said but not written"
    for name in names:
        used = name in said or any(name.startswith(part) for part in parts) or name.startswith("utter_ask_")
        assert used, f"{name} is written but never said"


def test_actions_of_rules_exist() -> None:
    actions = {*DOMAIN["actions"], *DOMAIN["forms"]}
    for path in FLOWS:
        for rule in load(path).get("rules", []):
            for step in rule["steps"]:
                name = step.get("action", "")
                assert name.startswith("utter_") or not name or name in actions, name


def test_nothing_follows_the_submit_action() -> None:
    followers = []
    for path in FLOWS:
        for rule in load(path).get("rules", []):
            names = [step.get("action") for step in rule["steps"]]
            if "action_submit_tip" in names:
                followers.append(rule["steps"][names.index("action_submit_tip") + 1 :])
    assert followers == [[]], "a receipt after the submit action thanks the resident for a tip nobody stored"


def test_what_residents_read() -> None:
    texts = {name: variant["text"] for name, variants in responses().items() for variant in variants}
    for name, text in texts.items():
        assert not re.search(r"\ban toàn tuyệt đối\b|\bchắc chắn an toàn\b|công an (?:huyện|quận)", text, re.I), name
        assert (
            not re.search(r"(?<!khoan )(?<!đừng )(?:cho tôi|gửi tôi|đọc) (?:mã otp|mật khẩu|số thẻ)", text, re.I)
            or "Không" in text
        ), name
        assert text == unicodedata.normalize("NFC", text), name


def test_buttons_lead_somewhere() -> None:
    known = {name if isinstance(name, str) else next(iter(name)) for name in DOMAIN["intents"]}
    for name, variants in responses().items():
        for button in variants[0].get("buttons", []):
            payload = button["payload"]
            if payload.startswith("/"):
                assert re.match(r"/([a-z_]+)", payload).group(1) in known, (name, payload)  # type: ignore[union-attr]
            assert len(button["title"]) <= 40, f"{name}: {button['title']} is too long for a phone"
