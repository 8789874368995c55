"""GET /v1/tips and POST /v1/tips/{id}/ack: a unit pulls its tips by a cursor that misses nothing."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel
from sqlmodel import col, select

from storage.door import PlainJson
from storage.models import Tip
from storage.police.access import Door, TokenReader
from storage.police.work import acknowledge, note

router = APIRouter()

_LARGEST_PAGE = 8 * 1024 * 1024  # bytes of documents; a page may be shorter than `limit`


class TipOut(BaseModel):
    """A tip as its unit sees it; times in UTC."""

    id: str
    code: str
    unit: str
    category: str
    tactic: str | None
    severity: str | None
    urgency: str | None
    state: str
    received_hour: datetime
    document: dict[str, Any]


class TipPage(BaseModel):
    """`next` is the cursor to go on from; an empty page means that nothing newer is there."""

    tips: list[TipOut]
    next: str


class Acknowledged(BaseModel):
    id: str
    state: str
    acknowledged_at: datetime


@router.get("/v1/tips", response_model=TipPage)
def list_tips(
    door: Door,
    reader: TokenReader,
    after: Annotated[int, Query(ge=0, le=2**63 - 1)] = 0,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> PlainJson:
    query = (
        select(Tip).where(Tip.unit == reader.unit, Tip.seq > after).order_by(col(Tip.seq)).limit(limit)
    ).execution_options(yield_per=10)
    with door.database.writing() as session:
        result = session.exec(query)
        page = list(_one_page(result))
        result.close()  # it may have more than fits on a page
        for tip in page:
            note(session, reader, "read", tip.id)
    return PlainJson({"tips": [_out(tip) for tip in page], "next": str(page[-1].seq if page else after)})


@router.post("/v1/tips/{tip_id}/ack")
def ack_tip(door: Door, reader: TokenReader, tip_id: str) -> Acknowledged:
    with door.database.writing() as session:
        tip = acknowledge(session, reader, tip_id)
    assert tip.acknowledged_at is not None
    return Acknowledged(id=tip.id, state=tip.state, acknowledged_at=tip.acknowledged_at)


def _one_page(tips: Iterable[Tip]) -> Iterator[Tip]:
    size = 0
    for tip in tips:
        yield tip
        size += len(tip.document)
        if size >= _LARGEST_PAGE:
            return


def _out(tip: Tip) -> dict[str, Any]:
    shown = TipOut(**tip.model_dump(exclude={"document"}), document={}).model_dump(mode="json")
    return shown | {"document": json.loads(tip.document)}  # as it is: pydantic would stumble over odd text
