"""A receipt code notices a slip of the pen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.receipt_code import ALPHABET, check_digit, new_code, parse_code

digits = st.text(alphabet=ALPHABET, min_size=11, max_size=11)


def test_the_contracts_example() -> None:
    assert check_digit("7K3M9QPX2RT") == "7"


def test_new_codes_are_valid_and_differ() -> None:
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(parse_code(code) == code for code in codes)


@pytest.mark.parametrize("typed", ["7k3m9qpx2rt7", " 7K3M 9QPX 2RT7 ", "7K3M-9QPX-2RT7", "7k3m-9qpx2rt7"])
def test_as_people_type_it(typed: str) -> None:
    assert parse_code(typed) == "7K3M-9QPX-2RT7"


def test_letters_that_look_like_digits() -> None:
    body = "10000000000"
    assert parse_code("IoOlooooooo".replace("l", "0") + check_digit(body)) == f"1000-0000-000{check_digit(body)}"


@pytest.mark.parametrize("typed", ["", "7K3M-9QPX-2RT8", "7K3M-9QPX-2RT", "7K3M-9QPX-2RTU", "٧K3M-9QPX-2RT7", "\x00"])
def test_what_is_no_code(typed: str) -> None:
    assert parse_code(typed) is None


@given(digits, st.integers(0, 9))
def test_two_neighbours_swapped_are_noticed(body: str, at: int) -> None:
    """Except between 0 and Z, whose values are equal modulo 31."""
    swapped = body[:at] + body[at + 1] + body[at] + body[at + 2 :]
    if ALPHABET.index(body[at]) % 31 != ALPHABET.index(body[at + 1]) % 31:
        assert parse_code(swapped + check_digit(body)) is None
