"""Door 4: raw words to the action server."""

from typing import Any

import httpx

from bot.errors import IntakeFailed

_PATH = "/intake/unstructured"


class IntakeClient:
    """Asks until somebody else decides to stop: one call is one try."""

    def __init__(self, base_url: str, token: str, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self._http = httpx.AsyncClient(
            base_url=base_url,
            headers={"Authorization": f"Bearer {token}"},
            timeout=httpx.Timeout(25, connect=3),
            transport=transport,
        )

    async def send(self, body: dict[str, Any]) -> str:
        """The tip's code, once the action server holds it durably. Raises IntakeFailed."""
        try:
            response = await self._http.post(_PATH, json=body)
            code = response.json().get("code") if response.status_code in (200, 201) else None
        except (httpx.HTTPError, ValueError, AttributeError) as error:
            raise IntakeFailed(type(error).__name__) from None
        if not isinstance(code, str) or not code:
            raise IntakeFailed(f"status {response.status_code}")
        return code

    async def healthy(self) -> bool:
        """Whether the action server answers."""
        try:
            return (await self._http.get("/healthz", timeout=2)).status_code == 200
        except httpx.HTTPError:
            return False

    async def close(self) -> None:
        """Closes the connections."""
        await self._http.aclose()
