"""The store as it really runs: two processes on one SQLite file, and the commands beside them."""

import os
import re
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.serving import free_port
from tests.storage.store_doors import CITIZEN_TOKEN, DESK_PASSWORD, POLICE_TOKEN, post_tip, tip

CANARY = "CANARY kể rằng 0900000007"


@dataclass
class Running:
    """Both doors as processes, their common log and environment."""

    environment: dict[str, str]
    log: Path
    citizen: httpx.Client
    police: httpx.Client


def command(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *words], env=environment, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    home = tmp_path_factory.mktemp("data")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TINBAO_")} | {
        "TINBAO_DATA_DIR": str(home),
        "TINBAO_CITIZEN_TOKEN": CITIZEN_TOKEN,
        "TINBAO_POLICE_TOKEN": POLICE_TOKEN,
        "TINBAO_DESK_PASSWORD": DESK_PASSWORD,
        "TINBAO_CITIZEN_PORT": str(free_port()),
        "TINBAO_POLICE_PORT": str(free_port()),
        "PYTHONWARNINGS": "error",
        "PYTHONUTF8": "1",
    }
    early = command(environment, "storage.citizen")
    assert early.returncode == 1
    assert early.stderr.endswith("run: python -m storage migrate\n")
    assert early.stderr.count("\n") == 1
    assert command(environment, "storage", "migrate").returncode == 0
    assert command(environment, "storage.migrate").returncode == 0
    assert stat.S_IMODE((home / "store.db").stat().st_mode) == 0o600
    log = home / "doors.log"
    with log.open("wb") as sink:
        doors = [
            subprocess.Popen([sys.executable, "-m", door], env=environment, stdout=sink, stderr=sink)
            for door in ("storage.citizen", "storage.police")
        ]
        clients = [
            httpx.Client(
                base_url=f"http://127.0.0.1:{environment[port]}",
                headers={"Authorization": f"Bearer {token}"},
                timeout=30,
            )
            for port, token in (("TINBAO_CITIZEN_PORT", CITIZEN_TOKEN), ("TINBAO_POLICE_PORT", POLICE_TOKEN))
        ]
        for client, door in zip(clients, doors, strict=True):
            wait_for(client, door)
        yield Running(environment, log, *clients)
        for client, door in zip(clients, doors, strict=True):
            client.close()
            door.terminate()
            assert door.wait(timeout=20) in (0, -signal.SIGTERM)


def wait_for(client: httpx.Client, door: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and door.poll() is None:
        try:
            if client.get("/healthz").status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError("the door did not open")


def test_both_work_on_one_file_at_once(running: Running) -> None:
    statuses: list[int] = []

    def send(name: str) -> None:
        for number in range(10):
            body = tip(place="xã An Lão", document={"story": CANARY})
            statuses.append(post_tip(running.citizen, f"{name}-{number}", body).status_code)

    writers = [threading.Thread(target=send, args=(f"w{n}",)) for n in range(3)]
    for writer in writers:
        writer.start()
    cursor, seen = "0", 0
    while seen < 30:
        page = running.police.get(f"/v1/tips?after={cursor}").json()
        cursor, seen = page["next"], seen + len(page["tips"])
        for read in page["tips"]:
            statuses.append(running.police.post(f"/v1/tips/{read['id']}/ack").status_code)
        assert len(statuses) == statuses.count(201) + statuses.count(200)
    for writer in writers:
        writer.join()
    assert (statuses.count(201), statuses.count(200)) == (30, 30)


def test_tinbao_pull_writes_what_the_unit_has(running: Running, tmp_path: Path) -> None:
    post_tip(running.citizen, "pull-1", tip(place="xã An Lão"))
    out = tmp_path / "tips.jsonl"
    done = command(running.environment, "storage", "pull", "--unit", "an_lao", "--out", str(out))
    assert done.returncode == 0, done.stderr
    count = len(out.read_text(encoding="utf-8").splitlines())
    assert re.fullmatch(rf"Đã ghi {count} tin mới, 0 tin đã có sẵn, con trỏ \d+\.\n", done.stdout)
    wrong = command(running.environment, "storage", "pull", "--unit", "an_hung", "--out", str(out))
    assert (wrong.returncode, wrong.stderr.count("\n")) == (1, 1)


def test_pull_killed_between_write_and_ack_goes_on_without_loss(running: Running, tmp_path: Path) -> None:
    """kill -9 at a random moment, again and again, until one run is let through."""
    for number in range(20):
        post_tip(running.citizen, f"kill-{number}", tip(place="xã An Lão"))
    out = tmp_path / "tips.jsonl"
    words = [sys.executable, "-m", "storage", "pull", "--unit", "an_lao", "--out", str(out)]
    for acks in (1, 7, 15):
        process = subprocess.Popen(words, env=running.environment, stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + 30
        while process.poll() is None and time.monotonic() < deadline and _acknowledged(running) < acks:
            time.sleep(0.002)
        process.kill()
        process.wait()
    assert command(running.environment, "storage", "pull", "--unit", "an_lao", "--out", str(out)).returncode == 0
    ids = re.findall(r'^\{"id": "([0-9a-f-]{36})"', out.read_text(encoding="utf-8"), re.MULTILINE)
    page = running.police.get("/v1/tips?limit=500").json()["tips"]
    assert ids == [read["id"] for read in page]
    assert {read["state"] for read in page} == {"acknowledged"}


def test_a_token_for_another_unit(running: Running) -> None:
    post_tip(running.citizen, "hung-1", tip(place="xã An Hưng"))
    issued = command(running.environment, "storage", "units", "token", "--unit", "an_hung")
    token = issued.stdout.strip()
    headers = {"Authorization": f"Bearer {token}"}
    assert {t["unit"] for t in running.police.get("/v1/tips", headers=headers).json()["tips"]} == {"an_hung"}
    stored = Path(running.environment["TINBAO_DATA_DIR"], "store.db").read_bytes()
    for secret in (token, POLICE_TOKEN, CITIZEN_TOKEN, DESK_PASSWORD):
        assert secret.encode() not in stored
    assert command(running.environment, "storage", "units", "revoke", "--unit", "an_hung").returncode == 0
    assert running.police.get("/v1/tips", headers=headers).status_code == 401
    unknown = command(running.environment, "storage", "units", "token", "--unit", "an_gi")
    assert (unknown.returncode, unknown.stderr.count("\n")) == (1, 1)


def test_no_words_of_a_resident_in_any_log(running: Running) -> None:
    post_tip(running.citizen, "canary", tip(document={"story": CANARY}, place=CANARY))
    post_tip(running.citizen, "canary", tip(document={"story": CANARY + "!"}))
    post_tip(running.citizen, "canary-2", f'{{"schema": "{CANARY}'.encode())
    post_tip(running.citizen, "canary-3", tip(category=CANARY, extra=CANARY))
    running.citizen.get("/v1/units/resolve", params={"place": CANARY})
    running.citizen.get(f"/v1/receipts/{CANARY}")
    running.citizen.get(f"/{CANARY}", headers={"X": "CANARY"})
    running.police.get("/v1/tips", params={"after": CANARY})
    running.police.post("/sign-in", data={"username": CANARY, "password": CANARY})
    text = running.log.read_text(encoding="utf-8")
    assert "tip_stored tip=" in text
    for trace in ("CANARY", "0900000007", "%20k%E1%BB%83", "Traceback"):
        assert trace not in text


def test_the_words_are_in_the_document_and_in_no_other_column(running: Running) -> None:
    post_tip(running.citizen, "canary-column", tip(document={"story": CANARY}, place=CANARY))
    found = set()
    connection = sqlite3.connect(Path(running.environment["TINBAO_DATA_DIR"], "store.db"))
    connection.row_factory = sqlite3.Row
    for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        for row in connection.execute(f"SELECT * FROM {table}"):
            for column in row.keys():  # noqa: SIM118 - a Row iterates over its values
                value = row[column]
                text = value.decode() if isinstance(value, bytes) else str(value)
                if "CANARY" in text or "0900000007" in text:
                    found.add((table, column))
    connection.close()
    assert found == {("tip", "document")}


def _acknowledged(running: Running) -> int:
    connection = sqlite3.connect(Path(running.environment["TINBAO_DATA_DIR"], "store.db"), timeout=5)
    try:
        query = "SELECT count(*) FROM tip WHERE state = 'acknowledged' AND seq > (SELECT max(seq) - 20 FROM tip)"
        return int(connection.execute(query).fetchone()[0])
    finally:
        connection.close()
