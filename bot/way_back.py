"""Which routes back to a chat somebody may still use, and when nobody may: the platform's name of the chat goes then.

A route is promised once a report was sent under it: officers may ask back. Who erases everything and never sent a
report is owed nothing; their identity leaves this room within the hour, once the confirmation has reached them.
"""

from sqlalchemy import ColumnElement
from sqlmodel import Field, Session, SQLModel, col, delete, exists, select, update

from bot.tables import Chat, Conversation, InboxRow, Route


class PromisedRoute(SQLModel, table=True):
    """A report was sent under this route."""

    __tablename__ = "promised_routes"

    route_token: str = Field(primary_key=True)


class LeavingChat(SQLModel, table=True):
    """Erased by its resident, with nothing owed; what is still to be sent is the confirmation."""

    __tablename__ = "leaving_chats"

    chat_ref: str = Field(primary_key=True)


def promise(session: Session, route_token: str) -> None:
    """A report goes to the police under this route."""
    session.merge(PromisedRoute(route_token=route_token))


def erase(session: Session, chat_ref: str, last: int) -> None:
    """Routes that lead from no report go now, the identity once `let_go` finds that nothing is owed.

    Unless the resident has written since inbox row `last`, which holds the wish: they stay.
    """
    promised = exists().where(col(PromisedRoute.route_token) == col(Route.route_token))
    in_use = exists().where(col(Conversation.route_token) == col(Route.route_token))
    session.exec(delete(Route).where(col(Route.chat_ref) == chat_ref, ~promised, ~in_use))
    owed = select(Route.route_token).where(col(Route.chat_ref) == chat_ref, promised)
    since = select(InboxRow.id).where(col(InboxRow.chat_ref) == chat_ref, col(InboxRow.id) > last)
    if session.exec(owed).first() is None and session.exec(since).first() is None:
        session.merge(LeavingChat(chat_ref=chat_ref))


def stay(session: Session, chat: Chat, sealed_id: bytes) -> None:
    """The resident writes again: they can be answered."""
    session.exec(delete(LeavingChat).where(col(LeavingChat.chat_ref) == chat.chat_ref))
    chat.sealed_id = chat.sealed_id or sealed_id


def let_go(session: Session, waits: ColumnElement[bool]) -> None:
    """Drops the identity of chats that left. waits: whether a `Chat` still has a reply that may leave."""
    leaving = exists().where(col(LeavingChat.chat_ref) == col(Chat.chat_ref))
    session.exec(update(Chat).where(leaving, ~waits).values(sealed_id=b""))
    gone = select(Chat.chat_ref).where(col(Chat.sealed_id) != b"")
    session.exec(delete(LeavingChat).where(col(LeavingChat.chat_ref).not_in(gone)))
    session.exec(delete(PromisedRoute).where(col(PromisedRoute.route_token).not_in(select(Route.route_token))))
