"""Real doors for tests: each application behind uvicorn on a free loopback port, spoken to with httpx."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from fastapi import FastAPI
from pydantic import SecretStr

from storage.settings import CitizenSettings, PoliceSettings

CITIZEN_TOKEN = "citizen-token-for-tests"
POLICE_TOKEN = "police-token-for-tests"
DESK_PASSWORD = "mật khẩu của bàn trực"
CONTRACT_TIP = Path(__file__).parents[1] / "contract" / "tip.json"


def tip(**changes: Any) -> dict[str, Any]:
    """The contract's tip without its code (the store makes one), changed as said."""
    body: dict[str, Any] = json.loads(CONTRACT_TIP.read_text(encoding="utf-8"))
    del body["code"]
    return body | changes


def citizen_settings(database_url: str, **changes: Any) -> CitizenSettings:
    return CitizenSettings(database_url=database_url, citizen_token=SecretStr(CITIZEN_TOKEN), **changes)


def police_settings(database_url: str, **changes: Any) -> PoliceSettings:
    known: dict[str, Any] = {
        "police_token": POLICE_TOKEN,
        "desk_password": DESK_PASSWORD,
        "tactics_dir": Path("nowhere"),
    }
    return PoliceSettings(database_url=database_url, **known | changes)


def post_tip(client: httpx.Client, key: str, body: Any) -> httpx.Response:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return client.post("/v1/tips", content=content, headers={"Idempotency-Key": key})


@contextmanager
def serving(app: FastAPI) -> Iterator[str]:
    """The application's address while it runs."""
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(app, access_log=False, log_config=None, ws="none", server_header=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the door did not open"
        time.sleep(0.005)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


@contextmanager
def calling(app: FastAPI, token: str | None) -> Iterator[httpx.Client]:
    """A client of the running application, with its service token when one is given."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    with serving(app) as url, httpx.Client(base_url=url, headers=headers, timeout=30) as client:
        yield client
