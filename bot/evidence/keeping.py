"""Seals a file that came with a message; what became of it is written into the message itself."""

import hashlib
from dataclasses import replace

from sqlmodel import Session, col, func, select

from bot.content import content_of, put_content
from bot.core import Core
from bot.evidence import disk_share
from bot.evidence.belonging import report_of
from bot.evidence.kept import Kept
from bot.media.magic import FileType, file_type
from bot.media.shape import FILE_CAP
from bot.tables import UNFINISHED, EvidenceRow, InboxRow, PictureRow

REPORT_FILES = 10


def keep(session: Session, core: Core, row: InboxRow, data: bytes) -> None:
    """Stores the bytes as they came. A picture that may not be kept waits in `pictures` until it is read, if it can."""
    assert row.id is not None
    found = file_type(data)
    kept = _room_for(session, core, row, data)
    if kept.is_here:
        key = report_of(session, core, row)
        assert key is not None
        session.add(
            EvidenceRow(
                inbox_id=row.id,
                chat_ref=row.chat_ref,
                report_key=key,
                media_type=found.media_type,
                size=len(data),
                sha256=hashlib.sha256(data).hexdigest(),
                sealed=core.vault.seal_bytes(data, f"evidence|{row.event_key}"),
                received_at=row.received_at,
            )
        )
    elif kept is not Kept.TOO_BIG and found.kind == "image" and row.state in UNFINISHED:
        if not disk_share.can_pass(session, core, row.chat_ref, len(data)):
            settle(core, row, Kept.NO_ROOM, found, data)
            return
        sealed = core.vault.seal_bytes(data, f"picture|{row.event_key}")
        session.add(PictureRow(inbox_id=row.id, chat_ref=row.chat_ref, sealed=sealed))
    settle(core, row, kept, found, data)


def settle(core: Core, row: InboxRow, kept: Kept, found: FileType | None = None, data: bytes | None = None) -> None:
    """Writes into the message what became of its file; where it came from is no longer needed."""
    content = content_of(core, row)
    assert content.attachment is not None
    known = replace(content.attachment, ref=None, kept=kept)
    if data is not None:
        known = replace(known, size=len(data), sha256=hashlib.sha256(data).hexdigest())
    if found is not None and found.kind is not None:
        known = replace(known, kind=found.kind)
    put_content(core, row, replace(content, attachment=known))


def _room_for(session: Session, core: Core, row: InboxRow, data: bytes) -> Kept:
    if len(data) > FILE_CAP:
        return Kept.TOO_BIG
    key = report_of(session, core, row)
    if key is None:  # the report ended without being sent: nobody asks for the file any more
        return Kept.NOT_FETCHED
    theirs = session.exec(select(func.count(col(EvidenceRow.id))).where(col(EvidenceRow.report_key) == key)).one()
    if theirs >= REPORT_FILES:
        return Kept.FULL
    if not disk_share.can_keep(session, core, len(data)):
        return Kept.NO_ROOM
    return Kept.MORE if theirs else Kept.FIRST
