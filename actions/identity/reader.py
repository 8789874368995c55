"""Reads a claim out of the resident's own words, with or without accents."""

import re

from actions.extract.fold import fold
from actions.identity.body import Body
from actions.identity.choices import Choice, Choices
from actions.identity.claim import Claim
from actions.identity.wording import find_phrases

_SAYS_IT_IS = re.compile(r"\b(?:xung|tu nhan|mao danh|gia danh|noi la|bao la)\b")
# Said about any place, so only when nothing more exact is named.
_VAGUE = "other"


class Reader:
    """Knows the words for bodies and choices."""

    def __init__(self, bodies: dict[str, Body], choices: Choices) -> None:
        self._bodies = [(word, body.slug) for body in bodies.values() for word in body.words]
        self._short = [(word, body.slug) for body in bodies.values() for word in body.short]
        self._choices = choices

    def read(self, text: str, asked: str | None = None) -> Claim:
        """What the line names; a short answer counts for the question `asked` ("body", "way" or "wish")."""
        folded = fold(text).text
        return Claim(
            body=self._body(folded, asked == "body"),
            way=_named(folded, self._choices.ways, asked == "way"),
            wish=_named(folded, self._choices.wishes, asked == "wish"),
        )

    def _body(self, folded: str, asked: bool) -> str | None:
        named = find_phrases(folded, self._bodies) or (find_phrases(folded, self._short) if asked else [])
        exact = [pair for pair in named if pair[1] != _VAGUE] or named
        claimed = _SAYS_IT_IS.search(folded)
        after = [slug for at, slug in exact if claimed and at >= claimed.end()]
        return next(iter(after or [slug for _, slug in exact]), None)


def _named(folded: str, choices: dict[str, Choice], asked: bool) -> list[str] | None:
    words = [(word, choice.slug) for choice in choices.values() for word in choice.words]
    found = find_phrases(folded, words)
    if not found and asked:
        found = find_phrases(folded, [(word, c.slug) for c in choices.values() for word in c.short])
    slugs = list(dict.fromkeys(slug for _, slug in found))
    return [slug for slug in slugs if slug != "nothing" or len(slugs) == 1] or None
