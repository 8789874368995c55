"""What the door does not take, it says so, and how to do better."""

import json
from typing import Any

import httpx
import pytest

from tests.bot.fake_rasa import FakeRasa

JSON = {"Content-Type": "application/json"}


async def test_an_unknown_session(door: httpx.AsyncClient) -> None:
    for session in ("nobody", "x" * 500):
        for answer in (
            await door.post(f"/api/sessions/{session}/messages", json={"text": "a"}),
            await door.get(f"/api/sessions/{session}/messages"),
        ):
            assert answer.status_code == 404
            assert "mở lại trang" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[]", 400),
        (b'"text"', 400),
        (b"[" * 100_000, 400),
        (b"\xff\xfe", 400),
        (b"{}", 422),
        (b'{"text": 5}', 422),
        (b'{"text": null}', 422),
        (b'{"text": "a", "button": "b"}', 422),
        (b'{"text": "a", "secret_slot": "b"}', 422),
        (b'{"text": "a", "id": "../../x"}', 422),
        (b'{"text": "a", "forwarded": "no"}', 422),
    ],
)
async def test_a_bad_body(door: httpx.AsyncClient, chat: str, rasa: FakeRasa, body: bytes, status: int) -> None:
    answer = await door.post(chat, content=body, headers=JSON)
    assert answer.status_code == status
    assert 'Hãy gửi JSON {"text"' in answer.json()["detail"]
    assert rasa.turns == []


@pytest.mark.parametrize(
    "body", [b"", b"--x\r\nnonsense", b"--x\r\nContent-Disposition: form-data; name=id\r\n\r\n1\r\n--x--\r\n"]
)
async def test_a_bad_form(door: httpx.AsyncClient, chat: str, body: bytes) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    answer = await door.post(chat, content=body, headers=headers)
    assert answer.status_code in (400, 422)
    assert "Hãy gửi JSON" in answer.json()["detail"]
    without = await door.post(chat, content=body, headers={"Content-Type": "multipart/form-data"})
    assert without.status_code == 400


@pytest.mark.parametrize("text", ["a" * 20_001, "a" * 2_000_000, "😀" * 20_001])
async def test_a_text_that_is_too_long(door: httpx.AsyncClient, chat: str, rasa: FakeRasa, text: str) -> None:
    answer = await door.post(chat, json={"text": text})
    assert answer.status_code == 413
    assert "20000" in answer.json()["detail"] and "113" in answer.json()["detail"]
    assert rasa.turns == []


@pytest.mark.parametrize("text", ["a" * 20_000, "😀" * 20_000, "\x01" * 19_999 + "a"])
async def test_the_longest_text_is_taken(door: httpx.AsyncClient, chat: str, rasa: FakeRasa, text: str) -> None:
    answer = await door.post(chat, content=json.dumps({"text": text}), headers=JSON)
    assert answer.status_code == 200
    assert rasa.turns[0]["metadata"].get("original", "a") in (text, "a")
    assert len(json.dumps(rasa.turns[0], ensure_ascii=False).encode()) < 128 * 1024


async def test_half_an_emoji_is_taken(door: httpx.AsyncClient, chat: str, rasa: FakeRasa) -> None:
    answer = await door.post(chat, content=b'{"text": "ch\\u00e0o \\ud83d"}', headers=JSON)
    assert answer.status_code == 200
    assert rasa.messages()[0].startswith("chào")


async def test_a_file_that_is_too_big(door: httpx.AsyncClient, chat: str, rasa: FakeRasa) -> None:
    big: Any = {"file": ("x.pdf", b"0" * (20 * 1024 * 1024 + 1), "application/pdf")}
    answer = await door.post(chat, files=big, data={"text": "a"})
    assert answer.status_code == 413
    assert "20 MB" in answer.json()["detail"]
    assert rasa.turns == []


async def test_a_form_field_that_is_too_big(door: httpx.AsyncClient, chat: str) -> None:
    file: Any = {"file": ("x.png", b"0", "image/png")}
    assert (await door.post(chat, files=file, data={"text": "a" * 300_000})).status_code == 413
