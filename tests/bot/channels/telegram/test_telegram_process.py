"""`python -m bot` with Telegram: killed at any moment, and started twice."""

from pathlib import Path

import pytest

from tests.bot.channels.telegram.bot_api import TOKEN, BotApi
from tests.bot.channels.telegram.conftest import eventually
from tests.bot.fake_rasa import FakeActions, FakeRasa
from tests.bot.test_process import environment, running, start
from tests.serving import free_port


@pytest.fixture
def env(tmp_path: Path, rasa: FakeRasa, actions: FakeActions, api: BotApi) -> dict[str, str]:
    settings = environment(tmp_path, free_port(), rasa, actions)
    return settings | {"TINBAO_TELEGRAM_TOKEN": TOKEN, "TINBAO_TELEGRAM_API_URL": api.url}


async def test_killed_while_rasa_thinks_the_message_is_answered_once(
    env: dict[str, str], rasa: FakeRasa, api: BotApi
) -> None:
    """Edge case 3."""
    rasa.delay = lambda _: 30
    last = api.message(text="tôi bị lừa")
    async with running(env) as (process, _):
        await eventually(lambda: rasa.turns and api.confirmed == last)
        process.kill()
        await process.wait()
    rasa.delay = lambda _: 0
    async with running(env):
        await eventually(lambda: len(api.said(7001)) == 1)
        api.message(text="còn đây", message_id=6)
        await eventually(lambda: len(api.said(7001)) == 2)
    assert [text.split(": ")[1] for text, _ in api.said(7001)] == ["tôi bị lừa", "còn đây"]


async def test_a_second_process_with_the_same_token_refuses_in_one_line(
    env: dict[str, str], tmp_path: Path, api: BotApi
) -> None:
    """Edge case 26: whatever its port and its data directory."""
    async with running(env):
        await eventually(lambda: api.called("getUpdates"))
        other = {"TINBAO_WEB_PORT": str(free_port()), "TINBAO_DATA_DIR": str(tmp_path / "other")}
        second = await start(env | other)
        _, said = await second.communicate()
        assert second.returncode == 2
        assert said.decode().strip().splitlines()[-1].startswith("bot: another process")
        assert TOKEN not in said.decode() and b"Traceback" not in said
