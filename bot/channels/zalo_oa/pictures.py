"""Files residents sent, from the platform's own hosts and nowhere else."""

import asyncio
import ipaddress
import re
import socket
from collections.abc import Awaitable, Callable

import httpx

from bot.errors import FetchFailed
from bot.tls import tls

CAP = 20 * 1024 * 1024  # bytes
HOST = re.compile(r"^(?:[a-z0-9-]{1,63}\.)+(?:zdn\.vn|zadn\.vn|zalo\.me|zaloapp\.com)")
_REDIRECTS = 3
_SECONDS = 60.0  # for a whole file


class Pictures:
    """trusted: host:port pairs that are taken as they are, also without TLS and on this machine.

    resolve: a name's addresses; raises OSError.
    """

    def __init__(
        self, trusted: tuple[str, ...] = (), resolve: Callable[[str], Awaitable[list[str]]] | None = None
    ) -> None:
        self._trusted = trusted
        self._resolve = resolve or _addresses
        # no proxy: it would resolve the name anew; no kept connection: it was made for another name
        self._client = httpx.AsyncClient(
            timeout=httpx.Timeout(20, connect=5),
            trust_env=False,
            limits=httpx.Limits(max_keepalive_connections=0),
            verify=tls(),
        )

    async def fetch(self, ref: str) -> bytes:
        """At most CAP bytes. Raises FetchFailed."""
        try:
            async with asyncio.timeout(_SECONDS):
                return await self._follow(httpx.URL(ref))
        except (httpx.InvalidURL, httpx.UnsupportedProtocol, UnicodeError):
            raise FetchFailed("no address", permanent=True) from None
        except (httpx.HTTPError, OSError, TimeoutError) as error:  # its text holds the address
            raise FetchFailed(type(error).__name__, permanent=False) from None

    async def close(self) -> None:
        """No further fetch."""
        await self._client.aclose()

    async def _follow(self, url: httpx.URL) -> bytes:
        for _ in range(_REDIRECTS + 1):
            request = await self._request(url)
            answer = await self._client.send(request, stream=True)
            try:
                if answer.next_request is None:
                    return await _read(answer)
                url = url.join(answer.headers["location"])
            finally:
                await answer.aclose()
        raise FetchFailed("too many redirects", permanent=True)

    async def _request(self, url: httpx.URL) -> httpx.Request:
        """To the very address that was checked: the name is not resolved a second time."""
        if url.netloc.decode() in self._trusted:
            return self._client.build_request("GET", url)
        if url.scheme != "https" or url.userinfo or url.port not in (None, 443) or not HOST.fullmatch(url.host):
            raise FetchFailed("not the platform's", permanent=True)
        addresses = await self._resolve(url.host)
        if not addresses or not all(ipaddress.ip_address(each).is_global for each in addresses):
            raise FetchFailed("private address", permanent=True)
        return self._client.build_request(
            "GET",
            url.copy_with(host=addresses[0]),
            headers={"Host": url.host},
            extensions={"sni_hostname": url.host},
        )


async def _addresses(host: str) -> list[str]:
    found = await asyncio.get_running_loop().getaddrinfo(host, 443, type=socket.SOCK_STREAM)
    return [str(info[4][0]) for info in found]


async def _read(answer: httpx.Response) -> bytes:
    if answer.status_code != 200:
        gone = answer.status_code in (400, 401, 403, 404, 410)  # an address that has run out
        raise FetchFailed(f"status {answer.status_code}", permanent=gone)
    data = bytearray()
    async for chunk in answer.aiter_bytes(65_536):
        data += chunk
        if len(data) > CAP:
            raise FetchFailed("too big", permanent=True)
    return bytes(data)
