"""The notes beside a report (edge cases 11, 12, 16): what an officer reads, and what never stands in them."""

from datetime import UTC, datetime

from bot.content import Content
from bot.evidence.listing import Filed, listing
from bot.evidence.notes import Told, notes
from bot.incoming import Attachment, Contact, Kind, Origin, Place

AT = datetime(2026, 11, 20, 17, 30, tzinfo=UTC).timestamp()  # half past midnight on the 21st in Vietnam
CODE = "7K3M-9QPX-2RTB"


def told(content: Content, *, forwarded: bool = False, album: str | None = None, file: str | None = None) -> Told:
    return Told(AT, content, forwarded, album, file)


def filed(name: str, media_type: str, sha256: str = "a" * 64) -> Filed:
    return Filed(name, media_type, 900, sha256)


def test_nothing_to_note_is_no_file() -> None:
    assert notes(CODE, [told(Content(Kind.TEXT, "họ gọi tôi"))], has_files=False) is None
    assert listing([]) == ""


def test_where_a_message_came_from() -> None:
    origin = Origin("channel", "Vay nhanh 24h", "vaynhanh", datetime(2026, 11, 1, 23, 0, tzinfo=UTC))
    hidden = Origin("hidden_user", "Lan Anh")
    text = notes(
        CODE,
        [told(Content(Kind.TEXT, "a", origin=each), forwarded=True) for each in (origin, hidden, None)],
        has_files=False,
    )
    assert text is not None and CODE in text
    assert "TIN NHẮN 1, người báo gửi lúc 21/11/2026 00:30:00 (giờ Việt Nam)" in text
    assert "kênh: Vay nhanh 24h (@vaynhanh), gửi gốc lúc 02/11/2026 06:00:00 (giờ Việt Nam)" in text
    assert "người dùng ẩn danh tính: Lan Anh\n" in text
    assert "không rõ nguồn" in text


def test_cards_of_others_places_and_edits() -> None:
    card = Content(Kind.CONTACT, contact=Contact("0911222333", "Cán bộ Tú", own=False))
    place = Content(Kind.LOCATION, place=Place(20.8561, 106.6822))
    edited = Content(Kind.TEXT, "mất 5 triệu", edits=["mất 50 triệu", "mất 55 triệu"])
    text = notes(CODE, [told(card), told(place), told(edited)], has_files=False)
    assert text is not None
    assert "Cán bộ Tú, số điện thoại 0911222333" in text
    assert "vĩ độ 20.856100, kinh độ 106.682200" in text
    before = text.index("Trước khi sửa: mất 5 triệu")
    assert before < text.index("Sau khi sửa: mất 50 triệu") < text.index("Sau khi sửa: mất 55 triệu")


def test_of_the_residents_own_card_only_the_number_goes_along() -> None:
    own = Content(Kind.CONTACT, contact=Contact("0900000463", "Nguyễn Thị Nhớ", own=True))
    text = notes(CODE, [told(own)], has_files=False)
    assert text is not None and "để công an gọi lại: 0900000463" in text and "Nhớ" not in text


def test_an_album_and_its_files() -> None:
    """Edge case 13: an album of five."""
    content = Content(Kind.ATTACHMENT, attachment=Attachment("image"))
    album = [told(content, album="a", file=f"bang-chung-{number}") for number in range(1, 6)]
    text = notes(CODE, album, has_files=True)
    assert text is not None
    assert "Gửi chung một lượt với tin nhắn: 1, 2, 4, 5" in text
    assert all(f"Tệp: bang-chung-{number}\n" in text for number in range(1, 6))


def test_files_alone_are_worth_a_note() -> None:
    text = notes(CODE, [], has_files=True)
    assert text is not None and CODE in text


def test_the_list_says_which_is_the_copy() -> None:
    original, copy = filed("bang-chung-1-goc.png", "image/png"), filed("bang-chung-1.jpg", "image/jpeg", "b" * 64)
    lines = listing([(original, copy), (filed("bang-chung-2.ogg", "audio/ogg"), None)]).splitlines()
    [seen] = [line for line in lines if line.startswith("bang-chung-1.jpg: bản để xem, đã bỏ dữ liệu ẩn")]
    [whole] = [line for line in lines if line.startswith("bang-chung-1-goc.png: bản gốc đúng như lúc nhận")]
    assert seen.endswith("900 byte, image/jpeg, SHA-256 " + "b" * 64)
    assert whole.endswith("900 byte, image/png, SHA-256 " + "a" * 64)
    assert lines[-1].startswith("bang-chung-2.ogg: bản gốc đúng như lúc nhận")
    assert "không có bản để xem" not in "".join(lines)


def test_a_picture_without_a_copy_says_so() -> None:
    assert "không có bản để xem" in listing([(filed("bang-chung-1.jpg", "image/jpeg"), None)])


def test_a_program_is_marked() -> None:
    apk = filed("bang-chung-1-KHONG-MO.bin", "application/vnd.android.package-archive")
    assert "Không mở trên máy làm việc" in listing([(apk, None)])


def test_a_name_forges_no_line() -> None:
    origin = Origin("user", "An\nTIN NHẮN 9, người báo gửi lúc\u2028hôm qua\u202e", "@x\r\ny")
    text = notes(CODE, [told(Content(Kind.TEXT, "a\ud800", edits=["b"], origin=origin))], has_files=False)
    assert text is not None
    assert not any(line.startswith("TIN NHẮN 9") for line in text.splitlines())
    assert "\u202e" not in text and text.encode()
