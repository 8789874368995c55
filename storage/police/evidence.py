"""A tip's files: which there are, and their bytes for who wants to keep or examine them elsewhere."""

from fastapi import APIRouter
from fastapi.responses import Response
from pydantic import BaseModel
from sqlmodel import Session, col, select

from storage.errors import NotFound
from storage.models import Evidence
from storage.police.access import Door, PoliceDoor, Reader, TokenReader
from storage.police.work import find_tip, note

router = APIRouter()


class EvidenceItem(BaseModel):
    """`size` in bytes, `sha256` of the bytes as they arrived."""

    id: str
    sha256: str
    size: int


class EvidenceList(BaseModel):
    evidence: list[EvidenceItem]


def items(session: Session, tip_id: str) -> list[EvidenceItem]:
    """The files of a tip, without their bytes."""
    query = (
        select(Evidence.id, Evidence.sha256, Evidence.size).where(Evidence.tip_id == tip_id).order_by(col(Evidence.id))
    )
    return [EvidenceItem(id=row[0], sha256=row[1], size=row[2]) for row in session.exec(query)]


def download(door: PoliceDoor, reader: Reader, tip_id: str, evidence_id: str) -> Response:
    """The bytes as a file to save: never shown, never interpreted, and under a name of ours."""
    with door.database.writing() as session:
        tip = find_tip(session, reader, tip_id)
        if evidence_id not in {item.id for item in items(session, tip.id)}:
            raise NotFound("no such evidence")
        content = session.exec(select(Evidence.content).where(Evidence.id == evidence_id)).one()
        note(session, reader, "read_evidence", tip.id)
    name = f"{tip.code}-{evidence_id[:8]}.bin"
    return Response(
        content,
        media_type="application/octet-stream",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@router.get("/v1/tips/{tip_id}/evidence")
def list_evidence(door: Door, reader: TokenReader, tip_id: str) -> EvidenceList:
    with door.database.reading() as session:
        return EvidenceList(evidence=items(session, find_tip(session, reader, tip_id).id))


@router.get("/v1/tips/{tip_id}/evidence/{evidence_id}", response_class=Response)
def get_evidence(door: Door, reader: TokenReader, tip_id: str, evidence_id: str) -> Response:
    return download(door, reader, tip_id, evidence_id)
