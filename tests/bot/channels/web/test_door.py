"""The page, the health, the headers."""

import httpx

from bot.app import build_app
from bot.room import Room
from bot.settings import Settings
from tests.bot.fake_rasa import FakeActions, FakeRasa
from tests.bot.serving import served
from tests.serving import free_port


async def test_the_page_and_its_files(door: httpx.AsyncClient) -> None:
    page = await door.get("/")
    assert page.status_code == 200 and page.headers["content-type"].startswith("text/html")
    assert (await door.get("/static/chat.js")).status_code == 200
    for escape in ("/static/../door.py", "/static/%2e%2e/door.py", "/static/..%2fdoor.py"):
        assert (await door.get(escape)).status_code == 404


async def test_headers_on_everything(door: httpx.AsyncClient, chat: str) -> None:
    for path in ("/", "/static/chat.css", chat, "/healthz", "/nowhere"):
        headers = (await door.get(path)).headers
        policy = headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'") and "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
    assert (await door.get(chat)).headers["cache-control"] == "no-store"


async def test_healthy_once_both_neighbours_answer(door: httpx.AsyncClient, actions: FakeActions) -> None:
    assert (await door.get("/healthz")).status_code == 200
    actions.down = True
    answer = await door.get("/healthz")
    assert answer.status_code == 503
    assert answer.json() == {"status": "starting", "rasa": True, "actions": False, "troubles": {}}


async def test_not_healthy_without_rasa(settings: Settings) -> None:
    dead = FakeRasa()
    app = build_app(Room(settings.model_copy(update={"rasa_port": dead.port})))
    async with (
        served(app, free_port(), lifespan="on") as address,
        httpx.AsyncClient(base_url=address) as client,
    ):
        assert (await client.get("/healthz")).status_code == 503
        async with dead.running():
            assert (await client.get("/healthz")).status_code == 200


async def test_the_api_describes_itself(door: httpx.AsyncClient) -> None:
    paths = (await door.get("/openapi.json")).json()["paths"]
    post = paths["/api/sessions/{session}/messages"]["post"]
    assert set(post["requestBody"]["content"]) == {"application/json", "multipart/form-data"}
    assert "/api/sessions" in paths and "/healthz" in paths
    for unwanted in ("/docs", "/redoc"):
        assert (await door.get(unwanted)).status_code == 404
