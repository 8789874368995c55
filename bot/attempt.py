"""What one try at a message needs from the disk, and what it leaves there."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlmodel import Session, col, select

from bot import conversation, outbox, raw_tips
from bot.bubbles import drafts, flow_is_done
from bot.content import Content, Said, understand
from bot.core import Core
from bot.incoming import Kind
from bot.rasa_client import RasaAnswer
from bot.reply import Draft
from bot.tables import UNFINISHED, Chat, Conversation, InboxRow, InboxState


@dataclass(frozen=True, slots=True)
class Turn:
    """One message for Rasa; the same in every replay."""

    message: str
    metadata: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Attempt:
    """turns: what this epoch's conversation lacks, the message itself last. own: the bot's words in front."""

    row: int
    epoch: int
    sender: str
    instance: str | None
    turns: tuple[Turn, ...]
    number: int
    own: str | None


def next_row(session: Session, chat_ref: str) -> int | None:
    """The oldest message of the chat that is not finished."""
    query = select(InboxRow.id).where(InboxRow.chat_ref == chat_ref, col(InboxRow.state).in_(UNFINISHED))
    return session.exec(query.order_by(col(InboxRow.id))).first()


def begin(session: Session, core: Core, row_id: int) -> Attempt | None:
    """Marks the message in flight, for nothing may leave before that is on disk.

    A message found in flight had a try whose end nobody knows: it goes to a fresh conversation (R1).
    None when there is nothing to send: somebody finished it, or the bot answered by itself just now.
    """
    row = session.get_one(InboxRow, row_id)
    if row.state not in UNFINISHED:
        return None
    if row.attempts >= core.settings.attempt_cap:  # every one of them may have killed the process
        park(session, core, row_id)
        return None
    said = _said(core, row)
    if said.message is None:
        outbox.write(session, core, row.chat_ref, [Draft(said.own or core.sentences.unsupported)], row_id)
        row.state = InboxState.DONE
        return None
    talk = conversation.of_chat(session, row.chat_ref)
    if row.state is InboxState.IN_FLIGHT:
        conversation.start_epoch(talk)
    if talk.turns > conversation.LONG_FLOW and not talk.in_form and row.kind == Kind.TEXT:
        conversation.shorten(talk, row_id)
    row.state = InboxState.IN_FLIGHT
    row.attempts += 1
    row.tried_at = row.tried_at or core.clock()
    missing = [] if talk.instance else _finished_turns(session, talk, row_id)
    return Attempt(
        row=row_id,
        epoch=talk.epoch,
        sender=conversation.sender(core.vault, talk),
        instance=talk.instance,
        turns=tuple(_turn(session, core, talk, each) for each in [*missing, row]),
        number=row.attempts,
        own=said.own,
    )


def finish(core: Core, attempt: Attempt, answer: RasaAnswer, session: Session) -> None:
    """Replies, buttons and the finished message in one transaction; an overtaken attempt leaves nothing."""
    row = session.get_one(InboxRow, attempt.row)
    talk = conversation.of_chat(session, row.chat_ref)
    if row.state is not InboxState.IN_FLIGHT or talk.epoch != attempt.epoch:
        return
    own = [Draft(attempt.own)] if attempt.own else []
    outbox.write(session, core, row.chat_ref, own + drafts(answer.replies, core.sentences.choose), attempt.row)
    row.state = InboxState.DONE
    row.turn = True
    talk.instance = answer.instance
    talk.in_form = answer.active_loop is not None
    talk.turns += 1
    if flow_is_done(answer.replies):
        conversation.start_flow(session, talk, attempt.row, core.clock())


def put_back(session: Session, attempt: Attempt, *, touched: bool, counts: bool) -> None:
    """The attempt failed: the message waits for the next one.

    touched: Rasa may have seen part of it, so that its conversation is given up.
    counts: towards the attempt cap.
    """
    row = session.get_one(InboxRow, attempt.row)
    talk = conversation.of_chat(session, row.chat_ref)
    if row.state is not InboxState.IN_FLIGHT or talk.epoch != attempt.epoch:
        return
    row.state = InboxState.NEW
    if not counts:
        row.attempts -= 1
    if touched:
        conversation.start_epoch(talk)


def park(session: Session, core: Core, row_id: int) -> None:
    """The message will not go through: say so, offer its words to the police, let the chat go on."""
    row = session.get_one(InboxRow, row_id)
    if row.state not in UNFINISHED:
        return
    row.state = InboxState.PARKED
    talk = conversation.of_chat(session, row.chat_ref)
    conversation.start_epoch(talk)
    apology = raw_tips.offer(core, core.sentences.parked, talk.flow_start)
    outbox.write(session, core, row.chat_ref, [apology], row_id)


def unfinished_chats(session: Session) -> list[str]:
    """The chats that an earlier process left with work to do."""
    waiting = select(InboxRow.chat_ref).where(col(InboxRow.state).in_(UNFINISHED)).distinct()
    return list(session.exec(waiting))


def _said(core: Core, row: InboxRow) -> Said:
    content = Content.from_json(core.vault.open(row.sealed, f"inbox|{row.event_key}"))
    return understand(content, core.sentences)


def _finished_turns(session: Session, talk: Conversation, before: int) -> list[InboxRow]:
    query = select(InboxRow).where(
        InboxRow.chat_ref == talk.chat_ref,
        col(InboxRow.id) >= talk.flow_start,
        col(InboxRow.id) < before,
        col(InboxRow.turn),
    )
    return list(session.exec(query.order_by(col(InboxRow.id))))


def _turn(session: Session, core: Core, talk: Conversation, row: InboxRow) -> Turn:
    said = _said(core, row)
    metadata = {
        "event_id": row.event_key,
        "report_key": conversation.report_key(core.vault, talk),
        "route_token": talk.route_token,
        "channel": session.get_one(Chat, row.chat_ref).channel,
        "forwarded": row.forwarded or said.forwarded,
        "received_at": datetime.fromtimestamp(row.received_at, UTC).isoformat(),
    }
    if said.original is not None:
        metadata["original"] = said.original
    assert said.message is not None
    return Turn(said.message, metadata)
