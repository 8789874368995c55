"""POST /v1/evidence: a file that belongs to a tip, stored once for each idempotency key and never opened."""

import hashlib
import hmac
import logging
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import uuid4

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel
from sqlmodel import select
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from storage.citizen.access import Door, IdempotencyKey
from storage.door import PlainJson
from storage.errors import KeyReused, Malformed, NotFound
from storage.models import Evidence, Tip
from storage.plain_json import canonical_json
from storage.receipt_code import parse_code
from storage.tokens import digest, same

log = logging.getLogger(__name__)
router = APIRouter()

_MAX_FILE = 20 * 1024 * 1024
_MAX_BODY = _MAX_FILE + 64 * 1024  # the form around the file
_FIELDS = {"code", "sha256", "file"}
_WANTED = "send multipart/form-data with exactly code, sha256 and file"
_SCHEMA = {
    "type": "object",
    "required": sorted(_FIELDS),
    "properties": {
        "code": {"type": "string"},
        "sha256": {"type": "string"},
        "file": {"type": "string", "format": "binary"},
    },
}
_BODY: dict[str, Any] = {"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": _SCHEMA}}}}


class EvidenceStored(BaseModel):
    id: str
    sha256: str


@dataclass(frozen=True)
class _File:
    code: str
    sha256: str
    document: bytes
    content: bytes

    def body_hash(self, key: str) -> str:
        parts = f"{self.code}|{self.sha256}|".encode() + self.document
        return hmac.new(key.encode(), parts, hashlib.sha256).hexdigest()


class _InMemory(MultiPartParser):
    spool_max_size = _MAX_BODY  # never a plain copy in a temporary file


async def _read_file(request: Request) -> _File:
    """The three parts, checked against the hash; raises Malformed."""
    form = await _form(request)
    try:
        code, sha256, file = form.get("code"), form.get("sha256"), form.get("file")
        if (
            set(form) != _FIELDS
            or not isinstance(file, UploadFile)
            or not (isinstance(code, str) and isinstance(sha256, str))
        ):
            raise Malformed(_WANTED)
        content = await file.read()
        about = canonical_json({"filename": file.filename, "media_type": file.content_type})
    finally:
        await form.close()
    shown = parse_code(code)
    if shown is None:
        raise Malformed("code: not a receipt code")
    if hashlib.sha256(content).hexdigest() != sha256.lower():
        raise Malformed("sha256: not the hash of the file that arrived; send the file again")
    return _File(shown, sha256.lower(), about, content)


async def _form(request: Request) -> FormData:
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise Malformed(_WANTED)
    try:
        parser = _InMemory(request.headers, request.stream(), max_files=1, max_fields=2, max_part_size=1024)
        return await parser.parse()
    except (MultiPartException, KeyError, ValueError):
        raise Malformed(_WANTED) from None


@router.post(
    "/v1/evidence",
    status_code=201,
    response_model=EvidenceStored,
    openapi_extra=_BODY,
    max_body_size=_MAX_BODY,
)
def post_evidence(door: Door, key: IdempotencyKey, file: Annotated[_File, Depends(_read_file)]) -> PlainJson:
    key_hash, body_hash = digest(key), file.body_hash(key)
    with door.database.writing() as session:
        tip_id = session.exec(select(Tip.id).where(Tip.code == file.code).with_for_update()).first()
        known = session.exec(select(Evidence).where(Evidence.key_hash == key_hash)).first()
        if known is not None and not same(known.body_hash, body_hash):
            raise KeyReused("this Idempotency-Key came with another file before; use a new key")
        if known is not None:
            return PlainJson({"id": known.id, "sha256": known.sha256}, status_code=200)
        if tip_id is None:
            raise NotFound("no tip has this code")
        evidence = Evidence(
            id=str(uuid4()),
            tip_id=tip_id,
            sha256=file.sha256,
            size=len(file.content),
            key_hash=key_hash,
            body_hash=body_hash,
            document=file.document,
            content=file.content,
        )
        session.add(evidence)
    log.info("evidence_stored evidence=%s tip=%s bytes=%d", evidence.id, tip_id, evidence.size)
    return PlainJson({"id": evidence.id, "sha256": evidence.sha256}, status_code=201)
