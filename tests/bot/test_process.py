"""`python -m bot` as a real process: it starts, is killed, and the next one keeps its promises."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx

from tests.bot.conftest import KEY
from tests.bot.fake_rasa import TOKEN, FakeActions, FakeRasa
from tests.bot.serving import until
from tests.serving import free_port

ROOT = Path(__file__).parents[2]


def environment(data: Path, port: int, rasa: FakeRasa, actions: FakeActions) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "TINBAO_DATA_DIR": str(data),
        "TINBAO_WEB_PORT": str(port),
        "TINBAO_RASA_PORT": str(rasa.port),
        "TINBAO_ACTIONS_PORT": str(actions.port),
        "TINBAO_RASA_TOKEN": TOKEN,
        "TINBAO_ACTIONS_TOKEN": "actions-token-of-the-tests",
        "TINBAO_BOT_KEY": KEY,
    }


async def start(env: dict[str, str]) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-W", "error", "-m", "bot", cwd=ROOT, env=env, stderr=asyncio.subprocess.PIPE
    )


@asynccontextmanager
async def running(env: dict[str, str]) -> AsyncIterator[tuple[asyncio.subprocess.Process, httpx.AsyncClient]]:
    process = await start(env)
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{env['TINBAO_WEB_PORT']}") as client:
        try:
            async with asyncio.timeout(20):
                while True:
                    if await healthy(client):
                        break
                    await asyncio.sleep(0.05)
            yield process, client
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()


async def healthy(client: httpx.AsyncClient) -> bool:
    try:
        return (await client.get("/healthz")).status_code == 200
    except httpx.HTTPError:
        return False


async def test_killed_while_rasa_thinks(tmp_path: Path, rasa: FakeRasa, actions: FakeActions) -> None:
    env = environment(tmp_path, free_port(), rasa, actions)
    rasa.delay = lambda message: 0.5 if message == "chờ" else 0
    async with running(env) as (process, client):
        session = (await client.post("/api/sessions")).json()["session"]
        chat = f"/api/sessions/{session}/messages"
        await client.post(chat, json={"text": "một", "id": "1"})
        waiting = asyncio.create_task(client.post(chat, json={"text": "chờ", "id": "2"}))
        await until(lambda: len(rasa.turns) == 2)
        process.kill()
        await process.wait()
        assert isinstance((await asyncio.gather(waiting, return_exceptions=True))[0], httpx.HTTPError)
    async with running(env) as (process, client):
        again = await client.post(chat, json={"text": "chờ", "id": "2"})
        assert [reply["text"] for reply in again.json()["replies"]] == ["nghe 2: chờ"]
        assert rasa.messages() == ["một", "chờ", "một", "chờ"]
        assert rasa.senders()[1] != rasa.senders()[2]
        history = (await client.get(chat)).json()["messages"]
        assert [each["text"] for each in history] == ["nghe 1: một", "nghe 2: chờ"]
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 10) in (0, -signal.SIGTERM)
        assert process.stderr is not None
        log = (await process.stderr.read()).decode()
    assert "answered row=2" in log
    assert session not in log and "chờ" not in log and "Traceback" not in log


async def test_an_open_event_stream_does_not_hold_up_the_end(
    tmp_path: Path, rasa: FakeRasa, actions: FakeActions
) -> None:
    async with running(environment(tmp_path, free_port(), rasa, actions)) as (process, client):
        session = (await client.post("/api/sessions")).json()["session"]
        stream = {"Accept": "text/event-stream"}
        async with client.stream("GET", f"/api/sessions/{session}/messages", headers=stream) as events:
            process.send_signal(signal.SIGTERM)
            async with asyncio.timeout(2.5):
                assert [line async for line in events.aiter_lines() if line and line != ": ping"] == []


async def fails_with(env: dict[str, str]) -> str:
    process = await start(env)
    _, stderr = await asyncio.wait_for(process.communicate(), 20)
    assert process.returncode == 2
    [line] = stderr.decode().splitlines()
    return line


async def test_what_is_wrong_is_said_in_one_line(tmp_path: Path, rasa: FakeRasa, actions: FakeActions) -> None:
    env = environment(tmp_path, free_port(), rasa, actions)
    without = {name: value for name, value in env.items() if name != "TINBAO_BOT_KEY"}
    assert await fails_with(without) == "bot: settings: TINBAO_BOT_KEY (Field required)"
    taken = await fails_with({**env, "TINBAO_WEB_PORT": str(rasa.port)})
    assert taken == f"bot: port {rasa.port} is taken: stop the other program or set TINBAO_WEB_PORT"
    async with running(env):
        second = await fails_with({**env, "TINBAO_WEB_PORT": str(free_port())})
        assert "another bot uses this data directory" in second
