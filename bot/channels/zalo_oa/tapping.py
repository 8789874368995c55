"""How a button's token travels: as the text that a tap sends, hidden from the resident.

The # lets it through an OA whose page still filters for "syntax" messages; the word keeps apart what a resident may
type by chance: a card number has sixteen digits, as a token has sixteen letters.
"""

import re

_PREFIX = "#chon_"
_TAP = re.compile(re.escape(_PREFIX) + r"([A-Za-z0-9_-]{1,16})")


def payload(token: str) -> str:
    """What the platform sends back when the button is tapped."""
    return _PREFIX + token


def token(text: str) -> str | None:
    """The token where the text is a tap and nothing else. Typed by hand it is one too: it presses what its chat may."""
    tap = _TAP.fullmatch(text)
    return tap[1] if tap else None
