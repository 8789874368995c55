"""One sum of money at a time, from the pieces of a text: "1 tỷ 250 triệu", "trăm rưỡi", "2tr350k"."""

from dataclasses import dataclass

from actions.extract import money
from actions.extract.counts import GROUPED, Counts, Number
from actions.extract.numbers import UNITS as DIGIT_WORDS
from actions.extract.numbers import value
from actions.extract.spoken import Spoken

_BARE, _HALVED = money.words("bare"), money.words("halved")
_COUNTING_SIGNS = frozenset("/:-%")


@dataclass(frozen=True)
class Sum:
    """VND from `low` to `high`; `end` is the piece after it."""

    low: int
    high: int
    end: int


class Sums(Counts):
    """The sums of one folded text, read from any of its pieces."""

    def foreign(self, start: int, end: int) -> bool:
        """Whether the sum between the two pieces is said in foreign money or counts no money."""
        name = next((n for n in reversed(self.names[start:end]) if n), None) or ""
        after, then = self.text(end), self.text(end + 1)
        return money.abroad(self.piece(end).said, after, then) or money.no_money(
            name, self.text(start - 1), after, then
        )

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
        extra = self._tail(end, scale)
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
        extra = self._tail(at + 1, scale)
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
        counted = self.name(at + 1) in money.COINS or self._tail(at + 1, 1_000_000_000) is not None
        return self.piece(at).said == "ti" and not counted

    def _billion(self, at: int, end: int) -> bool:
        """ "2 toi" without its accent: a billion ("tỏi") only when it is neither "tối" nor "tôi"."""
        return self.text(at - 1) not in ("luc", "hoi", "tam", "khoang") and (
            not self.piece(end).word or self.text(end) in ("dong", "ruoi", "roi")
        )

    def _tail(self, at: int, scale: int) -> tuple[int, int] | None:
        """(VND, end) of what stands after a unit: in "1tr2" a tenth of it, in "1tr250" thousandths."""
        piece = self.piece(at)
        if piece.text in ("ruoi", "rươi") and not self.glued(at):
            return scale // 2, at + 1
        glued = self.glued(at)
        number = self.number(at, tail=True) if piece.text else None
        if number is None or number.low != number.high or not number.low:
            return None
        if (not number.spelled and (not piece.text.isdigit() or len(piece.text) > 3)) or self.name(
            number.end
        ) in money.UNITS:
            return None
        if not glued and scale == 1_000 and (number.spelled or len(piece.text) == 2):
            return None
        after = self.piece(number.end)
        if not self._closes(number, after, glued):
            return None
        if number.spelled:
            count = int(number.low)
            return round(count * scale / (10 if count < 10 else 100 if count < 100 else 1000)), number.end
        if self.name(number.end) in money.COINS and not glued:
            return None  # "1 triệu 500 đồng" adds 500 đồng
        return round(float("0." + piece.text) * scale), number.end

    def _closes(self, number: Number, after: Spoken, glued: bool) -> bool:
        """Whether what follows leaves the number to the sum: not "3 triệu 2 ngày", "4tr 8h", "3tr 20/11"."""
        if not after.text:
            return True
        coin = self.name(number.end) in money.COINS
        if self.glued(number.end) and not coin:
            following = self.piece(number.end + 1)
            counting = after.text in _COUNTING_SIGNS and (after.text == "%" or following.numeral)
            if after.word or counting:
                return False
        if glued or coin:
            return True
        lone = self.piece(number.end - 1)
        if lone.said in ("1", "một", "mot") and after.word and number.low == 1:
            return False  # "5 triệu một tháng"
        if (
            lone.said in ("tu", "nam", "năm", "ba")
            and (after.word or after.numeral)
            and number.spelled
            and value(lone.text) == number.low
        ):
            return (
                after.text not in ("me", "ma", "toi", "nay", "ngoai", "truoc", "sau", "roi", "em")
                and lone.said != "tu"
                and not after.numeral
            )
        return not money.counts_after(after.text, self.piece(number.end + 1).text)
