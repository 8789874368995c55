"""One sum of money at a time, from the pieces of a text: "1 tỷ 250 triệu", "trăm rưỡi", "2tr350k"."""

from dataclasses import dataclass

from actions.extract import money
from actions.extract.counts import GROUPED, Number
from actions.extract.numbers import UNITS as DIGIT_WORDS
from actions.extract.tails import Tails

_BARE, _HALVED = money.words("bare"), money.words("halved")


@dataclass(frozen=True)
class Sum:
    """VND from `low` to `high`; `end` is the piece after it."""

    low: int
    high: int
    end: int


class Sums(Tails):
    """The sums of one folded text, read from any of its pieces."""

    def foreign(self, start: int, end: int) -> bool:
        """Whether the sum between the two pieces is said in foreign money or counts no money."""
        name = next((n for n in reversed(self.names[start:end]) if n), None) or ""
        after, then = self.text(end), self.text(end + 1)
        if self._abroad(end) or money.no_money(name, self.text(start - 1), after, then):
            return True
        rest = self.number(end) if self.scale(end - 1) == 1_000 else None
        return rest is not None and self._abroad(rest.end)  # "3 ngàn 5 trăm đô" is one foreign sum

    def _abroad(self, at: int) -> bool:
        return money.abroad(self.piece(at).said, self.text(at), self.text(at + 1))

    def at(self, at: int) -> Sum | None:
        """The sum that begins at piece `at`, its terms in falling units, or None."""
        sign = self.text(at + 1) in ("-", "+", ":")
        if self.name(at) in money.COINS and GROUPED.fullmatch(self.text(at + 1 + sign)):
            read = self.digits(at + 1 + sign)
            return Sum(int(read.low), int(read.high), read.end) if read and self.text(at) != "d" else None
        low = high = 0
        last, end = 10**13, at
        while term := self._bare(end) if end == at else self._term(end):
            total, scale, complete = term
            if scale >= last:
                break
            low, high, last, end = low + total.low, high + total.high, scale, total.end
            if complete:
                break
            end += self.text(end) == "va" and self._term(end + 1) is not None
        if not high:
            return None
        return Sum(low, high, end + (self.name(end) in money.COINS and self.is_coin(end)))

    def _term(self, at: int) -> tuple[Sum, int, bool] | None:
        """(VND, unit, complete) of "number unit tail"; complete when nothing smaller may follow."""
        number = self.number(at)
        if number is None:
            return None
        name, end = self.name(number.end), number.end + 1
        scale = self.scale(number.end)
        if name is None:
            return self._hundred_and_half(at, number)
        if number.spelled and (name == "d" or self.glued(number.end) or (name == "ti" and self._tiny(number.end))):
            return None
        if name == "toi" and self.piece(number.end).said == "toi" and not self._billion(at, end):
            return None
        if scale > 1_000_000_000:
            end += 1
        low, high = round(number.low * scale), round(number.high * scale)
        if name == "d" and not self.is_coin(number.end) and not self.glued(number.end):
            return None
        if name == "m" and self.text(end) in ("2", "3") and self.glued(end):
            return None  # square and cubic metres
        if scale == 1 or low != high:
            return Sum(low, high, end), scale, low != high or scale == 1
        extra = self.tail(end, scale)
        return (
            (Sum(low + extra[0], high + extra[0], extra[1]), scale, True)
            if extra
            else (Sum(low, high, end), scale, False)
        )

    def _bare(self, at: int) -> tuple[Sum, int, bool] | None:
        """A term that may leave out its count: "triệu rưỡi", "tỷ hai", "nửa triệu"."""
        name = self.name(at)
        if self.text(at) == "nua" and self.name(at + 1) in _HALVED:
            half = self.scale(at + 1) // 2
            return Sum(half, half, at + 2), half, True
        if name in ("trieu", "ty") and self.piece(at - 1).said in ("cả", "hơn", "gần") and self.text(at + 1) != "ruoi":
            return Sum(self.scale(at), self.scale(at), at + 1), self.scale(at), True
        if name not in _BARE or self.glued(at) or self.text(at - 1) in ("cong", "tien"):
            return self._term(at)
        if self.text(at + 1) != "ruoi" and (name not in ("trieu", "ty", "cu") or self.text(at + 1) not in DIGIT_WORDS):
            return None
        scale = self.scale(at)
        extra = self.tail(at + 1, scale)
        return (Sum(scale + extra[0], scale + extra[0], extra[1]), scale, True) if extra else None

    def _hundred_and_half(self, at: int, number: Number) -> tuple[Sum, int, bool] | None:
        """ "trăm rưỡi", said without its thousand."""
        said = [self.text(i) for i in range(at, number.end)]
        after, then = self.text(number.end), self.text(number.end + 1)
        if said[-2:] != ["tram", "ruoi"] or money.counts_after(after, then):
            return None
        vnd = round(number.low * 1_000)
        return Sum(vnd, vnd, number.end), 1_000, True

    def _tiny(self, at: int) -> bool:
        """ "một tí" is a little; without its accent only a tail shows that "ti" is a billion."""
        counted = self.name(at + 1) in money.COINS or self.tail(at + 1, 1_000_000_000) is not None
        return self.piece(at).said == "ti" and not counted

    def _billion(self, at: int, end: int) -> bool:
        """ "2 toi" without its accent: a billion ("tỏi") only when it is neither "tối" nor "tôi"."""
        return self.text(at - 1) not in ("luc", "hoi", "tam", "khoang") and (
            not self.piece(end).word or self.text(end) in ("dong", "ruoi", "roi")
        )
