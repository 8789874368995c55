"""The summary a resident reads before sending: what was told, field by field."""

from actions.extract.quoting import quoted
from actions.report.draft import FACT_FIELDS, Draft
from actions.report.labels import labels
from actions.say import Button, Say

_STORY_SHOWN = 280


def summary(draft: Draft) -> Say:
    """The summary with its buttons: send, correct, leave."""
    return Say("utter_summary", {"summary": summary_lines(draft, labels())})


def noted(draft: Draft) -> tuple[Say, ...]:
    """Echoes what was recognised in the account, so that a wrong reading is seen at once."""
    known = [f"• {labels()[name]}: {quoted(draft.facts[name])}" for name in FACT_FIELDS if draft.facts.get(name)]
    return (Say("utter_noted", {"facts": "\n".join(known)}),) if known else ()


def which_place(draft: Draft) -> Say:
    """Today's units that a told place may belong to, as buttons."""
    place = draft.facts.get("place", "")
    choices = (Button(unit, "choose_place", {"place": f"{place} ({unit})"}) for unit in draft.place_choices)
    return Say("utter_which_unit", {"units": ", ".join(draft.place_choices)}, buttons=tuple(choices))


def correction_menu(draft: Draft) -> Say:
    """One button for each thing that can be told anew."""
    names = ["story", *(name for name in FACT_FIELDS if name in draft.facts)]
    return Say("utter_which_correction", buttons=tuple(Button(labels()[n], "correct", {"field": n}) for n in names))


def summary_lines(draft: Draft, labels: dict[str, str]) -> str:
    """The draft as lines "label: value"; `labels` (see labels.yml) has one per field and "unknown"."""
    story = draft.story or ""
    shown = story if len(story) <= _STORY_SHOWN else story[:_STORY_SHOWN].rsplit(" ", 1)[0] + "…"
    lines = [f"• {labels['story']}: {quoted(shown)}"] if shown else [f"• {labels['story']}: {labels['unknown']}"]
    for name in FACT_FIELDS:
        if name in draft.facts:
            told = draft.facts[name]
            lines.append(f"• {labels[name]}: {quoted(told) if told else labels['unknown']}")
    if draft.checked:
        lines.append(f"• {labels['checked']}")
    return "\n".join(lines)
