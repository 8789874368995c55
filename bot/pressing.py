"""Which issued button an update presses: by its token, by its title or, where buttons are a list, by its number."""

from dataclasses import dataclass, replace

from sqlmodel import Session, col, select

from bot import outbox, standing
from bot.button_use import Held, held, spend
from bot.content import Content, content_of, put_content, spent_words
from bot.core import Core
from bot.errors import SealBroken
from bot.incoming import Incoming, Kind
from bot.reply import Button, Draft
from bot.tables import UNFINISHED, InboxRow, InboxState
from bot.typed_number import number_in
from bot.typed_title import means


@dataclass(frozen=True, slots=True)
class Pressed:
    """What the button holds; raw_from as in Button. An empty payload: it stands for none, or for one that is spent.

    question: as in Held.
    """

    payload: str
    title: str
    raw_from: int | None
    question: int | None = None


def pressed(session: Session, core: Core, chat_ref: str, incoming: Incoming) -> Pressed | None:
    """The button of this chat that the update presses, if it is one that still may be; it is spent by that."""
    try:
        with session.begin_nested():  # all beside it is spent with it, or none
            return _found(session, core, chat_ref, incoming)
    except SealBroken:  # a damaged reply must not keep a message out
        return None


def _found(session: Session, core: Core, chat_ref: str, incoming: Incoming) -> Pressed | None:
    if incoming.kind is Kind.BUTTON and incoming.button is not None:
        button = held(session, core, chat_ref, incoming.button)
        return _press(session, core, button) if button else None
    if incoming.kind is not Kind.TEXT or not incoming.text or incoming.forwarded:  # forwarded words are another's
        return None
    if standing.paused_for(session, chat_ref, core.clock()):  # said to the person who has taken over
        return None
    named = _named(session, core, chat_ref, incoming.text)
    return named or _counted(session, core, chat_ref, incoming.channel, incoming.text)


def _press(session: Session, core: Core, button: Held) -> Pressed:
    if button.spent:
        return Pressed("", button.title, None, button.question)
    spend(session, core, button)
    return Pressed(button.payload, button.title, button.row.raw_from, button.question)


def _named(session: Session, core: Core, chat_ref: str, text: str) -> Pressed | None:
    for offered in outbox.on_offer(session, core, chat_ref):
        if means(text, offered.title) and (button := held(session, core, chat_ref, offered.token)):
            return None if button.spent else _press(session, core, button)  # spent: words like any others
    return None


def _counted(session: Session, core: Core, chat_ref: str, channel: str, text: str) -> Pressed | None:
    number = number_in(text) if core.traits_of(channel).numbered else None
    menu = outbox.menu(session, core, chat_ref) if number is not None else None
    if number is None or menu is None or menu.expects_number:
        return None
    token = menu.buttons[number - 1].token if 0 < number <= len(menu.buttons) else ""
    button = held(session, core, chat_ref, token)
    return _press(session, core, button) if button else Pressed("", text, None)


def offered_again(session: Session, core: Core, row_id: int) -> bool:
    """Answers a press that stood for no button, or comes too late, with the list that is open now. Raises SealBroken.

    False where there is none, or the message is another.
    """
    row = session.get_one(InboxRow, row_id)
    if row.kind != Kind.BUTTON or row.state not in UNFINISHED:
        return False
    content = _in_its_turn(session, core, row)
    if content.payload != "":
        return False
    menu = outbox.menu(session, core, row.chat_ref)
    found = [held(session, core, row.chat_ref, each.token) for each in menu.buttons] if menu else []
    live = [button for button in found if button and not button.spent]
    if menu is None or not live:
        return False
    by_number = number_in(content.text or "") is not None
    words = core.sentences.no_such_number if by_number else spent_words(content, core.sentences)
    buttons = tuple(Button(each.title, each.payload, each.row.raw_from, each.answers) for each in live)
    outbox.write(
        session, core, row.chat_ref, [Draft(words, buttons, menu.card if menu.expects_number else None)], row_id
    )
    row.state = InboxState.DONE
    return True


def _in_its_turn(session: Session, core: Core, row: InboxRow) -> Content:
    """What a press still means: while it waited, an earlier message may have led to another question.

    Kept, so that every try at it and every replay finds the same.
    """
    content = content_of(core, row)
    if content.question is None or content.passed:
        return content
    is_open = outbox.turn_on_offer(session, row.chat_ref) == content.question
    if is_open or (not content.payload and _is_answered(session, core, row.chat_ref, content.question)):
        return content
    content = replace(content, payload="", passed=True)
    put_content(core, row, content)
    return content


def _is_answered(session: Session, core: Core, chat_ref: str, question: int) -> bool:
    """Whether a press was the turn right after the one that asked."""
    later = select(InboxRow).where(InboxRow.chat_ref == chat_ref, col(InboxRow.turn), col(InboxRow.id) > question)
    row = session.exec(later.order_by(col(InboxRow.id))).first()
    if row is None or row.kind != Kind.BUTTON:
        return False
    try:
        content = content_of(core, row)
    except SealBroken:
        return False
    return bool(content.payload) and content.question == question
