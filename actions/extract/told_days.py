"""Days told from today: "hôm kia", "tối qua", "thứ 2 tuần trước", "cách đây 3 ngày", "hồi sáng", "ngày mai"."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from actions.extract.clock import PART
from actions.extract.day import COUNTED, MANY, Day, N, count
from actions.extract.fold import Mapped
from actions.extract.spoken import said_at

_BACK = {
    "nay": 0,
    "ni": 0,
    "gio": 0,
    "qua": 1,
    "wa": 1,
    "qa": 1,
    "qau": 1,
    "quaa": 1,
    "wua": 1,
    "kia": 2,
    "te": 2,
    "mai": -1,
    "moi": -1,
    "mot": -2,
}
_RELATIVE = re.compile(
    rf"\b(?:(?P<part>{PART})\s)?(?:(?:ngay |hoi )?(?:bua hom|hom|hum|bua|khi hom)\s{{0,3}}"
    r"(?P<word>nay|ni|qua|wu?a|qau?|quaa|kia|te)|h(?P<short>nay|qua|qa|wa))\b"
    rf"|\b(?P<part2>{PART})\s{{0,3}}(?P<word2>nay|ni|qua|wa|qau?|kia|mai|mot)\b"
    r"|\b(?P<part3>sang|som) (?P<word3>gio|moi)\b"
    r"|\b(?:ngay|bua) (?P<ahead>mai|mot|kia)\b"
)
_MANY = re.compile(MANY)
_VISITED = re.compile(r"\s(?:nha|ngan hang|zalo|app|facebook|mang|ben|cong an|phuong|xa|do|day|so)\b")
_LAST_NIGHT = re.compile(r"\b(?:hoi|khi) hom\b(?!\s(?:nay|qua|kia|truoc|bua|\d|mung|thu|chu))")
_EARLIER = re.compile(
    r"\b(?:hoi|luc|ban|khi|tu)\s(?P<part>sang(?: som)?|trua|chie?u|toi|dem|khuya)\b"
    r"(?!\s(?:hom|hum|nay|ni|qua|wa|kia|thu|chu|cn|ngay|mai|bua|h\w*|t[2-7]|\d{1,2}[/-]))"
    r"|\b(?:hoi|vua|ban|luc) (?P<now>nay)\b"
)
_DAY_BEFORE = re.compile(r"(?:\b(?:nay|qua|kia|truoc|roi)|/\d{1,4}),?\s$")
_TOMORROW = re.compile(
    r"\b(?:hen|den|bao|noi|la|thi|roi|vao)\s(?P<word>mai)\b(?!\s(?:mot|moi|sau))"
    r"|(?<![a-z] )\b(?P<alone>mai)(?=\s\d{1,2}(?:h|g|:))"
)
_WEEKDAYS = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5}
_WEEKDAY = re.compile(
    r"\b(?:thu\s?(?P<w>hai|ba|tu|nam|sau|bay|[2-7])|(?P<sun>chua? nh[au]t)|(?P<short>t\s?[2-7]|cn))\b"
    r"(?P<twice>\stuan truoc nua)?(?P<last>\stuan (?:truoc|roi|qua|ngoai|vua roi|vua qua))?(?P<week>\stuan nay)?"
    r"(?P<next>\stuan (?:sau|toi|~~~|ke|tiep))?(?P<just>\s(?:vua roi|vua qua|moi roi|roi|truoc|hom))?"
    rf"(?P<ahead>\s(?:nay\b|~~~))?(?!\s?{COUNTED}\b)"
)
_ORDINAL = re.compile(
    r"\b(?:lan|nguoi|dua|con|cuoc|goi|cai|so|hang|dot|ke|ben|mon|cau|dieu|chau|vo|chong|buoc|vong|chiec|loai|tinh|tin|don)\s$"
)
_AT = re.compile(rf"\b(?:hom|ngay|{PART})\s$")
_UNIT = r"(?P<unit>ngay|hom|bua|tuan|thang|tieng|gio|phut|p)"
_ABOUT = r"(?:(?P<about>khoang|tam|chung|hon|gan|co|do)\s)?"
_AGO = (
    re.compile(rf"\bcach (?:day|nay)?\s?{_ABOUT}(?:duoc\s)?(?P<n>{N}|nua)\s{_UNIT}\b"),
    re.compile(rf"(?<![\d/.,:-])\b{_ABOUT}(?P<n>{N}|nua)\s{_UNIT}\s(?:truoc(?!\s(?:do|khi|nua|tet|ngay))|nay roi)\b"),
)
_AHEAD = re.compile(rf"(?<![\d/.,:-])\b(?P<n>{N})\s(?P<unit>ngay|hom|tuan|thang) nua\b")
_DAYS = {"ngay": 1, "hom": 1, "bua": 1, "tuan": 7, "thang": 30}
_MINUTES = {"tieng": 60, "gio": 60, "phut": 1, "p": 1}
_BEFORE = 24


def _relative(text: str, folded: Mapped, now: datetime) -> Iterator[Day]:
    for match in _RELATIVE.finditer(text):
        word = match["word"] or match["short"] or match["word2"] or match["word3"] or match["ahead"]
        if word == "moi" and said_at(folded, match.end() - 3, match.end()) != "mơi":
            continue
        visited = word == "qua" and match["part2"] == "toi" and _VISITED.match(text, match.end())
        if visited and said_at(folded, *match.span("part2")) == "toi":
            continue  # "toi qua nha no": "tôi qua nhà nó"
        back = -2 if match["ahead"] == "kia" and match.group().startswith("ngay") else _BACK[word]
        if word == "kia" and back > 0 and said_at(folded, match.end() - 3, match.end()) in ("kìa", "kỉa"):
            back = 3
        day = now.date() - timedelta(back)
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        counted = match["word"] in ("nay", "ni") and not match["part"] and _MANY.search(before)
        yield Day(*match.span(), None if counted else day, match["part"] or match["part2"] or match["part3"])
    for match in _LAST_NIGHT.finditer(text):
        yield Day(*match.span(), now.date() - timedelta(1), "dem")
    for match in _EARLIER.finditer(text):
        part = match["part"]
        if _DAY_BEFORE.search(text[max(0, match.start() - _BEFORE) : match.start()]):
            continue  # "15/11 lúc sáng"
        evening = part is not None and part.split()[0] in ("toi", "dem", "khuya")
        if part == "toi" and said_at(folded, match.start("part"), match.end("part")) != "tối":
            continue  # without accents "luc toi", "hoi toi" are "lúc tôi", "hỏi tôi"
        if evening and match.group().startswith(("ban", "tu")):
            continue  # "ban đêm" is any night
        if match["now"] and said_at(folded, match.start("now"), match.end("now")) not in ("nãy", "nay", "nảy"):
            continue
        yield Day(*match.span(), now.date() - timedelta(evening and now.hour < 18), part)
    for match in _TOMORROW.finditer(text):
        word = "word" if match["word"] else "alone"
        first, last = folded.span(*match.span(word))
        if folded.original[first:last] == "mai":  # "Mai" is somebody
            yield Day(*match.span(word), now.date() + timedelta(1))


def _weekdays(text: str, folded: Mapped, now: datetime) -> Iterator[Day]:
    numbered = "thu nhat" in text
    for match in _WEEKDAY.finditer(text):
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        ahead = match["ahead"] and said_at(folded, match.end("ahead") - 3, match.end("ahead")) in ("này", "tới")
        week = match["twice"] or match["last"] or match["week"] or match["next"] or match["just"] or ahead
        if _ORDINAL.search(before) or (match["short"] and not week and not _AT.search(before)):
            continue
        if numbered and not week and not match["sun"] and not _AT.search(before):
            continue  # "thứ nhất…, thứ hai…"
        said = match["w"] or (match["short"] or "cn")[-1]
        weekday = 6 if said in "cn" else int(said) - 2 if said.isdigit() else _WEEKDAYS[said]
        back = now.weekday() - weekday
        if match["twice"] or match["last"]:
            back += 14 if match["twice"] else 7
        elif match["next"]:
            back -= 7
        elif ahead:
            back = back % 7 - 7 if back % 7 else 0
        elif match["just"]:
            back = back % 7 or 7
        elif not match["week"]:
            back %= 7
        end = match.end() if ahead or not match["ahead"] else match.start("ahead")
        yield Day(match.start(), end, now.date() - timedelta(back))


def _ago(text: str, now: datetime) -> Iterator[Day]:
    for form in _AGO:
        for match in form.finditer(text):
            unit, n = match["unit"], 0.5 if match["n"] == "nua" else count(match["n"])
            if n is None or n >= 400:
                continue
            if unit in _MINUTES:
                moment = (now - timedelta(minutes=n * _MINUTES[unit])).replace(second=0, microsecond=0)
                yield Day(*match.span(), moment.date(), precision="minute", approximate=True, moment=moment)
                continue
            rough = n == 0.5 or match["about"] is not None
            day = now.date() - timedelta(n * _DAYS[unit])
            month = unit == "thang" and n != 0.5
            yield Day(*match.span(), day, None, "month" if month else "day", rough or month)
    for match in _AHEAD.finditer(text):
        n = count(match["n"])
        if n is not None and n < 400:
            month = match["unit"] == "thang"
            day = now.date() + timedelta(n * _DAYS[match["unit"]])
            yield Day(*match.span(), day, None, "month" if month else "day", month)


def told_days(text: str, folded: Mapped, now: datetime) -> list[Day]:
    """Every day told from `now` in `text`, the folded text with the words its accents forbid blanked."""
    return [*_relative(text, folded, now), *_weekdays(text, folded, now), *_ago(text, now)]
