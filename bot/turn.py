"""A turn for Rasa out of one message, or out of several that were sent on in one go."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlmodel import Session, col, select

from bot import conversation
from bot.content import Said, content_of, understand
from bot.core import Core
from bot.incoming import Origin
from bot.sanitize import RASA_CAP
from bot.tables import Chat, Conversation, InboxRow, TogetherRow

# Blank lines would not do: a number at the end of one message would run on into the next.
BETWEEN = "\n———\n"


@dataclass(frozen=True, slots=True)
class Turn:
    """One message for Rasa, made from inbox row `row`; the same in every replay."""

    row: int
    message: str
    metadata: dict[str, Any]


def said_in(core: Core, row: InboxRow) -> Said:
    """What the message says. Raises SealBroken."""
    return understand(content_of(core, row), core.sentences)


def words_of(said: Said) -> str:
    """The words as they came, for Rasa's metadata."""
    return said.original if said.original is not None else said.message or ""


def turn_of(session: Session, core: Core, talk: Conversation, rows: list[InboxRow]) -> Turn:
    """The turn of a message (the first row) and those that go with it; `pieces` in the metadata tells them apart."""
    first = rows[0]
    told = [(row, said) for row in rows if (said := said_in(core, row)).message]
    words = BETWEEN.join(words_of(said) for _, said in told)
    message = BETWEEN.join(said.message or "" for _, said in told)[:RASA_CAP]
    metadata: dict[str, Any] = {
        "event_id": first.event_key,
        "report_key": conversation.report_key(core.vault, talk),
        "route_token": talk.route_token,
        # The same for every report of the chat, so that one person's reports count once; the store never sees it.
        "reporter": core.vault.pseudonym("reporter", first.chat_ref),
        "channel": session.get_one(Chat, first.chat_ref).channel,
        "forwarded": first.forwarded or told[0][1].forwarded,
        "received_at": _at(told[-1][0]),
    }
    if words != message:
        metadata["original"] = words
    if commune := session.get_one(Chat, first.chat_ref).commune:
        metadata["commune"] = commune
    if origin := told[0][1].origin:
        metadata["origin"] = _origin(origin)
    if len(told) > 1:
        metadata["pieces"] = [_piece(row, said) for row, said in told]
    assert first.id is not None
    return Turn(first.id, message, metadata)


def _piece(row: InboxRow, said: Said) -> dict[str, Any]:
    origin = {"origin": _origin(said.origin)} if said.origin else {}
    return {"text": words_of(said), "at": _at(row), **origin}


def _origin(origin: Origin) -> dict[str, str | None]:
    at = origin.sent_at.isoformat() if origin.sent_at else None
    return {"kind": origin.kind, "name": _wire(origin.name), "handle": _wire(origin.handle), "sent_at": at}


def _wire(text: str | None) -> str | None:
    """Half an emoji in a name cannot travel."""
    return text.encode("utf-8", "replace").decode() if text else None


def finished_turns(session: Session, talk: Conversation, before: int) -> list[list[InboxRow]]:
    """The rows of every turn of the report under way that went through Rasa, oldest first."""
    query = select(InboxRow).where(
        InboxRow.chat_ref == talk.chat_ref,
        col(InboxRow.id) >= talk.flow_start,
        col(InboxRow.id) < before,
        col(InboxRow.turn),
    )
    return [[row, *_with(session, row)] for row in session.exec(query.order_by(col(InboxRow.id)))]


def _with(session: Session, row: InboxRow) -> list[InboxRow]:
    query = select(InboxRow).join(TogetherRow, col(TogetherRow.inbox_id) == col(InboxRow.id))
    return list(session.exec(query.where(TogetherRow.lead == row.id).order_by(col(InboxRow.id))))


def _at(row: InboxRow) -> str:
    return datetime.fromtimestamp(row.received_at, UTC).isoformat()
