"""Forms of the desk: read with a cap, refused without the token that belongs to the browser's cookie."""

import hmac
from typing import Annotated

from fastapi import Depends, Request
from fastapi.responses import Response

from storage.errors import DeskProblem
from storage.police.desk.sessions import csrf_token
from storage.tokens import new_token

COOKIE = "tinbao_desk"


async def _read_form(request: Request) -> dict[str, str]:
    """The fields of a form; raises DeskProblem 403 unless it was made for this browser."""
    async with request.form(max_files=0, max_fields=8) as form:
        fields = {name: value for name, value in form.items() if isinstance(value, str)}
    cookie = request.cookies.get(COOKIE)
    sent = fields.get("csrf", "").encode("utf-8", "surrogatepass")
    if cookie is None or not hmac.compare_digest(sent, csrf_token(cookie).encode()):
        raise DeskProblem(403, "form_expired")
    return fields


DeskForm = Annotated[dict[str, str], Depends(_read_form)]


def browser_cookie(request: Request) -> str:
    """The browser's cookie, or a new one for a browser that has none yet."""
    return request.cookies.get(COOKIE) or new_token()


def set_cookie(request: Request, response: Response, value: str) -> None:
    response.set_cookie(COOKIE, value, path="/", httponly=True, samesite="strict", secure=request.url.scheme == "https")
