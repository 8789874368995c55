"""The decoder's process: it reads, it is cut off, it dies, it lies; the bot goes on."""

import asyncio
import logging
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable
from pathlib import Path
from time import perf_counter

import pytest
from PIL import Image

from bot.media.reader import PictureReader
from bot.media.reading import Trouble
from bot.media.tessdata import find_tessdata
from tests.bot.media.screenshots import beside, code, draw, packed, same, screenshot

LINES = ["Vietcombank: Tài khoản của quý khách", "đã bị khóa. Truy cập ngay", "vcb-xacthuc.top để mở lại."]
WHOLE = " ".join(LINES)
HELLO = "import sys,time,os,json;o=sys.stdout.buffer\ndef say(b):o.write(len(b).to_bytes(4)+b);o.flush()\n"


CONFINED = 'say(b\'{"letters":true,"alone":true}\')'


def misbehaving(script: str, seconds: float = 5, moment: float = 1.5) -> PictureReader:
    command = (sys.executable, "-c", HELLO + CONFINED + "\nsys.stdin.buffer.read(4)\n" + script)
    return PictureReader(None, seconds, command, moment)


@pytest.mark.parametrize(
    "picture",
    [
        screenshot(LINES),
        screenshot(LINES, dark=True),
        screenshot(LINES, width=460, size=18),
        packed(draw(LINES), "JPEG", quality=60),
        packed(draw(LINES), "WEBP"),
    ],
    ids=["plain", "dark", "small", "jpeg", "webp"],
)
async def test_a_screenshot_is_read(letters: Path, picture: bytes) -> None:
    reader = PictureReader(letters)
    try:
        reading = await reader.read(picture)
    finally:
        await reader.close()
    assert reading.trouble is None
    assert same(reading.text, WHOLE), reading.text


async def test_a_link_broken_at_the_edge_is_whole_again(letters: Path) -> None:
    reader = PictureReader(letters)
    lines = ["Dang nhap ngay tai https://vcb-xac", "thuc.top/dang-nhap de mo lai the"]
    try:
        reading = await reader.read(screenshot(lines))
    finally:
        await reader.close()
    assert "https://vcb-xacthuc.top/dang-nhap de mo" in reading.text


async def test_codes_are_read_beside_the_words(letters: Path) -> None:
    reader = PictureReader(letters)
    both = beside(draw(LINES), code("https://evil.top/a?b=1"))
    try:
        reading = await reader.read(packed(both))
        [upside_down] = (await reader.read(packed(code("hello world").rotate(90)))).codes
    finally:
        await reader.close()
    assert reading.codes == ("https://evil.top/a?b=1",)
    assert "vcb-xacthuc.top" in reading.text
    assert upside_down == "hello world"


@pytest.mark.parametrize(
    "picture",
    [
        Image.new("RGB", (800, 800), "white"),
        Image.effect_mandelbrot((900, 700), (-2, -1.5, 1, 1.5), 50),
        Image.linear_gradient("L").resize((900, 900)),
    ],
    ids=["blank", "fractal", "gradient"],
)
async def test_a_picture_without_writing_says_nothing(letters: Path, picture: Image.Image) -> None:
    reader = PictureReader(letters)
    try:
        assert (await reader.read(packed(picture))).trouble is Trouble.UNCLEAR
    finally:
        await reader.close()


async def test_without_the_language_data_codes_are_read_and_the_log_says_once_what_to_do(
    caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    assert find_tessdata([tmp_path]) is None or "TESSDATA_PREFIX" in os.environ
    reader = PictureReader(None)
    reader.announce()
    try:
        assert (await reader.read(screenshot(LINES))).trouble is Trouble.NO_READER
        assert (await reader.read(packed(code("0912")))).codes == ("0912",)
    finally:
        await reader.close()
    assert caplog.text.count("tesseract-ocr-vie") == 1


async def test_language_data_that_tesseract_does_not_take_is_as_none(tmp_path: Path) -> None:
    (tmp_path / "vie.traineddata").write_bytes(b"not a model")
    reader = PictureReader(tmp_path)
    try:
        assert (await reader.read(screenshot(LINES))).trouble is Trouble.NO_READER
    finally:
        await reader.close()


async def test_the_largest_picture_taken_fits_the_memory(letters: Path) -> None:
    reader = PictureReader(letters)
    try:
        flat = packed(Image.new("RGBA", (5000, 5000), "#ffffff80"))
        assert (await reader.read(flat)).trouble is Trouble.UNCLEAR
    finally:
        await reader.close()


PLAYED = """
while True:
    told = sys.stdin.buffer.read(int.from_bytes(sys.stdin.buffer.read(4))).decode()
    if not told: break
    if 'hang' in told: time.sleep(600)
    if 'long' in told: time.sleep(1)
    say(told.encode() if told[0] == 'c' else json.dumps({'text': told[1:], 'codes': [], 'trouble': None}).encode())
"""


@pytest.fixture
async def played() -> AsyncIterator[PictureReader]:
    """A decoder's part, played by a script: "hang" never ends, "long" takes a second, the rest comes at once."""
    command = (sys.executable, "-c", HELLO + CONFINED + PLAYED)
    reader = PictureReader(None, 20, command, moment=0.3)
    yield reader
    await reader.close()


async def test_a_chats_slow_pictures_keep_no_other_chat_waiting(played: PictureReader) -> None:
    slow = asyncio.create_task(played.read(b"hang", "a"))
    for number in range(5):
        assert (await played.read(f"b{number}".encode(), "b")).text == f"b{number}"
    others = [asyncio.create_task(played.read(b"hang", chat)) for chat in ("a", "c", "d")]
    await asyncio.sleep(0.1)
    for number in range(5):
        assert (await played.read(f"e{number}".encode(), "e")).text == f"e{number}"
    assert not any(task.done() for task in (slow, *others))
    for task in (slow, *others):
        task.cancel()
    await asyncio.gather(slow, *others, return_exceptions=True)


async def test_a_picture_that_takes_long_is_read_to_its_end(played: PictureReader) -> None:
    """Also the second one, which comes when the place behind is taken and has to begin anew there."""
    readings = await asyncio.gather(played.read(b"long one", "a"), played.read(b"long two", "b"))
    assert [reading.text for reading in readings] == ["long one", "long two"]


async def test_after_a_picture_that_gave_nothing_the_next_has_less_time() -> None:
    reader = misbehaving("time.sleep(60)", seconds=4.5, moment=0.3)
    try:
        assert (await reader.read(b"hang", "a")).trouble is Trouble.SLOW
        started = perf_counter()
        assert (await reader.read(b"hang", "a")).trouble is Trouble.SLOW
        assert perf_counter() - started < 4  # another chat's would have more
    finally:
        await reader.close()


async def test_a_copy_is_made_when_nothing_is_to_be_read(played: PictureReader) -> None:
    done: list[str] = []

    async def doing(name: str, work: Awaitable[object]) -> None:
        await work
        done.append(name)

    await played.read(b"long", "a")  # from now on behind
    async with asyncio.TaskGroup() as all_at_once:
        all_at_once.create_task(doing("first", played.read(b"long", "a")))
        await asyncio.sleep(0.1)
        all_at_once.create_task(doing("copy", played.copy(b"x")))
        await asyncio.sleep(0.1)
        all_at_once.create_task(doing("second", played.read(b"long", "a")))
    assert done == ["first", "second", "copy"]


async def test_a_waiting_picture_that_is_abandoned_lets_the_next_pass(played: PictureReader) -> None:
    holding = asyncio.create_task(played.read(b"hang", "a"))
    await asyncio.sleep(0.6)
    waiting = asyncio.create_task(played.read(b"hang", "a"))
    await asyncio.sleep(0.1)
    for task in (waiting, holding):
        task.cancel()
    await asyncio.gather(waiting, holding, return_exceptions=True)
    assert (await played.read(b"then", "a")).text == "then"


async def test_a_decoder_that_hangs_is_killed_in_time() -> None:
    reader = misbehaving("time.sleep(60)", seconds=0.6)
    started = perf_counter()
    readings = await asyncio.gather(*(reader.read(b"\xff\xd8\xff") for _ in range(2)))
    assert [reading.trouble for reading in readings] == [Trouble.SLOW] * 2
    assert perf_counter() - started < 4
    await reader.close()


@pytest.mark.parametrize(
    "script",
    [
        "os._exit(9)",
        "os.kill(os.getpid(), 11)",
        "say(b'not json')",
        "say(b'[]')",
        'say(b\'{"text": 5, "codes": [], "trouble": null}\')',
        'say(b\'{"text": "", "codes": [], "trouble": "unheard of"}\')',
        "o.write(b'\\xff' * 4096);o.flush();time.sleep(60)",
    ],
)
async def test_a_decoder_that_dies_or_lies_costs_one_picture(script: str) -> None:
    reader = misbehaving(script)
    assert (await reader.read(b"\xff\xd8\xff")).trouble is Trouble.BROKEN
    await reader.close()


async def test_a_decoder_that_does_not_start_is_trouble_too() -> None:
    reader = PictureReader(None, command=("/nowhere/python",))
    assert (await reader.read(b"\xff\xd8\xff")).trouble is Trouble.BROKEN
    await reader.close()


async def test_the_next_picture_after_a_killed_decoder_is_read(letters: Path) -> None:
    reader = PictureReader(letters)
    await reader.read(screenshot(LINES))
    process = reader._front._process
    assert process is not None
    process.kill()
    await process.wait()
    assert same((await reader.read(screenshot(LINES))).text, WHOLE)
    await reader.close()


async def test_an_abandoned_picture_is_not_the_answer_to_the_next(letters: Path) -> None:
    reader = PictureReader(letters)
    await reader.read(screenshot(["lần đầu tiên đây"]))
    abandoned = asyncio.create_task(reader.read(screenshot(["lần thứ hai đây"] * 12)))
    await asyncio.sleep(0.02)
    abandoned.cancel()
    await asyncio.gather(abandoned, return_exceptions=True)
    assert same((await reader.read(screenshot(LINES))).text, WHOLE)
    await reader.close()


async def test_the_decoder_gets_none_of_our_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TINBAO_BOT_KEY", "5a" * 32)
    told = 'say(json.dumps({"text": " ".join(os.environ), "codes": [], "trouble": None}).encode())'
    reader = misbehaving(told)
    names = (await reader.read(b"\xff\xd8\xff")).text.split()
    await reader.close()
    assert "PATH" in names and not [name for name in names if name.startswith("TINBAO")]


async def test_nothing_read_is_logged(letters: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    reader = PictureReader(letters)
    await reader.read(screenshot(["bí mật 0900000463"]))
    await reader.close()
    assert "0900000463" not in caplog.text


def test_the_decoder_ends_when_the_bot_is_gone() -> None:
    decoder = subprocess.Popen(
        [sys.executable, "-m", "bot.media.decoder"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with decoder:
        assert decoder.stdout is not None and decoder.stdout.read(4)
        decoder.stdin.close()  # type: ignore[union-attr]
        assert decoder.wait(timeout=20) == 0


@pytest.mark.parametrize(("alone", "warnings"), [("true", 0), ("false", 1)])
async def test_a_decoder_that_keeps_its_network_is_said_once(
    caplog: pytest.LogCaptureFixture, alone: str, warnings: int
) -> None:
    hello = f'say(b\'{{"letters":true,"alone":{alone}}}\')'
    reader = PictureReader(None, 20, (sys.executable, "-c", HELLO + hello + "\nos._exit(0)"))
    for _ in range(2):
        await reader.read(b"\xff\xd8\xff")
    await reader.close()
    assert caplog.text.count("keeps its network") == warnings
