"""GET /v1/receipts/{code}: how far the tip is, never what it says."""

from fastapi import APIRouter
from pydantic import BaseModel
from sqlmodel import select

from storage.citizen.access import Door
from storage.errors import NotFound
from storage.models import Tip
from storage.receipt_code import parse_code

router = APIRouter()


class Receipt(BaseModel):
    """`questions` are those the unit waits to have answered."""

    code: str
    state: str
    questions: list[str]


@router.get("/v1/receipts/{code}")
def get_receipt(door: Door, code: str) -> Receipt:
    shown = parse_code(code)
    with door.database.reading() as session:
        state = session.exec(select(Tip.state).where(Tip.code == shown)).first()
    if shown is None or state is None:
        raise NotFound("no tip has this code")
    return Receipt(code=shown, state=state, questions=[])
