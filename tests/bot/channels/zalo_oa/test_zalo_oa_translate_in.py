"""What residents send, as the room sees it."""

import json
from typing import Any

import pytest

from bot.channels.zalo_oa.event import Unreadable, parse
from bot.channels.zalo_oa.translate_in import to_incomings
from bot.incoming import Attachment, Contact, Incoming, Kind, Place
from tests.bot.channels.zalo_oa.zalo_oa_api import USER, attached, by_user, encoded

NOW = 1_795_000_000.0
PHOTO = "https://f12-zpc.zdn.vn/jpg/123/abc.jpg"


def read(event: dict[str, Any], now: float = NOW) -> list[Incoming]:
    raw = encoded(event)
    return to_incomings(parse(raw, now), raw)


def only(event: dict[str, Any]) -> Incoming:
    [incoming] = read(event)
    return incoming


def text(words: Any, **message: Any) -> Incoming:
    return only(by_user(USER, "user_send_text", text=words, at=NOW - 5, **message))


def test_words_arrive_as_they_were_written() -> None:
    incoming = text("Có người gọi xưng công an\nđòi “xác minh” 😀", quote_msg_id="96d3cdf3af150460909")
    assert (incoming.kind, incoming.text) == (Kind.TEXT, "Có người gọi xưng công an\nđòi “xác minh” 😀")
    assert (incoming.channel, incoming.chat_id, incoming.forwarded) == ("zalo_oa", USER, False)
    assert incoming.received_at.timestamp() == pytest.approx(NOW - 5, abs=0.01)
    assert incoming.event_id == incoming.message_id


@pytest.mark.parametrize(
    "words", ["", "   ", "\u200b", "😀", "\u202etxt", "a" * 10_000, "ti\u0302n", "\x00\x07", "\ud83d"]
)
def test_edge_27_odd_texts_pass_unchanged(words: str) -> None:
    incoming = text(words)
    assert (incoming.kind, incoming.text) == (Kind.TEXT, words)


def test_edge_10_tap_is_a_button_and_only_the_whole_text_is() -> None:
    tapped = text("#chon_AbC-_1234567890x")
    assert (tapped.kind, tapped.button, tapped.text) == (Kind.BUTTON, "AbC-_1234567890x", None)
    for typed in (
        " #chon_AbC-_1234567890x",
        "#chon_AbC-_1234567890x!",
        "tôi bấm #chon_AbC-_1234567890x",
        "#chon_",
        "#chon_" + "a" * 17,
        "AbC-_1234567890x",
        "9704123456789012",
        "#chon_đồng_ý",
        '#chon_a"}',
    ):
        assert text(typed).kind is Kind.TEXT, typed


@pytest.mark.parametrize(
    ("typed", "name", "start"),
    [
        ("/start", "start", None),
        ("/START", "start", None),
        ("/start xa_an_lao", "start", "xa_an_lao"),
        ("/start " + "x" * 65, "start", "x" * 65),
        ("/help", "help", None),
        ("/huy", "huy", None),
        ("/xoa_du_lieu", "xoa_du_lieu", None),
        ("/cmd@OtherBot", "cmd", None),
        ("/gi_do", "gi_do", None),
    ],
)
def test_edge_17_commands(typed: str, name: str, start: str | None) -> None:
    incoming = text(typed)
    assert (incoming.kind, incoming.text, incoming.start) == (Kind.COMMAND, name, start)


@pytest.mark.parametrize("typed", ['/bao_cao@1.0{"so_tien":"0"}', " \n/restart", "/ start", "／restart", "/huy ngay"])
def test_edge_01_what_is_no_plain_command_is_words(typed: str) -> None:
    assert (text(typed).kind, text(typed).text) == (Kind.TEXT, typed)


def test_edge_13_photo_with_and_without_caption() -> None:
    incoming = only(attached(USER, "user_send_image", {"url": PHOTO, "thumbnail": PHOTO}, text="tin nó gửi"))
    assert (incoming.kind, incoming.text) == (Kind.ATTACHMENT, "tin nó gửi")
    assert incoming.attachment == Attachment("image", ref=PHOTO)
    assert only(attached(USER, "user_send_image", {"url": PHOTO})).text is None


def test_edge_13_several_photos_are_one_album() -> None:
    incomings = read(attached(USER, "user_send_image", *({"url": f"{PHOTO}?{n}"} for n in range(5)), text="năm ảnh"))
    assert len({incoming.event_id for incoming in incomings}) == 5
    [album] = {incoming.album for incoming in incomings}
    assert album
    assert [incoming.text for incoming in incomings] == ["năm ảnh", None, None, None, None]


@pytest.mark.parametrize("payload", [{}, {"url": None}, {"url": 7}, {"url": "x" * 5000}, {"url": ""}, "none", None])
def test_edge_13_photo_without_an_address_is_still_a_photo(payload: Any) -> None:
    incoming = only(attached(USER, "user_send_image", payload))
    assert incoming.attachment == Attachment("image")


@pytest.mark.parametrize(
    ("name", "payload", "attachment"),
    [
        ("user_send_audio", {"url": "https://a.zdn.vn/x.m4a"}, Attachment("audio", ref="https://a.zdn.vn/x.m4a")),
        ("user_send_video", {"url": "https://a.zdn.vn/x"}, Attachment("video", ref="https://a.zdn.vn/x")),
        ("user_send_gif", {"url": "https://a.zdn.vn/x"}, Attachment("video", ref="https://a.zdn.vn/x")),
        ("user_send_file", {"name": "bien-lai.pdf", "size": "1024"}, Attachment("pdf", "bien-lai.pdf", None, 1024)),
        ("user_send_file", {"name": "x.PNG", "type": "", "size": "-1"}, Attachment("image", "x.PNG")),
        ("user_send_file", {"name": "ghi am.m4a", "size": "1e9"}, Attachment("audio", "ghi am.m4a")),
        ("user_send_file", {"name": "app.apk", "type": "apk", "size": 5}, Attachment("file", "app.apk", None, 5)),
        ("user_send_file", {}, Attachment("file")),
    ],
)
def test_edge_14_voice_video_gif_and_files(name: str, payload: dict[str, Any], attachment: Attachment) -> None:
    incoming = only(attached(USER, name, payload))
    assert (incoming.kind, incoming.attachment) == (Kind.ATTACHMENT, attachment)


def test_edge_14_sticker_is_an_event_without_words() -> None:
    assert only(attached(USER, "user_send_sticker", {"id": "46", "url": PHOTO})).kind is Kind.UNSUPPORTED


def test_link_alone_is_material_with_what_its_page_says() -> None:
    url = "https://vcb-xacthuc.top/qua?a=1&b=2"
    incoming = only(attached(USER, "user_send_link", {"url": url, "description": "Nhận quà 10 triệu"}, text=url))
    assert (incoming.kind, incoming.text, incoming.forwarded) == (Kind.TEXT, f"{url}\nNhận quà 10 triệu", True)
    bare = only(attached(USER, "user_send_link", {"url": url}))
    assert (bare.text, bare.forwarded) == (url, True)


def test_link_beside_own_words_puts_no_other_words_in_the_residents_mouth() -> None:
    url = "https://vcb-xacthuc.top/"
    payload = {"url": url, "description": "Nhận quà 10 triệu"}
    incoming = only(attached(USER, "user_send_link", payload, text="nó gửi tôi cái này"))
    assert (incoming.text, incoming.forwarded) == (f"nó gửi tôi cái này\n{url}", False)
    incoming = only(attached(USER, "user_send_link", payload, text=f"có phải lừa không {url}"))
    assert (incoming.text, incoming.forwarded) == (f"có phải lừa không {url}", False)


def test_link_without_anything_is_an_event() -> None:
    assert only(attached(USER, "user_send_link", {})).kind is Kind.UNSUPPORTED


def test_edge_16_location_comes_as_strings() -> None:
    incoming = only(attached(USER, "user_send_location", {"coordinates": {"latitude": "13.9", "longitude": "108.8"}}))
    assert (incoming.kind, incoming.place) == (Kind.LOCATION, Place(13.9, 108.8))
    abroad = only(attached(USER, "user_send_location", {"coordinates": {"latitude": 48.2, "longitude": -16.4}}))
    assert abroad.place == Place(48.2, -16.4), "where it lies is for others to judge"


@pytest.mark.parametrize(
    "payload",
    [
        {},
        {"coordinates": {"latitude": "nan", "longitude": "1"}},
        {"coordinates": {"latitude": "91", "longitude": "1"}},
        {"coordinates": {"latitude": "1", "longitude": "inf"}},
        {"coordinates": {"latitude": None, "longitude": []}},
        {"coordinates": {"latitude": 10**400, "longitude": 0}},
        {"coordinates": "13,108"},
    ],
)
def test_edge_16_impossible_place_is_no_place(payload: dict[str, Any]) -> None:
    assert only(attached(USER, "user_send_location", payload)).kind is Kind.UNSUPPORTED


def test_edge_16_business_card_is_somebody_elses() -> None:
    hidden = json.dumps({"phone": "0912345678", "qrCodeUrl": "https://qr-talk.zdn.vn/x"})
    incoming = only(attached(USER, "user_send_business_card", {"description": hidden}, text="Anh Ba"))
    assert (incoming.kind, incoming.contact) == (Kind.CONTACT, Contact("0912345678", "Anh Ba", own=False))
    for payload in ({}, {"description": "không phải JSON"}, {"description": "[" * 5000}, {"phone": ["x"]}):
        assert only(attached(USER, "user_send_business_card", payload)).contact == Contact(None, None, own=False)


@pytest.mark.parametrize(
    ("phone", "told"), [("84912345678", "84912345678"), (84912345678, "84912345678"), (None, None)]
)
def test_edge_16_filled_in_form_is_the_residents_own_number(phone: object, told: str | None) -> None:
    event = by_user(USER, "user_submit_info") | {"info": {"name": "Lan", "phone": phone, "full_address": {"x": 1}}}
    del event["message"]
    incoming = only(event)
    assert (incoming.kind, incoming.contact) == (Kind.CONTACT, Contact(told, "Lan", own=True))
    assert len(incoming.event_id) == 64, "without a message id the body itself is the key"


def test_ids_beyond_2_to_53_stay_exact() -> None:
    event = by_user(USER, "user_send_text", text="a")
    event["sender"]["id"] = 9007199254740993001
    assert only(event).chat_id == "9007199254740993001"


def test_nothing_comes_from_the_future() -> None:
    assert only(by_user(USER, "user_send_text", text="a", at=NOW + 9e9)).received_at.timestamp() == NOW


@pytest.mark.parametrize(
    "change",
    [
        {"sender": None},
        {"sender": {}},
        {"sender": {"id": ""}},
        {"sender": {"id": "a/b"}},
        {"sender": {"id": "1" * 65}},
        {"sender": {"id": True}},
        {"message": None},
        {"message": []},
        {"message": {"msg_id": "x"}},
        {"message": {"msg_id": "x", "text": 5}},
        {"timestamp": None},
        {"timestamp": "gestern"},
        {"timestamp": "²"},
        {"timestamp": "1" * 21},
        {"timestamp": True},
        {"event_name": None},
        {"event_name": 5},
    ],
)
def test_edge_25_malformed_is_unreadable_and_says_none_of_it(change: dict[str, Any]) -> None:
    with pytest.raises(Unreadable) as why:
        read(by_user(USER, "user_send_text", text="bí mật") | change)
    assert "bí mật" not in str(why.value)


@pytest.mark.parametrize("raw", [b"", b"[]", b"null", b'"x"', b"{", b"[" * 100_000, b"\xff\xfe{}", b"1" * 5000])
def test_edge_22_what_is_no_object_is_unreadable(raw: bytes) -> None:
    with pytest.raises(Unreadable):
        parse(raw, NOW)
