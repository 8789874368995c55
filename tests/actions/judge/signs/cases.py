"""How a sign is tried: as written and typed without diacritics, the answer must be the same."""

from actions.extract.fold import fold
from actions.judge.message import Message
from actions.judge.registry import finders


def weight(sign: str, text: str) -> int:
    """The heaviest finding of `sign` in `text`, 0 for none; both spellings must agree and quote the text."""
    heaviest = []
    for written in (text, fold(text).text):
        findings = finders()[sign](Message(written))
        assert all(f.sign == sign and f.evidence and f.evidence in written and len(f.evidence) <= 120 for f in findings)
        heaviest.append(max((f.weight for f in findings), default=0))
    assert heaviest[0] == heaviest[1], "diacritics changed the answer"
    return heaviest[0]
