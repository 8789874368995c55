"""Rasa's utterances into bubbles."""

from itertools import groupby

from bot.rasa_client import RasaItem
from bot.reply import Button, Draft
from bot.sanitize import sanitize

SEPARATE_TEXTS = 2  # a longer run of plain texts becomes one bubble


def drafts(items: list[RasaItem], choose: str, *, asking: bool = False) -> list[Draft]:
    """The bubbles in order. Buttons or a card without words join the bubble before them.

    choose: what to say above buttons that have neither words nor a bubble before them. asking: Rasa waits for an
    answer, so that the buttons are answers.
    """
    bubbles: list[Draft] = []
    for item in items:
        draft = _draft(item, asking)
        if draft.text:
            bubbles.append(draft)
        elif bubbles and (draft.buttons or draft.card):
            bubbles[-1] = _joined(bubbles[-1], draft)
        elif draft.buttons or draft.card:
            bubbles.append(Draft(choose if draft.buttons else "", draft.buttons, draft.card))
    return _merged(bubbles)


def shows(items: list[RasaItem], *, cards: bool) -> bool:
    """Whether a resident sees anything of it. cards: whether the channel draws them."""
    seen = [_draft(item, asking=False) for item in items]
    return any(draft.text or draft.buttons or (cards and draft.card) for draft in seen)


def flow_is_done(items: list[RasaItem]) -> bool:
    """Whether the assistant says that this report is over."""
    return any((item.custom or {}).get("flow") == "done" for item in items)


def _draft(item: RasaItem, asking: bool) -> Draft:
    card = (item.custom or {}).get("card")
    buttons = tuple(Button(button.title, button.payload, answers=asking) for button in item.buttons)
    text = item.text if item.text and sanitize(item.text) else ""  # invisible signs are no words
    return Draft(text.strip(), buttons, card if isinstance(card, dict) else None)


def _joined(above: Draft, wordless: Draft) -> Draft:
    return Draft(above.text, above.buttons + wordless.buttons, above.card or wordless.card)


def _merged(bubbles: list[Draft]) -> list[Draft]:
    merged: list[Draft] = []
    for plain, run in groupby(bubbles, key=lambda bubble: not bubble.buttons and not bubble.card):
        group = list(run)
        if plain and len(group) > SEPARATE_TEXTS:
            group = [Draft("\n\n".join(bubble.text for bubble in group))]
        merged += group
    return merged
