"""Sums of money as people say them, in VND. "15-20 triệu" is a range, never one value."""

import re
from dataclasses import dataclass

from actions.extract.fold import fold
from actions.extract.numbers import SPELLED, value

_SCALES = {
    "ty": 1_000_000_000, "ti": 1_000_000_000, "toi": 1_000_000_000,
    "trieu": 1_000_000, "tr": 1_000_000, "cu": 1_000_000, "chai": 1_000_000, "m": 1_000_000,
    "lit": 100_000, "xi": 100_000, "loet": 100_000,
    "nghin": 1_000, "ngan": 1_000, "k": 1_000,
    "dong": 1, "vnd": 1, "d": 1,
}  # fmt: skip
_COUNTED = r"(?:(?:lan|nguoi|ngay|thang|nam|gio|phut|tuoi|don|may|the|cai|chiec|phan)\b|%|\d)"
_NUMBER = rf"(?:\d{{1,3}}(?:[.,]\d{{3}}){{1,4}}(?![\d])|\d{{1,12}}(?:[.,]\d{{1,2}}(?!\d))?|(?>{SPELLED}))"
_SCALE = (
    r"(?:trieu|ty(?!\s(?:gia|le))|ti\b|toi(?=\sdong|\sruoi|\b(?!\s?[a-z]))|nghin|ngan(?!\s?hang)|cu\b|chai\b"
    r"|lit\b(?!\s(?:nuoc|xang|dau|sua|bia|ruou|mau))|xi\b|loet\b|tr|k|m(?![23]\b))"
)
_COIN = r"(?:dong|vnd|d)(?![a-z])"
_PART = re.compile(
    rf"(?P<number>{_NUMBER})\s?(?P<scale>{_SCALE}|{_COIN})"
    rf"(?:(?P<half>\sruoi)|(?P<tail>\d{{1,3}})(?![\d.,]|\s?{_COUNTED}|\s?(?:{_SCALE})(?![a-z]))(?![a-z])"
    rf"|\s(?P<spaced>\d{{1,3}}|(?>{SPELLED}))(?!\s?(?:{_COUNTED}))(?!\s?(?:{_SCALE}|{_COIN})(?![a-z]))(?![a-z\d.,/:%-]))?(?![a-z])"
)
_START = re.compile(r"(?<![a-z0-9.,/+:])(?=[\da-z])")
_WORDS = re.compile(rf"tu\b|{SPELLED}")  # "từ năm triệu": the first word is no number
_RANGE = re.compile(
    rf"(?<![a-z0-9.,/+:])(?P<low>{_NUMBER})\s?(?P<unit>{_SCALE}|{_COIN})?\s?(?:-|–|~|den|toi)\s?(?P<high>{_NUMBER})\s?(?P<scale>{_SCALE}|{_COIN})(?![a-z])"
)


@dataclass(frozen=True)
class Amount:
    """VND from `low` to `high`; `vnd` is the sum when both are the same, None for a range."""

    quoted: str
    start: int
    end: int
    low: int
    high: int

    @property
    def vnd(self) -> int | None:
        return self.low if self.low == self.high else None


def _plain(written: str) -> float | None:
    if written[0].isdigit():
        if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", written):
            return float(re.sub(r"[.,]", "", written))
        return float(written.replace(",", "."))
    return value(written)


def _tail(text: str, scale: int) -> int | None:
    """What stands after the unit: in "1tr2" and "mười triệu hai" tenths of it, in "1tr250" thousandths."""
    if text.isdigit():
        return round(float("0." + text) * scale) if scale > 1 else None
    units = value(text)
    if units is None or scale == 1:
        return None
    return round(units * scale / (10 if units < 10 else 100 if units < 100 else 1000))


def _one(match: re.Match[str]) -> tuple[int, int, bool] | None:
    """(VND, end, complete) of one "number unit tail"; complete when nothing smaller may follow."""
    number, scale = _plain(match["number"]), _SCALES[match["scale"]]
    if number is None or (match["scale"] == "d" and not match["number"][0].isdigit()):
        return None
    if scale == 1 and number != int(number):
        return None
    if not match["number"][0].isdigit() and match.end("number") == match.start("scale"):
        return None  # "bấm" is no "ba m": a spelled number stands apart from its unit
    vnd, end = round(number * scale), match.end()
    if match["half"]:
        return vnd + scale // 2, end, True
    rest = match["tail"] or match["spaced"]
    if rest is None:
        return vnd, end, scale == 1
    extra = _tail(rest, scale)
    if extra is None or (match["spaced"] and scale == 1_000 and not rest.isdigit()):
        return vnd, match.end("scale"), scale == 1
    if match["spaced"] and scale == 1_000 and rest.isdigit():
        return vnd + int(rest), end, True  # "20 nghìn 500"
    return vnd + extra, end, True


def _sum(text: str, at: int) -> tuple[int, int] | None:
    """(VND, end) of the terms that follow each other from `at` in falling units ("1 tỷ 250 triệu")."""
    total, end, last = 0, at, 10**13
    while match := _PART.match(text, at):
        read, scale = _one(match), _SCALES[match["scale"]]
        if read is None or scale >= last:
            break
        vnd, end, complete = read
        total, last = total + vnd, scale
        if complete:
            break
        gap = re.compile(r"\s(?:va\s)?").match(text, end)
        at = gap.end() if gap else end
    if not total:
        return None
    coin = re.compile(rf"\s?{_COIN}").match(text, end)
    return total, coin.end() if coin else end


def amounts(text: str) -> tuple[Amount, ...]:
    """Every sum of money in `text`, in order; a number without a unit is none."""
    folded = fold(text)
    found: list[Amount] = []
    at = 0
    while start := _START.search(folded.text, at):
        at = start.start()
        span = _RANGE.match(folded.text, at)
        if span and (low := _plain(span["low"])) is not None and (high := _plain(span["high"])) is not None:
            scale = _SCALES[span["scale"]]
            low_vnd = round(low * (_SCALES[span["unit"]] if span["unit"] else scale))
            bounds, end = (low_vnd, round(high * scale)), span.end()
        else:
            read = _sum(folded.text, at)
            if read is None:
                words = _WORDS.match(folded.text, at)
                at = words.end() if words else at + 1
                continue
            bounds, end = (read[0], read[0]), read[1]
        if 1_000 <= bounds[0] <= bounds[1] <= 10**13:
            first, last = folded.span(at, end)
            found.append(Amount(folded.original[first:last], first, last, *bounds))
        at = end
    return tuple(found)
