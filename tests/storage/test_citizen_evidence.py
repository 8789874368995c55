"""Files that belong to a tip: stored once, never opened, read by the tip's unit alone."""

import hashlib
import tempfile
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.storage.store_doors import post_tip, tip
from tests.storage.test_desk import first_tip, sign_in

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 50


def _post(
    citizen: httpx.Client,
    code: str,
    key: str = "e-1",
    content: bytes = PICTURE,
    name: str = "ảnh <b>.png",
    **changes: Any,
) -> Any:
    fields = {"code": code, "sha256": hashlib.sha256(content).hexdigest()} | changes
    files = {"file": (name, content, "image/png")}
    return citizen.post("/v1/evidence", data=fields, files=files, headers={"Idempotency-Key": key})


@pytest.fixture
def code(citizen: httpx.Client) -> str:
    sent: str = post_tip(citizen, "k-1", tip(place="xã An Lão")).json()["code"]
    return sent


def test_a_file_is_stored_once_and_the_unit_reads_it(citizen: httpx.Client, police: httpx.Client, code: str) -> None:
    first, again = _post(citizen, code), _post(citizen, code.lower())
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    (read,) = police.get("/v1/tips").json()["tips"]
    (item,) = police.get(f"/v1/tips/{read['id']}/evidence").json()["evidence"]
    assert item == {**first.json(), "size": len(PICTURE), "name": f"tep-{item['id'][:8]}.bin"}
    got = police.get(f"/v1/tips/{read['id']}/evidence/{item['id']}")
    assert got.content == PICTURE
    assert got.headers["content-type"] == "application/octet-stream"
    assert got.headers["content-disposition"].startswith("attachment; ")
    assert police.get(f"/v1/tips/{read['id']}/evidence/{read['id']}").status_code == 404


def test_an_officer_saves_files_under_their_names_in_their_order(
    citizen: httpx.Client, police: httpx.Client, code: str
) -> None:
    names = [
        "bang-chung-1.jpg",
        "bang-chung-1-goc.jpg",
        "bang-chung-2.pdf",
        "bang-chung-3.jpg",
        "bang-chung-3-goc.webp",
        "bang-chung-10.mp4",
        "ghi-chu-kem-theo.txt",
    ]
    for number, name in enumerate(reversed(names)):
        assert _post(citizen, code, f"e-{number}", name.encode(), name=name).status_code == 201
    (read,) = police.get("/v1/tips").json()["tips"]
    items = police.get(f"/v1/tips/{read['id']}/evidence").json()["evidence"]
    assert [item["name"] for item in items] == names
    got = police.get(f"/v1/tips/{read['id']}/evidence/{items[2]['id']}")
    assert got.headers["content-disposition"] == f'attachment; filename="{code}-bang-chung-2.pdf"'
    assert got.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(("name", "told"), [("bang-chung-1-goc.png", True), ("bang-chung-1.png", False)])
def test_the_desk_tells_a_copy_from_its_original(
    citizen: httpx.Client, desk: httpx.Client, code: str, name: str, told: bool
) -> None:
    _post(citizen, code, name=name)
    assert sign_in(desk).status_code == 303
    page = desk.get(first_tip(desk)).text
    assert name in page and ("ảnh gốc đúng như lúc nhận" in page) is told


def test_what_has_no_name_of_its_own_stands_between_the_numbered_and_the_notes(
    citizen: httpx.Client, police: httpx.Client, code: str
) -> None:
    for number, name in enumerate(["ghi-chu-kem-theo.txt", "bang-chung-2-KHONG-MO.bin", "bang-chung-11.jpg"]):
        assert _post(citizen, code, f"e-{number}", name.encode(), name=name).status_code == 201
    (read,) = police.get("/v1/tips").json()["tips"]
    items = police.get(f"/v1/tips/{read['id']}/evidence").json()["evidence"]
    assert [item["name"][:3] for item in items] == ["ban", "tep", "ghi"]


@pytest.mark.parametrize(
    "name",
    [
        "a.exe",
        "bang-chung-1-KHONG-MO.html",
        "../../etc/passwd.txt",
        'a".jpg',
        "a.jpg.js",
        "a\r\nX-Y: 1.jpg",
        "ảnh.jpg",
        ".jpg",
        "a" * 80 + ".jpg",
        "",
    ],
)
def test_a_name_that_could_do_harm_is_replaced(
    citizen: httpx.Client, police: httpx.Client, code: str, name: str
) -> None:
    if _post(citizen, code, name=name).status_code != 201:
        return  # not even taken
    (read,) = police.get("/v1/tips").json()["tips"]
    (item,) = police.get(f"/v1/tips/{read['id']}/evidence").json()["evidence"]
    assert item["name"] == f"tep-{item['id'][:8]}.bin"


def test_the_same_key_with_another_file_is_refused(citizen: httpx.Client, code: str) -> None:
    _post(citizen, code)
    assert _post(citizen, code, content=b"other").status_code == 409


def test_a_file_that_arrived_damaged_is_asked_for_again(citizen: httpx.Client, code: str) -> None:
    refused = _post(citizen, code, sha256="0" * 64)
    assert (refused.status_code, "send the file again" in refused.text) == (422, True)
    assert _post(citizen, code, sha256="é").status_code == 422


def test_a_file_needs_its_tip_and_its_parts(citizen: httpx.Client, code: str) -> None:
    assert _post(citizen, "7K3M-9QPX-2RT7").status_code == 404
    assert _post(citizen, "nonsense").status_code == 422
    assert _post(citizen, code, extra="x").status_code == 422
    headers = {"Idempotency-Key": "e-2"}
    assert citizen.post("/v1/evidence", json={"code": code}, headers=headers).status_code == 422
    assert citizen.post("/v1/evidence", data={"code": code}, headers=headers).status_code == 422
    broken = headers | {"Content-Type": "multipart/form-data; boundary=x"}
    assert citizen.post("/v1/evidence", content=b"--y\r\n", headers=broken).status_code == 422


def test_a_file_may_be_larger_than_a_tip_but_not_endless(citizen: httpx.Client, code: str) -> None:
    assert _post(citizen, code, content=b"a" * (20 * 1024 * 1024)).status_code == 201
    assert _post(citizen, code, key="e-2", content=b"a" * 21_100_000).status_code == 413


def test_no_plain_copy_of_a_file_touches_the_disk(
    citizen: httpx.Client, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A temporary file would lie outside the folder that operators encrypt."""
    folder = tmp_path / "nowhere"
    monkeypatch.setattr(tempfile, "tempdir", str(folder))  # not there: whoever needs one fails
    content = b"\x89PNG\r\n\x1a\n" + bytes(8 * 1024 * 1024)
    assert _post(citizen, code, content=content).status_code == 201
