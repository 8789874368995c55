"""The list of a unit's tips, one tip, and the button that says the unit has it."""

import json
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import case, func
from sqlmodel import col, select

from storage.errors import DeskProblem, NotFound
from storage.models import Tip, TipState
from storage.police import evidence
from storage.police.access import Door, PoliceDoor
from storage.police.desk import sessions
from storage.police.desk.forms import COOKIE, DeskForm
from storage.police.desk.sessions import SignedIn
from storage.police.desk.sign_in import sign_in_page
from storage.police.work import acknowledge, find_tip, note

router = APIRouter()

_PAGE = 50
_URGENCY = {"on_phone": 0, "about_to_pay": 1, "just_paid": 2, "past": 3}
_SEVERITY = {"danger": 0, "caution": 1, "advert": 2, "no_sign": 3}


@router.get("/")
def list_page(request: Request, door: Door, page: Annotated[int, Query(ge=1, le=10_000)] = 1) -> Response:
    signed_in = sessions.find(door.database, request.cookies.get(COOKIE))
    if signed_in is None:
        return sign_in_page(request)
    own = select(Tip).where(Tip.unit == signed_in.unit)
    order = (
        case((col(Tip.state) == TipState.RECEIVED, 0), else_=1),
        case(_URGENCY, value=col(Tip.urgency), else_=9),
        case(_SEVERITY, value=col(Tip.severity), else_=9),
        col(Tip.seq).desc(),
    )
    with door.database.writing() as session:
        note(session, signed_in.reader, "list")
        tips = session.exec(own.order_by(*order).offset((page - 1) * _PAGE).limit(_PAGE + 1)).all()
        files = evidence.count(session, [tip.id for tip in tips])
        waiting = session.exec(
            select(func.count()).where(Tip.unit == signed_in.unit, Tip.state == TipState.RECEIVED)
        ).one()
    facts = {"tips": tips[:_PAGE], "files": files, "waiting": waiting, "page": page, "more": len(tips) > _PAGE}
    return _show(request, door, signed_in, "tips", **facts)


@router.get("/tips/{tip_id}")
def tip_page(request: Request, door: Door, tip_id: str) -> Response:
    signed_in = _officer(request, door)
    try:
        with door.database.writing() as session:
            tip = find_tip(session, signed_in.reader, tip_id)
            files = evidence.items(session, tip.id)
            note(session, signed_in.reader, "read", tip.id)
    except NotFound:
        raise DeskProblem(404, "no_tip") from None
    return _show(request, door, signed_in, "tip", tip=tip, document=json.loads(tip.document), files=files)


@router.post("/tips/{tip_id}/ack")
def ack(request: Request, door: Door, tip_id: str, form: DeskForm) -> Response:
    signed_in = _officer(request, door)
    try:
        with door.database.writing() as session:
            tip = acknowledge(session, signed_in.reader, tip_id)
    except NotFound:
        raise DeskProblem(404, "no_tip") from None
    return RedirectResponse(f"/tips/{tip.id}", status_code=303)


@router.get("/tips/{tip_id}/evidence/{evidence_id}")
def download(request: Request, door: Door, tip_id: str, evidence_id: str) -> Response:
    signed_in = _officer(request, door)
    try:
        return evidence.download(door, signed_in.reader, tip_id, evidence_id)
    except NotFound:
        raise DeskProblem(404, "no_tip") from None


def _officer(request: Request, door: PoliceDoor) -> SignedIn:
    signed_in = sessions.find(door.database, request.cookies.get(COOKIE))
    if signed_in is None:
        raise DeskProblem(401, "signed_out")
    return signed_in


def _show(request: Request, door: PoliceDoor, signed_in: SignedIn, page: str, /, **facts: Any) -> Response:
    response: Response = request.app.state.pages.show(
        page,
        officer=signed_in.username,
        unit_name=door.tree.unit(signed_in.unit).name,
        csrf=sessions.csrf_token(request.cookies[COOKIE]),
        **facts,
    )
    return response
