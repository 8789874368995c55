"""Which report a message's file belongs to."""

from sqlmodel import Session, col, select

from bot import conversation
from bot.core import Core
from bot.tables import HandOver, InboxRow, RawTip


def report_of(session: Session, core: Core, row: InboxRow) -> str | None:
    """The key of the report under way, or of the one that was sent meanwhile; None when it ended unsent."""
    assert row.id is not None
    talk = conversation.of_chat(session, row.chat_ref)
    if row.id >= talk.report_start:
        return conversation.report_key(core.vault, talk)
    for table in (HandOver, RawTip):
        spans = (col(table.from_id) <= row.id, col(table.to_id) >= row.id)
        sent = session.exec(select(table.report_key).where(col(table.chat_ref) == row.chat_ref, *spans)).first()
        if sent is not None:
            return sent
    return None
