"""The two actions over the tracker: slots, the verdict of a pasted text, and where the resident is sent."""

import asyncio
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.ask.catalogue import Catalogue
from actions.ask.in_between import InBetween
from actions.identity.actions import AnswerIdentity, IdentityStep
from actions.identity.claim import Claim
from actions.identity.knowledge import Knowledge
from actions.report.already_paid import AlreadyPaid

K = Knowledge.read()
CATALOGUE = Catalogue.read()
STEP = IdentityStep(K, CATALOGUE, InBetween(CATALOGUE, K.briefly))


def run(
    action: IdentityStep | AnswerIdentity, text: str, intent: str, **slots: Any
) -> tuple[list[str], dict[str, Any]]:
    """The responses said, and slot values set (with `followup` for an action to go on with)."""
    message = {"text": text, "intent": {"name": intent, "confidence": 0.9}, "entities": [], "metadata": {}}
    tracker = Tracker("s", {"requested_slot": None, **slots}, message, [], False, None, {}, None)
    dispatcher = CollectingDispatcher()
    events = asyncio.run(action.run(dispatcher, tracker, {}))
    set_slots = {e["name"]: e.get("value") for e in events if e["event"] == "slot"}
    for event in events:
        if event["event"] == "followup":
            set_slots["followup"] = event["name"]
    return [message["response"] for message in dispatcher.messages], set_slots


def test_opening_asks_the_missing() -> None:
    said, slots = run(STEP, "ngân hàng gọi có thật không", "is_it_really")
    assert said == ["utter_identity_opening"]
    assert (slots["requested_slot"], slots["identity"]["body"]) == ("wish", "bank")


def test_a_pasted_text_gets_its_verdict_and_is_kept() -> None:
    pasted = "VCB: tai khoan bi khoa, bam http://vcb-xacthuc.top nhap OTP de mo"
    said, slots = run(STEP, pasted, "pasted_text", requested_slot="body", identity=Claim().to_slot())
    assert said == ["utter_verdict_danger"]
    assert slots["checked"]["verdict"]["severity"] == "danger"
    assert slots["requested_slot"] is not None


def test_a_question_about_a_bot_in_the_middle() -> None:
    said, slots = run(
        STEP, "bot có thật không?", "is_bot_real", requested_slot="wish", identity=Claim("bank").to_slot()
    )
    assert said == ["utter_is_bot_real_in_between"]
    assert slots["requested_slot"] == "wish"


def test_the_erase_button_empties_every_slot_and_tells_the_bot() -> None:
    said, slots = run(STEP, "/delete_draft", "delete_draft", requested_slot="wish", identity=Claim("bank").to_slot())
    assert (said, slots["requested_slot"]) == ([], None)
    claim = slots["identity"]
    said, slots = run(AnswerIdentity(K, AlreadyPaid()), "/delete_draft", "delete_draft", identity=claim)
    assert said == ["utter_draft_deleted"]
    assert set(slots) == {"report", "checked", "opening", "to_check", "identity"} and not any(slots.values())


def test_the_end_answers_and_forgets() -> None:
    said, slots = run(
        AnswerIdentity(K, AlreadyPaid()), "tiền", "", identity=Claim("police", ["call"], ["money"]).to_slot()
    )
    assert said == ["utter_identity_warned", "utter_identity_do_now"]
    assert slots["identity"] is None


def test_leaving_goes_where_the_resident_wanted() -> None:
    for left, followup in (("report", "report_form"), ("check", "check_form")):
        said, events = run(AnswerIdentity(K, AlreadyPaid()), "", "", identity=Claim(left=left).to_slot())
        assert (said, events) == ([], {"identity": None, "followup": followup})
    assert run(AnswerIdentity(K, AlreadyPaid()), "thôi", "cancel", identity=Claim(left="cancel").to_slot())[0] == [
        "utter_identity_left"
    ]


def test_already_paid_is_answered_here_and_its_words_are_kept() -> None:
    claim = Claim(left="already_paid").to_slot()
    said, slots = run(AnswerIdentity(K, AlreadyPaid()), "tôi chuyển 5 triệu rồi", "already_paid", identity=claim)
    assert said == ["utter_already_paid"]
    assert slots == {"identity": None, "opening": "tôi chuyển 5 triệu rồi"}
