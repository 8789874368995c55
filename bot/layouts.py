"""How a bot.db of an earlier layout becomes today's: new columns, in order; new tables are made by SQLModel."""

from sqlalchemy import Connection

# layout found -> what leads to the next one
STEPS: dict[int, tuple[str, ...]] = {
    1: (
        "ALTER TABLE chat ADD COLUMN gone BOOLEAN NOT NULL DEFAULT 0",
        "ALTER TABLE chat ADD COLUMN paused_until FLOAT NOT NULL DEFAULT 0",
        "ALTER TABLE chat ADD COLUMN commune VARCHAR",
        "ALTER TABLE inbox ADD COLUMN album VARCHAR",
        "ALTER TABLE replies ADD COLUMN parts_sent INTEGER NOT NULL DEFAULT 0",
    ),
    2: (
        "ALTER TABLE conversation ADD COLUMN seed VARCHAR NOT NULL DEFAULT ''",
        "ALTER TABLE conversation ADD COLUMN seeded_from INTEGER NOT NULL DEFAULT 0",
        # a report under way keeps its name; Rasa knows the conversation by a new one and hears it again
        """UPDATE conversation SET seed = lower(hex(randomblob(16))), epoch = epoch + 1, instance = NULL,
        seeded_from = report_no + EXISTS (
            SELECT 1 FROM inbox WHERE inbox.chat_ref = conversation.chat_ref AND inbox.id >= conversation.flow_start
        )""",
    ),
    3: (
        # layout 1 had no such table; it is made here as layout 3 had it
        """CREATE TABLE IF NOT EXISTS dead_letters (
            id INTEGER NOT NULL PRIMARY KEY, event_key VARCHAR NOT NULL UNIQUE, channel VARCHAR NOT NULL,
            reason VARCHAR NOT NULL, sealed BLOB NOT NULL, buried_at FLOAT NOT NULL
        )""",
        "CREATE INDEX IF NOT EXISTS ix_dead_letters_buried_at ON dead_letters (buried_at)",
        "ALTER TABLE dead_letters ADD COLUMN chat_ref VARCHAR",
        "CREATE INDEX ix_dead_letters_chat_ref ON dead_letters (chat_ref)",
    ),
    4: (
        # which of these a report was sent under is not known: all stay open
        "CREATE TABLE IF NOT EXISTS promised_routes (route_token VARCHAR NOT NULL PRIMARY KEY)",
        "INSERT OR IGNORE INTO promised_routes SELECT route_token FROM route",
    ),
    5: (
        "ALTER TABLE conversation ADD COLUMN report_start INTEGER NOT NULL DEFAULT 0",
        # a report's last message is marked to go, or empty, as soon as it has ended; none of one under way is
        """UPDATE conversation SET report_start = (
            SELECT coalesce(max(inbox.id) + 1, 0) FROM inbox WHERE inbox.chat_ref = conversation.chat_ref
            AND inbox.id < conversation.flow_start AND (inbox.purge_at IS NOT NULL OR inbox.sealed = x'')
        )""",
    ),
}


def bring_up(connection: Connection, found: int) -> None:
    """Every step from layout `found` on, within the caller's transaction."""
    for layout in sorted(STEPS):
        if layout >= found:
            for statement in STEPS[layout]:
                connection.exec_driver_sql(statement)
