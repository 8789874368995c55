"""Words cut up or spelled with signs and digits, as senders do who mean to slip past filters."""

import re

from actions.judge.finding import MEDIUM, WEAK, Finding
from actions.judge.message import Message, cut

# One such word can be a slip of the thumb; one that is cut up three times, or spelled letter by letter, cannot.
_FEW, _MANY = 2, 3
_CUT_UP = re.compile(r"\w(?:[',.;:_\"’ ]+\w+){3}")


def find(message: Message) -> list[Finding]:
    """Two different ones are weak, three or one cut to pieces middling."""
    words = message.disguised
    cut_up = next((word for word in words if _CUT_UP.search(word)), None)
    if len(words) < _FEW and not cut_up:
        return []
    return [Finding("disguised_words", cut(cut_up or words[0]), MEDIUM if cut_up or len(words) >= _MANY else WEAK)]
