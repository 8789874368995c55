"""A vote or a look at a picture that needs signing in."""

from actions.judge.finding import MEDIUM, WEAK, Finding
from actions.judge.message import Message
from actions.judge.phrases import phrase

_VOTE = phrase(
    "(?:binh chon|vote|bau chon|like giup)~(?:giup|ho|cho (?:con|chau|be|em|minh|chi)|link|ung ho)",
    "(?:co phai|xem|day la)~(?:ban|anh|hinh|video|clip)~(?:trong|nay|link|khong)~(?:http|link)",
    "(?:giup|ung ho)~(?:binh chon|vote|bau chon)",
)


def find(message: Message) -> list[Finding]:
    """Middling with an outside link, weak without."""
    vote = message.asserted(_VOTE)
    return [Finding("vote_lure", message.quote(vote), MEDIUM if message.outside_links else WEAK)] if vote else []
