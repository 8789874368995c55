"""Ten thousand updates, three of four mutilated: nothing stops, no good one is lost or out of order."""

import asyncio
import json
import random
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, col, select

from bot.channels.telegram import TelegramChannel
from bot.channels.telegram.pieces import pieces
from bot.channels.telegram.receiving import Receiver
from bot.channels.telegram.shapes import Update
from bot.channels.telegram.translate_in import NAME, Me
from bot.core import Core
from bot.database import Database
from bot.inbox import Inbox
from bot.sealing import Vault
from bot.sentences import load_sentences
from bot.settings import Settings
from bot.tables import DeadLetter, InboxRow
from tests.bot.channels.telegram.bot_api import TOKEN, BotApi
from tests.bot.channels.telegram.conftest import PaperInbox, eventually
from tests.bot.channels.telegram.fuzzing import CONTENTS, SPOILED, as_json, corpus, mutated

UPDATES = 10_000
CHATS = 40
NEEDED = {"rasa_token": "r" * 16, "actions_token": "a" * 16, "bot_key": "0" * 64, "queue_cap": 1_000_000}


@pytest.fixture
def core(tmp_path: Path) -> Iterator[Core]:
    """In memory where the system has a folder for that: ten thousand flushes to a disk are another test's."""
    shared = Path("/dev/shm")  # noqa: S108
    folder = Path(mkdtemp(dir=shared)) if shared.is_dir() else tmp_path
    made = Settings.model_validate(NEEDED | {"data_dir": folder})
    with closing(Database(made.database_path)) as db:
        yield Core(made, db, Vault(bytes(32)), load_sentences(), lambda: 1_795_100_000.0)
    rmtree(folder)


def fill(api: BotApi, rng: random.Random) -> tuple[dict[int, list[int]], list[int]]:
    """The numbers of the good updates by chat, and of the others."""
    good: dict[int, list[int]] = defaultdict(list)
    bad: list[int] = []
    for n in range(UPDATES):
        chat_id = 7000 + rng.randrange(CHATS)
        update = rng.choice(corpus(chat_id, n))
        number = 900 + n
        if n % 4 == 0:
            good[chat_id].append(number)
            raw = json.dumps({"update_id": number} | update)
        else:
            bad.append(number)
            raw = as_json(number, mutated(update, rng))
            if n % 400 == 1:
                raw = f'{{"update_id":{number},"message":{SPOILED[n // 400 % len(SPOILED)]}}}'
        api.pending.append((number, raw))
    return good, bad


async def test_every_good_update_is_committed_in_order_and_every_other_one_accounted_for(
    api: BotApi, core: Core, caplog: pytest.LogCaptureFixture
) -> None:
    """T11, edge case 25: over HTTP, through the polling, into the real inbox."""
    good, bad = fill(api, random.Random(20261122))
    sent = list(api.pending)
    inbox = Inbox(core, lambda _: None, lambda _: None)
    channel = TelegramChannel(TOKEN, api.url)
    await channel.start(inbox)
    await eventually(lambda: api.confirmed == 900 + UPDATES - 1, seconds=300)
    await channel.stop()
    keys = {core.vault.pseudonym("event", NAME, name): number for number, raw in sent for name in names(number, raw)}
    stored, buried = await core.db.run(_kept)
    for chat_id, numbers in good.items():
        ref = inbox.chat_ref(NAME, str(chat_id))
        arrived = [keys[key] for key, chat_ref in stored if chat_ref == ref]
        known = set(numbers)
        assert [number for number in arrived if number in known] == numbers
    dead, read = {keys[key] for key in buried}, {keys[key] for key, _ in stored}
    assert dead <= set(bad), "good ones buried"
    assert not dead & read
    raws = dict(sent)
    vanished = set(bad) - dead - read
    assert [raws[number] for number in vanished if not is_of_no_concern(raws[number])] == []
    assert min(len(dead), len(read & set(bad)), len(vanished)) > len(bad) // 20, "hardly one of a kind"
    assert len(stored) == len({key for key, _ in stored})
    for fault in ("telegram_stumbled", "telegram_not_stored", "telegram_down"):
        assert fault not in caplog.text


def is_of_no_concern(raw: str) -> bool:
    """Whether it may vanish: no kind of update we ask for, of a group or a bot, or without anything for us.

    Read loosely, and not by our own shapes: they are what is tried here.
    """
    try:
        update = json.loads(raw)
    except (ValueError, RecursionError):
        return False
    told = next((update[field] for field in FIELDS if update.get(field) is not None), None)
    if not isinstance(told, dict):
        return told is None
    shown = told["message"] if isinstance(told.get("message"), dict) else told
    chat, sender = shown.get("chat"), told.get("from")
    if isinstance(chat, dict) and isinstance(chat.get("type"), str) and chat["type"] != "private":
        return True
    if isinstance(sender, dict) and sender.get("is_bot") is True:
        return True
    return all(told.get(field) is None for field in ("data", *CONTENTS))


def names(number: int, raw: str) -> list[str]:
    """By which an update may be known: as a dead letter, and in the inbox."""
    try:
        update = Update.model_validate(json.loads(raw))
        read = [piece.event_id for piece in pieces(update, Me(4242))]
    except (ValueError, RecursionError):
        read = []
    return [f"4242:{number}", *read]


def _kept(session: Session) -> tuple[list[tuple[str, str]], list[str]]:
    rows = session.exec(select(InboxRow.event_key, InboxRow.chat_ref).order_by(col(InboxRow.id)))
    return [(key, ref) for key, ref in rows], list(session.exec(select(DeadLetter.event_key)))


class _Nobody:
    """Answers that go nowhere."""

    def answer(self, *_: Any) -> None: ...

    def decline(self, *_: Any) -> None: ...


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
FIELDS = ["message", "edited_message", "callback_query", "my_chat_member"]
ANY_UPDATE = st.dictionaries(st.sampled_from([*FIELDS, "update_id", "x"]), JSON, max_size=5)


@st.composite
def grown_wrong(draw: st.DrawFn) -> Any:
    """A good update in which some fields, its number too, hold anything at all."""
    update = {"update_id": draw(st.integers(0, 10**6))} | draw(st.sampled_from(corpus(7001, 1)))
    inner = next(field for field in FIELDS if field in update)
    return update | {inner: update[inner] | draw(st.dictionaries(st.sampled_from(sorted(update[inner])), JSON))}


@settings(max_examples=1000, deadline=None, suppress_health_check=list(HealthCheck))
@given(update=JSON | ANY_UPDATE | grown_wrong(), cut=st.none() | st.integers(0, 400))
def test_no_body_at_all_gets_past_the_receiver_unaccounted(update: Any, cut: int | None) -> None:
    """T11 for the webhook: whatever the bytes, the call ends well and the bytes are read, buried or of no concern."""
    inbox = PaperInbox()
    receiver = Receiver(inbox, Me(4242), _Nobody())  # type: ignore[arg-type]
    raw = json.dumps(update).encode()[:cut]
    asyncio.run(receiver.take(raw))
    assert len(inbox.taken) + len(inbox.buried) <= 1
    for incoming in inbox.taken.values():
        json.dumps(vars_of(incoming), ensure_ascii=False).encode()


def vars_of(incoming: Any) -> dict[str, str]:
    return {name: str(getattr(incoming, name)) for name in incoming.__dataclass_fields__}
