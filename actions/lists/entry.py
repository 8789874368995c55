"""One entry of a list in its canonical form, and what must never be on one."""

import re
from typing import Literal, NamedTuple

from actions.extract.links import Link, links
from actions.extract.phones import phones
from actions.extract.secrets import is_card
from actions.judge.datafile import load
from actions.judge.listed import Kind, phone_value
from actions.judge.official import hotline, owner_of

ListKind = Literal["domains", "phones", "accounts", "official"]
_OWN = frozenset({"localhost", "localhost.localdomain", "local", "broadcasthost", "ip6-localhost", "ip6-loopback"})
_SUFFIX = re.compile(r"[\w-]{2,24}(?:\.[\w-]{2,24}){0,2}")


class Entry(NamedTuple):
    """`danger` says why the entry must not be imported: "suffix", "official" or "everybodys"; "" when it may."""

    kind: Kind
    value: str
    danger: str


def read(kind: ListKind, written: str) -> Entry | None:
    """The entry that `written` names, None when it names none of this kind."""
    if kind == "phones":
        return _phone(written, guard=True)
    if kind == "accounts":
        return _account(written)
    if kind == "domains":
        return _domain(written, guard=True)
    return _domain(written, guard=False) or _phone(written, guard=False)


def is_own_machine(written: str) -> bool:
    """Names that every hosts file gives to the computer itself."""
    return written.lower() in _OWN


def _domain(written: str, *, guard: bool) -> Entry | None:
    plain = written.strip().removeprefix("*.").strip(".").lower()
    found = links(plain if "://" in plain else f"http://{plain}")
    if not found:
        under = links(f"http://zz.{plain}") if _SUFFIX.fullmatch(plain) else ()
        return Entry("domain", plain, "suffix") if under and under[0].suffix == plain else None
    if len(found) > 1 or found[0].has_userinfo:
        return None
    return Entry("domain", found[0].host, _danger(found[0]) if guard else "")


def _danger(link: Link) -> str:
    if owner_of(link):
        return "official"
    return "everybodys" if link.host in load("shorteners")["domains"] else ""


def _phone(written: str, *, guard: bool) -> Entry | None:
    found = phones(written if len(written) > 4 else f"gọi {written}")
    if len(found) != 1:
        return None
    phone = found[0]
    return Entry("phone", phone_value(phone), "official" if guard and (hotline(phone) or phone.kind == "short") else "")


def _account(written: str) -> Entry | None:
    number = re.sub(r"[ .\-]", "", written)
    if not re.fullmatch(r"[0-9A-Za-z]{6,19}", number) or (len(number) >= 15 and is_card(number)):
        return None
    return Entry("account", number, "") if any(c.isdigit() for c in number) else None
