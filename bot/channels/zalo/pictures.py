"""Fetches what a resident sent from Zalo's media hosts, and from nowhere else."""

import asyncio
import ipaddress
import re
import socket
from collections.abc import Awaitable, Callable, Sequence

import httpx

from bot.errors import FetchFailed
from bot.media.shape import FILE_CAP
from bot.tls import tls

HOST = re.compile(r"^(?:[a-z0-9-]{1,63}\.)+(?:zdn\.vn|zadn\.vn|zalo\.me|zaloapp\.com)")
_REDIRECTS = 3
_SECONDS = 60.0  # for a whole file: a host that drips is given up
_PATIENCE = httpx.Timeout(20, connect=5)
_GONE = frozenset({400, 401, 403, 404, 410})  # an address that has run out


class Pictures:
    """trusted: origins such as "http://127.0.0.1:9000" that are asked besides the vendor's hosts, without its checks.

    resolve: a name's addresses; raises OSError.
    """

    def __init__(
        self, trusted: Sequence[str] = (), resolve: Callable[[str], Awaitable[list[str]]] | None = None
    ) -> None:
        self._trusted = {_origin(httpx.URL(each)) for each in trusted}
        self._resolve = resolve or _addresses

    async def fetch(self, ref: str) -> bytes:
        """At most FILE_CAP bytes, whatever type they are said to have. Raises FetchFailed."""
        try:
            # a client each time: no cookie and no connection is shared between residents; no proxy: it would
            # resolve the name anew
            async with (
                asyncio.timeout(_SECONDS),
                httpx.AsyncClient(timeout=_PATIENCE, trust_env=False, verify=tls()) as client,
            ):
                return await self._follow(client, httpx.URL(ref))
        except (httpx.InvalidURL, httpx.UnsupportedProtocol, UnicodeError):
            raise FetchFailed("no address", permanent=True) from None
        except (httpx.HTTPError, OSError, TimeoutError) as error:  # its text holds the address
            raise FetchFailed(type(error).__name__, permanent=False) from None

    async def _follow(self, client: httpx.AsyncClient, url: httpx.URL) -> bytes:
        for _ in range(_REDIRECTS + 1):
            answer = await client.send(await self._request(url), stream=True)
            try:
                if answer.next_request is None:
                    return await _body(answer)
                url = url.join(answer.headers["location"])
            finally:
                await answer.aclose()
        raise FetchFailed("too many redirects", permanent=True)

    async def _request(self, url: httpx.URL) -> httpx.Request:
        """To the very address that was checked: the name is not resolved a second time."""
        plain = {"Accept-Encoding": "identity"}
        if _origin(url) in self._trusted:
            return httpx.Request("GET", url, headers=plain)
        if url.scheme != "https" or url.userinfo or url.port not in (None, 443) or not HOST.fullmatch(url.host):
            raise FetchFailed("not the platform's", permanent=True)
        addresses = await self._resolve(url.host)
        if not addresses or not all(ipaddress.ip_address(each).is_global for each in addresses):
            raise FetchFailed("private address", permanent=True)
        return httpx.Request(
            "GET",
            url.copy_with(host=addresses[0]),
            headers={"Host": url.host, **plain},
            extensions={"sni_hostname": url.host},
        )


async def _addresses(host: str) -> list[str]:
    found = await asyncio.get_running_loop().getaddrinfo(host, 443, type=socket.SOCK_STREAM)
    return [str(info[4][0]) for info in found]


async def _body(answer: httpx.Response) -> bytes:
    if answer.status_code != 200:
        raise FetchFailed(f"status {answer.status_code}", permanent=answer.status_code in _GONE)
    data = bytearray()
    async for chunk in answer.aiter_raw(65_536):  # what came packed stays packed
        data += chunk
        if len(data) > FILE_CAP:
            raise FetchFailed("too big", permanent=True, too_big=True)
    return bytes(data)


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port
