"""Door 4: raw words, and the files of sent reports, to the action server."""

from dataclasses import dataclass, field
from typing import Any

import httpx

from bot.errors import IntakeFailed
from bot.tls import tls

_WORDS = "/intake/unstructured"
_FILES = "/intake/evidence"
_FILE_SECONDS = 60.0  # 20 MB on a slow disk


@dataclass(frozen=True, slots=True)
class Parcel:
    """One file of the tip with the receipt code `code`; sha256: of `content`, hex."""

    report_key: str
    code: str
    sha256: str
    name: str
    media_type: str
    content: bytes = field(repr=False)


class IntakeClient:
    """Asks until somebody else decides to stop: one call is one try."""

    def __init__(self, base_url: str, token: str, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self._http = httpx.AsyncClient(
            base_url=base_url,
            headers={"Authorization": f"Bearer {token}"},
            timeout=httpx.Timeout(25, connect=3),
            transport=transport,
            verify=tls(),
        )

    async def send(self, body: dict[str, Any]) -> str:
        """The tip's code, once the action server holds it durably. Raises IntakeFailed."""
        try:
            response = await self._http.post(_WORDS, json=body)
            code = response.json().get("code") if response.status_code in (200, 201) else None
        except (httpx.HTTPError, ValueError, AttributeError) as error:
            raise IntakeFailed(type(error).__name__) from None
        if not isinstance(code, str) or not code:
            raise IntakeFailed(f"status {response.status_code}")
        return code

    async def send_file(self, parcel: Parcel) -> None:
        """Returns once the action server holds the file durably; it may be sent again. Raises IntakeFailed."""
        about = {"report_key": parcel.report_key, "code": parcel.code, "sha256": parcel.sha256}
        file = {"file": (parcel.name, parcel.content, parcel.media_type)}
        timeout = httpx.Timeout(_FILE_SECONDS, connect=3)
        try:
            response = await self._http.post(_FILES, data=about, files=file, timeout=timeout)
            held = response.json().get("sha256") if response.status_code in (200, 201) else None
        except (httpx.HTTPError, ValueError, AttributeError) as error:
            raise IntakeFailed(type(error).__name__) from None
        if held is None:
            raise IntakeFailed(f"status {response.status_code}")
        if held != parcel.sha256:
            raise IntakeFailed("another file was acknowledged")

    async def healthy(self) -> bool:
        """Whether the action server answers."""
        try:
            return (await self._http.get("/healthz", timeout=2)).status_code == 200
        except httpx.HTTPError:
            return False

    async def close(self) -> None:
        """Closes the connections."""
        await self._http.aclose()
