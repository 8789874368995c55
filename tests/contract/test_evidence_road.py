"""A file's whole road over real HTTP: the bot's client, the action server's door, the store's two doors."""

import hashlib
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
from pydantic import SecretStr

from actions.assistant import assemble
from actions.server import create_app
from actions.settings import Settings
from bot.intake_client import IntakeClient, Parcel
from storage.citizen.app import create_app as create_citizen
from storage.migrate import migrate
from storage.police.app import create_app as create_police
from storage.settings import CitizenSettings, PoliceSettings
from tests.serving import calling, serving

TOKEN, POLICE_TOKEN = "t" * 20, "p" * 24
RAW: dict[str, Any] = json.loads(Path(__file__).with_name("unstructured.json").read_text(encoding="utf-8"))
LARGEST = b"\xff\xd8\xff" + b"a" * (20 * 1024 * 1024 - 3)


async def test_a_file_reaches_the_unit_with_its_tip(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'store.db'}"
    migrate(url)
    secret = SecretStr(TOKEN)
    police = create_police(
        PoliceSettings(
            database_url=url,
            police_token=SecretStr(POLICE_TOKEN),
            desk_password=SecretStr("mật khẩu của bàn trực"),
            tactics_dir=Path("nowhere"),
        )
    )
    with serving(create_citizen(CitizenSettings(database_url=url, citizen_token=secret))) as store:
        port = urlsplit(store).port
        assert port is not None
        settings = Settings(
            data_dir=tmp_path, citizen_port=port, actions_token=TOKEN, citizen_token=TOKEN, actions_key="ab" * 32
        )
        assistant = assemble(settings)
        with serving(create_app(assistant, TOKEN)) as actions, calling(police, POLICE_TOKEN) as desk:
            intake = IntakeClient(actions, TOKEN)
            code = await intake.send(RAW)
            digest = hashlib.sha256(LARGEST).hexdigest()
            parcel = Parcel(RAW["report_key"], code, digest, "bang-chung-1.jpg", "image/jpeg", LARGEST)
            for _ in range(2):  # the answer to the first may have been lost
                await intake.send_file(parcel)
            await intake.close()
            _wait_for(assistant.files.waiting)
            [tip] = desk.get("/v1/tips").json()["tips"]
            assert tip["code"] == code
            [item] = desk.get(f"/v1/tips/{tip['id']}/evidence").json()["evidence"]
            assert (item["sha256"], item["size"]) == (digest, len(LARGEST))
            assert _bytes(desk, tip["id"], item["id"]) == LARGEST


def _bytes(desk: httpx.Client, tip_id: str, item_id: str) -> bytes:
    return desk.get(f"/v1/tips/{tip_id}/evidence/{item_id}").content


def _wait_for(waiting: Callable[[], int]) -> None:
    until = time.monotonic() + 60
    while waiting():
        assert time.monotonic() < until, "the store did not get the file"
        time.sleep(0.05)
