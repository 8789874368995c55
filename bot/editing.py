"""A message whose words the resident changed afterwards: the new wording is kept beside the old one."""

from dataclasses import replace

from sqlmodel import Session

from bot import outbox
from bot.content import Content, content_of, put_content
from bot.core import Core
from bot.errors import SealBroken
from bot.incoming import Incoming, Kind
from bot.reply import Draft
from bot.tables import InboxRow, InboxState, MessageRow

MOST = 20  # wordings of one message that are kept


def key(core: Core, chat_ref: str, incoming: Incoming) -> str | None:
    """The message's name by which an edit finds it; platforms number messages per chat."""
    if incoming.message_id is None:
        return None
    return core.vault.pseudonym("message", chat_ref, incoming.message_id)


def remember(session: Session, message_key: str | None, row: InboxRow) -> None:
    """An edit of this message will find its row."""
    if message_key is not None and row.id is not None:
        session.merge(MessageRow(message_key=message_key, inbox_id=row.id, chat_ref=row.chat_ref))


def edited(session: Session, core: Core, message_key: str | None) -> tuple[InboxRow, Content] | None:
    """The message that an edit names; None when it is unknown, erased or does not open."""
    known = session.get(MessageRow, message_key) if message_key else None
    row = session.get_one(InboxRow, known.inbox_id) if known else None
    if row is None or not row.sealed:
        return None
    try:
        return row, content_of(core, row)
    except SealBroken:
        return None


def as_new(incoming: Incoming) -> Incoming:
    """The edit of a message we do not have, as a message."""
    return replace(incoming, kind=Kind.ATTACHMENT if incoming.attachment else Kind.TEXT)


def keep(session: Session, core: Core, row: InboxRow, content: Content, text: str, edit_id: int) -> None:
    """Adds the wording; before the answer it is the one that counts, afterwards the resident gets a note, once."""
    if text == (content.edits[-1] if content.edits else content.text or ""):
        return  # platforms call other changes edits too, such as a link's preview
    if len(content.edits) >= MOST:
        return
    noted = len(content.edits) > content.in_time
    content = replace(content, edits=[*content.edits, text])
    if row.state is InboxState.NEW and not noted:
        content = replace(content, in_time=len(content.edits))
        if content.kind in (Kind.BUTTON, Kind.COMMAND):  # typed, and taken back: a yes is no yes any more
            content = replace(content, kind=Kind.TEXT, payload=None)
            row.kind = Kind.TEXT
    elif not noted:
        outbox.write(session, core, row.chat_ref, [Draft(core.sentences.edited)], edit_id)
    put_content(core, row, content)
