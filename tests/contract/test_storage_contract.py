"""The store's half of tip.json: its citizen door takes exactly this shape and nothing beside it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from storage.citizen.app import create_app as create_citizen
from storage.migrate import migrate
from storage.police.app import create_app as create_police
from tests.serving import calling
from tests.storage.store_doors import CITIZEN_TOKEN, POLICE_TOKEN, citizen_settings, police_settings, post_tip

TIP: dict[str, Any] = json.loads(Path(__file__).with_name("tip.json").read_text(encoding="utf-8"))


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path / 'store.db'}"
    migrate(url)
    return url


@pytest.fixture
def citizen(database_url: str) -> Iterator[httpx.Client]:
    with calling(create_citizen(citizen_settings(database_url)), CITIZEN_TOKEN) as client:
        yield client


def test_the_example_is_taken_and_its_code_kept(citizen: httpx.Client) -> None:
    answer = post_tip(citizen, "report-1", TIP)
    assert answer.status_code == 201
    assert answer.json() == {"code": TIP["code"], "unit": {"slug": "an_hung", "name": "Công an xã An Hưng"}}


def test_the_unit_reads_what_was_sent(citizen: httpx.Client, database_url: str) -> None:
    post_tip(citizen, "report-1", TIP)
    settings = police_settings(database_url, unit="an_hung")
    with calling(create_police(settings), POLICE_TOKEN) as police:
        (read,) = police.get("/v1/tips").json()["tips"]
    for name in ("code", "category", "tactic", "severity", "urgency"):
        assert read[name] == TIP[name]
    assert TIP["document"].items() <= read["document"].items()


@pytest.mark.parametrize("name", ["code", "place", "tactic", "severity", "urgency"])
def test_these_may_be_unknown(citizen: httpx.Client, name: str) -> None:
    assert post_tip(citizen, "null", TIP | {name: None}).status_code == 201


@pytest.mark.parametrize("name", ["schema", "category", "received_at", "route_token", "document"])
def test_these_must_be_there(citizen: httpx.Client, name: str) -> None:
    body = {key: value for key, value in TIP.items() if key != name}
    assert post_tip(citizen, "missing", body).status_code == 422


def test_an_unknown_field_is_refused(citizen: httpx.Client) -> None:
    refused = post_tip(citizen, "extra", TIP | {"chat_id": "1"})
    assert refused.status_code == 422
    assert refused.json()["message"] == "chat_id: Extra inputs are not permitted"
