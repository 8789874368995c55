"""Files of a sent report that nobody has fetched yet."""

from sqlmodel import Session, col, select

from bot.content import content_of
from bot.core import Core
from bot.errors import SealBroken
from bot.incoming import Kind
from bot.tables import HandOver, InboxRow


def may_come(session: Session, core: Core, over: HandOver) -> bool:
    """Whether one of the report's messages has a file that may still be fetched."""
    span = col(InboxRow.id).between(over.from_id, over.to_id)
    theirs = (InboxRow.chat_ref == over.chat_ref, InboxRow.kind == Kind.ATTACHMENT, col(InboxRow.sealed) != b"")
    return any(_is_undecided(core, row) for row in session.exec(select(InboxRow).where(*theirs, span)))


def _is_undecided(core: Core, row: InboxRow) -> bool:
    try:
        attachment = content_of(core, row).attachment
    except SealBroken:  # then nobody can fetch it
        return False
    return attachment is not None and attachment.kept is None
