"""POST /intake/evidence: taken once, only whole, only from the bot, and kept so that a stolen file says nothing."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from actions.assistant import Assistant, assemble
from actions.intake.evidence import key_of
from actions.intake.receipt import new_code
from actions.server import create_app
from actions.settings import Settings
from tests.serving import calling, free_port

TOKEN = "t" * 20
KEY = "ab" * 32
CANARY = b"chim hoang yen 0987000333"
CODE = new_code()


@pytest.fixture
def assistant(tmp_path: Path) -> Assistant:
    # nobody listens at the store's port: files stay
    return assemble(
        Settings(
            data_dir=tmp_path,
            citizen_port=free_port(),
            actions_token=TOKEN,
            citizen_token="c" * 20,
            actions_key="ab" * 32,
        )
    )


@pytest.fixture
def client(assistant: Assistant) -> Iterator[httpx.Client]:
    with calling(create_app(assistant, TOKEN), TOKEN) as client:
        yield client


def post(
    client: httpx.Client,
    content: bytes = CANARY,
    name: str = "bang-chung-1.jpg",
    media_type: str = "image/jpeg",
    **changes: Any,
) -> httpx.Response:
    sha256 = hashlib.sha256(content).hexdigest()
    fields = {"report_key": KEY, "code": CODE, "sha256": sha256} | changes
    return client.post("/intake/evidence", data=fields, files={"file": (name, content, media_type)}, timeout=30)


def test_a_file_is_taken_once_and_its_hash_acknowledged(client: httpx.Client, assistant: Assistant) -> None:
    first, again = post(client), post(client, name="bang-chung-9.jpg")
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json() == {"sha256": hashlib.sha256(CANARY).hexdigest()}
    assert assistant.files.waiting() == 1
    kept = assistant.files.file(key_of(KEY, first.json()["sha256"]))
    assert kept is not None
    assert (kept.content, kept.name, kept.code) == (CANARY, "bang-chung-1.jpg", CODE)
    assert post(client, report_key="cd" * 32).status_code == 201


def test_the_largest_file_is_taken_and_a_larger_one_is_not(client: httpx.Client) -> None:
    assert post(client, b"a" * (20 * 1024 * 1024)).status_code == 201
    assert post(client, b"a" * (20 * 1024 * 1024 + 1)).status_code == 422
    assert post(client, b"a" * (21 * 1024 * 1024)).status_code == 413


@pytest.mark.parametrize(
    "changes",
    [
        {"sha256": "0" * 64},
        {"sha256": "é"},
        {"report_key": "../x"},
        {"code": "nonsense"},
        {"name": "../../etc/passwd"},
        {"name": "Nguyễn Văn An.jpg"},
        {"name": "a.jpg.exe"},
        {"media_type": "text/html; charset=x"},
        {"extra": "x"},
        {"name": "ghi-chu.txt", "media_type": "text/plain; charset=utf-8", "content": b"\xff\xfe"},
    ],
)
def test_what_the_bot_would_not_send_is_refused(
    client: httpx.Client, assistant: Assistant, changes: dict[str, Any]
) -> None:
    answer = post(client, **changes)
    assert answer.status_code == 422 and "0987000333" not in answer.text
    assert assistant.files.waiting() == 0


def test_what_is_no_form_is_refused(client: httpx.Client) -> None:
    assert client.post("/intake/evidence", json={"code": CODE}).status_code == 422
    broken = {"Content-Type": "multipart/form-data; boundary=x"}
    assert client.post("/intake/evidence", content=b"--y\r\n", headers=broken).status_code == 422
    assert (
        client.post("/intake/evidence", content=b"", headers={"Content-Type": "multipart/form-data"}).status_code == 422
    )


def test_without_the_token_nothing_is_taken(client: httpx.Client, assistant: Assistant) -> None:
    client.headers["Authorization"] = "Bearer wrong"
    assert post(client).status_code == 401
    assert assistant.files.waiting() == 0


def test_the_file_on_disk_holds_no_plain_bytes(client: httpx.Client, tmp_path: Path) -> None:
    post(client)
    stored = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert len(stored) > 1000 and CANARY not in stored


def test_secrets_in_the_notes_are_masked_and_hashes_left_alone(client: httpx.Client, assistant: Assistant) -> None:
    line = f"bang-chung-1.jpg: 9 byte, image/jpeg, SHA-256 {'4111111111111111' * 4}"
    notes = f"Trước khi sửa: mã OTP là 482915\nThẻ 4111 1111 1111 1111\n{line}\n".encode()
    answer = post(client, notes, "ghi-chu-kem-theo.txt", "text/plain; charset=utf-8")
    assert answer.json() == {"sha256": hashlib.sha256(notes).hexdigest()}
    kept = assistant.files.file(key_of(KEY, answer.json()["sha256"]))
    assert kept is not None
    text = kept.content.decode()
    assert "482915" not in text and "4111 1111" not in text and line in text
    assert kept.sha256 == hashlib.sha256(kept.content).hexdigest()
