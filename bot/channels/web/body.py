"""Reads what the page posts: JSON, or a form with a file."""

import json
from dataclasses import dataclass, field
from typing import Annotated, Self

from fastapi import Request
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from bot.channels.web.refusals import bad_body, file_too_big, text_too_long
from bot.channels.web.upload import read_form
from bot.incoming import Attachment
from bot.media.shape import FILE_CAP

TEXT_CAP = 20_000  # characters
JSON_CAP = 256 * 1024  # bytes; 20,000 characters written as \\uXXXX pairs

MessageId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,100}$")]


class Posted(BaseModel):
    """A message from the page: text or a button. `id`: the same id again is the same message."""

    model_config = ConfigDict(strict=True, extra="forbid")

    text: str | None = None
    forwarded: bool = False
    button: Annotated[str, Field(max_length=100)] | None = None
    id: MessageId | None = None

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        if (self.text is None) == (self.button is None):
            raise ValueError("either text or button")
        return self


@dataclass(frozen=True, slots=True)
class Body:
    """The request, read."""

    posted: Posted
    attachment: Attachment | None = None
    picture: bytes | None = field(default=None, repr=False)


async def read_body(request: Request) -> Body:
    """Raises an HTTPException that says what to do: 400 unreadable, 413 too long, 422 wrong fields."""
    if request.headers.get("content-type", "").lower().startswith("multipart/form-data"):
        body = await _form(request)
    else:
        body = Body(_posted(_fields(await _bytes(request))))
    if len(body.posted.text or "") > TEXT_CAP:
        raise text_too_long(TEXT_CAP)
    return body


async def _bytes(request: Request) -> bytes:
    raw = bytearray()
    async for chunk in request.stream():
        raw += chunk
        if len(raw) > JSON_CAP:
            raise text_too_long(TEXT_CAP)
    return bytes(raw)


def _fields(raw: bytes) -> dict[str, object]:
    try:
        value = json.loads(raw)
    except (ValueError, RecursionError):
        raise bad_body(400) from None
    if not isinstance(value, dict):
        raise bad_body(400)
    # half an emoji is a lone surrogate, which no store and no wire can carry
    return {k: v.encode("utf-8", "replace").decode() if isinstance(v, str) else v for k, v in value.items()}


async def _form(request: Request) -> Body:
    form = await read_form(request, field_cap=JSON_CAP, file_cap=FILE_CAP)
    if form is None:
        raise bad_body(400)
    if form.too_big is not None:
        raise text_too_long(TEXT_CAP) if form.too_big == JSON_CAP else file_too_big(form.too_big)
    fields: dict[str, object] = dict(form.fields)
    if "forwarded" in fields:
        fields["forwarded"] = fields["forwarded"] == "true"
    if form.attachment is not None:
        fields.setdefault("text", "")
    return Body(_posted(fields), form.attachment, form.picture)


def _posted(fields: dict[str, object]) -> Posted:
    try:
        return Posted.model_validate(fields)
    except ValidationError:
        raise bad_body(422) from None
