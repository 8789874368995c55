"""The bot's half of rasa_turn.json and unstructured.json: it sends and understands exactly these shapes."""

import json
from pathlib import Path
from typing import Any

import httpx

from bot.intake_client import IntakeClient
from bot.rasa_client import RasaClient

HERE = Path(__file__).parent
TURN: dict[str, Any] = json.loads((HERE / "rasa_turn.json").read_text(encoding="utf-8"))
RAW: dict[str, Any] = json.loads((HERE / "unstructured.json").read_text(encoding="utf-8"))


async def test_a_turn_with_rasa() -> None:
    sent: list[httpx.Request] = []

    def rasa(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(200, json=TURN["answer"])

    client = RasaClient("http://rasa", "token", transport=httpx.MockTransport(rasa))
    asked = TURN["request"]
    answer = await client.say(asked["sender"], asked["message"], asked["metadata"], asked["instance"])
    await client.close()
    assert sent[0].url.path == "/webhooks/tinbao/webhook"
    assert sent[0].headers["authorization"] == "Bearer token"
    assert json.loads(sent[0].content) == asked
    assert answer.model_dump() == TURN["answer"]


async def test_a_raw_conversation_for_the_action_server() -> None:
    sent: list[httpx.Request] = []

    def actions(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(201, json={"code": "7K3M-9QPX-2RT7"})

    client = IntakeClient("http://actions", "token", transport=httpx.MockTransport(actions))
    assert await client.send(RAW) == "7K3M-9QPX-2RT7"
    assert sent[0].url.path == "/intake/unstructured"
    assert json.loads(sent[0].content) == RAW
