"""How many different people reported a number, an account or a link; neither it nor they can be read back.

An indicator is a keyed hash; a reporter is another one that is different for each indicator, so that two rows
never show that one person reported both.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Engine, delete, func
from sqlalchemy.dialects.sqlite import insert
from sqlmodel import Field, Session, SQLModel, col, select

from actions.intake.local_key import LocalKey
from actions.judge.listed import Kind, indicators
from actions.judge.message import Message

KEEP = timedelta(days=365)


class Reported(SQLModel, table=True):
    """One person's word on one indicator; `reported_on` is the last day (UTC) they gave it."""

    __tablename__ = "reported"

    indicator: str = Field(primary_key=True)
    reporter: str = Field(primary_key=True)
    reported_on: date = Field(index=True)


class Reports:
    """Counts for the judgement (actions/judge/listed.py)."""

    def __init__(self, engine: Engine, key: LocalKey) -> None:
        self._engine = engine
        self._key = key

    def reporters(self, kind: Kind, value: str) -> int:
        """How many different people reported it within the last 365 days."""
        mark = self._key.mark(_name(kind, value))
        since = datetime.now(UTC).date() - KEEP
        with Session(self._engine) as session:
            count = select(func.count()).where(col(Reported.indicator) == mark, col(Reported.reported_on) >= since)
            return session.exec(count).one()


def note(session: Session, key: LocalKey, tip: dict[str, Any], reporter: str, today: date) -> None:
    """Add what the tip reports to the session's transaction; the same person counts once."""
    for kind, value in set(_reported(tip.get("document") or {})):
        indicator = key.mark(_name(kind, value))
        row = {"indicator": indicator, "reporter": key.mark(f"{indicator}|{reporter}"), "reported_on": today}
        upsert = insert(Reported).values(row)
        again = upsert.on_conflict_do_update(index_elements=["indicator", "reporter"], set_={"reported_on": today})
        session.execute(again)


def forget_old(session: Session, today: date) -> None:
    """Drop reports older than 365 days, within the session's transaction."""
    session.execute(delete(Reported).where(col(Reported.reported_on) < today - KEEP))


def _name(kind: Kind, value: str) -> str:
    return f"{kind}:{value}"


def _reported(document: dict[str, Any]) -> Iterator[tuple[Kind, str]]:
    fields = document.get("fields") or {}
    stated: list[tuple[Kind, str]] = [("phone", fields.get("phone") or ""), ("domain", fields.get("link") or "")]
    stated += [("account", f"stk {account}") for account in (fields.get("account") or "").split(", ")]
    for kind, text in stated:
        yield from ((i.kind, i.value) for i in indicators(Message(text)) if i.kind == kind)
    yield from ((i.kind, i.value) for i in indicators(Message(document.get("checked_text") or "")))
