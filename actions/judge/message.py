"""A message as the signs see it: read once, quoted from the original."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from actions.extract.accounts import Account, accounts
from actions.extract.disguise import disguised
from actions.extract.fold import QUOTE_LIMIT, Mapped, fold
from actions.extract.links import Link, links
from actions.extract.phones import Phone, phones
from actions.extract.spelling import mended, reread
from actions.extract.unmask import unmask
from actions.judge.datafile import load
from actions.judge.official import Owner, hotline, owner_of
from actions.judge.phrases import negated, words

_BARE_LETTERS = 12


@dataclass(frozen=True)
class Message:
    """`text` is folded, undisguised and read with `slips` (written word -> meant); quotes come from `original`."""

    original: str
    slips: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def _plain(self) -> Mapped:
        return fold(self.original)

    @cached_property
    def folded(self) -> Mapped:
        return mended(reread(unmask(self._plain), self.slips), words())

    @cached_property
    def disguised(self) -> tuple[str, ...]:
        """Words written to slip past filters, as they stand, each once; not in links, numbers and accounts."""
        free = (span for span in disguised(self._plain) if not any(s < span[1] and span[0] < e for s, e in self._taken))
        return tuple(dict.fromkeys(self.original[start:end] for start, end in free))

    @cached_property
    def _taken(self) -> tuple[tuple[int, int], ...]:
        spans = [(link.start, link.end) for link in self.links]
        spans += [(phone.start, phone.end) for phone in self.phones]
        return (*spans, *((account.start, account.end) for account in self.accounts))

    @property
    def text(self) -> str:
        return self.folded.text

    @cached_property
    def links(self) -> tuple[Link, ...]:
        return links(self.original)

    @cached_property
    def phones(self) -> tuple[Phone, ...]:
        return phones(self.original)

    @cached_property
    def accounts(self) -> tuple[Account, ...]:
        return accounts(self.original)

    @cached_property
    def owners(self) -> tuple[Owner, ...]:
        """Bodies whose own domain is in the message; places where anyone can publish do not count."""
        found = (owner_of(link) for link in self.links)
        return tuple(owner for owner in found if owner and not owner.user_content)

    @cached_property
    def outside_links(self) -> tuple[Link, ...]:
        """Links that lead to no body on the table."""
        return tuple(link for link in self.links if owner_of(link) is None)

    @cached_property
    def unknown_links(self) -> tuple[Link, ...]:
        """Outside links that are not mere shorteners."""
        short = load("shorteners")["domains"]
        return tuple(link for link in self.outside_links if link.registrable not in short)

    @cached_property
    def unproven_links(self) -> tuple[Link, ...]:
        """Unknown links under an ending that anybody gets without proof of identity."""
        return tuple(link for link in self.unknown_links if link.suffix not in load("lookalike")["proven"])

    @cached_property
    def personal_phones(self) -> tuple[Phone, ...]:
        """Numbers a private person can have."""
        return tuple(p for p in self.phones if p.kind in ("mobile", "foreign", "odd") and not hotline(p))

    @cached_property
    def is_bare(self) -> bool:
        """Only a link, a number or an account was pasted, with hardly a word around it."""
        taken = self._taken
        rest = [c for i, c in enumerate(self.original) if c.isalnum() and not any(a <= i < b for a, b in taken)]
        return bool(taken) and len(rest) <= _BARE_LETTERS

    def first(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """The first place that `pattern` matches."""
        return pattern.search(self.text)

    def asserted(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """The first match that its sentence does not deny, forbid or warn of."""
        return next((m for m in pattern.finditer(self.text) if not negated(self.text, m.start())), None)

    def near(self, pattern: re.Pattern[str], match: re.Match[str], within: int = 80) -> re.Match[str] | None:
        """The first match of `pattern` that overlaps the `within` characters on either side of `match`."""
        return pattern.search(self.text, max(0, match.start() - within), min(len(self.text), match.end() + within))

    def distinct(self, pattern: re.Pattern[str]) -> list[re.Match[str]]:
        """Matches of `pattern`, each wording once."""
        return list({m.group(): m for m in pattern.finditer(self.text)}.values())

    def quote(self, match: re.Match[str]) -> str:
        """The original words of a match."""
        return self.folded.quote(match.start(), match.end())


def cut(quoted: str) -> str:
    """A quoted span at evidence length."""
    return quoted[:QUOTE_LIMIT]
