"""What stands after a unit of money: in "1tr2" a tenth of it, in "2 triệu rưỡi" a half."""

from actions.extract import money
from actions.extract.counts import Counts, Number
from actions.extract.numbers import WORDS, value
from actions.extract.spoken import Spoken

_COUNTING_SIGNS = frozenset("/:-%")
_LATER = money.words("later")


class Tails(Counts):
    """The tails of the sums of one folded text."""

    def tail(self, at: int, scale: int) -> tuple[int, int] | None:
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
            if glued and after.text == "-" and self.name(number.end + 2) in money.UNITS:
                return True  # "2tr5-3tr"
            if after.word or counting:
                return False
        if glued or coin:
            return True
        lone = self.piece(number.end - 1)
        if lone.said in ("1", "một", "mot") and after.word and number.low == 1:
            return False  # "5 triệu một tháng"
        if lone.said == "sau" and value(lone.text) == number.low and self._afterwards(number.end - 1):
            return False
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

    def _afterwards(self, at: int) -> bool:
        """Whether "sau" without its accent is "after" and no six: "13tr sau 3 ngay", "2 trieu sau do"."""
        after = self.piece(at + 1)
        if after.numeral or after.text in WORDS or after.text in _LATER:
            return True
        return after.word and self.piece(at - 2).numeral  # who writes "2 trieu" in digits writes "2 trieu 6"
