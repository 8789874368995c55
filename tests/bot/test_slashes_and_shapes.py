"""Edge cases 1 and 27: what a resident types can be anything; what Rasa gets is plain words."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sanitize import RASA_CAP, sanitize
from tests.bot.fake_rasa import FakeRasa, says
from tests.bot.resident import Resident

NASTY = {
    "/restart": "restart",
    " \n/restart": "restart",
    "//x": "x",
    "/ / /x": "x",
    "／x": "x",
    "\u200b/x": "x",
    "/\u200b/x": "x",
    "\ufeff\u202e/session_start": "session_start",
    "\ufe0f/x": "x",
    "\u3164/x": "x",
    "\t/bao_cao@1.0{}": "bao_cao@1.0{}",
    "a/b": "a/b",
    "một\r\nhai\u2028ba": "một\nhai\nba",
    "a\tb\x00c\x1b[31m\x9f": "a bc[31m",
    "\ud800half": "half",
    unicodedata.normalize("NFD", "lừa đảo"): "lừa đảo",
    "🧑‍🌾 chào": "🧑🌾 chào",
    "/": "",
    " \u200b\u2060 ": "",
}


@pytest.mark.parametrize(("typed", "clean"), NASTY.items())
def test_known_nasty_strings(typed: str, clean: str) -> None:
    assert sanitize(typed) == clean


@given(st.text(st.characters(codec=None), max_size=60), st.sampled_from(["", "/", "／", "\u200b/", " /\u202e/"]))
def test_no_text_becomes_a_command(text: str, front: str) -> None:
    clean = sanitize(front + text)
    assert not clean.startswith("/")
    assert clean == clean.strip()
    assert unicodedata.is_normalized("NFC", clean)
    assert sanitize(clean) == clean
    clean.encode()


@given(st.text(min_size=1, max_size=9))
def test_length_is_capped(text: str) -> None:
    assert len(sanitize(text * RASA_CAP)) <= RASA_CAP


async def test_typed_commands_arrive_as_words(an: Resident, rasa: FakeRasa) -> None:
    for typed in ("/restart", " \n/restart", "//x", "／x", "\u200b/session_start"):
        await an.says(typed)
    assert rasa.messages() == ["restart", "restart", "x", "x", "session_start"]
    assert rasa.turns[0]["metadata"]["original"] == "/restart"


async def test_a_long_text_is_cut_for_rasa_and_kept_whole(an: Resident, rasa: FakeRasa) -> None:
    text = "dài " * 2500
    await an.says(text)
    assert len(rasa.turns[0]["message"]) <= RASA_CAP
    assert rasa.turns[0]["metadata"]["original"] == text


async def test_a_clean_text_has_no_second_copy(an: Resident, rasa: FakeRasa) -> None:
    await an.says("xin chào")
    assert "original" not in rasa.turns[0]["metadata"]


async def test_decomposed_vietnamese_is_composed(an: Resident, rasa: FakeRasa) -> None:
    await an.says(unicodedata.normalize("NFD", "công an gọi điện"))
    assert rasa.messages() == ["công an gọi điện"]


async def test_a_button_is_the_only_way_to_a_slash(an: Resident, rasa: FakeRasa) -> None:
    rasa.replies = lambda turn, heard: [says("chọn", ("Có", '/affirm{"a": "b"}'), ("Không", "không ạ"))]
    [reply] = await an.says("hỏi")
    await an.presses(reply.buttons[0].token)
    await an.presses(reply.buttons[1].token)
    assert rasa.messages() == ["hỏi", '/affirm{"a": "b"}', "không ạ"]
