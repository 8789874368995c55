"""Receipt codes: guessable by nobody, readable by everybody, a slip of the pen is noticed."""

import re

from actions.intake.receipt import new_code, read_code


def test_a_new_code_reads_back_as_itself() -> None:
    code = new_code()
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}", code)
    assert read_code(code) == code


def test_people_write_codes_their_own_way() -> None:
    code = new_code()
    assert read_code(code.lower().replace("-", " ")) == code
    assert read_code(code.replace("0", "O").replace("1", "l")) == code


def test_a_changed_neighbour_pair_is_noticed() -> None:
    swaps = unnoticed = 0
    for _ in range(200):
        plain = new_code().replace("-", "")
        for i in range(10):
            swapped = plain[:i] + plain[i + 1] + plain[i] + plain[i + 2 :]
            if swapped != plain:
                swaps += 1
                unnoticed += read_code(swapped) is not None
    assert swaps > 1000
    assert unnoticed / swaps < 0.01


def test_what_is_no_code_is_none() -> None:
    assert read_code("") is None
    assert read_code("0912345678") is None
