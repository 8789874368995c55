"""Whatever a resident's text looks like, the unit reads exactly that."""

import json

import httpx

from tests.storage.store_doors import post_tip, tip

NASTY = {
    "no diacritics": "tui bi lua 20tr, ck vao stk 190000000001",
    "decomposed": "Ho\u0302m nay toi bi lu\u031b\u0300a",
    "zero width": "lừa\u200bđảo\u2060\ufeff",
    "right to left": "evil\u202egnp.exe\u2066\u200f",
    "emoji": "👮🏽‍♀️ gọi 📞 5️⃣ lần 🇻🇳",
    "control": "a\x00b\x07c\x1b[31m\r\n\t",
    "lone surrogate": "nửa chữ \ud83d ở đây",
    "line separators": "một\u2028hai\u2029ba\x85bốn",
    "markup": "<script>alert(1)</script> {{ 7*7 }} ${x} '; DROP TABLE tip; --",
    "long": "Tôi kể dài. " * 5_000,
    "empty": "",
    "private use": "\ue000\U0010fffd",
}


def test_words_round_trip(citizen: httpx.Client, police: httpx.Client) -> None:
    sent = [{"story": words, "turns": [words], "answers": {words[:40]: words}} for words in NASTY.values()]
    for status in (201, 200):
        for number, document in enumerate(sent):
            body = tip(place=document["story"], document=document)
            assert post_tip(citizen, f"k-{number}", body).status_code == status
    read = json.loads(police.get("/v1/tips").content)["tips"]
    for kind, document, got in zip(NASTY, sent, read, strict=True):
        whole = {"place": document["story"], "received_at": "2026-11-21T10:17:42Z", **document}
        assert got["document"] == whole, kind


def test_key_order_is_the_senders(citizen: httpx.Client, police: httpx.Client) -> None:
    document = {"z": 1, "a": {"y": None, "b": 2.5}, "m": [True]}
    post_tip(citizen, "k-1", tip(place="An Lão", document=document))
    (read,) = police.get("/v1/tips").json()["tips"]
    assert list(read["document"]) == ["place", "received_at", "z", "a", "m"]
    assert list(read["document"]["a"]) == ["y", "b"]
