"""The words of money: units and their typing slips, foreign money, and what is counted but is no money."""

import re
from pathlib import Path

import yaml

_WORDS = yaml.safe_load((Path(__file__).parent / "data" / "money.yml").read_text(encoding="utf-8"))


def words(name: str) -> frozenset[str]:
    """The folded words of one list of data/money.yml; pairs are joined by "-"."""
    return frozenset(_WORDS[name].split())


UNITS = {
    "ty": 1_000_000_000, "ti": 1_000_000_000, "toi": 1_000_000_000,
    "trieu": 1_000_000, "tr": 1_000_000, "cu": 1_000_000, "chai": 1_000_000, "cheo": 1_000_000, "m": 1_000_000,
    "lit": 100_000, "xi": 100_000, "loet": 100_000,
    "nghin": 1_000, "ngan": 1_000, "k": 1_000, "ka": 1_000, "ng": 1_000,
}  # fmt: skip
COINS = words("coins")
_SLIPS = (
    (re.compile(r"(?:t?r(?=[ie])i{0,2}e{0,2}u{1,2}[sfrxjh]?|tireu|trieiu)"), "trieu"),
    (re.compile(r"ngh?i{1,2}n{1,2}[fsrxj]?"), "nghin"),
    (re.compile(r"ngh?a{1,2}n{1,2}[fsrxj]?"), "ngan"),
    (re.compile(r"d{1,2}o{1,2}n{1,2}g{1,2}[fsrxj]?"), "dong"),
)
_GLUED_COIN = re.compile(r"(trieu|tr|ty|nghin|ngan|ng|k)(?:vnd|dong|d)")
_FOREIGN, _FOREIGN_PAIRS = words("foreign"), words("foreign_pairs")
_COUNTED, _FAMILY = words("counted"), words("family")
_NOT_MONEY, _NOT_MONEY_PAIRS = words("not_money"), words("not_money_pairs")
_GOODS, _GOODS_UNITS = words("goods"), words("goods_units")
_BEFORE = {"m": words("measured"), "k": words("screens")}
_PERSONS, _NO_UNIT = words("persons"), words("no_unit")


def unit(word: str) -> str | None:
    """The unit or coin a folded word stands for, its common typing slips too ("trieuj", "trđ"), or None."""
    if word in UNITS or word in COINS:
        return word
    if len(word) > 10:
        return None
    if glued := _GLUED_COIN.fullmatch(word):
        return glued[1]
    return next((name for slip, name in _SLIPS if slip.fullmatch(word)), None)


def abroad(said: str, after: str, then: str) -> bool:
    """Whether `after` a sum (`said` with its accents) names foreign money: "đô", "tệ", "yên" (not "yên tâm")."""
    if said in ("đô", "tệ") or (said == "yên" and then not in ("tam", "tâm", "on", "than", "chi")):
        return True
    return after in _FOREIGN or f"{after}-{then}" in _FOREIGN_PAIRS


def no_money(name: str, before: str, after: str, then: str) -> bool:
    """Whether the words around a count say that `name` counts goods, people, clicks or length."""
    pair = f"{after}-{then}"
    if before in ("usd", "$") or f"{name}-{after}" in _NO_UNIT:
        return True
    if name in _GOODS_UNITS and after in _GOODS and pair != "tai-khoan":
        return True
    if before in _BEFORE.get(name, ()):
        return True
    if after == "nguoi":
        return then not in _PERSONS
    return after in _NOT_MONEY or pair in _NOT_MONEY_PAIRS


def counts_after(after: str, then: str) -> bool:
    """Whether a numeral before `after` counts something of its own: "5 triệu 2 vợ chồng"."""
    return after in _COUNTED or f"{after}-{then}" in _FAMILY
