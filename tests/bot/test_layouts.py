"""A bot.db of an earlier layout is brought up to today's, whole or not at all."""

import sqlite3
import time
from pathlib import Path

import pytest
from sqlmodel import Session, col, func, select

from bot import conversation
from bot.database import Database
from bot.errors import SettingsError
from bot.tables import SCHEMA_VERSION, Chat, InboxRow, MessageRow, ReplyRow
from tests.bot.conftest import MakeRoom
from tests.bot.fake_rasa import FakeActions, FakeRasa
from tests.bot.resident import Resident
from tests.bot.serving import until

LAYOUT_1 = Path(__file__).with_name("layout_1.sql")  # written by the program of that time, under the tests' key


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "bot.db"
    with sqlite3.connect(path) as connection:
        connection.executescript(LAYOUT_1.read_text())
        connection.execute("UPDATE chat SET last_at = ?", (time.time(),))
        connection.execute("UPDATE inbox SET received_at = ?, accepted_at = ?", (time.time(), time.time()))
    connection.close()
    return path


def layout(path: Path) -> tuple[int, list[str]]:
    with sqlite3.connect(path) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    connection.close()
    return version, [name for (name,) in names]


def columns(path: Path) -> dict[str, list[str]]:
    with sqlite3.connect(path) as connection:
        tables = layout(path)[1]
        found = {t: sorted(row[1] for row in connection.execute(f"PRAGMA table_info({t})")) for t in tables}
    connection.close()
    return found


def indexes(path: Path) -> set[str]:
    with sqlite3.connect(path) as connection:
        names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'index'")}
    connection.close()
    return names


def test_it_ends_with_the_same_columns_and_indexes_as_a_new_file(old: Path, tmp_path: Path) -> None:
    Database(old).close()
    new = tmp_path / "new" / "bot.db"
    Database(new).close()
    assert layout(old)[0] == layout(new)[0] == SCHEMA_VERSION
    assert columns(old) == columns(new)
    assert {name for name in indexes(new) if not name.startswith("sqlite_")} <= indexes(old)


async def test_a_waiting_message_of_layout_1_is_answered(old: Path, make_room: MakeRoom, rasa: FakeRasa) -> None:
    room = await make_room()
    an = Resident(room, "an", "telegram")
    texts = await an.waits_for(lambda texts: any("tôi chưa chuyển" in text for text in texts))
    assert texts[0] == "nghe 1: kẻ lạ xưng công an gọi cho tôi"
    assert rasa.messages() == ["kẻ lạ xưng công an gọi cho tôi", "họ đòi chuyển tiền", "tôi chưa chuyển"]
    await an.writes("họ đòi chuyển tiền", event_id="e-two")
    assert len(rasa.turns) == 3  # still known as a repeat

    def read(session: Session) -> tuple[object, ...]:
        chat = session.get_one(Chat, an.chat_ref)
        parts = set(session.exec(select(ReplyRow.parts_sent)))
        albums = session.exec(select(func.count()).where(col(InboxRow.album).is_not(None))).one()
        return chat.gone, chat.paused_until, chat.commune, parts, albums, len(session.exec(select(MessageRow)).all())

    assert await room.core.db.run(read) == (False, 0.0, None, {0}, 0, 0)


def test_a_dead_letter_of_layout_3_is_still_there_and_is_nobodys(tmp_path: Path) -> None:
    path = tmp_path / "bot.db"
    Database(path).close()
    today = indexes(path)
    with sqlite3.connect(path) as connection:  # as layout 3 had it
        connection.execute("ALTER TABLE conversation DROP COLUMN report_start")
        connection.execute("DROP INDEX ix_dead_letters_chat_ref")
        connection.execute("ALTER TABLE dead_letters DROP COLUMN chat_ref")
        connection.execute("INSERT INTO dead_letters VALUES (1, 'k', 'telegram', 'KeyError', x'00', 1.0)")
        connection.execute("PRAGMA user_version=3")
    connection.close()
    Database(path).close()
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT event_key, chat_ref FROM dead_letters").fetchall() == [("k", None)]
    connection.close()
    assert indexes(path) == today


def test_every_way_back_of_layout_4_stays_open(tmp_path: Path) -> None:
    """Nobody wrote down under which of them a report was sent."""
    path = tmp_path / "bot.db"
    Database(path).close()
    with sqlite3.connect(path) as connection:  # as layout 4 had it
        connection.execute("ALTER TABLE conversation DROP COLUMN report_start")
        connection.execute("DROP TABLE promised_routes")
        connection.execute(
            "INSERT INTO chat (chat_ref, channel, sealed_id, next_n, told_full, gone, paused_until, "
            "last_at) VALUES ('c', 'telegram', x'01', 1, 0, 0, 0, 1)"
        )
        connection.execute("INSERT INTO route VALUES ('r', 'c', 1)")
        connection.execute("PRAGMA user_version=4")
    connection.close()
    Database(path).close()
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT route_token FROM promised_routes").fetchall() == [("r",)]
    connection.close()


def test_a_report_of_layout_5_begins_behind_the_one_before(tmp_path: Path) -> None:
    """A long chat was cut at row 9: the report under way began earlier."""
    path = tmp_path / "bot.db"
    Database(path).close()
    ended = {"first": [], "marked": [1, 2], "emptied": [3], "just ended": [4]}
    with sqlite3.connect(path) as connection:  # as layout 5 had it
        connection.execute("ALTER TABLE conversation DROP COLUMN report_start")
        for chat in ended:
            connection.execute(
                "INSERT INTO chat (chat_ref, channel, sealed_id, next_n, told_full, gone, paused_until, last_at) "
                "VALUES (?, 'web', x'', 1, 0, 0, 0, 1)",
                (chat,),
            )
            connection.execute(
                "INSERT INTO conversation (chat_ref, seed, seeded_from, epoch, report_no, route_token, flow_start, "
                "turns, in_form) VALUES (?, 's', 0, 0, 0, ?, ?, 1, 0)",
                (chat, chat, 5 if chat == "just ended" else 9),
            )
        rows = [(1, "marked"), (2, "marked"), (3, "emptied"), (4, "just ended")]
        rows += [(5, "marked"), (6, "emptied"), (7, "first"), (9, "marked"), (10, "emptied"), (11, "first")]
        for row, chat in rows:
            connection.execute(
                "INSERT INTO inbox (id, event_key, chat_ref, kind, forwarded, sealed, received_at, accepted_at, "
                "state, attempts, turn, held, offered, purge_at) VALUES (?, ?, ?, 'text', 0, ?, 1, 1, 'DONE', 1, 1, "
                "0, 0, ?)",
                (row, row, chat, b"" if row == 3 else b"x", 99.0 if row in (1, 2, 4) else None),
            )
        connection.execute("PRAGMA user_version=5")
    connection.close()
    Database(path).close()
    with sqlite3.connect(path) as connection:
        starts = dict(connection.execute("SELECT chat_ref, report_start FROM conversation").fetchall())
    connection.close()
    assert starts == {chat: max(rows, default=-1) + 1 for chat, rows in ended.items()}


async def test_a_button_of_layout_5_sends_the_whole_report(
    tmp_path: Path, make_room: MakeRoom, rasa: FakeRasa, actions: FakeActions
) -> None:
    """It names the row at which a long chat was cut."""
    an = Resident(await make_room(), "an")
    await an.says("họ đòi 5 triệu")
    rasa.breaks["tôi sợ lắm"] = "400"
    [parked] = await an.says("tôi sợ lắm")
    await an.room.stop()
    with sqlite3.connect(tmp_path / "bot.db") as connection:
        connection.execute("UPDATE conversation SET flow_start = 2")
        connection.execute("UPDATE buttons SET raw_from = 2")
        connection.execute("ALTER TABLE conversation DROP COLUMN report_start")
        connection.execute("PRAGMA user_version=5")
    connection.close()
    an.room = await make_room()
    await an.presses(parked.buttons[0].token)
    await until(lambda: len(actions.tips) == 1)
    assert actions.tips[0]["turns"] == ["họ đòi 5 triệu", "tôi sợ lắm"]


@pytest.mark.parametrize("under_way", [True, False])
async def test_a_report_under_way_keeps_its_name_and_a_later_one_has_another(
    old: Path, make_room: MakeRoom, rasa: FakeRasa, under_way: bool
) -> None:
    with sqlite3.connect(old) as connection:
        [[chat_ref, sender]] = connection.execute("SELECT chat_ref, epoch FROM conversation").fetchall()
        if not under_way:  # told and done: the next report has not begun
            connection.execute("UPDATE inbox SET state = 'DONE'")
            connection.execute("UPDATE conversation SET report_no = 1, flow_start = 99")
    connection.close()
    room = await make_room()
    vault = room.core.vault
    await Resident(room, "an", "telegram").writes("chuyện nữa")
    await until(lambda: "chuyện nữa" in rasa.messages())
    unseeded = [vault.pseudonym("report", chat_ref, number) for number in range(3)]
    key = rasa.turns[-1]["metadata"]["report_key"]
    assert (key == unseeded[0]) if under_way else (key not in unseeded)
    assert vault.pseudonym("sender", chat_ref, sender) not in rasa.senders()
    talk = await room.core.db.run(lambda s: conversation.next_report_key(vault, conversation.of_chat(s, chat_ref)))
    assert talk not in unseeded


def test_a_step_that_fails_leaves_the_file_as_it_was(old: Path) -> None:
    with sqlite3.connect(old) as connection:  # the last step will stumble
        connection.execute("ALTER TABLE replies ADD COLUMN parts_sent INTEGER")
    connection.close()
    before = columns(old)
    with pytest.raises(Exception, match="duplicate column"):
        Database(old)
    assert columns(old) == before and layout(old)[0] == 1


@pytest.mark.parametrize("found", [SCHEMA_VERSION + 1, 99, -1])
def test_an_unknown_layout_is_refused_untouched(old: Path, found: int) -> None:
    with sqlite3.connect(old) as connection:
        connection.execute(f"PRAGMA user_version={found}")
    connection.close()
    before = columns(old)
    with pytest.raises(SettingsError, match=f"layout {found}"):
        Database(old)
    assert columns(old) == before
