"""One step of the interview: what the resident just said turns the draft into the next draft and lines to say."""

from dataclasses import dataclass, replace

from actions.ask.erasing import asks_to_erase, confirms_erasing
from actions.extract.secrets import mask_secrets
from actions.report.draft import Draft
from actions.report.facts import recognise
from actions.report.hearing import Hearing
from actions.report.plan import next_question
from actions.report.summary import correction_menu, noted, which_place
from actions.report.urgency import URGENT, WORDS, read_urgency
from actions.say import Say

# An opening line this long already is the free account; the resident is not asked to tell it twice.
_STORY_WORDS = 12


@dataclass(frozen=True)
class Step:
    """`ask` is the next question's name, or None when the interview is over (consented, or left with a draft)."""

    draft: Draft
    ask: str | None
    say: tuple[Say, ...] = ()


def open_interview(draft: Draft, heard: Hearing, opening: str = "") -> Step:
    """Begin, or go on with a kept draft. `opening`: what was said just before ("tôi vừa mất 15 triệu")."""
    if draft.urgency or draft.story:
        return _on(draft, Say("utter_report_resumed"))
    if draft.checked:
        draft = draft.learn(recognise(draft.checked["text"], heard.received_at).named_parties(), overwrite=False)
    if opening:
        # The steps for this urgency were told with the answer to the opening line.
        urgency = read_urgency(opening)
        draft = draft.learn(recognise(mask_secrets(opening), heard.received_at), overwrite=False)
        draft = replace(draft, urgency=urgency if urgency in URGENT else None)
    card = None if heard.is_button else heard.tactic_card()
    if _is_account(heard):
        draft = tell(draft, heard)
        urgency = read_urgency(heard.text)
        if urgency in URGENT:
            return _on(replace(draft, urgency=urgency), Say(f"utter_urgent_{urgency}", card=card))
    elif not heard.is_button:
        draft = draft.learn(recognise(mask_secrets(heard.original), heard.received_at), overwrite=False)
    return _on(draft, Say("utter_report_opening", card=card))


def take_step(draft: Draft, asked: str, heard: Hearing) -> Step:
    """The resident's line after question `asked` (a name `next_question` gives)."""
    if confirms_erasing(heard.understood):
        return Step(Draft(), None)
    if asks_to_erase(heard.understood):
        return _aside(draft, asked, Say("utter_delete_my_data_in_between"))
    if heard.leaves(asked):
        return Step(draft, None)
    if heard.intent == "restart_report":
        return _on(Draft(checked=draft.checked))
    if heard.asks_to_correct:
        return _correct(draft, asked, heard.entities.get("field", ""))
    digression = heard.digression(asked)
    if digression or heard.is_stray_button:
        return _aside(draft, asked, *digression)
    draft = draft.answered(asked, heard.spoken)
    match asked:
        case "place_choice":
            return _hear_place_choice(draft, heard)
        case "urgency":
            return _hear_urgency(draft, heard)
        case "story":
            return _hear_story(draft, heard)
        case "summary":
            return _hear_summary(draft, heard)
        case "consent":
            return _hear_consent(draft, heard)
        case _:
            return _hear_fact(draft, asked, heard)


def tell(draft: Draft, heard: Hearing) -> Draft:
    """The free account, with its likely tactic when the text model is sure enough."""
    draft = draft.tell(heard.original, heard.received_at)
    if "amount" not in draft.facts and heard.told_no_loss:
        draft = replace(draft.know("amount", heard.words["no_loss"]), amount_vnd=0)
    return replace(draft, tactic=draft.tactic or heard.likely_tactic())


def _hear_urgency(draft: Draft, heard: Hearing) -> Step:
    chosen = heard.entities.get("urgency")
    urgency = chosen if chosen in WORDS else read_urgency(heard.text)
    told = _is_account(heard)
    if told:
        draft = tell(draft, heard)
    elif urgency is None and not draft.missed.get("urgency"):
        return _on(draft.miss("urgency"), Say("utter_hint_urgency"))
    draft = replace(draft, urgency=urgency or "past")
    lines = (Say(f"utter_urgent_{urgency}"),) if urgency in URGENT else ()
    return _on(draft, *lines, *(noted(draft) if told else ()))


def _hear_story(draft: Draft, heard: Hearing) -> Step:
    if heard.declines:
        return _on(replace(draft, story=""))
    if heard.is_button:
        return _on(draft)
    told = tell(draft, heard)
    lines = (Say("utter_secret_hidden"),) if heard.holds_secret else ()
    urgency = read_urgency(heard.text)
    if draft.urgency == "past" and urgency in URGENT:
        # Said to be over, but the account says otherwise: the bank comes before every other question.
        return _on(replace(told, urgency=urgency), Say(f"utter_urgent_{urgency}"), *lines, *noted(told))
    return _on(told, *lines, *noted(told))


def _hear_fact(draft: Draft, asked: str, heard: Hearing) -> Step:
    if heard.declines:
        return _on(draft.know(asked, ""))
    found = heard.facts()
    if heard.corrects and found.texts.keys() & {k for k, v in draft.facts.items() if v}:
        return _on(draft.learn(found, overwrite=True), Say("utter_corrected"))
    if asked == "amount" and heard.lost_nothing:
        return _on(replace(draft.know("amount", heard.words["no_loss"]), amount_vnd=0))
    draft = draft.learn(found, overwrite=False)
    if asked in draft.facts:
        return _on(draft)
    other = asked in ("amount", "account", "phone") and bool(found.texts)
    if (heard.fits(asked) and not other) or draft.missed.get(asked):
        return _on(draft.know(asked, heard.original.strip()))
    return _on(draft.miss(asked), Say(f"utter_hint_{asked}"))


def _hear_place_choice(draft: Draft, heard: Hearing) -> Step:
    """One of several units for a place already told; "not sure" leaves it as told."""
    if heard.entities.get("place"):
        return _on(draft.know("place", heard.entities["place"]))
    unsure = heard.declines or "khong chac" in heard.folded or "ko chac" in heard.folded
    return _on(draft if unsure else draft.know("place", heard.original.strip()))


def _correct(draft: Draft, asked: str, field: str) -> Step:
    """Take one field back and ask it anew; without a field, show what can be corrected."""
    if field == "story":
        return _on(replace(draft, story=None, ready=False))
    if field in draft.facts:
        return _on(replace(draft.forget(field), ready=False))
    if asked == "consent":
        return _on(replace(draft, ready=False))
    return _on(draft, correction_menu(draft))


def _hear_summary(draft: Draft, heard: Hearing) -> Step:
    if heard.agrees:
        return _on(replace(draft, ready=True))
    if heard.refuses:
        return _on(draft, correction_menu(draft))
    found = heard.facts()
    if found.texts:
        return _on(draft.learn(found, overwrite=True), Say("utter_corrected"))
    if heard.is_button or heard.is_short:
        return _on(draft, Say("utter_hint_summary"))
    return _on(tell(draft, heard), Say("utter_added_to_story"))


def _hear_consent(draft: Draft, heard: Hearing) -> Step:
    if heard.consents:
        return Step(replace(draft, consent_at=heard.received_at.isoformat()), None)
    if heard.refuses:
        return Step(replace(draft, ready=False), None)
    return _on(draft, Say("utter_hint_consent"))


def _is_account(heard: Hearing) -> bool:
    return not heard.is_button and len(heard.text.split()) >= _STORY_WORDS


def _aside(draft: Draft, asked: str, *say: Say) -> Step:
    """Lines in between, and the same question again."""
    again = (which_place(draft),) if asked == "place_choice" else ()
    return Step(draft, asked, (*say, *again))


def _on(draft: Draft, *say: Say) -> Step:
    return Step(draft, next_question(draft), say)
