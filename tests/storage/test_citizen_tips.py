"""What the citizen door takes, what it answers, and that it takes each tip once."""

import json
import threading
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from sqlmodel import select

from storage.citizen.app import create_app
from storage.database import Database
from storage.migrate import migrate
from storage.models import Tip
from storage.receipt_code import parse_code
from tests.serving import calling
from tests.storage.store_doors import CITIZEN_TOKEN, citizen_settings, post_tip, tip


@pytest.fixture(scope="module")
def refusing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """One citizen door for all tests in which nothing is stored, so the kind of database does not matter."""
    url = f"sqlite:///{tmp_path_factory.mktemp('store') / 'store.db'}"
    migrate(url)
    with calling(create_app(citizen_settings(url)), CITIZEN_TOKEN) as client:
        yield client


def test_a_tip_is_stored_and_the_same_again_gets_the_same_code(citizen: httpx.Client) -> None:
    first = post_tip(citizen, "k-1", tip())
    again = post_tip(citizen, "k-1", dict(reversed(tip().items())))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert parse_code(first.json()["code"]) == first.json()["code"]
    assert first.json()["unit"] == {"slug": "an_hung", "name": "Công an xã An Hưng"}


def test_the_same_key_with_another_body_is_refused_and_nothing_changes(
    citizen: httpx.Client, database_url: str
) -> None:
    post_tip(citizen, "k-1", tip())
    other = post_tip(citizen, "k-1", tip(urgency="past"))
    assert (other.status_code, other.json()["error"]) == (409, "key_reused")
    assert len(_rows(database_url)) == 1


def test_a_code_of_the_sender_is_kept_and_never_given_twice(citizen: httpx.Client) -> None:
    assert post_tip(citizen, "k-1", tip(code="7k3m9qpx2rt7")).json()["code"] == "7K3M-9QPX-2RT7"
    taken = post_tip(citizen, "k-2", tip(code="7K3M-9QPX-2RT7"))
    assert (taken.status_code, taken.json()["error"]) == (409, "code_taken")


def test_an_unclear_place_goes_to_the_default_unit(citizen: httpx.Client) -> None:
    places = {"an tho": "an_hung", "Thái Sơn": "an_lao", "Hà Nội": "an_lao", "": "an_lao", None: "an_lao"}
    for number, (place, unit) in enumerate(places.items()):
        answer = post_tip(citizen, f"k-{number}", tip(place=place))
        assert answer.json()["unit"]["slug"] == unit, place


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"code": "7K3M-9QPX-2RT8"}, "code"),
        ({"severity": "safe"}, "severity"),
        ({"urgency": "soon"}, "urgency"),
        ({"category": "Lừa đảo"}, "category"),
        ({"received_at": "2026-11-21T10:00:00"}, "received_at"),
        ({"received_at": "0001-01-01T00:00:00+14:00"}, "received_at"),
        ({"route_token": "chat-12345"}, "route_token"),
        ({"document": "CANARY"}, "document"),
        ({"place": ["CANARY"]}, "place"),
        ({"schema": "tip/2"}, "schema"),
        ({"chat_id": "CANARY"}, "chat_id"),
    ],
)
def test_a_wrong_field_is_named_and_its_content_is_not_repeated(
    refusing: httpx.Client, changes: dict[str, Any], field: str
) -> None:
    refused = post_tip(refusing, "k-1", tip(**changes))
    assert refused.status_code == 422
    assert refused.json()["message"].startswith(f"{field}: ")
    assert "CANARY" not in refused.text


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b'{"schema": "tip/1", "story": "CANARY',
        b"\xff\xfe\xfa CANARY",
        b'{"document": NaN}',
        b'{"document": {"amount": 1e999}}',
        b'{"document": ' + b"9" * 5000 + b"}",
        b'{"document": ' + b'{"a":' * 40 + b"1" + b"}" * 40 + b"}",
        b"[" * 100_000,
    ],
)
def test_what_is_no_tip_is_answered_422(refusing: httpx.Client, body: bytes) -> None:
    refused = post_tip(refusing, "k-1", body)
    assert refused.status_code == 422
    assert "CANARY" not in refused.text


def test_a_body_beyond_the_cap_is_answered_413(citizen: httpx.Client) -> None:
    assert post_tip(citizen, "k-1", tip(document={"story": "a" * 4_200_000})).status_code == 413
    chunks = (b" " * 400_000 for _ in range(12))
    assert citizen.post("/v1/tips", content=chunks, headers={"Idempotency-Key": "k"}).status_code == 413
    assert post_tip(citizen, "k-1", tip(document={"story": "ă" * 1_000_000})).status_code == 413
    assert post_tip(citizen, "k-1", tip(document={"story": "a" * 4_100_000})).status_code == 201


@pytest.mark.parametrize("key", [None, "", "a" * 129, "khóa", "a b", "a.b"])
def test_a_tip_needs_a_key(refusing: httpx.Client, key: str | None) -> None:
    headers = {} if key is None else {b"Idempotency-Key": key.encode()}
    assert refusing.post("/v1/tips", json=tip(), headers=headers).status_code == 422


@pytest.mark.parametrize("token", [None, "Bearer wrong", "Basic abc", "Bearer", "Bearer \xe9"])
def test_without_the_token_nothing_opens(refusing: httpx.Client, token: str | None) -> None:
    headers = {b"Authorization": token.encode("latin-1")} if token else {}
    for method, path in [
        ("POST", "/v1/tips"),
        ("POST", "/v1/evidence"),
        ("GET", "/v1/receipts/7K3M-9QPX-2RT7"),
        ("GET", "/v1/units/resolve?place=x"),
    ]:
        assert httpx.request(method, refusing.base_url.join(path), headers=headers).status_code == 401, path


def test_the_citizen_door_has_no_way_to_read(refusing: httpx.Client) -> None:
    paths = refusing.get("/openapi.json").json()["paths"]
    assert set(paths) == {
        "/healthz",
        "/v1/tips",
        "/v1/evidence",
        "/v1/receipts/{code}",
        "/v1/units/resolve",
    }
    assert set(paths["/v1/tips"]) == {"post"}
    assert refusing.get("/v1/tips").status_code == 405


def test_twelve_senders_of_one_key_make_one_tip(citizen: httpx.Client, database_url: str) -> None:
    answers: list[httpx.Response] = []
    start = threading.Barrier(12)

    def send() -> None:
        start.wait()
        answers.append(post_tip(citizen, "same", tip()))

    threads = [threading.Thread(target=send) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(a.status_code for a in answers) == [200] * 11 + [201]
    assert len({a.json()["code"] for a in answers}) == 1
    assert len(_rows(database_url)) == 1


def test_plain_columns_hold_no_words_and_the_hour_only(citizen: httpx.Client, database_url: str) -> None:
    sent = tip(place="CANARY An Thọ", document={"story": "CANARY gọi từ 0900000001"})
    post_tip(citizen, "key-CANARY", sent)
    (row,) = _rows(database_url)
    document = row.pop("document")
    assert "CANARY" not in repr(row)
    assert "0900000001" not in repr(row)
    assert row["received_hour"].isoformat() == "2026-11-21T10:00:00+00:00"
    assert json.loads(document) == {
        "place": "CANARY An Thọ",
        "received_at": "2026-11-21T10:17:42Z",
        **sent["document"],
    }


def _rows(database_url: str) -> list[dict[str, Any]]:
    database = Database(database_url)
    with database.reading() as session:
        rows = [row.model_dump() for row in session.exec(select(Tip)).all()]
    database.close()
    return rows
