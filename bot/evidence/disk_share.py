"""What residents' files may take of the disk: kept ones, their copies, and pictures that pass through to be read."""

from sqlmodel import Session, col, func, select

from bot.core import Core
from bot.tables import UNFINISHED, EvidenceRow, InboxRow, PictureRow

WAITING_CAP = 100  # files that may wait for their message's turn
CHAT_SHARE = 20  # of them, of one chat
_KEPT = 0.9  # of the share, at most, for files that are kept: the rest is for reading when nothing more can be


def is_full(session: Session, chat_ref: str) -> bool:
    """Whether too many files, the chat's or everybody's, wait for their message's turn to take another of this chat."""
    kept = select(EvidenceRow.chat_ref).join(InboxRow, col(InboxRow.id) == col(EvidenceRow.inbox_id))
    waiting = [
        *session.exec(kept.where(col(InboxRow.state).in_(UNFINISHED))),
        *session.exec(select(PictureRow.chat_ref)),
    ]
    return len(waiting) >= WAITING_CAP or waiting.count(chat_ref) >= CHAT_SHARE


def can_keep(session: Session, core: Core, size: int) -> bool:
    """Whether a file of `size` bytes may stay until its report is sent."""
    return _taken(session) + size <= core.settings.files_bytes * _KEPT


def can_pass(session: Session, core: Core, chat_ref: str, size: int) -> bool:
    """Whether a picture of `size` bytes may wait to be read."""
    return not is_full(session, chat_ref) and _taken(session) + size <= core.settings.files_bytes


def _taken(session: Session) -> int:
    columns = (col(EvidenceRow.sealed), col(EvidenceRow.working), col(PictureRow.sealed))
    return sum(session.exec(select(func.sum(func.length(each)))).one() or 0 for each in columns)
