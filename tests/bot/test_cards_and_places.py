"""Edge case 16: contact cards, one's own and others'; places on the map. And edge case 14: what has no words."""

from typing import Any

import pytest

from bot.content import Content
from bot.incoming import Contact, Kind, Place
from bot.room import Room
from bot.tables import InboxRow
from tests.bot.fake_rasa import FakeRasa
from tests.bot.resident import Resident


async def kept(room: Room, row: int) -> Content:
    def read(session: Any) -> Content:
        found = session.get_one(InboxRow, row)
        return Content.from_json(room.core.vault.open(found.sealed, f"inbox|{found.event_key}"))

    return await room.core.db.run(read)


async def test_anothers_card_is_material(an: Resident, rasa: FakeRasa) -> None:
    card = Contact("0900000463", "Đại úy Hùng\nBộ Công an", own=False)
    assert await an.hears(kind=Kind.CONTACT, contact=card) == ["nghe 1: Đại úy Hùng\nBộ Công an\n0900000463"]
    assert rasa.turns[0]["metadata"]["forwarded"] is True


async def test_a_card_whose_name_is_a_command_is_words(an: Resident, rasa: FakeRasa) -> None:
    """Edge case 1."""
    await an.says(kind=Kind.CONTACT, contact=Contact("0900000463", "/restart", own=False))
    assert rasa.messages() == ["restart\n0900000463"]


async def test_ones_own_number_is_kept_and_no_turn(an: Resident, room: Room, rasa: FakeRasa) -> None:
    receipt = await an.writes(kind=Kind.CONTACT, contact=Contact("0900000463", "An", own=True))
    [answer] = await an.waits_for(lambda texts: len(texts) == 1)
    assert "số điện thoại của bác" in answer and "gọi lại" in answer and "113" in answer
    assert rasa.turns == []
    assert (await kept(room, receipt.row)).contact == Contact("0900000463", "An", own=True)


def test_of_ones_own_card_only_the_number_goes_along() -> None:
    """Raw words for the police hold no name of who sends them."""
    own, other = (Content(Kind.CONTACT, contact=Contact("0900000463", "An", own=own)) for own in (True, False))
    assert (own.words, other.words) == ("0900000463", "An\n0900000463")


@pytest.mark.parametrize("card", [None, Contact(None, "Hùng", own=False)])
async def test_a_card_without_a_number_is_answered_politely(an: Resident, rasa: FakeRasa, card: Contact | None) -> None:
    [answer] = await an.hears(kind=Kind.CONTACT, contact=card)
    assert "113" in answer and rasa.turns == []


@pytest.mark.parametrize(
    ("latitude", "longitude", "here"),
    [
        (20.8449, 106.6881, True),  # Hải Phòng
        (10.7626, 106.6602, True),
        (23.3, 105.3, True),
        (8.6, 104.7, True),
        (12.7, 109.4, True),  # the easternmost cape
        (22.4, 102.2, True),  # the westernmost district
        (11.5564, 104.9282, True),  # the box is rough: Phnom Penh lies in it
        (13.7563, 100.5018, False),
        # beyond each side of the box, and nothing else wrong with them
        (29.5, 106.5, False),
        (23.8, 106.5, False),
        (6.5, 106.5, False),
        (16.0, 100.9, False),
        (16.0, 111.5, False),
        (35.6762, 139.6503, False),
        (-20.8449, 106.6881, False),
        (float("nan"), 106.0, False),
    ],
)
async def test_a_place_is_kept_and_no_turn(
    an: Resident, room: Room, rasa: FakeRasa, latitude: float, longitude: float, here: bool
) -> None:
    receipt = await an.writes(kind=Kind.LOCATION, place=Place(latitude, longitude))
    [answer] = await an.waits_for(lambda texts: len(texts) == 1)
    assert ("ngoài Việt Nam" in answer) is not here
    assert "đã lưu vị trí" in answer and "113" in answer
    assert rasa.turns == []
    assert (await kept(room, receipt.row)).place is not None


async def test_what_has_no_words_is_answered_politely(an: Resident, rasa: FakeRasa) -> None:
    """Edge case 14: a sticker, a die, a poll, a game."""
    [answer] = await an.hears(kind=Kind.UNSUPPORTED)
    assert "nhãn dán" in answer and "113" in answer and rasa.turns == []


async def test_a_channel_that_knows_better_is_quoted(an: Resident, rasa: FakeRasa) -> None:
    """Edge case 15."""
    assert await an.hears(kind=Kind.UNSUPPORTED, answer="Bác chụp màn hình giúp tôi.") == [
        "Bác chụp màn hình giúp tôi."
    ]
