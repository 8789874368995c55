"""Which issued button an update presses: by its token, or by its title in the resident's own words."""

from dataclasses import dataclass

from sqlmodel import Session

from bot import outbox
from bot.core import Core
from bot.errors import SealBroken
from bot.incoming import Incoming, Kind
from bot.tables import ButtonRow
from bot.typed_title import means

BUTTON_LIFE = 7 * 24 * 3600  # seconds


@dataclass(frozen=True, slots=True)
class Pressed:
    """What the button holds; raw_from as in Button."""

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
            return _named(session, core, chat_ref, incoming.text)
        except SealBroken:  # a damaged reply must not keep a message out
            return None
    return None


def _named(session: Session, core: Core, chat_ref: str, text: str) -> Pressed | None:
    for button in outbox.on_offer(session, core, chat_ref):
        if means(text, button.title) and (row := _live(session, core, chat_ref, button.token)):
            return _opened(core, row)
    return None


def _live(session: Session, core: Core, chat_ref: str, token: str) -> ButtonRow | None:
    row = session.get(ButtonRow, token)
    if row is None or row.chat_ref != chat_ref or row.issued_at < core.clock() - BUTTON_LIFE:
        return None
    return row


def _opened(core: Core, row: ButtonRow) -> Pressed:
    value = core.vault.open(row.sealed, f"button|{row.token}")
    return Pressed(value["payload"], value["title"], row.raw_from)
