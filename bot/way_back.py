"""Which routes back to a chat somebody may still use, and when nobody may: the platform's name of the chat goes then.

A route is promised once a report was sent under it: officers may ask back. Who erases everything and never sent a
report is owed nothing; their identity leaves this room within the hour, once the confirmation has reached them. A tap
on a button that means nothing any more, the second of a double tap, is answered and keeps nobody here.
"""

from sqlalchemy import ColumnElement
from sqlmodel import Field, Session, SQLModel, col, delete, exists, select, update

from bot.content import Content, content_of
from bot.core import Core
from bot.errors import SealBroken
from bot.incoming import Kind
from bot.tables import UNFINISHED, Chat, Conversation, InboxRow, Route


class PromisedRoute(SQLModel, table=True):
    """A report was sent under this route."""

    __tablename__ = "promised_routes"

    route_token: str = Field(primary_key=True)


class LeavingChat(SQLModel, table=True):
    """Nothing is owed to its resident but the answers under way: the confirmation that all is erased, for one."""

    __tablename__ = "leaving_chats"

    chat_ref: str = Field(primary_key=True)


def promise(session: Session, route_token: str) -> None:
    """A report goes to the police under this route."""
    session.merge(PromisedRoute(route_token=route_token))


def erase(session: Session, core: Core, chat_ref: str, last: int) -> None:
    """Routes that lead from no report go now, the identity once `let_go` finds that nothing is owed.

    Unless the resident has written since inbox row `last`, which holds the wish: they stay.
    """
    promised = exists().where(col(PromisedRoute.route_token) == col(Route.route_token))
    in_use = exists().where(col(Conversation.route_token) == col(Route.route_token))
    session.exec(delete(Route).where(col(Route.chat_ref) == chat_ref, ~promised, ~in_use))
    owed = select(Route.route_token).where(col(Route.chat_ref) == chat_ref, promised)
    since = session.exec(select(InboxRow).where(col(InboxRow.chat_ref) == chat_ref, col(InboxRow.id) > last))
    if session.exec(owed).first() is None and not any(_says_something(core, row) for row in since):
        session.merge(LeavingChat(chat_ref=chat_ref))


def stay(session: Session, chat: Chat, sealed_id: bytes) -> None:
    """The resident writes again: they can be answered."""
    session.exec(delete(LeavingChat).where(col(LeavingChat.chat_ref) == chat.chat_ref))
    chat.sealed_id = chat.sealed_id or sealed_id


def presses_nothing(content: Content) -> bool:
    """Whether it is a press of a button that is spent or unknown."""
    return content.kind is Kind.BUTTON and not content.payload


def lend(session: Session, chat: Chat, sealed_id: bytes) -> None:
    """They tapped a button that means nothing: who left, or never came, can be answered this once."""
    if sealed_id and not chat.sealed_id:
        chat.sealed_id = sealed_id
        session.merge(LeavingChat(chat_ref=chat.chat_ref))


def let_go(session: Session, waits: ColumnElement[bool]) -> None:
    """Drops the identity of chats that left. waits: whether a `Chat` still has a reply that may leave."""
    leaving = exists().where(col(LeavingChat.chat_ref) == col(Chat.chat_ref))
    unanswered = exists().where(col(InboxRow.chat_ref) == col(Chat.chat_ref), col(InboxRow.state).in_(UNFINISHED))
    session.exec(update(Chat).where(leaving, ~waits, ~unanswered).values(sealed_id=b""))
    gone = select(Chat.chat_ref).where(col(Chat.sealed_id) != b"")
    session.exec(delete(LeavingChat).where(col(LeavingChat.chat_ref).not_in(gone)))
    session.exec(delete(PromisedRoute).where(col(PromisedRoute.route_token).not_in(select(Route.route_token))))


def _says_something(core: Core, row: InboxRow) -> bool:
    if row.kind != Kind.BUTTON:
        return True
    try:
        return not presses_nothing(content_of(core, row))
    except SealBroken:
        return False
