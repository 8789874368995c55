"""What a scam message says where its plain words do not: under its links, its buttons, in a poll, in a quote."""

import json
from typing import Any

import pytest

from bot.channels.telegram import TelegramChannel
from bot.channels.telegram.hidden import LONGEST, MOST_LINKS
from bot.incoming import Kind, Origin
from tests.bot.channels.telegram.bot_api import LAN, BotApi, message
from tests.bot.channels.telegram.conftest import PaperInbox, eventually
from tests.bot.channels.telegram.fuzzing import JUNK, ORIGINS
from tests.bot.channels.telegram.test_telegram_translate_in import FILE, SINCE, read, read_message

LOCKED = "Tài khoản của bạn bị khóa. Bấm vào đây để mở lại."
LINK = {"type": "text_link", "offset": 26, "length": 12, "url": "https://vcb-xacthuc.top/mo"}
KEYS = {"inline_keyboard": [[{"text": "Mở khóa", "url": "https://vcb-xacthuc.top/nut"}]]}
ALIEN = {"origin": ORIGINS[3], "chat": {"id": -5, "type": "channel"}, "message_id": 4}


def test_links_under_words_and_buttons_stand_in_lines_of_their_own() -> None:
    said = read_message(text=LOCKED, forward_origin=ORIGINS[3], entities=[LINK, LINK], reply_markup=KEYS)
    assert said.text == f"{LOCKED}\nhttps://vcb-xacthuc.top/mo\nhttps://vcb-xacthuc.top/nut"
    photo = read_message(photo=[FILE], caption=LOCKED, caption_entities=[LINK])
    assert (photo.kind, photo.text) == (Kind.ATTACHMENT, f"{LOCKED}\nhttps://vcb-xacthuc.top/mo")
    assert read_message(photo=[FILE], reply_markup=KEYS).text == "https://vcb-xacthuc.top/nut"


def test_an_edit_brings_its_links_too() -> None:
    said = read(edited_message=message(text=LOCKED, entities=[LINK], edit_date=1_795_000_060))
    assert said is not None and said.text == f"{LOCKED}\nhttps://vcb-xacthuc.top/mo"


@pytest.mark.parametrize(
    "button", [{"url": "https://x.top"}, {"web_app": {"url": "https://x.top"}}, {"login_url": {"url": "https://x.top"}}]
)
def test_every_way_that_a_button_opens_a_page_counts(button: dict[str, Any]) -> None:
    keys = {"inline_keyboard": [[{"text": "Vào", **button}, {"text": "Thôi", "callback_data": "n"}]]}
    assert read_message(text="Vào đi", reply_markup=keys).text == "Vào đi\nhttps://x.top"


def test_what_can_be_read_anyway_is_not_repeated_and_a_person_is_no_address() -> None:
    shown = "vào https://x.top nhé"
    entities = [LINK | {"url": "https://x.top"}, LINK | {"url": f"tg://user?id={LAN['id']}"}]
    assert read_message(text=shown, entities=entities).text == shown
    assert read_message(text="x.top", entities=[LINK]).text == "x.top\nhttps://vcb-xacthuc.top/mo"


def test_links_are_few_and_not_endless() -> None:
    links = [LINK | {"url": f"https://x{n}.top/" + "a" * 5000} for n in range(100)]
    lines = (read_message(text="vào", entities=links).text or "").split("\n")
    assert len(lines) == 1 + MOST_LINKS and all(len(line) <= LONGEST for line in lines)
    forged = read_message(text="vào", entities=[LINK | {"url": "https://x.top\n/huy"}])
    assert forged.text == "vào\nhttps://x.top /huy"


def test_a_command_stays_one() -> None:
    assert read_message(text="/start", entities=[LINK]).kind is Kind.COMMAND


def test_words_under_paid_pictures_and_in_polls_are_read() -> None:
    paid = read_message(paid_media={"star_count": 1}, caption="chuyển vào 0123456789", forward_origin=ORIGINS[3])
    assert (paid.kind, paid.text, paid.forwarded) == (Kind.TEXT, "chuyển vào 0123456789", True)
    poll = {"id": "1", "question": "Trúng 100 triệu?", "options": [{"text": "Nhận ở vcb.top"}, {"text": "Không"}]}
    assert read_message(poll=poll).text == "Trúng 100 triệu?\nNhận ở vcb.top\nKhông"


@pytest.mark.parametrize("name", ["entities", "caption_entities", "reply_markup", "link_preview_options", "poll"])
@pytest.mark.parametrize("junk", [*JUNK, [{"url": "\ud800x"}], {"inline_keyboard": [JUNK]}], ids=lambda _: "")
def test_junk_beside_the_words_leaves_the_words(name: str, junk: Any) -> None:
    said = read_message(text="tôi bị lừa", **{name: junk})
    assert (said.text or "").split("\n")[0] == "tôi bị lừa"
    assert json.dumps(said.text, ensure_ascii=False).encode()


async def test_a_quote_from_elsewhere_is_a_message_of_its_own_before_the_residents_words(
    api: BotApi, channel: TelegramChannel, inbox: PaperInbox
) -> None:
    """The resident's question stays theirs, the quoted words stay another's."""
    quote = {"text": "Công an gọi, chuyển tiền vào 0123456789", "position": 0, "is_manual": True}
    last = api.message(text="có thật không?", quote=quote, external_reply=ALIEN)
    await channel.start(inbox)
    await eventually(lambda: api.confirmed == last)
    other, own = inbox.taken.values()
    assert (other.text, other.forwarded, other.message_id) == (quote["text"], True, None)
    assert other.origin == Origin("channel", "X", None, SINCE)
    assert (own.text, own.forwarded, own.message_id, own.origin) == ("có thật không?", False, "5", None)


async def test_what_is_quoted_from_this_chat_is_not_new(
    api: BotApi, channel: TelegramChannel, inbox: PaperInbox
) -> None:
    quote = {"text": "Bác có chuyển tiền chưa?", "position": 0}
    api.message(text="rồi", quote=quote, reply_to_message=message(text="Bác có chuyển tiền chưa? "))
    for junk in JUNK:
        last = api.push(
            '{"update_id":%d,"message":' + json.dumps(message(text="x", quote=junk, external_reply=junk)) + "}"
        )
    await channel.start(inbox)
    await eventually(lambda: api.confirmed == last)
    assert inbox.texts == ["rồi", *["x"] * len(JUNK)]
