"""The action server's door: token, caps, no compressed bodies, no echo of what was sent."""

import logging
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from actions.assistant import assemble
from actions.server import MAX_BODY_BYTES, create_app
from actions.settings import Settings
from tests.serving import calling

TOKEN = "t" * 20
CANARY = "chim hoàng yến 0987000333"


@pytest.fixture
def client(tmp_path: Path) -> Iterator[httpx.Client]:
    settings = Settings(data_dir=tmp_path, actions_token=TOKEN, citizen_token="c" * 20, actions_key="ab" * 32)
    with calling(create_app(assemble(settings), TOKEN), TOKEN) as client:
        yield client


def call(action: str, text: str = "xin chào", **slots: Any) -> dict[str, Any]:
    """An action call as Rasa 3.6.21 sends it."""
    message = {"text": text, "intent": {"name": "greet", "confidence": 0.9}, "entities": [], "metadata": {}}
    tracker = {
        "sender_id": "s",
        "slots": {"requested_slot": None, **slots},
        "latest_message": message,
        "events": [],
        "paused": False,
        "followup_action": None,
        "active_loop": {},
        "latest_action_name": "action_listen",
    }
    return {"next_action": action, "sender_id": "s", "tracker": tracker, "domain": {}, "version": "3.21.1"}


def test_without_the_token_nothing_runs(client: httpx.Client) -> None:
    client.headers["Authorization"] = "Bearer wrong"
    assert client.post("/webhook", json=call("action_list_tactics")).status_code == 401


def test_an_action_answers(client: httpx.Client) -> None:
    answer = client.post("/webhook", json=call("action_list_tactics"))
    assert answer.status_code == 200
    assert [r["response"] for r in answer.json()["responses"]] == ["utter_general_advice", "utter_which_tactic"]


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"next_action": 5}', b"\xff\xfe"])
def test_what_is_no_call_is_refused(client: httpx.Client, body: bytes) -> None:
    assert client.post("/webhook", content=body).status_code == 400


def test_large_and_compressed_bodies_are_refused(client: httpx.Client) -> None:
    assert client.post("/webhook", content=b" " * (MAX_BODY_BYTES + 1)).status_code == 400
    bomb = zlib.compress(b"0" * 1_000_000)
    assert client.post("/webhook", content=bomb, headers={"Content-Encoding": "deflate"}).status_code == 400


def test_a_failing_action_says_so_without_the_words(client: httpx.Client, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    # A consented draft without report_key in the metadata: the submit action must fail, not send.
    draft = {"story": CANARY, "consent_at": "2026-11-21T10:00:00+00:00"}
    answer = client.post("/webhook", json=call("action_submit_tip", CANARY, report=draft))
    assert answer.status_code == 500
    assert CANARY not in answer.text
    assert "action_failed action=action_submit_tip error=KeyError" in caplog.text
    assert "0987000333" not in caplog.text


def test_there_is_no_list_of_actions(client: httpx.Client) -> None:
    assert client.get("/actions").status_code == 404
    assert client.get("/healthz").json() == {"waiting": 0}
