"""Says where a payment code would send the money; neutral, for shops use such codes every day."""

from actions.extract.vietqr import RefusedCode, Transfer, codes
from actions.say import Say


def transfer_lines(text: str) -> list[Say]:
    """One line for each payment code in `text`: bank, account and amount in VND, or why it was not read."""
    return [_line(code) for code in codes(text)]


def _line(code: Transfer | RefusedCode) -> Say:
    if isinstance(code, RefusedCode):
        return Say("utter_transfer_card" if code.reason == "card" else "utter_transfer_unread")
    bank = code.bank or code.bin
    if code.amount is None:
        return Say("utter_transfer_open", {"account": code.account, "bank": bank})
    return Say(
        "utter_transfer", {"account": code.account, "bank": bank, "amount": f"{code.amount:,}".replace(",", ".")}
    )
