"""A transfer code's text becomes bank, account and amount, or a refusal that says why."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from actions.extract.accounts import accounts
from actions.extract.phones import phones
from actions.extract.secrets import mask_secrets
from actions.extract.vietqr import _DATA, RefusedCode, Transfer, codes, transfers
from tests.actions.extract.vietqr_codes import field, sealed, vietqr

# The two examples of NAPAS' own format description.
OPEN = "00020101021138570010A00000072701270006970403011300110123456780208QRIBFTTA53037045802VN63049E6F"
FIXED = (
    "00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA530370454061800005802VN"
    "62340107NPS68690819thanh toan don hang63042E2E"
)


def only(text: str) -> Transfer | RefusedCode:
    [code] = codes(text)
    return code


def test_the_published_examples() -> None:
    opened, fixed = only(OPEN), only(FIXED)
    assert isinstance(opened, Transfer) and isinstance(fixed, Transfer)
    assert (opened.bin, opened.bank, opened.account) == ("970403", "Sacombank", "0011012345678")
    assert (opened.amount, opened.purpose) == (None, "")
    assert (fixed.amount, fixed.purpose) == (180_000, "thanh toan don hang")


def test_the_code_stands_where_it_says() -> None:
    text = f"Quét mã này để nộp phí\n{OPEN}\nGấp!"
    [found] = transfers(text)
    assert text[found.start : found.end] == found.quoted == OPEN


def test_a_bank_off_the_table_has_no_name() -> None:
    [found] = transfers(vietqr("0123456789", bank="999999"))
    assert (found.bank, found.bin) == (None, "999999")


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        (OPEN.replace("0011012345678", "0011012345679"), "checksum"),
        (OPEN[:-4] + "0000", "checksum"),
        (vietqr("9704229200000000001", service="QRIBFTTC"), "card"),
        (sealed("000201010211" + field("26", "0010A000000775") + "5303704"), "not_vietqr"),
        (sealed("000201010211" + field("38", field("00", "A000000999")) + "5303704"), "not_vietqr"),
        (sealed("000201010211" + field("38", field("00", "A000000727")) + "5303704"), "shape"),
        (vietqr("0123456789", bank="97O436"), "shape"),
        (vietqr("0123456789", amount="1.5"), "shape"),
        (vietqr("0123456789", amount="9" * 13), "shape"),
        (vietqr("0123456789", extra=field("58", "VN")), "shape"),
        (vietqr("0123456789", extra="5999short"), "shape"),
    ],
)
def test_what_is_no_transfer_is_refused_with_its_reason(payload: str, reason: str) -> None:
    refused = only(payload)
    assert isinstance(refused, RefusedCode)
    assert (refused.reason, refused.quoted) == (reason, payload)
    assert accounts(payload) == ()


@given(st.text(max_size=300), st.integers(0, 90), st.characters())
def test_no_damage_raises(noise: str, at: int, char: str) -> None:
    for text in (f"000201{noise}6304ABCD", OPEN[:at] + char + OPEN[at + 1 :], sealed("000201" + noise)):
        assert isinstance(codes(text), tuple)


def test_the_account_of_a_code_is_an_account_with_its_bank() -> None:
    text = f"Nộp vào tài khoản\n{vietqr('0912345678', bank='970422', amount='5000000')}"
    [account] = accounts(text)
    assert (account.number, account.bank, account.quoted) == ("0912345678", "MB", "0912345678")
    assert phones(text) == ()
    assert mask_secrets(text) == text


def test_the_words_name_the_same_account_once() -> None:
    assert len(accounts(f"STK 0123456789 Vietcombank\n{vietqr('0123456789')}")) == 1


def test_banks_are_named_alike_in_both_tables() -> None:
    written = yaml.safe_load((_DATA.parents[2] / "judge" / "data" / "banks.yml").read_text(encoding="utf-8"))["banks"]
    names = {bank["name"] for bank in written}
    ours = yaml.safe_load(_DATA.read_text(encoding="utf-8"))
    assert ours["source"] and ours["reviewed"]
    wallets = {"MoMo", "ZaloPay", "Viettel Money"}
    assert names - wallets <= set(ours["banks"].values())
    assert all(len(digits) == 6 and digits.isdigit() for digits in ours["banks"])
