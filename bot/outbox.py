"""Replies on disk: written with the turn that made them, read by whoever delivers them."""

import secrets
from dataclasses import dataclass

from sqlmodel import Session, col, or_, select

from bot.core import WEB, Core
from bot.reply import QUESTION, Button, Draft, IssuedButton, Reply
from bot.tables import ButtonRow, Chat, InboxRow, ReplyRow, ReplyState, TogetherRow

RECEIPT = "receipt"  # the type of the card that holds a tip's code


@dataclass(frozen=True, slots=True)
class Numbered:
    """A reply with its place in the chat."""

    n: int
    reply: Reply


def write(session: Session, core: Core, chat_ref: str, drafts: list[Draft], inbox_id: int | None = None) -> None:
    """Issues the buttons and stores the bubbles in order, within the caller's transaction.

    Where each message counts against a quota they become one.
    """
    chat = session.exec(select(Chat).where(Chat.chat_ref == chat_ref)).one()
    if drafts and core.traits_of(chat.channel).frugal:
        drafts = [_as_one(drafts)]
    for draft in drafts:
        n, chat.next_n = chat.next_n, chat.next_n + 1
        buttons = [[button.title, _issue(session, core, chat_ref, button)] for button in draft.buttons]
        content = {"text": draft.text, "buttons": buttons, "card": draft.card}
        session.add(
            ReplyRow(
                chat_ref=chat_ref,
                n=n,
                inbox_id=inbox_id,
                sealed=core.vault.seal(content, f"reply|{chat_ref}|{n}"),
                state=ReplyState.STORED if chat.channel == WEB else ReplyState.NEW,
                vital=(draft.card or {}).get("type") == RECEIPT,
                created_at=core.clock(),
            )
        )


def _as_one(drafts: list[Draft]) -> Draft:
    cards = [draft.card for draft in drafts if draft.card]
    receipts = [card for card in cards if card.get("type") == RECEIPT]
    questions = [card for card in cards if card.get("type") == QUESTION]
    return Draft(
        "\n\n".join(draft.text for draft in drafts if draft.text),
        tuple(button for draft in drafts for button in draft.buttons),
        next(iter(receipts + questions + cards), None),
    )


def _issue(session: Session, core: Core, chat_ref: str, button: Button) -> str:
    token = secrets.token_urlsafe(12)
    value = {"payload": button.payload, "title": button.title, "answers": button.answers}
    sealed = core.vault.seal(value, f"button|{token}")
    session.add(
        ButtonRow(token=token, chat_ref=chat_ref, sealed=sealed, raw_from=button.raw_from, issued_at=core.clock())
    )
    return token


def unsealed(core: Core, row: ReplyRow) -> Reply:
    """The reply that a row holds. Raises SealBroken."""
    content = core.vault.open(row.sealed, f"reply|{row.chat_ref}|{row.n}")
    buttons = tuple(IssuedButton(title, token) for title, token in content["buttons"])
    return Reply(content["text"], buttons, content["card"])


def to_message(session: Session, core: Core, inbox_id: int) -> list[Numbered]:
    """What was said in answer to one message, also where it was answered together with an earlier one."""
    with_another = session.get(TogetherRow, inbox_id)
    answered = with_another.lead if with_another else inbox_id
    rows = session.exec(select(ReplyRow).where(ReplyRow.inbox_id == answered).order_by(col(ReplyRow.n)))
    return [Numbered(row.n, unsealed(core, row)) for row in rows]


def on_offer(session: Session, core: Core, chat_ref: str) -> list[IssuedButton]:
    """The buttons of the latest turn's replies and of what the bot said by itself since. Raises SealBroken."""
    return [button for row in _latest(session, chat_ref) for button in unsealed(core, row).buttons]


def turn_on_offer(session: Session, chat_ref: str) -> int:
    """The inbox id of the turn whose replies those are, by which a question is known; 0 where none went through."""
    latest = _latest_answer(session, chat_ref)
    return latest.inbox_id or 0 if latest else 0


def menu(session: Session, core: Core, chat_ref: str) -> Reply | None:
    """Of those replies, the last that has buttons and has begun to leave. Raises SealBroken.

    A list that the resident cannot have seen is not what a number means.
    """
    for row in reversed(_latest(session, chat_ref)):
        left = row.state is not ReplyState.NEW or row.parts_sent > 0
        if left and (reply := unsealed(core, row)).buttons:
            return reply
    return None


def _latest(session: Session, chat_ref: str) -> list[ReplyRow]:
    """What Rasa said last, and all that the bot said since: a word about a sticker takes no question back."""
    theirs = select(ReplyRow).where(ReplyRow.chat_ref == chat_ref)
    if turn := _latest_answer(session, chat_ref):
        theirs = theirs.where(or_(col(ReplyRow.inbox_id) == turn.inbox_id, col(ReplyRow.n) > turn.n))
    return list(session.exec(theirs.order_by(col(ReplyRow.n))))


def _latest_answer(session: Session, chat_ref: str) -> ReplyRow | None:
    of_turns = select(ReplyRow).join(InboxRow, col(InboxRow.id) == col(ReplyRow.inbox_id)).where(col(InboxRow.turn))
    return session.exec(of_turns.where(ReplyRow.chat_ref == chat_ref).order_by(col(ReplyRow.n).desc())).first()


def since(session: Session, core: Core, chat_ref: str, after: int, late_only: bool) -> list[Numbered]:
    """The chat's replies numbered above `after`.

    late_only: leaves out those that went (or will go) straight back to the message they answer.
    """
    query = (
        select(ReplyRow)
        .join(InboxRow, col(InboxRow.id) == col(ReplyRow.inbox_id), isouter=True)
        .where(ReplyRow.chat_ref == chat_ref, col(ReplyRow.n) > after)
        .order_by(col(ReplyRow.n))
    )
    if late_only:
        query = query.where(or_(col(ReplyRow.inbox_id).is_(None), col(InboxRow.held)))
    return [Numbered(row.n, unsealed(core, row)) for row in session.exec(query)]
