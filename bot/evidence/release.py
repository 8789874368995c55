"""The end of a report: its files are booked for the police when it was sent, and only then."""

from sqlmodel import Session, col, select, update

from bot import conversation, way_back
from bot.core import Core
from bot.evidence.letter import letter_of
from bot.rasa_client import RasaItem
from bot.tables import Conversation, EvidenceRow, HandOver, InboxRow


def code_in(items: list[RasaItem]) -> str | None:
    """The code of the tip that was just sent, if one was."""
    for item in items:
        card = (item.custom or {}).get("card")
        if isinstance(card, dict) and card.get("type") == "receipt" and isinstance(card.get("code"), str):
            return str(card["code"])
    return None


def close_report(session: Session, core: Core, talk: Conversation, last: int, code: str | None) -> None:
    """Call it before `conversation.start_flow`, in the same transaction; `code`: of the tip, None when unsent.

    Files of messages behind inbox row `last` came in time for the next report.
    """
    key = conversation.report_key(core.vault, talk)
    later = (col(EvidenceRow.report_key) == key, col(EvidenceRow.inbox_id) > last)
    session.exec(update(EvidenceRow).where(*later).values(report_key=conversation.next_report_key(core.vault, talk)))
    if code is not None:
        way_back.promise(session, talk.route_token)
        release(session, core, key, talk.chat_ref, code, talk.report_start, last)


def release(session: Session, core: Core, key: str, chat_ref: str, code: str, from_id: int, to_id: int) -> None:
    """Books the report's files and the notes on its messages `from_id`..`to_id` for the police."""
    if session.get(HandOver, key) is not None:
        return
    span = col(InboxRow.id).between(from_id, to_id)
    rows = select(InboxRow).where(InboxRow.chat_ref == chat_ref, span).order_by(col(InboxRow.id))
    letter = letter_of(session, core, key, code, list(session.exec(rows)))
    sealed = core.vault.seal(letter.as_json(), f"hand_over|{key}")
    session.add(
        HandOver(
            report_key=key,
            chat_ref=chat_ref,
            from_id=from_id,
            to_id=to_id,
            sealed=sealed,
            notes_handed=letter.notes is None,
            released_at=core.clock(),
        )
    )
