"""The citizen door of the police store, as this room uses it."""

import asyncio
from typing import Any

import httpx

from actions.errors import StoreUnreachable
from actions.intake.evidence import File


class Store:
    """Write-only client: hands over tips, asks for a receipt's state and for the unit of a place."""

    def __init__(self, client: httpx.AsyncClient, token: str) -> None:
        self._client = client
        self._headers = {"Authorization": f"Bearer {token}"}

    async def hand_over(self, key: str, body: bytes) -> str | None:
        """The name of the unit that has the tip now; raises StoreUnreachable unless the store says 201 or 200."""
        headers = {**self._headers, "Idempotency-Key": key, "Content-Type": "application/json"}
        try:
            response = await self._client.post("/v1/tips", content=body, headers=headers)
        except httpx.HTTPError:
            raise StoreUnreachable from None
        if response.status_code not in (200, 201):
            raise StoreUnreachable(response.status_code)
        answer = _object(response)
        if not answer.get("code"):
            raise StoreUnreachable(response.status_code)
        unit = answer.get("unit")
        return str(unit["name"]) if isinstance(unit, dict) and unit.get("name") else None

    async def hand_over_file(self, file: File, seconds: float) -> None:
        """Raises StoreUnreachable unless the store says 201 or 200 in time and names the file's own hash."""
        headers = {**self._headers, "Idempotency-Key": file.key}
        parts: Any = {"file": (file.name, file.content, file.media_type)}
        about = {"code": file.code, "sha256": file.sha256}
        try:
            async with asyncio.timeout(seconds):  # httpx alone would let a store trickle for ever
                response = await self._client.post(
                    "/v1/evidence", data=about, files=parts, headers=headers, timeout=seconds
                )
        except (httpx.HTTPError, TimeoutError):
            raise StoreUnreachable from None
        if response.status_code not in (200, 201) or _object(response).get("sha256") != file.sha256:
            raise StoreUnreachable(response.status_code)

    async def state(self, code: str) -> str | None:
        """The tip's state word, or None when the store knows no such code; raises StoreUnreachable."""
        try:
            response = await self._client.get(f"/v1/receipts/{code}", headers=self._headers)
        except httpx.HTTPError:
            raise StoreUnreachable from None
        if response.status_code == 404:
            return None
        if response.status_code != 200:
            raise StoreUnreachable(response.status_code)
        return str(_object(response).get("state"))

    async def units_for(self, place: str) -> list[str]:
        """Names of today's units a place may mean: one when clear, several when it is a question, none when unknown."""
        try:
            response = await self._client.get("/v1/units/resolve", params={"place": place}, headers=self._headers)
        except httpx.HTTPError:
            raise StoreUnreachable from None
        if response.status_code != 200:
            raise StoreUnreachable(response.status_code)
        answer = _object(response)
        units: Any = [answer["unit"]] if answer.get("unit") else answer.get("candidates") or []
        names = [str(unit["name"]) for unit in units if isinstance(unit, dict) and unit.get("name")]
        elsewhere: Any = answer.get("elsewhere") or []
        return names + [str(name) for name in elsewhere]


def _object(response: httpx.Response) -> dict[str, object]:
    try:
        answer = response.json()
    except ValueError:
        raise StoreUnreachable(response.status_code) from None
    if not isinstance(answer, dict):
        raise StoreUnreachable(response.status_code)
    return answer
