"""The running Rasa's door, over HTTP: token, caps, instance id, and no other way in."""

import httpx
import pytest

from tests.stack import Stack


@pytest.fixture
def door(stack: Stack) -> str:
    return f"http://127.0.0.1:{stack.programs['rasa'].port}"


def post(door: str, body: object, token: str | None = None, **kwargs: object) -> httpx.Response:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return httpx.post(f"{door}/webhooks/tinbao/webhook", json=body, headers=headers, timeout=30)


def test_only_the_token_opens(door: str, stack: Stack) -> None:
    turn = {"sender": "t1", "message": "xin chào"}
    assert post(door, turn).status_code == 401
    assert post(door, turn, "wrong").status_code == 401
    answer = post(door, turn, stack.secrets["TINBAO_RASA_TOKEN"])
    assert answer.status_code == 200
    assert answer.json()["active_loop"] is None
    assert "tinbao" in answer.json()["replies"][0]["text"]


def test_a_caller_who_remembers_another_process_is_told(door: str, stack: Stack) -> None:
    token = stack.secrets["TINBAO_RASA_TOKEN"]
    instance = httpx.get(f"{door}/webhooks/tinbao/health").json()["instance"]
    turn = {"sender": "t2", "message": "xin chào"}
    assert post(door, {**turn, "instance": "another"}, token).status_code == 409
    assert post(door, {**turn, "instance": "another"}, token).json() == {"instance": instance}
    assert post(door, {**turn, "instance": instance}, token).status_code == 409, "an unknown conversation"
    assert post(door, turn, token).status_code == 200
    assert post(door, {**turn, "instance": instance}, token).status_code == 200


def test_caps_and_bad_bodies(door: str, stack: Stack) -> None:
    token = stack.secrets["TINBAO_RASA_TOKEN"]
    assert post(door, {"sender": "t3", "message": "a" * 4097}, token).status_code == 400
    assert post(door, {"sender": "t3", "message": "a", "metadata": {"x": "y" * 140_000}}, token).status_code == 413
    assert post(door, ["t3"], token).status_code == 400


@pytest.mark.parametrize("path", ["/webhooks/rest/webhook", "/conversations/x/tracker", "/status", "/model/parse"])
def test_there_is_no_other_way_in(door: str, path: str) -> None:
    assert httpx.get(f"{door}{path}").status_code == 404
    assert httpx.post(f"{door}{path}", json={"sender": "x", "message": "x"}).status_code == 404
