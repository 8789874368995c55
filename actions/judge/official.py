"""Who owns a domain or a number, said only of what is on the tables."""

from dataclasses import dataclass
from functools import lru_cache

from actions.extract.links import Link
from actions.extract.phones import Phone
from actions.judge.datafile import load


@dataclass(frozen=True)
class Owner:
    """A body with its official domains; `aliases` are folded spellings without spaces."""

    name: str
    kind: str
    domains: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    international: bool = False
    user_content: bool = False


@lru_cache(maxsize=1)
def owners() -> tuple[Owner, ...]:
    """Every body of official_domains.yml."""
    rows = load("official_domains")["owners"]
    return tuple(Owner(**{**row, "domains": tuple(row["domains"]), "aliases": tuple(row["aliases"])}) for row in rows)


@lru_cache(maxsize=1)
def _by_domain() -> dict[str, Owner]:
    return {domain: owner for owner in owners() for domain in owner.domains}


@lru_cache(maxsize=1)
def _suffixes() -> dict[str, Owner]:
    rows = load("official_domains")["suffixes"]
    return {row["suffix"]: Owner(row["name"], row["kind"], (row["suffix"],)) for row in rows}


def owner_of(link: Link) -> Owner | None:
    """The body that owns the link's host, None when the tables do not know it (or the link hides it)."""
    if link.is_ip or link.has_userinfo:
        return None
    parts = link.host.split(".")
    for at in range(len(parts) - 1):
        if owner := _by_domain().get(".".join(parts[at:])):
            return owner
    return _suffixes().get(link.suffix)


@lru_cache(maxsize=1)
def _hotlines() -> dict[str, str]:
    return {row["number"]: row["name"] for row in load("hotlines")["hotlines"]}


def hotline(phone: Phone) -> str | None:
    """Whose hotline it is, None when it is not on the table."""
    return _hotlines().get(phone.value)
