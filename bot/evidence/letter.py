"""What goes along with a sent report: its code, its files' names, the notes."""

from dataclasses import asdict, dataclass, field
from typing import Any

from sqlmodel import Session, col, select

from bot.content import content_of
from bot.core import Core
from bot.errors import SealBroken
from bot.evidence.names import file_stem
from bot.evidence.notes import Told, notes
from bot.tables import EvidenceRow, HandOver, InboxRow


@dataclass(frozen=True, slots=True)
class Letter:
    """names, copies: the names of the files and of their copies, by evidence id, as they were settled for good.

    notes: the text beside them, None when there is nothing to note. listed: whether its list of the files is written.
    """

    code: str
    names: dict[str, str]
    notes: str | None
    copies: dict[str, str] = field(default_factory=dict)
    listed: bool = True  # an earlier program wrote the whole text at once

    def as_json(self) -> dict[str, Any]:
        """For the vault."""
        return asdict(self)


def letter_of(session: Session, core: Core, key: str, code: str, rows: list[InboxRow]) -> Letter:
    """The letter of a report whose messages are `rows`, before its files are settled."""
    query = select(EvidenceRow).where(EvidenceRow.report_key == key).order_by(col(EvidenceRow.id))
    stems = {row.inbox_id: file_stem(number, row.media_type) for number, row in enumerate(session.exec(query).all(), 1)}
    told = [message for row in rows if (message := _told(core, row, stems)) is not None]
    return Letter(code, {}, notes(code, told, has_files=bool(stems)), listed=False)


def open_letter(core: Core, over: HandOver) -> Letter:
    """The letter of a booked report. Raises SealBroken."""
    return Letter(**core.vault.open(over.sealed, f"hand_over|{over.report_key}"))


def put_letter(core: Core, over: HandOver, letter: Letter) -> None:
    """Seals it into its hand-over."""
    over.sealed = core.vault.seal(letter.as_json(), f"hand_over|{over.report_key}")


def _told(core: Core, row: InboxRow, stems: dict[int, str]) -> Told | None:
    if not row.sealed:
        return None
    try:
        content = content_of(core, row)
    except SealBroken:  # a damaged row must not hold back the report's files
        return None
    return Told(row.received_at, content, row.forwarded, row.album, stems.get(row.id or 0))
