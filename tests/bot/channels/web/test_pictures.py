"""Pictures through the web door, over real HTTP, to the real decoder."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image

from bot.app import build_app
from bot.room import Room
from bot.settings import Settings
from tests.actions.extract.vietqr_codes import vietqr
from tests.bot.fake_rasa import FakeRasa
from tests.bot.media.screenshots import beside, code, draw, packed, same, screenshot
from tests.bot.media.test_open_picture import bomb
from tests.bot.serving import served
from tests.bot.test_secrets_stay_inside import everything_under
from tests.serving import free_port

LINES = ["Vietcombank: Tài khoản bị khóa.", "Vào ngay vcb-xacthuc.top để mở."]


@pytest.fixture
async def door(settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """As the others' door, with time for the decoder to start on a busy machine."""
    app = build_app(Room(settings.model_copy(update={"hold_after": 20.0})))
    async with (
        served(app, free_port(), lifespan="on") as address,
        httpx.AsyncClient(base_url=address, timeout=30) as client,
    ):
        yield client


async def send(
    door: httpx.AsyncClient, chat: str, data: bytes, kind: str = "image/png", name: str = "a.png", **fields: str
) -> list[str]:
    files: Any = {"file": (name, data, kind)}
    answer = await door.post(chat, files=files, data=fields)
    assert answer.status_code == 200, answer.text
    return [reply["text"] for reply in answer.json()["replies"]]


async def test_a_screenshot_is_read_and_judged(
    door: httpx.AsyncClient, chat: str, rasa: FakeRasa, letters: Path
) -> None:
    read, answer = await send(door, chat, screenshot(LINES))
    assert read.startswith("Tôi đọc được trong ảnh: “Vietcombank")
    assert same(answer.removeprefix("nghe 1: "), " ".join(LINES))
    assert rasa.turns[0]["metadata"]["forwarded"] is True


async def test_a_caption_belongs_to_its_picture(
    door: httpx.AsyncClient, chat: str, rasa: FakeRasa, letters: Path
) -> None:
    await send(door, chat, screenshot(LINES), text="Có thật không?")
    assert rasa.messages()[0].startswith("Có thật không?\nVietcombank")


@pytest.mark.parametrize(
    ("kind", "name"), [("application/octet-stream", "a"), ("image/heic", "a.heic"), ("text/html", "../../a.html")]
)
async def test_a_picture_is_known_by_its_bytes_whatever_it_is_called(
    door: httpx.AsyncClient, chat: str, rasa: FakeRasa, letters: Path, kind: str, name: str
) -> None:
    read, _ = await send(door, chat, packed(draw(LINES), "JPEG"), kind, name)
    assert "Vietcombank" in read


async def test_what_a_code_holds_is_said_and_handed_on(door: httpx.AsyncClient, chat: str, rasa: FakeRasa) -> None:
    transfer = vietqr("0123456789", amount="500000", purpose="nop phi")
    both = packed(beside(code("https://evil.top/qua"), code(transfer)))
    said = (await send(door, chat, both))[0]
    assert "“https://evil.top/qua”" in said and "mã chuyển tiền" in said
    assert {"https://evil.top/qua", transfer} <= set(rasa.messages()[0].splitlines())


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<svg onload=alert(1)>", "Tôi không mở tệp này"),
        (packed(draw(LINES)) + b"PK\x05\x06" + b"\0" * 18, "Tôi không mở tệp này"),
        (bomb(50_000, 50_000), "lớn quá"),
        (packed(draw(LINES))[:4000], "bị hỏng"),
        (packed(Image.new("L", (500, 500))), "chữ nào trong ảnh"),
    ],
    ids=["svg", "polyglot", "bomb", "half", "blank"],
)
async def test_what_is_not_read_is_said_and_never_judged(
    door: httpx.AsyncClient, chat: str, rasa: FakeRasa, letters: Path, data: bytes, words: str
) -> None:
    [said] = await send(door, chat, data)
    assert words in said and "113" in said
    assert rasa.turns == []


async def test_where_a_picture_was_taken_goes_nowhere(
    door: httpx.AsyncClient, chat: str, rasa: FakeRasa, letters: Path, tmp_path: Path
) -> None:
    exif = Image.Exif()
    exif[0x010E] = "nhà bác An, 10.7769 106.7009"
    await send(door, chat, packed(draw(LINES), "JPEG", exif=exif))
    assert "10.7769" not in str(rasa.turns)
    assert b"10.7769" not in everything_under(tmp_path)


async def test_a_file_that_is_too_large_is_refused_before_it_is_whole(
    door: httpx.AsyncClient, chat: str, rasa: FakeRasa
) -> None:
    """Edge case 13: 20 MB and more."""
    files: Any = {"file": ("a.bin", b"\xff\xd8\xff" + b"0" * (20 * 1024 * 1024), "application/octet-stream")}
    answer = await door.post(chat, files=files)
    assert answer.status_code == 413 and "20 MB" in answer.json()["detail"]
    two: Any = [("file", ("a.png", b"\x89PNG\r\n\x1a\n" + b"0" * 11_000_000, "image/png"))] * 2
    assert (await door.post(chat, files=two)).status_code == 413
    assert rasa.turns == []


async def test_the_last_of_several_files_counts(
    door: httpx.AsyncClient, chat: str, rasa: FakeRasa, letters: Path
) -> None:
    files: Any = [("file", ("a.txt", b"chu" * 10, "text/plain")), ("file", ("b.png", screenshot(LINES), "image/png"))]
    answer = await door.post(chat, files=files, data={"text": "hai tệp"})
    assert "Vietcombank" in answer.json()["replies"][0]["text"]
