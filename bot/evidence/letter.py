"""What goes along with a sent report: its code, its files' names, the notes."""

from dataclasses import asdict, dataclass
from typing import Any

from sqlmodel import Session, col, select

from bot.content import content_of
from bot.core import Core
from bot.errors import SealBroken
from bot.evidence.names import file_name
from bot.evidence.notes import Filed, Told, notes
from bot.tables import EvidenceRow, InboxRow


@dataclass(frozen=True, slots=True)
class Letter:
    """names: the files' names by evidence id. notes: the text beside them, None when there is nothing to note."""

    code: str
    names: dict[str, str]
    notes: str | None

    def as_json(self) -> dict[str, Any]:
        """For the vault."""
        return asdict(self)

    def name_of(self, row: EvidenceRow, late: int) -> str:
        """The file's name. late: how many files that came after the report was sent stand before this one."""
        return self.names.get(str(row.id)) or file_name(len(self.names) + late + 1, row.media_type)


def letter_of(session: Session, core: Core, key: str, code: str, rows: list[InboxRow]) -> Letter:
    """The letter of a report whose messages are `rows`, as things stand."""
    query = select(EvidenceRow).where(EvidenceRow.report_key == key).order_by(col(EvidenceRow.id))
    files = {
        row.inbox_id: Filed(row.id or 0, file_name(number, row.media_type), row.media_type, row.size, row.sha256)
        for number, row in enumerate(session.exec(query), 1)
    }
    told = [message for row in rows if (message := _told(core, row, files)) is not None]
    names = {str(filed.id): filed.name for filed in files.values()}
    return Letter(code, names, notes(code, told, list(files.values())))


def _told(core: Core, row: InboxRow, files: dict[int, Filed]) -> Told | None:
    if not row.sealed:
        return None
    try:
        content = content_of(core, row)
    except SealBroken:  # a damaged row must not hold back the report's files
        return None
    return Told(row.received_at, content, row.forwarded, row.album, files.get(row.id or 0))
