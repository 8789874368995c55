"""What a resident sees: plain text, numbers for buttons, nothing of a scammer's to tap."""

import unicodedata

from bot.channels.zalo_bot.translate_out import to_parts
from bot.reply import IssuedButton, Reply

BUTTONS = (IssuedButton("Đúng rồi", "t1"), IssuedButton("Không phải", "t2"))


def texts(reply: Reply) -> list[str]:
    return [part.text for part in to_parts(reply)]


def test_buttons_become_numbers() -> None:
    """Edge case 9, the showing of it."""
    parts = to_parts(Reply("Bác thấy có đúng không?", BUTTONS))
    assert parts == [Reply("Bác thấy có đúng không?\n\nBác trả lời bằng số:\n1. Đúng rồi\n2. Không phải")]


def test_a_long_text_is_split_with_the_menu_last() -> None:
    """Edge case 6: 2000 UTF-16 units."""
    paragraph = "Kẻ gian gọi điện 😀 xưng là công an. " * 20
    reply = Reply("\n\n".join([paragraph.strip()] * 5), BUTTONS)
    parts = texts(reply)
    assert len(parts) == 3 and parts == texts(reply)
    assert all(0 < len(part.encode("utf-16-le")) // 2 <= 2000 for part in parts)
    assert parts[-1].endswith("1. Đúng rồi\n2. Không phải")
    assert sum("Bác trả lời bằng số" in part for part in parts) == 1
    assert [len(part) for part in texts(Reply("a" * 4100))] == [2000, 2000, 100]
    assert [len(part) for part in texts(Reply("😀" * 2001))] == [1000, 1000, 1]


def test_nothing_to_say() -> None:
    """Edge case 6: no part is empty."""
    assert to_parts(Reply("", (), {"type": "verdict"})) == []
    assert to_parts(Reply(" \n\u200b")) == []


def test_letters_are_whole() -> None:
    """Edge case 27: NFC; a family stays one."""
    [part] = texts(Reply(unicodedata.normalize("NFD", "Công an xã")))
    assert part == "Công an xã"
    assert all("👨‍👩‍👧" in part for part in texts(Reply("👨‍👩‍👧" * 600)))
    assert "".join(texts(Reply("👨‍👩‍👧" * 600))) == "👨‍👩‍👧" * 600


def test_the_code_of_a_tip_is_kept() -> None:
    card = {"type": "receipt", "code": "7K3M-9QPX-2RTB"}
    assert texts(Reply("Cảm ơn bác.", (), card)) == ["Cảm ơn bác.\n\nMã tin báo: 7K3M-9QPX-2RTB"]
    assert texts(Reply("Mã: 7K3M-9QPX-2RTB", (), card)) == ["Mã: 7K3M-9QPX-2RTB"]
    assert texts(Reply("", (), card)) == ["Mã tin báo: 7K3M-9QPX-2RTB"]


def test_a_quote_left_open_or_cut_is_inert_in_every_part() -> None:
    parts = texts(Reply("“" + "a " * 990 + "evil.top " + "b " * 300 + "evil.com”"))
    assert len(parts) == 2
    assert "evil[.]top" in "".join(parts) and "evil[.]com" in parts[1]
