"""Which pieces make one case, and that its verdict is never milder than a part of it or than what was said before."""

import json
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest

from actions.check.case import BETWEEN, MOST_CHARS, MOST_PIECES, Case, strongest
from actions.check.piece import Piece
from actions.extract.accounts import accounts
from actions.extract.phones import phones
from actions.judge.guess import Guess
from actions.judge.judge import judge
from actions.judge.severity import Severity

EIGHT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
SCAM = "Vietcombank: tai khoan bi khoa, truy cap https://vcb-xacthuc.top nhap ma OTP"
WARNING = "Cong an canh bao: doi tuong gia danh ngan hang nhan tin. Nguoi dan tuyet doi khong bam link, khong doc OTP."
GENUINE = "VCB: TK 0071xxx456 +2,000,000VND luc 10:05 20/11/2026. SD 12,345,678VND. ND: LUONG T11"


def piece(text: str, seconds: float = 0, guess: Guess | None = None) -> Piece:
    return Piece(text, EIGHT + timedelta(seconds=seconds), guess)


def scam_share(share: float) -> Guess:
    return Guess(scam=share, genuine=1 - share, advert=0.0)


@pytest.mark.parametrize(("seconds", "belongs"), [(0, True), (20, True), (20.5, False), (-3, True), (-30, False)])
def test_twenty_seconds_from_the_piece_before(seconds: float, belongs: bool) -> None:
    joined = Case.of([piece("một")]).joined((piece("hai", seconds),))
    assert (joined is not None) is belongs


def test_each_piece_opens_the_time_anew() -> None:
    case = Case.of([piece("0")])
    for number in range(1, 5):
        case = case.joined((piece(str(number), number * 19),)) or Case.of([piece("lost")])
    assert case.text == BETWEEN.join("01234")


def test_the_same_message_again_counts_once_but_keeps_the_case_open() -> None:
    case = Case.of([piece("Một tin")]).joined((piece("một  tin", 15),))
    assert case is not None and len(case.pieces) == 1
    assert case.joined((piece("hai", 30),)) is not None


def test_what_is_too_much_begins_a_case_of_its_own() -> None:
    full = Case.of([piece(str(number)) for number in range(MOST_PIECES)])
    assert full.joined((piece("one more"),)) is None
    assert full.joined((piece("9"),)) is not None
    assert Case.of([piece("x" * MOST_CHARS)]).joined((piece("y"),)) is None


def test_a_case_survives_the_slot() -> None:
    case, _ = Case.of([piece(SCAM, 0, Guess(0.9, 0.1, 0.0, (("fake_bank", 0.8),))), piece("hai", 3)]).judged()
    assert Case.from_slot(json.loads(json.dumps({"text": "…", "verdict": {}, **case.to_slot()}))) == case


@pytest.mark.parametrize("slot", [None, {}, {"text": "x", "verdict": {"severity": "danger"}}])
def test_what_was_checked_otherwise_is_no_case(slot: dict[str, object] | None) -> None:
    assert Case.from_slot(slot) is None


def test_a_number_does_not_run_on_into_the_next_piece() -> None:
    pieces = [piece(text) for text in ("+375 29 123 4567", "113", "1903456", "7890 Techcombank")]
    assert [found.quoted for found in phones(Case.of(pieces).text)] == ["+375 29 123 4567"]
    assert accounts(Case.of(pieces).text) == accounts("7890 Techcombank")


def test_signs_in_two_pieces_add_up() -> None:
    lure, demand = "Con bác bị tai nạn đang cấp cứu ở bệnh viện", "chuyển gấp 30 triệu vào stk 0123456789 MB"
    together = Case.of([piece(lure), piece(demand)]).judged()[1]
    assert together.severity is Severity.DANGER
    assert judge(lure).severity is not Severity.DANGER


@pytest.mark.parametrize("order", list(permutations([SCAM, WARNING, GENUINE])))
def test_a_warning_or_a_genuine_message_does_not_hide_a_scam(order: tuple[str, ...]) -> None:
    assert judge(WARNING).severity is Severity.NO_SIGN
    assert Case.of([piece(text) for text in order]).judged()[1].severity is Severity.DANGER


def test_two_genuine_messages_stay_calm() -> None:
    code = "Ma OTP cua quy khach la 482913. Tuyet doi khong cung cap ma nay cho bat ky ai."
    assert Case.of([piece(GENUINE), piece(code)]).judged()[1].severity is Severity.NO_SIGN


def test_what_was_said_is_never_taken_back() -> None:
    first, second = "Tai khoan cua ban bi khoa trong 24h", "nop phi 2 trieu de mo lai"
    case = Case.of([piece(first, 0, scam_share(0.95)), piece(second, 1)])
    case, said = case.judged()
    assert said.severity is Severity.DANGER
    assert max(judge(first).severity, judge(second).severity) is not Severity.DANGER
    for number in range(2, 6):  # each alone, and all together, would speak mildly
        later = case.joined((piece(f"{WARNING} {number}", number),))
        assert later is not None
        case, said = Case.from_slot(later.to_slot()).judged()  # type: ignore[union-attr]
        assert said.severity is Severity.DANGER


def test_the_models_most_alarming_word_counts() -> None:
    calm, alarmed = scam_share(0.1), scam_share(0.9)
    assert strongest([calm, None, alarmed, calm]) == alarmed
    assert strongest([None, calm]) == calm
    assert strongest([None, None]) is None
