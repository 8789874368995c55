"""What is known of an indicator from outside the message: imported lists and earlier reports."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, Protocol

from actions.extract.links import Link
from actions.extract.phones import Phone
from actions.judge.datafile import load
from actions.judge.finding import MEDIUM, STRONG, WEAK, Finding
from actions.judge.message import Message, cut
from actions.judge.official import hotline

Kind = Literal["domain", "phone", "account"]
# The signs that need more than the message; their sentences are with the others'.
SIGNS = frozenset({"on_block_list", "on_old_list", "confirmed_by_unit", "reported_before"})
FRESH = timedelta(days=180)
ENOUGH_REPORTERS = 3


@dataclass(frozen=True)
class Listing:
    """`as_of` is the day the list was true; `confirmed` when the unit itself stands for it."""

    source: str
    as_of: date
    confirmed: bool


class Listed(Protocol):
    """Imported lists."""

    def lookup(self, kind: Kind, value: str) -> list[Listing]:
        """Every list that names `value`; none when there are no lists."""

    def official(self, kind: Kind, value: str) -> str | None:
        """Whose domain or number it is by an imported official list."""


class Reported(Protocol):
    """Earlier reports."""

    def reporters(self, kind: Kind, value: str) -> int:
        """How many different people reported it."""


class Known(Listed, Reported, Protocol):
    """All that is known of an indicator from outside the message."""


class NothingKnown:
    """No lists and no reports."""

    def lookup(self, kind: Kind, value: str) -> list[Listing]:
        return []

    def official(self, kind: Kind, value: str) -> str | None:
        return None

    def reporters(self, kind: Kind, value: str) -> int:
        return 0


NOTHING_KNOWN = NothingKnown()


@dataclass(frozen=True)
class Indicator:
    """Something that can be listed or reported, as it stands in the message and in its canonical form."""

    kind: Kind
    value: str
    quoted: str


def phone_value(phone: Phone) -> str:
    """The canonical form of a number: E.164 where the plan knows it."""
    return phone.e164 or phone.value


def indicators(message: Message) -> Iterator[Indicator]:
    """Domains of nobody on the table (a short link with its path), numbers that are no hotline, accounts."""
    short = load("shorteners")["domains"]
    for link in message.outside_links:
        whole = link.host + link.path if link.registrable in short else link.registrable or link.host
        yield Indicator("domain", whole.removesuffix("/"), cut(link.quoted))
    for phone in message.phones:
        if phone.kind != "short" and not hotline(phone):
            yield Indicator("phone", phone_value(phone), cut(phone.quoted))
    for account in message.accounts:
        yield Indicator("account", account.number, cut(account.quoted))


def _hosts(link: Link) -> Iterator[str]:
    """The host and everything above it down to the registered domain."""
    yield link.host
    host = link.host
    while link.registrable and host != link.registrable and "." in host:
        host = host.split(".", 1)[1]
        yield host


def _listings(message: Message, listed: Listed) -> Iterator[tuple[Indicator, list[Listing]]]:
    for link in message.links:
        for host in _hosts(link):
            if found := listed.lookup("domain", host):
                yield Indicator("domain", host, cut(link.quoted)), found
                break
    for indicator in indicators(message):
        if indicator.kind != "domain" and (found := listed.lookup(indicator.kind, indicator.value)):
            yield indicator, found


def _weigh(indicator: Indicator, listing: Listing, today: date) -> Finding:
    """A domain stays its owner's; numbers and accounts change hands and are named more carefully."""
    weight = STRONG if listing.confirmed or indicator.kind == "domain" else MEDIUM
    age = today - listing.as_of
    details = (("source", listing.source), ("date", f"{listing.as_of:%d/%m/%Y}"), ("age", str(age.days)))
    if age > FRESH:
        return Finding("on_old_list", indicator.quoted, max(WEAK, weight - 1), details)
    sign = "confirmed_by_unit" if listing.confirmed else "on_block_list"
    return Finding(sign, indicator.quoted, weight, details)


def listed_findings(message: Message, listed: Listed, today: date) -> list[Finding]:
    """One finding for each indicator on a list: the weightiest, then the newest list."""
    found = []
    for indicator, listings in _listings(message, listed):
        newest = sorted(listings, key=lambda listing: listing.as_of, reverse=True)
        found.append(max((_weigh(indicator, listing, today) for listing in newest), key=lambda f: f.weight))
    return found


def reported_findings(message: Message, reported: Reported) -> list[Finding]:
    """Weak, from three different reporters on: unverified reports never accuse anybody."""
    found = []
    for indicator in dict.fromkeys(indicators(message)):
        count = reported.reporters(indicator.kind, indicator.value)
        if count >= ENOUGH_REPORTERS:
            found.append(Finding("reported_before", indicator.quoted, WEAK, (("count", str(count)),)))
    return found


def official_by_list(message: Message, listed: Listed) -> str | None:
    """Whose domain or number is in the message by an imported official list; the domain first."""
    for link in message.links:
        for host in () if link.is_ip or link.has_userinfo else _hosts(link):
            if name := listed.official("domain", host):
                return name
    names = (listed.official("phone", phone_value(phone)) for phone in message.phones)
    return next((name for name in names if name), None)
