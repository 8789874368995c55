"""Reads where the resident lives out of an account: "tôi ở xã An Tiến"."""

import re

from actions.extract.fold import fold

# Names of communes have two syllables, seldom three; a third one counts only when it is written as a name.
_PLACE = re.compile(r"\b(?:o|tai)\s+(?:xa|phuong|thi tran|tt)\s+[a-z]+\s+[a-z]+(?:\s+[a-z]+)?\b")


def find_place(text: str) -> str | None:
    """The last place named so, in the resident's own words ("xã An Tiến"), or None."""
    folded = fold(text)
    found = None
    for match in _PLACE.finditer(folded.text):
        words = folded.quote(*match.span()).split()[1:]
        type_words = 2 if words[0].lower() in ("thị", "thi") else 1
        name = words[type_words:]
        if len(name) == 3 and not name[2][0].isupper():
            name = name[:2]
        found = " ".join([*words[:type_words], *name])
    return found
