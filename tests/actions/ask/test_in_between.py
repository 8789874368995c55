"""In the middle of something else every question has an answer without buttons that lead out."""

from pathlib import Path

import pytest
import yaml

from actions.ask.catalogue import Catalogue
from actions.ask.in_between import _FIXED, InBetween
from actions.say import Say
from tests.actions.report.listening import heard

FLOWS = Path(__file__).parents[3] / "nlu" / "flows"
READ = [yaml.safe_load(path.read_text(encoding="utf-8"))["responses"] for path in FLOWS.glob("*.yml")]
WRITTEN = {name: variants for responses in READ for name, variants in responses.items()}
ANSWER = InBetween(Catalogue.read(), lambda text: [Say("utter_identity_in_between", {"text": text})])


# Every form knows these two: the first ends and erases it, the second asks again.
ERASE_OR_KEEP = ["/delete_draft", "/keep_data"]


@pytest.mark.parametrize("intent", _FIXED)
def test_every_question_has_a_written_answer_that_leads_nowhere(intent: str) -> None:
    [line] = ANSWER(heard("…", intent).understood)
    payloads = [button["payload"] for button in WRITTEN[line.response][0].get("buttons", [])]
    assert payloads == (ERASE_OR_KEEP if intent == "delete_my_data" else [])


def test_who_it_really_is_gets_a_short_answer() -> None:
    [line] = ANSWER(heard("họ có phải công an không", "is_it_really").understood)
    assert line.values["text"] == "họ có phải công an không"


def test_the_button_for_who_already_paid() -> None:
    [line] = ANSWER(heard('/show_if_paid{"tactic_slug": "fake_bank"}').understood)
    assert line.response == "utter_tactic_if_paid_in_between"


def test_a_need_with_a_tactic_of_its_own_gets_its_entry() -> None:
    lines = ANSWER(heard("ngày nào cũng bị gọi đòi nợ", "ask_debt_harassment").understood)
    assert lines[-1].card == {"type": "tactic", "slug": "debt_threat", "candidates": []}
