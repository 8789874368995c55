"""A message built to be slow is read as fast as any other."""

from collections.abc import Callable
from datetime import UTC, datetime
from time import perf_counter

import pytest

from actions.extract.accounts import accounts
from actions.extract.amounts import amounts
from actions.extract.dates import dates
from actions.extract.links import links
from actions.extract.phones import phones
from actions.extract.secrets import mask_secrets

PIECES = [
    "0 ",
    "0",
    "1.",
    "0.0-",
    "+8",
    "o1",
    "(0",
    "84 ",
    "1900 ",
    "mot ",
    "khong-",
    "muoi ",
    "1tr ",
    "1 ty ",
    "1-",
    "a.",
    "a-",
    "http://",
    "http://a@",
    "ab. ",
    "@",
    "[.]",
    "hom qua ",
    "thu 2 ",
    "10h ",
    "ngay 5 ",
    "1/1 ",
    "stk ",
    "mb ",
    "ma ",
    "otp ",
    "mat khau ",
    "cccd 1 ",
    " ",
    "\n",
    ".",
    "đ",
    "ế",
]
READERS: list[Callable[[str], object]] = [
    phones,
    links,
    accounts,
    amounts,
    mask_secrets,
    lambda text: dates(text, datetime(2026, 11, 21, tzinfo=UTC)),
]


@pytest.mark.parametrize("piece", PIECES)
def test_4096_hostile_characters(piece: str) -> None:
    text = (piece * 4096)[:4096]
    started = perf_counter()
    for read in READERS:
        read(text)
    assert perf_counter() - started < 1.5  # a generous cap: the tests share two cores
