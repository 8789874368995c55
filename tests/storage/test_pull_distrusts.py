"""`tinbao pull` against a store that is dead, slow or lying."""

import itertools
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from storage.errors import PullStopped
from storage.pull.pull import pull
from storage.pull.store_client import StoreClient
from storage.pull.tip_file import TipFile
from tests.storage.fake_store import FakeStore, answer, paper_tip

GOOD = paper_tip()
LIES: dict[str, tuple[dict[str, Any] | bytes, str]] = {
    "not JSON": (b"<html>", "nonsense"),
    "deep JSON": (b"[" * 100_000, "nonsense"),
    "a list": (b"[]", "nonsense"),
    "no tips": ({"next": "1"}, "nonsense"),
    "no cursor": ({"tips": []}, "nonsense"),
    "a cursor of words": ({"tips": [], "next": "one"}, "nonsense"),
    "a huge cursor": ({"tips": [], "next": "9" * 40}, "nonsense"),
    "a cursor that stands still": ({"tips": [GOOD], "next": "0"}, "nonsense"),
    "a tip without id": ({"tips": [{"unit": "an_lao"}], "next": "1"}, "nonsense"),
    "an id that is a path": ({"tips": [GOOD | {"id": "../../x"}], "next": "1"}, "nonsense"),
    "a tip that is text": ({"tips": ["tip"], "next": "1"}, "nonsense"),
    "another unit's tip among ours": ({"tips": [GOOD, paper_tip(unit="an_hung")], "next": "2"}, "wrong_unit"),
}


def run(client: StoreClient, out: Path) -> str:
    """The word with which pull stopped."""
    with pytest.raises(PullStopped) as stopped:
        pull(client, TipFile(out, "an_lao"))
    client.close()
    return stopped.value.word


def through(transport: httpx.BaseTransport, **options: Any) -> StoreClient:
    return StoreClient("http://127.0.0.1:1", "token", "an_lao", transport=transport, **options)


@pytest.mark.parametrize("kind", LIES)
def test_a_lie_is_not_written(tmp_path: Path, kind: str) -> None:
    body, word = LIES[kind]
    out = tmp_path / "tips.jsonl"
    assert run(through(httpx.MockTransport(lambda _: answer(body))), out) == word
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("status", [301, 401, 404, 429, 500, 503, 204])
def test_no_other_status_is_an_answer(tmp_path: Path, status: int) -> None:
    headers = {"Location": "http://127.0.0.1:2/"}
    transport = httpx.MockTransport(lambda _: httpx.Response(status, headers=headers))
    assert run(through(transport), tmp_path / "tips.jsonl") == "refused"


@pytest.mark.parametrize(
    "ack",
    [
        {},
        {"id": GOOD["id"], "state": "received", "acknowledged_at": "2026-11-21T10:00:00Z"},
        {"id": GOOD["id"], "state": "acknowledged", "acknowledged_at": None},
        {"id": "other", "state": "acknowledged", "acknowledged_at": "2026-11-21T10:00:00Z"},
    ],
)
def test_an_acknowledgement_that_is_none_stops_before_the_cursor(tmp_path: Path, ack: dict[str, Any]) -> None:
    store = FakeStore([GOOD])
    store.instead = lambda request: answer(ack) if request.method == "POST" else None
    assert run(through(store.transport), tmp_path / "tips.jsonl") == "nonsense"
    assert TipFile(tmp_path / "tips.jsonl", "an_lao").cursor == 0


def test_one_tip_twice_on_a_page_is_one_line(tmp_path: Path) -> None:
    out = tmp_path / "tips.jsonl"
    client = through(FakeStore([GOOD, GOOD, GOOD]).transport)
    pull(client, TipFile(out, "an_lao"))
    client.close()
    assert out.read_text(encoding="utf-8").count("\n") == 1


def test_an_endless_answer_is_cut(tmp_path: Path) -> None:
    def endless(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=itertools.repeat(b" " * 8_000_000))

    assert run(through(httpx.MockTransport(endless)), tmp_path / "tips.jsonl") == "too_large"


def test_a_trickle_is_no_answer(tmp_path: Path) -> None:
    clock = itertools.count(step=7)
    transport = httpx.MockTransport(lambda _: httpx.Response(200, content=iter([b" "] * 100)))
    client = through(transport, deadline=60, now=lambda: float(next(clock)))
    assert run(client, tmp_path / "tips.jsonl") == "too_slow"


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A door that takes the call and never says a word."""
    held = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def hold() -> None:
            try:
                while True:
                    held.append(listener.accept()[0])
            except OSError:
                return

        thread = threading.Thread(target=hold, daemon=True)
        thread.start()
        yield listener.getsockname()[1]
        listener.shutdown(socket.SHUT_RDWR)
        thread.join()
    for connection in held:
        connection.close()


def test_silence(tmp_path: Path, silent_port: int) -> None:
    client = StoreClient(f"http://127.0.0.1:{silent_port}", "token", "an_lao", deadline=0.3)
    assert run(client, tmp_path / "tips.jsonl") == "too_slow"


def test_nobody_there(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    client = StoreClient(f"http://127.0.0.1:{port}", "token", "an_lao")
    assert run(client, tmp_path / "tips.jsonl") == "unreachable"


@pytest.mark.parametrize(
    "url", ["http://kho.example", "ftp://127.0.0.1", "127.0.0.1:8081", "http://127.0.0.1.evil.example"]
)
def test_the_token_never_travels_in_the_clear(url: str) -> None:
    with pytest.raises(PullStopped, match="bad_url"):
        StoreClient(url, "token", "an_lao")
