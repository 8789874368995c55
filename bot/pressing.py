"""Which issued button an update presses: by its token, by its title or, where buttons are a list, by its number."""

from dataclasses import dataclass

from sqlmodel import Session

from bot import outbox
from bot.content import content_of
from bot.core import Core
from bot.errors import SealBroken
from bot.incoming import Incoming, Kind
from bot.reply import Button, Draft
from bot.tables import UNFINISHED, ButtonRow, InboxRow, InboxState
from bot.typed_number import number_in
from bot.typed_title import means

BUTTON_LIFE = 7 * 24 * 3600  # seconds


@dataclass(frozen=True, slots=True)
class Pressed:
    """What the button holds; raw_from as in Button. An empty payload: a number that stands for no button."""

    payload: str
    title: str
    raw_from: int | None


def pressed(session: Session, core: Core, chat_ref: str, incoming: Incoming) -> Pressed | None:
    """The button of this chat that the update presses, if it is one that still may be."""
    if incoming.kind is Kind.BUTTON and incoming.button is not None:
        row = _live(session, core, chat_ref, incoming.button)
        return _opened(core, row) if row else None
    if incoming.kind is Kind.TEXT and incoming.text and not incoming.forwarded:  # forwarded words are another's
        try:
            named = _named(session, core, chat_ref, incoming.text)
            return named or _counted(session, core, chat_ref, incoming.channel, incoming.text)
        except SealBroken:  # a damaged reply must not keep a message out
            return None
    return None


def _named(session: Session, core: Core, chat_ref: str, text: str) -> Pressed | None:
    for button in outbox.on_offer(session, core, chat_ref):
        if means(text, button.title) and (row := _live(session, core, chat_ref, button.token)):
            return _opened(core, row)
    return None


def _counted(session: Session, core: Core, chat_ref: str, channel: str, text: str) -> Pressed | None:
    number = number_in(text) if core.traits_of(channel).numbered else None
    if number is None or not (menu := outbox.menu(session, core, chat_ref)):
        return None
    row = _live(session, core, chat_ref, menu[number - 1].token) if 0 < number <= len(menu) else None
    return _opened(core, row) if row else Pressed("", text, None)


def offered_again(session: Session, core: Core, row_id: int) -> bool:
    """Answers a number that stood for no button with the list that is open now. Raises SealBroken.

    False where there is none, or the message is another.
    """
    row = session.get_one(InboxRow, row_id)
    if row.kind != Kind.BUTTON or row.state not in UNFINISHED:
        return False
    content = content_of(core, row)
    if content.payload != "":
        return False
    issued = outbox.menu(session, core, row.chat_ref)
    live = [_opened(core, button) for each in issued if (button := _live(session, core, row.chat_ref, each.token))]
    if not live:
        return False
    buttons = tuple(Button(each.title, each.payload, each.raw_from) for each in live)
    outbox.write(session, core, row.chat_ref, [Draft(core.sentences.no_such_number, buttons)], row_id)
    row.state = InboxState.DONE
    return True


def _live(session: Session, core: Core, chat_ref: str, token: str) -> ButtonRow | None:
    row = session.get(ButtonRow, token)
    if row is None or row.chat_ref != chat_ref or row.issued_at < core.clock() - BUTTON_LIFE:
        return None
    return row


def _opened(core: Core, row: ButtonRow) -> Pressed:
    value = core.vault.open(row.sealed, f"button|{row.token}")
    return Pressed(value["payload"], value["title"], row.raw_from)
