"""POST /intake/evidence: one file of a sent report, from the bot, acknowledged once it is on disk here."""

import asyncio
import hashlib
import re
from collections.abc import AsyncGenerator

from fastapi import HTTPException, Request
from fastapi.responses import JSONResponse
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from actions.errors import MalformedCall
from actions.extract.secrets import mask_secrets
from actions.intake.evidence import File, FileOutbox, key_of
from actions.intake.outbox import utc_now
from actions.intake.receipt import read_code

FILE_CAP = 20 * 1024 * 1024
_BODY_CAP = FILE_CAP + 64 * 1024  # the form around the file
_FIELDS = {"report_key", "code", "sha256", "file"}
_REPORT_KEY = re.compile(r"[0-9a-f]{16,128}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,60}\.[a-z0-9]{1,5}")
_MEDIA_TYPE = re.compile(r"^[a-z]{1,20}/[a-z0-9.+-]{1,80}(; charset=utf-8)?")
_OUR_HASH = re.compile(r"SHA-256 [0-9a-f]{64}$")


class _InMemory(MultiPartParser):
    spool_max_size = _BODY_CAP  # never a plain copy on the disk


async def take_file(request: Request, files: FileOutbox) -> JSONResponse:
    """201 when kept now, 200 when it was kept before; the answer names the hash of what came."""
    try:
        report_key, sent_sha256, file = await _read(request)
    except MalformedCall as error:
        raise HTTPException(422, str(error)) from None
    is_new = await asyncio.to_thread(files.commit, report_key, file, utc_now())
    return JSONResponse({"sha256": sent_sha256}, status_code=201 if is_new else 200)


async def _read(request: Request) -> tuple[str, str, File]:
    form = await _form(request)
    try:
        return await _checked(form)
    finally:
        await form.close()


async def _checked(form: FormData) -> tuple[str, str, File]:
    report_key, code, sha256, upload = (form.get(name) for name in ("report_key", "code", "sha256", "file"))
    if set(form) != _FIELDS or not isinstance(upload, UploadFile):
        raise MalformedCall("send multipart/form-data with exactly report_key, code, sha256 and file")
    content = await upload.read()
    name, media_type = upload.filename or "", upload.content_type or ""
    if not _REPORT_KEY.fullmatch(str(report_key)) or not _SHA256.fullmatch(str(sha256)):
        raise MalformedCall("report_key or sha256: not lower-case hex of the right length")
    if (shown := read_code(str(code))) is None:
        raise MalformedCall("code: not a receipt code")
    if not _NAME.fullmatch(name) or not _MEDIA_TYPE.fullmatch(media_type):
        raise MalformedCall("file: name or type not as the bot makes them")
    if len(content) > FILE_CAP:
        raise MalformedCall("file: larger than 20 MiB")
    if hashlib.sha256(content).hexdigest() != sha256:
        raise MalformedCall("sha256: not the hash of the file that arrived; send it again")
    key = key_of(str(report_key), str(sha256))
    if media_type.startswith("text/plain"):  # the bot's notes hold words; what residents send has no such type
        content = _masked(content)
    return str(report_key), str(sha256), File(key, shown, _digest(content), name, media_type, content)


async def _form(request: Request) -> FormData:
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise MalformedCall("send multipart/form-data")
    try:
        parser = _InMemory(request.headers, _capped(request), max_files=1, max_fields=3, max_part_size=1024)
        return await parser.parse()
    except (MultiPartException, KeyError, ValueError):
        raise MalformedCall("the form cannot be read") from None


async def _capped(request: Request) -> AsyncGenerator[bytes, None]:
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > _BODY_CAP:
            raise HTTPException(413, "the file is larger than 20 MiB")
        yield chunk


def _masked(notes: bytes) -> bytes:
    try:
        lines = notes.decode().split("\n")
    except UnicodeDecodeError:
        raise MalformedCall("file: text is not UTF-8") from None
    return "\n".join(line if _OUR_HASH.search(line) else mask_secrets(line) for line in lines).encode()


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
