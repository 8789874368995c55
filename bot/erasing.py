"""The resident wants everything gone, and confirmed it: what this room holds of the chat is erased at once.

Only the names of events stay, by which a repeat is known; and what they sent on: reports, their files and the way back.
"""

from sqlmodel import Session, col, delete, exists, update

from bot import dead_letters, way_back
from bot.core import Core
from bot.database import FORGET
from bot.evidence import forgetting
from bot.rasa_client import RasaItem
from bot.tables import ButtonRow, Chat, InboxRow, MessageRow, PictureRow, RawTip, ReplyRow, TogetherRow


def is_confirmed(items: list[RasaItem]) -> bool:
    """Whether the assistant says that the resident pressed the button that erases."""
    return any((item.custom or {}).get("flow") == "erased" for item in items)


def erase(session: Session, core: Core, chat_ref: str, last: int) -> None:
    """Everything up to inbox row `last`, with every reply, also those that still wait to be sent."""
    for table in (ReplyRow, ButtonRow):
        session.exec(delete(table).where(col(table.chat_ref) == chat_ref))
    for linked in (PictureRow, MessageRow, TogetherRow):
        session.exec(delete(linked).where(col(linked.chat_ref) == chat_ref, col(linked.inbox_id) <= last))
    promised = exists().where(
        col(RawTip.chat_ref) == chat_ref,
        col(RawTip.sent).is_(False),
        col(InboxRow.id).between(col(RawTip.from_id), col(RawTip.to_id)),
    )
    words = (col(InboxRow.chat_ref) == chat_ref, col(InboxRow.id) <= last, ~promised)
    session.exec(update(InboxRow).where(*words).values(sealed=b"", purge_at=None))
    forgetting.erase(session, chat_ref, last)
    dead_letters.erase(session, chat_ref)
    way_back.erase(session, core, chat_ref, last)
    session.get_one(Chat, chat_ref).commune = None
    session.info[FORGET] = True
