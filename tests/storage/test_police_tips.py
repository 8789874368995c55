"""How a unit pulls and acknowledges: its own tips only, by a cursor that misses nothing."""

import threading

import httpx
from sqlmodel import select

from storage.database import Database
from storage.issue import issue_token, revoke_tokens
from storage.models import Audit
from storage.units import load_units
from tests.storage.store_doors import post_tip, tip


def _send(citizen: httpx.Client, count: int, place: str = "xã An Lão", prefix: str = "k") -> None:
    for number in range(count):
        assert post_tip(citizen, f"{prefix}-{number}", tip(place=place)).status_code == 201


def test_pages_follow_each_other_and_repeat(citizen: httpx.Client, police: httpx.Client) -> None:
    _send(citizen, 5)
    first = police.get("/v1/tips?limit=2").json()
    second = police.get(f"/v1/tips?limit=2&after={first['next']}").json()
    third = police.get(f"/v1/tips?limit=2&after={second['next']}").json()
    assert [len(page["tips"]) for page in (first, second, third)] == [2, 2, 1]
    assert len({t["id"] for page in (first, second, third) for t in page["tips"]}) == 5
    assert police.get("/v1/tips?limit=2").json() == first
    end = police.get(f"/v1/tips?after={third['next']}").json()
    assert end == {"tips": [], "next": third["next"]}


def test_a_tip_has_exactly_the_agreed_fields(citizen: httpx.Client, police: httpx.Client) -> None:
    _send(citizen, 1)
    (read,) = police.get("/v1/tips").json()["tips"]
    assert set(read) == {
        *("id", "code", "unit", "category", "tactic", "severity", "urgency", "state"),
        *("received_hour", "document"),
    }
    assert (read["unit"], read["state"]) == ("an_lao", "received")
    assert read["received_hour"] == "2026-11-21T10:00:00Z"


def test_bounds(police: httpx.Client) -> None:
    cursors = ("after=-1", f"after={2**63}", f"after=-{10**30}", "after=x", "after=")
    for query in (*cursors, "limit=0", "limit=501", "limit=1e2"):
        assert police.get(f"/v1/tips?{query}").status_code == 422, query


def test_the_largest_cursor_is_fine(police: httpx.Client) -> None:
    assert police.get(f"/v1/tips?after={2**63 - 1}&limit=500").json() == {"tips": [], "next": str(2**63 - 1)}


def test_another_units_tip_is_unknown(citizen: httpx.Client, police: httpx.Client, database_url: str) -> None:
    _send(citizen, 1, place="xã An Hưng")
    assert police.get("/v1/tips").json()["tips"] == []
    token = _issued(database_url, "an_hung")
    theirs = {"Authorization": f"Bearer {token}"}
    (foreign,) = police.get("/v1/tips", headers=theirs).json()["tips"]
    assert police.post(f"/v1/tips/{foreign['id']}/ack").status_code == 404
    assert police.get(f"/v1/tips/{foreign['id']}/evidence").status_code == 404
    assert police.post(f"/v1/tips/{foreign['id']}/ack", headers=theirs).status_code == 200


def test_an_unknown_tip_is_404(police: httpx.Client) -> None:
    for tip_id in ("x", "%00", "11111111-1111-4111-8111-111111111111", "..%2f"):
        assert police.post(f"/v1/tips/{tip_id}/ack").status_code == 404, tip_id


def test_ack_is_idempotent_and_seen_on_the_receipt(citizen: httpx.Client, police: httpx.Client) -> None:
    _send(citizen, 1)
    (read,) = police.get("/v1/tips").json()["tips"]
    first = police.post(f"/v1/tips/{read['id']}/ack").json()
    assert (first["id"], first["state"]) == (read["id"], "acknowledged")
    assert police.post(f"/v1/tips/{read['id']}/ack").json() == first
    assert police.get("/v1/tips").json()["tips"][0]["state"] == "acknowledged"
    receipt = citizen.get(f"/v1/receipts/{read['code'].lower().replace('-', '')}").json()
    assert receipt == {"code": read["code"], "state": "acknowledged", "questions": []}


def test_the_audit_says_who_read_and_acknowledged_what(
    citizen: httpx.Client, police: httpx.Client, database_url: str
) -> None:
    _send(citizen, 2)
    tips = police.get("/v1/tips").json()["tips"]
    for _ in range(2):
        police.post(f"/v1/tips/{tips[0]['id']}/ack")
    rows = _audit(database_url)
    assert sorted((row.action, row.tip_id) for row in rows) == sorted(
        [("read", tips[0]["id"]), ("read", tips[1]["id"]), ("acknowledge", tips[0]["id"])]
    )
    assert {(row.unit, row.actor[:6]) for row in rows} == {("an_lao", "token ")}


def test_a_revoked_token_opens_nothing(police: httpx.Client, database_url: str) -> None:
    headers = {"Authorization": f"Bearer {_issued(database_url, 'an_hung')}"}
    assert police.get("/v1/tips", headers=headers).status_code == 200
    database = Database(database_url)
    assert revoke_tokens(database, load_units().unit("an_hung")) == 1
    database.close()
    refused = police.get("/v1/tips", headers=headers)
    assert (refused.status_code, refused.headers["WWW-Authenticate"]) == (401, "Bearer")


def test_a_page_ends_before_it_grows_too_large(citizen: httpx.Client, police: httpx.Client) -> None:
    for number in range(12):
        body = tip(place="xã An Lão", document={"story": "a" * 900_000})
        assert post_tip(citizen, f"k-{number}", body).status_code == 201
    first = police.get("/v1/tips?limit=500").json()
    rest = police.get(f"/v1/tips?limit=500&after={first['next']}").json()
    assert (len(first["tips"]), len(rest["tips"])) == (10, 2)


def test_a_reader_misses_nothing_while_tips_arrive(citizen: httpx.Client, police: httpx.Client) -> None:
    """A number given out early but committed late would be skipped by a cursor that has passed it."""
    writers = [threading.Thread(target=_send, args=(citizen, 15, "an lao xa an lao", f"w{n}")) for n in range(4)]
    for writer in writers:
        writer.start()
    cursor, seen = "0", list[str]()
    while len(seen) < 60:
        alive = any(writer.is_alive() for writer in writers)
        page = police.get(f"/v1/tips?limit=7&after={cursor}").json()
        seen += [t["id"] for t in page["tips"]]
        cursor = page["next"]
        if not alive and not page["tips"]:
            break
    for writer in writers:
        writer.join()
    assert len(seen) == len(set(seen)) == 60


def _issued(database_url: str, slug: str) -> str:
    database = Database(database_url)
    token = issue_token(database, load_units().unit(slug))
    database.close()
    return token


def _audit(database_url: str) -> list[Audit]:
    database = Database(database_url)
    with database.reading() as session:
        rows = list(session.exec(select(Audit)).all())
    database.close()
    return rows
