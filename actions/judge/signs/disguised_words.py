"""Words cut up or spelled with signs and digits, as senders do who mean to slip past filters."""

from actions.judge.finding import MEDIUM, WEAK, Finding
from actions.judge.message import Message, cut

# One such word can be a slip of the thumb.
_FEW, _MANY = 2, 3


def find(message: Message) -> list[Finding]:
    """Two different ones are weak, three or a phrase of single letters middling."""
    words = message.disguised
    if len(words) < _FEW and not any(" " in word for word in words):
        return []
    return [Finding("disguised_words", cut(words[0]), MEDIUM if len(words) >= _MANY else WEAK)]
