"""A canary sung into every door appears in no log line and in no file."""

import logging
from pathlib import Path

import pytest

from bot.incoming import Kind
from tests.bot.conftest import Clock, MakeRoom
from tests.bot.fake_rasa import FakeActions, FakeRasa, says
from tests.bot.resident import Resident
from tests.bot.serving import until

CANARY = "0900000463"
CHAT = "phiên-bí-mật-của-bác-An"


async def sing(room_maker: MakeRoom, rasa: FakeRasa, clock: Clock) -> None:
    rasa.replies = lambda turn, heard: [says(f"bác nói {CANARY}", (f"nút {CANARY}", f"/a{CANARY}"))]
    an = Resident(await room_maker(hold_after=0.1), CHAT)
    await an.writes(f"/số {CANARY}")
    await an.waits_for(lambda texts: len(texts) == 1)
    await an.presses((await an.history())[0].reply.buttons[0].token)
    await an.presses(f"giả {CANARY}")
    await an.says(CANARY, kind=Kind.COMMAND)
    for fault in ("503", "garbage", "silence", "400"):
        rasa.faults.append(fault)
        await an.says(f"hỏng {CANARY}")
    rasa.faults.extend(["503"] * 20)
    tried = len(rasa.turns)
    await an.writes(f"độc {CANARY}")
    await until(lambda: len(rasa.turns) > tried)
    clock.skipped = 130
    await an.waits_for(lambda texts: any("gửi nguyên văn" in text for text in texts))
    offer = next(each.reply for each in await an.history() if "gửi nguyên văn" in each.reply.text)
    await an.presses(offer.buttons[0].token)
    rasa.faults.clear()
    await an.says("hết")


def everything_under(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


async def test_nothing_secret_is_logged(
    make_room: MakeRoom, rasa: FakeRasa, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="bot")
    caplog.set_level(logging.INFO)
    await sing(make_room, rasa, clock)
    assert "answered row=" in caplog.text and "turn_failed" in caplog.text  # it does log
    assert CANARY not in caplog.text
    assert CHAT not in caplog.text


async def test_nothing_secret_is_on_disk_in_the_clear(
    make_room: MakeRoom, rasa: FakeRasa, clock: Clock, actions: FakeActions, tmp_path: Path
) -> None:
    await sing(make_room, rasa, clock)
    stored = everything_under(tmp_path)
    assert len(stored) > 10_000
    for secret in (CANARY, CHAT, "nút"):
        assert secret.encode() not in stored


def test_the_file_is_the_owners_alone(tmp_path: Path, room: object) -> None:
    assert (tmp_path / "bot.db").stat().st_mode & 0o077 == 0
