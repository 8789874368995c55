"""The exchange of a refresh token for a new pair. It works once per token."""

import json
from dataclasses import dataclass, field
from typing import Any

import httpx

from bot.errors import RefreshFailed

PATH = "/v4/oa/access_token"
_USED_UP = -14020
_LIFE = 3600.0  # seconds, where the platform does not say: too short only means asking again sooner
_LONGEST = 25 * 3600.0


@dataclass(frozen=True, slots=True)
class Grant:
    """life: seconds that the access token works."""

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    life: float


class Oauth:
    """The app's door to the platform's tokens."""

    def __init__(self, client: httpx.AsyncClient, url: str, app_id: str, app_secret: str) -> None:
        self._client = client
        self._url = url.rstrip("/") + PATH
        self._app_id = app_id
        self._app_secret = app_secret

    async def exchange(self, refresh: str) -> Grant:
        """The new pair. Raises RefreshFailed."""
        form = {"refresh_token": refresh, "app_id": self._app_id, "grant_type": "refresh_token"}
        try:
            answer = await self._client.post(self._url, data=form, headers={"secret_key": self._app_secret})
        except httpx.HTTPError as error:  # its text may hold what was sent
            raise RefreshFailed(type(error).__name__) from None
        try:
            body = json.loads(answer.content)
        except ValueError:
            body = None
        if not isinstance(body, dict):
            raise RefreshFailed(f"unreadable answer, status {answer.status_code}")
        return _grant(body, answer.status_code)


def _grant(body: dict[str, Any], status: int) -> Grant:
    access, refresh = body.get("access_token"), body.get("refresh_token")
    if isinstance(access, str) and access and isinstance(refresh, str) and refresh:
        return Grant(access, refresh, _life(body.get("expires_in")))
    code = body.get("error")
    said = " ".join(str(body.get(name, "")) for name in ("error_name", "error_reason", "error_description", "message"))
    spent = code == _USED_UP or "refresh token" in said.lower().replace("_", " ")
    known = code if isinstance(code, int) else "none"
    raise RefreshFailed(f"error {known}, status {status}", spent=spent)


def _life(expires_in: Any) -> float:
    """The platform writes the number as a string."""
    try:
        seconds = float(expires_in)
    except (TypeError, ValueError, OverflowError):
        return _LIFE
    return min(seconds, _LONGEST) if seconds > 0 else _LIFE
