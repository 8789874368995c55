"""Finds what is to be checked in a line such as "is this a scam: <message>", or tells that nothing is there yet."""

import re

from actions.extract.accounts import accounts
from actions.extract.links import links
from actions.extract.phones import phones
from actions.understanding import Understanding

# Longer lines than a bare "please check this message for me" carry their message with them.
_REQUEST_WORDS = 14
_QUOTED = re.compile(r"[\"“”«:](.{15,})", re.DOTALL)


def material_in(heard: Understanding) -> str | None:
    """The text to judge, or None when the resident only asked to have something checked."""
    if heard.is_button:
        return None
    text = heard.original.strip()
    if links(text) or phones(text) or accounts(text):
        return text
    quoted = _QUOTED.search(text)
    if quoted:
        return quoted.group(1).strip(' "“”«»')
    return text if len(text.split()) >= _REQUEST_WORDS or heard.intent != "ask_check" else None
