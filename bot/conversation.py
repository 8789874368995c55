"""The life of a conversation with Rasa: epochs within a report, reports within a chat."""

import secrets

from sqlmodel import Session, col, select, update

from bot.sealing import Vault
from bot.tables import ButtonRow, Chat, Conversation, InboxRow, ReplyRow, Route

LONG_FLOW = 30  # turns; Rasa slows down with the length of a conversation
KEEP_AFTER_FLOW = 24 * 3600  # seconds


def find_or_open(session: Session, chat_ref: str, channel: str, now: float) -> Chat:
    """The chat, with its conversation and the route back to it; its resident does something now."""
    chat = find_or_expect(session, chat_ref, channel, now)
    chat.last_at = now
    return chat


def find_or_expect(session: Session, chat_ref: str, channel: str, now: float) -> Chat:
    """The same where its resident does nothing: a new one holds no identity and is forgotten after its pause."""
    chat = session.get(Chat, chat_ref)
    if chat is None:
        chat = Chat(chat_ref=chat_ref, channel=channel, last_at=0.0)
        session.add(chat)
        session.flush()
        route = _new_route(session, chat_ref, now)
        session.add(Conversation(chat_ref=chat_ref, seed=secrets.token_hex(16), route_token=route))
    return chat


def of_chat(session: Session, chat_ref: str) -> Conversation:
    """The chat's conversation, which exists as long as the chat does."""
    return session.exec(select(Conversation).where(Conversation.chat_ref == chat_ref)).one()


def start_epoch(conversation: Conversation) -> None:
    """A fresh Rasa conversation for the same report: the stored turns will be replayed into it."""
    conversation.epoch += 1
    conversation.instance = None


def start_flow(session: Session, conversation: Conversation, after: int, now: float) -> None:
    """The report is over with inbox row `after`: a new number, a new route, and its words go in a day."""
    start_epoch(conversation)
    over = col(InboxRow.id).between(conversation.report_start, after)  # an older report's words may still be owed
    conversation.report_no += 1
    conversation.route_token = _new_route(session, conversation.chat_ref, now)
    conversation.report_start = conversation.flow_start = after + 1
    conversation.turns = 0
    conversation.in_form = False  # of the report, not of the epoch: a replay leads back into the form
    session.flush()
    for table in (InboxRow, ReplyRow, ButtonRow):
        theirs = update(table).where(col(table.chat_ref) == conversation.chat_ref, col(table.purge_at).is_(None))
        if table is InboxRow:
            theirs = theirs.where(over)
        session.exec(theirs.values(purge_at=now + KEEP_AFTER_FLOW))


def shorten(conversation: Conversation, first: int) -> None:
    """A long chat outside any form: inbox row `first` opens a fresh epoch; Rasa hears earlier turns no more.

    They stay words of the report under way.
    """
    start_epoch(conversation)
    conversation.flow_start = first
    conversation.turns = 0


def sender(vault: Vault, conversation: Conversation) -> str:
    """The name Rasa knows this epoch by."""
    return vault.pseudonym("sender", conversation.chat_ref, conversation.seed, conversation.epoch)


def report_key(vault: Vault, conversation: Conversation) -> str:
    """The name of the report under way; the same in every replay, and never the name of another report."""
    return _key_of(vault, conversation, conversation.report_no)


def next_report_key(vault: Vault, conversation: Conversation) -> str:
    """What `report_key` will say once the report under way is over."""
    return _key_of(vault, conversation, conversation.report_no + 1)


def _key_of(vault: Vault, conversation: Conversation, report_no: int) -> str:
    # A chat that was forgotten counts from 0 again when its resident returns: only the seed tells its reports apart.
    seed = [conversation.seed] if report_no >= conversation.seeded_from else []
    return vault.pseudonym("report", conversation.chat_ref, *seed, report_no)


def _new_route(session: Session, chat_ref: str, now: float) -> str:
    token = secrets.token_hex(16)
    session.add(Route(route_token=token, chat_ref=chat_ref, created_at=now))
    return token
