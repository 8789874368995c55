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
}


def bring_up(connection: Connection, found: int) -> None:
    """Every step from layout `found` on, within the caller's transaction."""
    for layout in sorted(STEPS):
        if layout >= found:
            for statement in STEPS[layout]:
                connection.exec_driver_sql(statement)
