"""POST /v1/tips: stored once for each idempotency key, committed before the answer."""

import logging
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import uuid4

from fastapi import APIRouter, Depends
from pydantic import BaseModel
from sqlmodel import select

from storage.citizen.access import CitizenDoor, Door, IdempotencyKey
from storage.citizen.tip_in import TipIn, read_tip
from storage.door import PlainJson
from storage.errors import CodeTaken, KeyReused
from storage.jurisdiction import resolve
from storage.models import Tip, TipCounter
from storage.receipt_code import new_code
from storage.tokens import digest, same

log = logging.getLogger(__name__)
router = APIRouter()


class UnitLabel(BaseModel):
    slug: str
    name: str


class TipStored(BaseModel):
    """201 when stored now, 200 when this key and body were stored before."""

    code: str
    unit: UnitLabel


@dataclass(frozen=True)
class _Outcome:
    tip: Tip
    is_new: bool


_BODY: dict[str, Any] = {
    "requestBody": {"required": True, "content": {"application/json": {"schema": TipIn.model_json_schema()}}}
}


@router.post("/v1/tips", status_code=201, response_model=TipStored, openapi_extra=_BODY)
def post_tip(door: Door, key: IdempotencyKey, tip: Annotated[TipIn, Depends(read_tip)]) -> PlainJson:
    outcome = _store(door, key, tip)
    unit = door.tree.unit(outcome.tip.unit)
    return PlainJson({"code": outcome.tip.code, "unit": unit.label()}, status_code=201 if outcome.is_new else 200)


def _store(door: CitizenDoor, key: str, sent: TipIn) -> _Outcome:
    key_hash, body_hash = digest(key), sent.body_hash(key)
    with door.database.writing() as session:
        # this row stays locked until commit, so tips become visible in the order of their numbers
        counter = session.exec(select(TipCounter).with_for_update()).one()
        known = session.exec(select(Tip).where(Tip.key_hash == key_hash)).first()
        if known is not None:
            if not same(known.body_hash, body_hash):
                raise KeyReused("this Idempotency-Key came with another body before; use a new key for a new tip")
            return _Outcome(known, is_new=False)
        if sent.code and session.exec(select(Tip.id).where(Tip.code == sent.code)).first():
            raise CodeTaken("another tip has this code; make a new one")
        counter.last += 1
        tip = Tip(
            id=str(uuid4()),
            seq=counter.last,
            code=sent.code or new_code(),
            unit=(resolve(sent.place, door.tree).unit or door.default_unit).slug,
            category=sent.category,
            tactic=sent.tactic,
            severity=sent.severity,
            urgency=sent.urgency,
            received_hour=sent.received_hour(),
            route_token=sent.route_token,
            key_hash=key_hash,
            body_hash=body_hash,
            document=sent.sealed_part(),
        )
        session.add(tip)
    log.info("tip_stored tip=%s unit=%s seq=%d", tip.id, tip.unit, tip.seq)
    return _Outcome(tip, is_new=True)
