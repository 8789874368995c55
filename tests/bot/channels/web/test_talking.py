"""The page posts a message and gets the answer."""

import asyncio
import json

import httpx

from tests.bot.fake_rasa import FakeRasa, says


async def test_a_session_is_opaque_and_new_each_time(door: httpx.AsyncClient) -> None:
    answers = [await door.post("/api/sessions") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    first, second = (answer.json()["session"] for answer in answers)
    assert first != second and len(first) >= 32


async def test_a_message_and_a_button(door: httpx.AsyncClient, chat: str, rasa: FakeRasa) -> None:
    card = {"type": "tactic", "slug": "fake_police", "candidates": []}
    rasa.replies = lambda turn, heard: [says("chọn", ("Có", "/affirm"), card=card)]
    answer = await door.post(chat, json={"text": "hỏi"})
    assert answer.status_code == 200
    [reply] = answer.json()["replies"]
    assert reply == {"n": 1, "text": "chọn", "buttons": reply["buttons"], "card": card}
    [button] = reply["buttons"]
    assert button["title"] == "Có" and "affirm" not in button["token"]
    await door.post(chat, json={"button": button["token"]})
    assert rasa.messages() == ["hỏi", "/affirm"]


async def test_forwarded_is_told(door: httpx.AsyncClient, chat: str, rasa: FakeRasa) -> None:
    await door.post(chat, json={"text": "trúng thưởng", "forwarded": True})
    assert rasa.turns[0]["metadata"]["forwarded"] is True


async def test_the_same_id_is_the_same_message(door: httpx.AsyncClient, chat: str, rasa: FakeRasa) -> None:
    body = {"id": "7b1c6f0e-0000-4000-8000-000000000001", "text": "xin chào"}
    answers = [(await door.post(chat, json=body)).json() for _ in range(3)]
    assert answers[0] == answers[1] == answers[2]
    assert rasa.messages() == ["xin chào"]


async def test_two_sessions_may_use_the_same_id(door: httpx.AsyncClient, chat: str, rasa: FakeRasa) -> None:
    other = f"/api/sessions/{(await door.post('/api/sessions')).json()['session']}/messages"
    for where in (chat, other):
        await door.post(where, json={"id": "1", "text": where[-12:]})
    assert len(rasa.turns) == 2


async def test_a_late_answer_comes_through_the_history(door: httpx.AsyncClient, chat: str, rasa: FakeRasa) -> None:
    rasa.faults.extend(["503"] * 3)
    rasa.delay = lambda message: 0.3
    [holding] = (await door.post(chat, json={"text": "một"})).json()["replies"]
    assert holding["n"] is None and "113" in holding["text"]
    async with asyncio.timeout(20):
        while True:
            history = (await door.get(chat, params={"after": 0})).json()
            if history["messages"]:
                break
            await asyncio.sleep(0.05)
    [message] = history["messages"]
    assert (message["n"], message["from"], message["text"]) == (1, "tinbao", "nghe 1: một")
    assert history["next"] == 1
    assert (await door.get(chat, params={"after": 1})).json() == {"messages": [], "next": 1}


async def test_the_event_stream_brings_only_what_no_request_brought(
    door: httpx.AsyncClient, chat: str, rasa: FakeRasa
) -> None:
    await door.post(chat, json={"text": "nhanh"})
    rasa.delay = lambda message: 0.8 if message == "chậm" else 0
    await door.post(chat, json={"text": "chậm"})  # answered by the holding words
    accept = {"Accept": "text/event-stream"}
    async with door.stream("GET", chat, params={"after": 0}, headers=accept) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        lines = stream.aiter_lines()
        assert await anext(lines) == "id: 2"
        event = json.loads((await anext(lines)).removeprefix("data: "))
    assert event["n"] == 2 and event["text"] == "nghe 2: chậm"
    seen = {**accept, "Last-Event-ID": "2"}
    async with door.stream("GET", chat, headers=seen) as stream:
        with_nothing = asyncio.ensure_future(anext(stream.aiter_lines()))
        await asyncio.sleep(0.2)
        assert not with_nothing.done()
        with_nothing.cancel()


async def test_a_file_is_kept_and_its_words_are_read(door: httpx.AsyncClient, chat: str, rasa: FakeRasa) -> None:
    voice = {"file": ("goi.ogg", b"OggS" + b"0" * 3_000_000, "audio/ogg")}
    [alone] = (await door.post(chat, files=voice)).json()["replies"]
    assert alone["text"].startswith("Tôi đã giữ ghi âm này làm bằng chứng (tôi chưa nghe được)")
    assert "7 ngày" in alone["text"] and "113" in alone["text"]
    assert rasa.turns == []
    fields = {"text": "xem giúp tôi", "forwarded": "true", "id": "a-1"}
    replies = (await door.post(chat, files=voice, data=fields)).json()["replies"]
    assert [reply["text"][:12] for reply in replies] == ["Tôi đã giữ g", "nghe 1: xem "]
    assert rasa.turns[0]["metadata"]["forwarded"] is True
    kinds = {"video/mp4": "video", "application/pdf": "PDF", "application/zip": "giữ tệp này"}
    for content_type, words in kinds.items():
        file = {"file": ("x", b"x", content_type)}
        assert words in (await door.post(chat, files=file)).json()["replies"][0]["text"]
