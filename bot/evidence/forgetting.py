"""Files go with the words they came with; what a sent report still owes the police stays until it is handed over."""

from sqlmodel import Session, col, delete, exists, select, update

from bot.tables import EvidenceRow, HandOver, InboxRow, RawTip

KEEP_HANDED = 24 * 3600  # seconds; until then a repeat of the same file is known


def forget(session: Session, now: float) -> None:
    """Erases files whose message was emptied, and finished hand-overs a day after their report."""
    old = (col(HandOver.done), col(HandOver.released_at) <= now - KEEP_HANDED)
    session.exec(delete(HandOver).where(*old))
    emptied = select(InboxRow.id).where(col(InboxRow.sealed) == b"")
    kept = exists().where(col(HandOver.report_key) == col(EvidenceRow.report_key))
    session.exec(delete(EvidenceRow).where(col(EvidenceRow.inbox_id).in_(emptied), ~kept))


def erase(session: Session, chat_ref: str, last: int) -> None:
    """Erases what a chat sent up to inbox row `last`, but for files of a report that is on its way to the police."""
    sent = exists().where(col(HandOver.report_key) == col(EvidenceRow.report_key))
    booked = exists().where(col(RawTip.report_key) == col(EvidenceRow.report_key))
    theirs = (col(EvidenceRow.chat_ref) == chat_ref, col(EvidenceRow.inbox_id) <= last)
    session.exec(delete(EvidenceRow).where(*theirs, ~sent, ~booked))
    # with their words gone no file of theirs is fetched any more
    finished = (col(HandOver.chat_ref) == chat_ref, col(HandOver.to_id) <= last, col(HandOver.done))
    session.exec(update(HandOver).where(*finished).values(sealed=b""))
