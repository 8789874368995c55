"""A payment code is named: which bank, which account, how much."""

from actions.check.transfer_lines import transfer_lines
from actions.extract.vietqr import transfers

# A code of NAPAS's own published example: 180.000 VND.
SHOP = (
    "00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA530370454061800005802VN"
    "62340107NPS68690819thanh toan don hang63042E2E"
)


def test_the_bank_the_account_and_the_amount_are_named() -> None:
    [code] = transfers(SHOP)
    [line] = transfer_lines(f"quét giúp mã này {SHOP}")
    assert line.response == "utter_transfer"
    assert line.values == {"account": code.account, "bank": code.bank or code.bin, "amount": "180.000"}


def test_a_changed_code_is_refused_and_said_so() -> None:
    [line] = transfer_lines(SHOP.replace("180000", "980000"))
    assert line.response == "utter_transfer_unread"


def test_ordinary_text_has_no_line() -> None:
    assert transfer_lines("mai em ck cho chị 180.000 nha") == []
