"""What one try at a message needs from the disk, and what it leaves there."""

import logging
from dataclasses import dataclass

from sqlmodel import Session, col, select

from bot import conversation, erasing, gathering, outbox, raw_tips
from bot.bubbles import drafts, flow_is_done
from bot.content import Said
from bot.core import WEB, Core
from bot.errors import SealBroken
from bot.evidence.release import close_report, code_in
from bot.incoming import Kind
from bot.rasa_client import RasaAnswer
from bot.reply import Draft
from bot.tables import UNFINISHED, Chat, Conversation, InboxRow, InboxState, TogetherRow
from bot.turn import Turn, finished_turns, said_in, turn_of

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Attempt:
    """turns: what this epoch's conversation lacks, the message itself last. own: the bot's words in front.

    others: the messages that go with it in the same turn. without: earlier turns that are left behind if this succeeds.
    """

    row: int
    others: tuple[int, ...]
    epoch: int
    sender: str
    instance: str | None
    turns: tuple[Turn, ...]
    number: int
    own: str
    without: frozenset[int]
    draws_cards: bool


def next_row(session: Session, chat_ref: str) -> int | None:
    """The oldest message of the chat that is not finished."""
    query = select(InboxRow.id).where(InboxRow.chat_ref == chat_ref, col(InboxRow.state).in_(UNFINISHED))
    return session.exec(query.order_by(col(InboxRow.id))).first()


def begin(session: Session, core: Core, row_id: int, without: frozenset[int] = frozenset()) -> Attempt | None:
    """Marks the message and those that go with it in flight, for nothing may leave before that is on disk.

    without: the earlier turns, by inbox id, that are not said again.
    A message found in flight had a try whose end nobody knows: it goes to a fresh conversation (R1).
    None when there is nothing to send: somebody finished it, or the bot answered by itself just now.
    """
    row = session.get_one(InboxRow, row_id)
    if row.state not in UNFINISHED:
        return None
    if row.attempts >= core.settings.attempt_cap:  # every one of them may have killed the process
        park(session, core, row_id)
        return None
    said = said_in(core, row)
    others = gathering.together(session, core, row)
    spoken = [said, *(said_in(core, other) for other in others)]
    if not any(each.message for each in spoken):
        _answer_alone(session, core, row, others, spoken)
        return None
    talk = conversation.of_chat(session, row.chat_ref)
    if row.state is InboxState.IN_FLIGHT:
        conversation.start_epoch(talk)
    if talk.turns > conversation.LONG_FLOW and not talk.in_form and row.kind == Kind.TEXT:
        conversation.shorten(talk, gathering.run_start(session, row))
    _let_go(session, row)
    for each in (row, *others):
        each.state = InboxState.IN_FLIGHT
    row.attempts += 1
    row.tried_at = row.tried_at or core.clock()
    earlier = [] if talk.instance else _earlier(session, core, talk, row_id, without)
    return Attempt(
        row=row_id,
        others=tuple(other.id for other in others if other.id is not None),
        epoch=talk.epoch,
        sender=conversation.sender(core.vault, talk),
        instance=talk.instance,
        turns=(*earlier, turn_of(session, core, talk, [row, *others])),
        number=row.attempts,
        own=_own(spoken),
        without=without,
        draws_cards=session.get_one(Chat, row.chat_ref).channel == WEB,
    )


def finish(core: Core, attempt: Attempt, answer: RasaAnswer, session: Session) -> None:
    """Replies, buttons and the finished message in one transaction; an overtaken attempt leaves nothing."""
    row = session.get_one(InboxRow, attempt.row)
    talk = conversation.of_chat(session, row.chat_ref)
    if row.state is not InboxState.IN_FLIGHT or talk.epoch != attempt.epoch:
        return
    last = max((attempt.row, *attempt.others))
    erased = erasing.is_confirmed(answer.replies)
    own = [Draft(attempt.own)] if attempt.own and not erased else []
    _finish_others(session, row, [session.get_one(InboxRow, other) for other in attempt.others])
    if erased:
        erasing.erase(session, core, row.chat_ref, last)
        session.refresh(row)
    theirs = drafts(answer.replies, core.sentences.choose, asking=answer.active_loop is not None)
    outbox.write(session, core, row.chat_ref, own + theirs, attempt.row)
    row.state = InboxState.DONE
    row.turn = True
    for behind in attempt.without:
        session.get_one(InboxRow, behind).turn = False
    talk.instance = answer.instance
    talk.in_form = answer.active_loop is not None
    talk.turns += 1
    if erased or flow_is_done(answer.replies):
        close_report(session, core, talk, last, code_in(answer.replies))
        conversation.start_flow(session, talk, last, core.clock())


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
    _let_go(session, row)
    if not counts:
        row.attempts -= 1
    if touched:
        conversation.start_epoch(talk)


def count(session: Session, row_id: int) -> int:
    """No turn came of the message: that is a try too. Returns how many there were."""
    row = session.get_one(InboxRow, row_id)
    row.attempts += 1
    return row.attempts


def park(session: Session, core: Core, row_id: int) -> None:
    """The message will not go through: say so, offer its words to the police, let the chat go on."""
    row = session.get_one(InboxRow, row_id)
    if row.state not in UNFINISHED:
        return
    row.state = InboxState.PARKED
    _let_go(session, row)
    talk = conversation.of_chat(session, row.chat_ref)
    conversation.start_epoch(talk)
    apology = raw_tips.offer(core, core.sentences.parked, talk.report_start)
    outbox.write(session, core, row.chat_ref, [apology], row_id)


def unfinished_chats(session: Session) -> list[str]:
    """The chats that an earlier process left with work to do."""
    waiting = select(InboxRow.chat_ref).where(col(InboxRow.state).in_(UNFINISHED)).distinct()
    return list(session.exec(waiting))


def _earlier(session: Session, core: Core, talk: Conversation, before: int, without: frozenset[int]) -> list[Turn]:
    turns = []
    for rows in finished_turns(session, talk, before):
        if rows[0].id in without:
            continue
        try:
            turns.append(turn_of(session, core, talk, rows))
        except Exception as error:  # what was said once must not stop what is said now
            logger.error("left_behind row=%s error=%s", rows[0].id, type(error).__name__)
    return turns


def _let_go(session: Session, row: InboxRow) -> None:
    """What went along with an earlier try waits again, and may still be changed."""
    theirs = (InboxRow.chat_ref == row.chat_ref, InboxRow.state == InboxState.IN_FLIGHT, InboxRow.id != row.id)
    for other in session.exec(select(InboxRow).where(*theirs)):
        other.state = InboxState.NEW


def _answer_alone(session: Session, core: Core, row: InboxRow, others: list[InboxRow], spoken: list[Said]) -> None:
    """The bot's own words, once for an album; its late piece only says what is new."""
    row.state = InboxState.DONE
    own = _own(spoken)
    if (lead := gathering.answered_album(session, row)) and _was_said(session, core, lead, own):
        _finish_others(session, session.get_one(InboxRow, lead), [row, *others])
    else:
        outbox.write(session, core, row.chat_ref, [Draft(own or core.sentences.unsupported)], row.id)
        _finish_others(session, row, others)


def _was_said(session: Session, core: Core, lead: int, own: str) -> bool:
    try:
        said = [each.reply.text.splitlines() for each in outbox.to_message(session, core, lead)]
    except SealBroken:
        return False
    return set(own.splitlines()) <= {line for lines in said for line in lines}


def _own(spoken: list[Said]) -> str:
    """A paragraph for each message; what one has said the next does not say again."""
    lines: dict[str, None] = {}
    paragraphs = []
    for each in spoken:
        new = [line for line in (each.own or "").splitlines() if line not in lines]
        lines |= dict.fromkeys(new)
        paragraphs.append("\n".join(new))
    return "\n\n".join(filter(None, paragraphs))


def _finish_others(session: Session, row: InboxRow, others: list[InboxRow]) -> None:
    assert row.id is not None
    for other in others:
        assert other.id is not None
        other.state = InboxState.DONE
        row.held = row.held or other.held  # whoever was told to wait must find the answer
        session.add(TogetherRow(inbox_id=other.id, lead=row.id, chat_ref=row.chat_ref))
