"""T10: the platforms repeat, overtake themselves and send edits; each message is one turn, each chat keeps its order.

The order promised is that of receiving: what a platform hands over first is answered first. By polling that is the
order of Telegram's numbers. By webhook a call that is made again may come behind a later one, and then the later
message is answered first: nothing waits for a number that may never come.

`python -m tests.bot.test_repeats_and_order 20000` runs the full size once.
"""

import asyncio
import logging
import random
import re
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx
from pydantic import SecretStr
from sqlmodel import Session, col, func, select
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route, Router

from bot.channels.channel import InboxDoor
from bot.channels.telegram import TelegramChannel
from bot.channels.telegram.webhook import HEADER, Hook
from bot.channels.zalo_oa import ZaloOaChannel, build_zalo_oa
from bot.content import content_of
from bot.conversation import LONG_FLOW
from bot.core import Core
from bot.gathering import MOST
from bot.incoming import Kind
from bot.reply import Reply
from bot.room import Room
from bot.settings import Settings
from bot.tables import UNFINISHED, InboxRow
from tests.bot.channels.telegram.bot_api import LAN, TOKEN, message
from tests.bot.channels.zalo_oa.zalo_oa_api import APP_ID, OA_ID, OA_SECRET, by_user, encoded, mac
from tests.bot.conftest import KEY
from tests.bot.fake_rasa import says
from tests.bot.serving import served
from tests.serving import free_port

UPDATES = 2000
REPEATED, OVERTAKEN, EDITED = 0.2, 0.1, 0.05
AT_ONCE = 0.3  # of the repeats: together with the first, as two workers of a platform send them
LATE = 300  # calls; how much later a repeat may come
MEMORY = Path("/dev/shm")  # noqa: S108 what is asked here is order, not whether a disk keeps its word
_KEY = re.compile(r"tin (\d+)-(\d+)")
_SECRET = "secret-of-the-webhook"


@dataclass(frozen=True)
class Call:
    """One webhook call. number: of the chat's message; None for an edit, which says `edited`."""

    chat: int
    number: int | None
    path: str
    body: bytes
    headers: dict[str, str]
    twice_at_once: bool = False
    edited: str = ""


class QuickRasa:
    """turns: by chat, then conversation, the numbers that came. overlapping: turns of a chat that met another's."""

    def __init__(self) -> None:
        self.port = free_port()
        self.turns: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        self.overlapping = 0
        self._busy: set[int] = set()
        self.app = Starlette(routes=[Route("/webhooks/tinbao/webhook", self._turn, methods=["POST"])])

    async def _turn(self, request: Request) -> Response:
        turn = await request.json()
        [(chat, number)] = keys(turn["message"])
        self.overlapping += chat in self._busy
        self._busy.add(chat)
        await asyncio.sleep(0.001)
        self.turns[chat][turn["sender"]].append(number)
        self._busy.discard(chat)
        return JSONResponse({"instance": "i", "active_loop": None, "replies": [says(f"nghe tin {chat}-{number}")]})


class Ears:
    """A real channel's way in; what it would say to which of its chats is kept in `said`."""

    def __init__(self, channel: TelegramChannel | ZaloOaChannel, said: list[tuple[str, str]]) -> None:
        self.name = channel.name
        self.traits = channel.traits
        self._channel = channel
        self._said = said

    def parts(self, reply: Reply) -> list[Reply]:
        return self._channel.parts(reply)

    def routes(self, inbox: InboxDoor) -> Sequence[BaseRoute]:
        return self._channel.routes(inbox)

    async def send(self, chat_id: str, part: Reply) -> None:
        self._said.append((chat_id, part.text))

    async def start(self, inbox: InboxDoor) -> None:
        pass

    async def stop(self) -> None:
        await self._channel.stop()


class Failures(logging.Handler):
    """Turns whose end nobody knows."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.kinds: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.kinds.append(record.getMessage().rpartition(" ")[2])


@dataclass
class Figures:
    """What became of a stream of calls. replayed: turns told again to a fresh conversation, after a failure.

    taken_along: the same where a talk of more than LONG_FLOW turns goes on in a new one with its last messages.
    """

    calls: int
    messages: int
    turns: int
    twice: int
    replayed: int
    taken_along: int
    failures: list[str]
    lost: int
    out_of_order: int
    overlapping: int
    answers_wrong: int
    edits: int
    edits_wrong: int
    seconds: float


async def run(updates: int, data: Path, seed: int = 1) -> Figures:
    """Plays `updates` calls, from chats that write 20 messages each on average."""
    began = time.monotonic()
    failures = Failures()
    logging.getLogger("bot.worker").addHandler(failures)
    rng, rasa, said = random.Random(seed), QuickRasa(), list[tuple[str, str]]()
    calls = stream(updates, rng)
    settings = settings_of(data, rasa.port)
    telegram = TelegramChannel(TOKEN, "http://127.0.0.1:9", hook=Hook("https://unit.example.vn", _SECRET))
    channels = [Ears(telegram, said), Ears(build_zalo_oa(settings), said)]
    async with served(rasa.app, rasa.port):
        room = Room(settings, channels)
        await room.start()
        try:
            await play(calls, Router([route for each in channels for route in each.routes(room.inbox)]))
            await finished(room, said, len({(each.chat, each.number) for each in calls if each.number is not None}))
            kept = await room.core.db.run(lambda s: wordings(s, room.core))
        finally:
            await room.stop()
    wanted = first_arrivals(calls)
    talks = [(chat, numbers) for chat, by_sender in rasa.turns.items() for numbers in by_sender.values()]
    counts = Counter((chat, number) for chat, numbers in talks for number in numbers)
    again = Counter(chat for chat, _ in counts.elements()) - Counter(chat for chat, _ in counts)
    # each cut comes behind so many turns, and takes fewer along than may go together
    cuts = {chat: (len(numbers) - 1) // (LONG_FLOW + 1) for chat, numbers in wanted.items()}
    taken_along = sum(min(again[chat], cuts[chat] * (MOST - 1)) for chat in again)
    answers: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for chat_id, text in said:
        answers[chat_id] += keys(text)
    edits = edits_of(calls)
    return Figures(
        calls=sum(1 + call.twice_at_once for call in calls),
        messages=sum(len(numbers) for numbers in wanted.values()),
        turns=counts.total(),
        twice=sum(len(numbers) - len(set(numbers)) for _, numbers in talks),
        replayed=again.total() - taken_along,
        taken_along=taken_along,
        failures=failures.kinds,
        lost=sum((chat, number) not in counts for chat, numbers in wanted.items() for number in numbers),
        out_of_order=sum(numbers != [n for n in wanted[chat] if n in set(numbers)] for chat, numbers in talks),
        overlapping=rasa.overlapping,
        answers_wrong=sum(
            answers.pop(chat_id_of(chat), []) != [(chat, number) for number in numbers]
            for chat, numbers in wanted.items()
        )
        + len(answers),
        edits=sum(len(texts) for texts in edits.values()),
        edits_wrong=sum(kept.get(message, []) != texts for message, texts in edits.items())
        + sum(bool(texts) for message, texts in kept.items() if message not in edits),
        seconds=time.monotonic() - began,
    )


def troubles(figures: Figures) -> list[str]:
    """What went against the promise."""
    checks = {
        "turns": figures.turns != figures.messages + figures.replayed + figures.taken_along,
        "replayed for nothing": bool(figures.replayed and not figures.failures),
        "no edits": not figures.edits,
    }
    counted = ("twice", "lost", "out_of_order", "overlapping", "answers_wrong", "edits_wrong")
    return [name for name, wrong in checks.items() if wrong] + [name for name in counted if getattr(figures, name)]


def wordings(session: Session, core: Core) -> dict[tuple[int, int], list[str]]:
    """The later wordings that are kept of each message."""
    rows = session.exec(select(InboxRow).where(col(InboxRow.kind) != Kind.EDITED))
    contents = [content_of(core, row) for row in rows]
    return {key: content.edits for content in contents for key in keys(content.text or "")}


def edits_of(calls: list[Call]) -> dict[tuple[int, int], list[str]]:
    """The wordings that were sent of each message, in the order of their first coming, without repeats."""
    found: dict[tuple[int, int], dict[str, None]] = defaultdict(dict)
    for call in calls:
        if call.edited:
            [key] = keys(call.edited)
            found[key].setdefault(call.edited)
    return {key: list(texts) for key, texts in found.items()}


def stream(updates: int, rng: random.Random) -> list[Call]:
    """In the order of arrival; every third chat is Zalo's."""
    fresh = round(updates / (1 + REPEATED + EDITED))
    chats = max(1, fresh // 20)
    told: Counter[int] = Counter()
    calls: list[Call] = []
    update_id = 1000
    for _ in range(fresh):
        chat = rng.randrange(chats)
        told[chat] += 1
        update_id += 1
        calls.append(zalo(chat, told[chat]) if chat % 3 == 0 else telegram_text(chat, told[chat], update_id))
        if chat % 3 and rng.random() < EDITED * 1.5:
            update_id += 1
            calls.append(telegram_edit(chat, rng.randint(1, told[chat]), update_id))
    return with_repeats(overtaken(calls, rng), rng, updates)


def overtaken(calls: list[Call], rng: random.Random) -> list[Call]:
    """Some calls come later, also behind later ones of their chat; an edit never before what it changes."""
    places = [float(n) for n in range(len(calls))]
    for n, call in enumerate(calls):
        if call.number is not None and rng.random() < OVERTAKEN:
            its_next = next((k for k in range(n + 1, len(calls)) if calls[k].chat == call.chat), None)
            behind_it = its_next is not None and calls[its_next].number is not None and rng.random() < 0.5
            edits = [k for k in range(n + 1, len(calls)) if calls[k].chat == call.chat and calls[k].number is None]
            place = its_next + 0.5 if behind_it and its_next is not None else n + rng.randint(1, 5) + 0.5
            places[n] = min([place, *(edit - 0.5 for edit in edits[:1])])
    return [calls[n] for n in sorted(range(len(calls)), key=places.__getitem__)]


def with_repeats(calls: list[Call], rng: random.Random, updates: int) -> list[Call]:
    """Repeats of some, at once or later, until there are `updates` calls."""
    placed = [(float(n), call) for n, call in enumerate(calls)]
    for n in rng.sample(range(len(calls)), max(0, updates - len(calls))):
        if rng.random() < AT_ONCE:
            placed[n] = (placed[n][0], replace(calls[n], twice_at_once=True))
        else:
            placed.append((n + rng.uniform(0.1, LATE), calls[n]))
    return [call for _, call in sorted(placed, key=lambda each: each[0])]


def telegram_text(chat: int, number: int, update_id: int) -> Call:
    return telegram_call(chat, number, update_id, message=told(chat, number, f"tin {chat}-{number}"))


def telegram_edit(chat: int, number: int, update_id: int) -> Call:
    words = f"tin {chat}-{number} sửa lần {update_id}"
    edited = told(chat, number, words) | {"edit_date": 1_795_000_100}
    return replace(telegram_call(chat, None, update_id, edited_message=edited), edited=words)


def chat_id_of(chat: int) -> str:
    return f"654321{chat:08d}" if chat % 3 == 0 else str(7000 + chat)


def told(chat: int, number: int, text: str) -> dict[str, Any]:
    who = {"id": int(chat_id_of(chat)), "type": "private", "first_name": "Lan"}
    return message(text=text, message_id=number, chat=who, **{"from": LAN | {"id": who["id"]}})


def telegram_call(chat: int, number: int | None, update_id: int, **content: Any) -> Call:
    body = httpx.Request("POST", "http://x", json={"update_id": update_id, **content}).content
    return Call(chat, number, "/webhooks/telegram", body, {HEADER: _SECRET})


def zalo(chat: int, number: int) -> Call:
    event = by_user(chat_id_of(chat), "user_send_text", text=f"tin {chat}-{number}")
    body = encoded(event)
    return Call(
        chat, number, "/webhooks/zalo-oa", body, {"X-ZEvent-Signature": "mac=" + mac(body, str(event["timestamp"]))}
    )


async def play(calls: list[Call], router: Router) -> None:
    """Each chat's calls one after another, up to eight chats side by side."""
    by_chat: dict[int, list[Call]] = defaultdict(list)
    for call in calls:
        by_chat[call.chat].append(call)
    gate = asyncio.Semaphore(8)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(router), base_url="http://desk") as client:

        async def post(call: Call) -> None:
            headers = {"Content-Type": "application/json", **call.headers}
            answer = await client.post(call.path, content=call.body, headers=headers)
            assert answer.status_code == 200, answer.status_code

        async def chat(its: list[Call]) -> None:
            for call in its:
                async with gate:
                    await asyncio.gather(*(post(call) for _ in range(1 + call.twice_at_once)))

        await asyncio.gather(*(chat(its) for its in by_chat.values()))


async def finished(room: Room, said: list[tuple[str, str]], messages: int) -> None:
    unfinished = select(func.count()).where(col(InboxRow.state).in_(UNFINISHED))
    deadline = time.monotonic() + 20 + messages / 20
    while (
        await room.core.db.run(lambda s: s.exec(unfinished).one())
        or sum(bool(keys(text)) for _, text in said) < messages
    ):
        if time.monotonic() > deadline:
            return  # the figures say what is missing
        await asyncio.sleep(0.2)


def first_arrivals(calls: list[Call]) -> dict[int, list[int]]:
    arrived: dict[int, dict[int, None]] = defaultdict(dict)
    for call in calls:
        if call.number is not None:
            arrived[call.chat].setdefault(call.number)
    return {chat: list(numbers) for chat, numbers in arrived.items()}


def keys(text: str) -> list[tuple[int, int]]:
    return [(int(chat), int(number)) for chat, number in _KEY.findall(text)]


def settings_of(data: Path, rasa_port: int) -> Settings:
    return Settings.model_validate(
        {
            "data_dir": data,
            "rasa_port": rasa_port,
            "actions_port": free_port(),
            "rasa_token": SecretStr("rasa-token-of-the-tests"),
            "actions_token": SecretStr("actions-token-of-the-tests"),
            "bot_key": KEY,
            "zalo_oa_app_id": APP_ID,
            "zalo_oa_id": OA_ID,
            "zalo_oa_secret_key": OA_SECRET,
            "zalo_oa_refresh_token": "refresh-0",
            "messages_per_minute": 1_000_000,
            "hold_after": 3600,
            "offer_after": 3600,
        }
    )


def test_each_message_is_one_turn_in_the_order_it_was_received() -> None:
    """Edge cases 2, 4 and 11; T10."""
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as data:
        figures = asyncio.run(run(UPDATES, Path(data)))
    assert figures.calls >= UPDATES and figures.messages > UPDATES * 0.7
    assert troubles(figures) == []


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as directory:
        outcome = asyncio.run(run(int(sys.argv[1]), Path(directory)))
    print(outcome)
    if wrong := troubles(outcome):
        sys.exit("against the promise: " + ", ".join(wrong))
