"""The action server's half of tip.json and unstructured.json: it builds and takes exactly these shapes."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from actions.assistant import assemble
from actions.intake.receipt import read_code
from actions.report.draft import Draft
from actions.report.tip import build_tip
from actions.server import create_app
from actions.settings import Settings
from tests.serving import calling

HERE = Path(__file__).parent
TIP: dict[str, Any] = json.loads((HERE / "tip.json").read_text(encoding="utf-8"))
RAW: dict[str, Any] = json.loads((HERE / "unstructured.json").read_text(encoding="utf-8"))
TOKEN = "t" * 20


def test_a_built_tip_is_the_example() -> None:
    document = TIP["document"]
    draft = Draft(
        urgency=TIP["urgency"],
        story=document["story"],
        checked={"text": "x", "verdict": document["verdict"]},
        facts=document["fields"],
        amount_vnd=document["amount_vnd"],
        happened_iso=document["happened_at"],
        answers=document["answers"],
        consent_at=document["consent_at"],
    )
    built = build_tip(
        draft,
        code=TIP["code"],
        route_token=TIP["route_token"],
        received_at=datetime(2026, 11, 21, 10, 17, 42, tzinfo=UTC),
    )
    built["document"]["checked_text"] = None
    assert built == TIP


def test_both_sides_agree_on_the_check_character() -> None:
    assert read_code(TIP["code"]) == TIP["code"]


def test_the_door_for_raw_conversations(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, actions_token=TOKEN, citizen_token="c" * 20, actions_key="ab" * 32)
    assistant = assemble(settings)
    with calling(create_app(assistant, TOKEN), TOKEN) as client:
        stranger = client.post("/intake/unstructured", json=RAW, headers={"Authorization": ""})
        first = client.post("/intake/unstructured", json=RAW)
        again = client.post("/intake/unstructured", json=RAW)
        refused = client.post("/intake/unstructured", json={**RAW, "turns": []})
    assert stranger.status_code == 401
    assert first.status_code == 201
    assert read_code(first.json()["code"])
    assert again.json() == first.json(), "the same report got two receipts"
    assert refused.status_code == 422
    assert assistant.outbox.waiting() == 1
