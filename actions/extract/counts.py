"""Counts before a unit of money, from the pieces of a text: "15", "1.250", "hai trăm rưỡi", "2 trăm 50"."""

import re
from dataclasses import dataclass

from actions.extract import money
from actions.extract.fold import Mapped
from actions.extract.numbers import WORDS, bounds, spell
from actions.extract.spoken import Spoken, spoken

GROUPED = re.compile(r"(\d{1,3}(?:[.,]\d{3}){1,4})(?:[.,]00)?")
_DECIMAL = re.compile(r"\d{1,4}[.,]\d{1,2}")
_LONGEST_RUN = 8
_NOTHING = Spoken("", "", 0, 0)
_VERBS, _ORDINALS, _TRADES = money.words("verbs"), money.words("ordinals"), money.words("trades")
_SIGNS = frozenset("/:+.,-")


@dataclass(frozen=True)
class Number:
    """A count from `low` to `high`; `end` is the piece after it."""

    low: float
    high: float
    end: int
    spelled: bool = False


class Counts:
    """The counts of one folded text, read from any of its pieces; outside the text every piece is empty."""

    def __init__(self, folded: Mapped) -> None:
        self.pieces = spoken(folded)
        self.names = [money.unit(p.text) if p.word or p.text == "₫" else None for p in self.pieces]

    def text(self, at: int) -> str:
        return self.piece(at).text

    def piece(self, at: int) -> Spoken:
        return self.pieces[at] if 0 <= at < len(self.pieces) else _NOTHING

    def name(self, at: int) -> str | None:
        return self.names[at] if 0 <= at < len(self.names) else None

    def glued(self, at: int) -> bool:
        return at > 0 and self.piece(at).start == self.piece(at - 1).end

    def is_coin(self, at: int) -> bool:
        """ "đ" is a coin; in "5 triệu đó" and "5 triệu d" nothing else is."""
        return self.text(at) != "d" or self.piece(at).said == "đ"

    def scale(self, at: int) -> int:
        """VND in one unit of piece `at`, with "nghìn tỷ" as one unit."""
        name = self.name(at)
        one = money.UNITS.get(name, 1) if name else 1
        return one * 1_000_000_000 if one == 1_000 and self.name(at + 1) in ("ty", "ti") else one

    def may_start(self, at: int) -> bool:
        """Whether a sum may begin here: not inside a date, a time, a code or a longer number."""
        piece = self.pieces[at]
        before = self.piece(at - 1)
        if before.end != piece.start or at == 0:
            return True
        if before.text in _SIGNS:
            return not self.piece(at - 2).numeral or self.piece(at - 2).end != before.start or before.text == "-"
        times = before.text == "x" and self.piece(at - 2).numeral
        return not (before.word or before.numeral) or times or before.text in _VERBS

    def ordinal(self, at: int) -> bool:
        """Whether piece `at` numbers a day, a month or a turn and counts nothing."""
        return self.text(at - 1) in _ORDINALS

    def number(self, at: int, tail: bool = False) -> Number | None:
        """The count that begins at piece `at`, in digits or words; a `tail` may be "tư" or "lăm" alone."""
        piece = self.piece(at)
        mixed = self.text(at + 1) in ("chuc", "tram", "muoi", "may")
        if piece.text and piece.numeral and not (mixed and piece.text.isdigit() and len(piece.text) < 3):
            return self.digits(at)
        if not tail and piece.text in ("tu", "lam", "nham"):
            return None  # "tư", "lăm" only end a number; "tu 5 trieu" is "từ"
        if piece.text == "hang" and self.piece(at - 1).said in _TRADES:
            return None  # "khách hàng 10 triệu", "ngân hàng trăm triệu"
        words: list[str] = []
        end = at
        while end < at + _LONGEST_RUN:
            said = self.piece(end)
            if said.text in WORDS:
                words.append(said.text)
            elif (
                said.text.isdigit()
                and len(said.text) < 3
                and (end == at or self.text(end - 1) in ("tram", "le", "linh"))
            ):
                words.append(spell(int(said.text)))
            else:
                break
            end += 1
        if len(words) > 1 and self.ordinal(at):
            return None  # "thứ hai ba triệu"
        read = bounds(" ".join(words)) if words else None
        return Number(*read, end, spelled=True) if read else None

    def digits(self, at: int) -> Number | None:
        written = self.text(at)
        if grouped := GROUPED.fullmatch(written):
            if written[0] == "0":
                return None
            whole = int(re.sub(r"[.,]", "", grouped[1]))
            return Number(whole, whole, at + 1)
        if _DECIMAL.fullmatch(written):
            return Number(float(written.replace(",", ".")), float(written.replace(",", ".")), at + 1)
        if not written.isdigit() or len(written) > 12:
            return None
        if written[0] == "0" and not (len(written) == 3 and self.name(at - 1) in money.UNITS):
            return None  # but "1 triệu 050 nghìn"
        end, joined = at + 1, written
        while len(written) < 4 and end < at + 4 and re.fullmatch(r"\d{3}", self.text(end)) and not self.glued(end):
            joined, end = joined + self.text(end), end + 1
        if end > at + 1 and self.name(end) not in money.COINS:
            joined, end = written, at + 1  # "1 000 000" is one number only before its coin
        return Number(int(joined), int(joined), end)
