"""A resident returns after the bot forgot the chat: the police have both tips, each under the code that was told."""

import re
import time
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import SecretStr

from actions.assistant import Assistant, assemble
from actions.intake.outbox import utc_now
from actions.server import create_app
from actions.settings import Settings as ActionsSettings
from bot.retention import ROUTES, purge
from bot.room import Room
from bot.settings import Settings
from storage.citizen.app import create_app as create_citizen
from storage.migrate import migrate
from storage.police.app import create_app as create_police
from storage.settings import CitizenSettings, PoliceSettings
from tests.bot.fake_rasa import TOKEN as RASA_TOKEN
from tests.bot.fake_rasa import FakeRasa
from tests.bot.resident import Resident
from tests.bot.serving import until
from tests.serving import calling, serving

TOKEN, POLICE_TOKEN = "t" * 20, "p" * 24


class Later:
    """Real time plus what was skipped."""

    skipped = 0.0

    def __call__(self) -> float:
        return time.time() + self.skipped


async def test_a_second_tip_after_three_silent_months_reaches_the_police(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'store.db'}"
    migrate(url)
    secret = SecretStr(TOKEN)
    desk_password = SecretStr("mật khẩu của bàn trực")
    police = create_police(
        PoliceSettings(
            database_url=url,
            police_token=SecretStr(POLICE_TOKEN),
            desk_password=desk_password,
            tactics_dir=Path("nowhere"),
        )
    )
    rasa, clock = FakeRasa(), Later()
    with serving(create_citizen(CitizenSettings(database_url=url, citizen_token=secret))) as store:
        assistant = assemble(_actions(tmp_path, store))
        with serving(create_app(assistant, TOKEN)) as actions, calling(police, POLICE_TOKEN) as desk:
            async with rasa.running():
                room = Room(_bot(tmp_path, rasa, actions), (), clock)
                await room.start()
                an = Resident(room, "an")
                told = [await _sends_words_as_they_are(an, rasa, "họ lấy của tôi 5 triệu")]
                await until(lambda: assistant.outbox.waiting() == 0)
                await _three_months(room, clock, assistant)
                told.append(await _sends_words_as_they_are(an, rasa, "vụ khác: họ đòi 9 triệu"))
                await until(lambda: assistant.outbox.waiting() == 0)
                await room.stop()
            kept = [tip["code"] for tip in desk.get("/v1/tips").json()["tips"]]
    assert len(set(told)) == 2
    assert sorted(kept) == sorted(told)


async def _three_months(room: Room, clock: Later, assistant: Assistant) -> None:
    clock.skipped = ROUTES + 3600
    await room.core.db.run(lambda session: purge(session, room.core))
    assistant.outbox.forget_delivered(utc_now() + timedelta(days=91))


async def _sends_words_as_they_are(an: Resident, rasa: FakeRasa, words: str) -> str:
    rasa.faults.append("400")
    [apology] = await an.says(words)
    await an.presses(apology.buttons[0].token)
    texts = await an.waits_for(lambda texts: any(_CODE.search(text) for text in texts))
    found = _CODE.search(texts[-1])
    assert found is not None, "the code is told last"
    return found[0]


_CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b")


def _actions(folder: Path, store: str) -> ActionsSettings:
    port = urlsplit(store).port
    assert port is not None
    return ActionsSettings(
        data_dir=folder, citizen_port=port, actions_token=TOKEN, citizen_token=TOKEN, actions_key="ab" * 32
    )


def _bot(folder: Path, rasa: FakeRasa, actions: str) -> Settings:
    return Settings.model_validate(
        {
            "data_dir": folder / "bot",
            "rasa_port": rasa.port,
            "actions_port": urlsplit(actions).port,
            "rasa_token": RASA_TOKEN,
            "actions_token": TOKEN,
            "bot_key": "5a" * 32,
            "tick_every": 0.05,
        }
    )
