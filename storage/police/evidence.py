"""A tip's files: which there are, and their bytes for who wants to keep or examine them elsewhere."""

import re
from collections.abc import Sequence

from fastapi import APIRouter
from fastapi.responses import Response
from pydantic import BaseModel
from sqlalchemy import func
from sqlmodel import Session, col, select

from storage.errors import NotFound
from storage.models import Evidence
from storage.police.access import Door, PoliceDoor, Reader, TokenReader
from storage.police.evidence_name import name_of
from storage.police.work import find_tip, note

router = APIRouter()

_NUMBERED = re.compile(r"bang-chung-(\d+)(-goc)?")
_NOTES = "ghi-chu"


class EvidenceItem(BaseModel):
    """`size` in bytes, `sha256` of the bytes as they arrived, `name` to save them under."""

    id: str
    name: str
    sha256: str
    size: int


class EvidenceList(BaseModel):
    evidence: list[EvidenceItem]


def items(session: Session, tip_id: str) -> list[EvidenceItem]:
    """The files of a tip without their bytes: as they are numbered, a copy before its original, the notes last."""
    query = select(Evidence.id, Evidence.sha256, Evidence.size, Evidence.document).where(Evidence.tip_id == tip_id)
    found = [
        EvidenceItem(id=name, name=name_of(document, name), sha256=sha256, size=size)
        for name, sha256, size, document in session.exec(query)
    ]
    return sorted(found, key=_place)


def _place(item: EvidenceItem) -> tuple[bool, bool, int, bool, str]:
    numbered = _NUMBERED.match(item.name)
    number, is_original = (int(numbered[1]), bool(numbered[2])) if numbered else (0, False)
    return item.name.startswith(_NOTES), numbered is None, number, is_original, item.name


def count(session: Session, tip_ids: Sequence[str]) -> dict[str, int]:
    """How many files each of these tips has; those without are left out."""
    query = select(Evidence.tip_id, func.count()).where(col(Evidence.tip_id).in_(tip_ids)).group_by(Evidence.tip_id)
    return dict(session.exec(query).all())


def download(door: PoliceDoor, reader: Reader, tip_id: str, evidence_id: str) -> Response:
    """The bytes as a file to save: never shown, never interpreted."""
    with door.database.writing() as session:
        tip = find_tip(session, reader, tip_id)
        item = next((item for item in items(session, tip.id) if item.id == evidence_id), None)
        if item is None:
            raise NotFound("no such evidence")
        content = session.exec(select(Evidence.content).where(Evidence.id == evidence_id)).one()
        note(session, reader, "read_evidence", tip.id)
    return Response(
        content,
        media_type="application/octet-stream",
        headers={"Content-Disposition": f'attachment; filename="{tip.code}-{item.name}"'},
    )


@router.get("/v1/tips/{tip_id}/evidence")
def list_evidence(door: Door, reader: TokenReader, tip_id: str) -> EvidenceList:
    with door.database.reading() as session:
        return EvidenceList(evidence=items(session, find_tip(session, reader, tip_id).id))


@router.get("/v1/tips/{tip_id}/evidence/{evidence_id}", response_class=Response)
def get_evidence(door: Door, reader: TokenReader, tip_id: str, evidence_id: str) -> Response:
    return download(door, reader, tip_id, evidence_id)
