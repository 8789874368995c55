"""Does a host imitate a body on the official table?"""

import re
from dataclasses import dataclass
from functools import lru_cache

from actions.extract.links import Link
from actions.judge.datafile import load
from actions.judge.finding import MEDIUM, STRONG
from actions.judge.label import Label
from actions.judge.name_in_label import name_in_label, words
from actions.judge.official import Owner, owner_of, owners

# "vietcombank.com.vn-abc.info": an official ending that is only a part of another name.
_FALSE_ENDING = re.compile(r"(?:^|[.-])(?:com|gov|org|edu|net)[.-]vn-|\.vn-")
_NAME = 4


@dataclass(frozen=True)
class Likeness:
    """`owner` is the body imitated, None when no single one is meant."""

    owner: Owner | None
    weight: int


@lru_cache(maxsize=2048)
def likeness(link: Link) -> Likeness | None:
    """The strongest imitation that the link's host makes, None when it makes none or is official itself."""
    if not link.registrable or owner_of(link) or link.registrable in load("shorteners")["domains"]:
        return None
    label = Label(link.label, link.suffix)
    if label.is_proven and any(link.label in owner.aliases for owner in owners()):
        return None
    nobody = _nobody(link, label)
    best: Likeness | None = Likeness(None, nobody) if nobody else None
    before = [Label(part, link.suffix) for part in link.subdomain.split(".") if part]
    for owner in owners():
        weight = max((name_in_label(label, alias, owner) for alias in owner.aliases), default=0)
        weight = max(weight, _before(link, before, owner))
        if weight > (best.weight if best else 0):
            best = Likeness(owner, weight)
    return best


def _nobody(link: Link, label: Label) -> int:
    """The weight of signs that imitate authorities and banks in general."""
    host = link.host.removesuffix("." + link.suffix)
    if "gov" in host.replace("-", ".").split(".") or _FALSE_ENDING.search(link.host):
        return STRONG
    if label.is_proven:
        return 0
    twin = len(label.tokens) > 1 and label.tokens[0] in words("web_twins")
    borrowed = "bank" not in label.joined and words("banking") & set(link.subdomain.split("."))
    names_body = any(word in label.joined for word in words("bodies"))
    return MEDIUM if twin or borrowed or names_body else 0


def _before(link: Link, before: list[Label], owner: Owner) -> int:
    """The weight of the body's name or whole domain before somebody else's registered domain."""
    if any(domain in link.host and _copied(domain, link.host) for domain in owner.domains):
        return STRONG
    if owner.kind in ("social", "tech"):
        return 0
    weight = 0
    for label in before:
        for alias in owner.aliases:
            if alias in label.tokens:
                weight = max(weight, STRONG if len(alias) >= _NAME and not label.is_proven else MEDIUM)
            elif len(alias) >= _NAME and not label.is_proven:
                weight = max(weight, min(MEDIUM, name_in_label(label, alias, owner)))
    return weight


def _copied(domain: str, host: str) -> bool:
    """Whether `domain` stands in `host` with something behind it ("scb.com.vn-abc.info")."""
    return re.search(rf"(?:^|[.-]){re.escape(domain)}[.-]", host) is not None
