"""Settings and bodies for the store's two doors in tests."""

import json
from pathlib import Path
from typing import Any

import httpx
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
