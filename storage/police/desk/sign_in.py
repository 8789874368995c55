"""Signing in and out."""

import logging
import re

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from storage.models import Officer
from storage.police.access import Door, Reader
from storage.police.desk import sessions
from storage.police.desk.forms import COOKIE, DeskForm, browser_cookie, set_cookie
from storage.police.work import note

log = logging.getLogger(__name__)
router = APIRouter()

_USERNAME = re.compile(r"[a-z0-9_.-]{1,64}")


def sign_in_page(request: Request, *, status: int = 200, word: str | None = None, wait: int = 0) -> Response:
    """The form, bound to the browser by a cookie; `word` names what went wrong with the last try."""
    cookie = browser_cookie(request)
    response: Response = request.app.state.pages.show(
        "sign_in", status=status, word=word, wait=wait, csrf=sessions.csrf_token(cookie)
    )
    set_cookie(request, response, cookie)
    if wait:
        response.headers["Retry-After"] = str(wait)
    return response


@router.post("/sign-in")
def sign_in(request: Request, door: Door, form: DeskForm) -> Response:
    state = request.app.state
    username, password = form.get("username", "").strip().lower(), form.get("password", "")
    wait = state.throttle.wait(username)
    if wait:
        log.warning("sign_in_throttled seconds=%d", wait)
        return sign_in_page(request, status=429, word="wait", wait=wait)
    with door.database.reading() as session:
        officer = session.get(Officer, username) if _USERNAME.fullmatch(username) else None
    right = state.passwords.matches(officer.password_hash if officer else None, password)
    if officer is None or not right:
        if officer is not None:
            with door.database.writing() as session:
                note(session, Reader(officer.unit, officer.username), "sign_in_failed")
        log.warning("sign_in_failed known=%s", officer is not None)
        return sign_in_page(request, status=401, word="wrong")
    state.throttle.succeeded(username)
    with door.database.writing() as session:
        cookie = sessions.start(session, officer.username)
        note(session, Reader(officer.unit, officer.username), "sign_in")
    response = RedirectResponse("/", status_code=303)
    set_cookie(request, response, cookie)
    return response


@router.post("/sign-out")
def sign_out(request: Request, door: Door, form: DeskForm) -> Response:
    cookie = request.cookies[COOKIE]
    signed_in = sessions.find(door.database, cookie)
    sessions.end(door.database, cookie)
    if signed_in is not None:
        with door.database.writing() as session:
            note(session, signed_in.reader, "sign_out")
    response = RedirectResponse("/", status_code=303)
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict")
    return response
