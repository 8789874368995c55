"""Fetches what a resident sent from the vendor's media hosts, and from nowhere else."""

import asyncio
import ipaddress
from collections.abc import Sequence
from typing import Any

import httpx

from bot.errors import FetchFailed
from bot.tls import tls

BYTES_CAP = 20 * 1024 * 1024
_HOSTS = (".zdn.vn", ".zadn.vn", ".zalo.me")
_REDIRECTS = 3
_SECONDS = 60.0  # for all of it: a host that drips is given up
_PASSING = (408, 425, 429)


def _client() -> httpx.AsyncClient:
    return httpx.AsyncClient(trust_env=False, timeout=15, verify=tls())


class Pictures:
    """trusted: origins such as "http://127.0.0.1:9000" besides the vendor's hosts."""

    def __init__(self, trusted: Sequence[str] = ()) -> None:
        self._trusted = {_origin(httpx.URL(each)) for each in trusted}

    async def fetch(self, ref: str) -> bytes:
        """The bytes behind the address, whatever type they are said to have. Raises FetchFailed."""
        try:
            # a client each time: no cookie and no connection is shared between residents
            async with asyncio.timeout(_SECONDS), _client() as client:
                return await self._follow(client, ref)
        except httpx.InvalidURL:
            raise FetchFailed("no address", permanent=True) from None
        except (httpx.HTTPError, TimeoutError) as error:  # its text holds the address
            raise FetchFailed(type(error).__name__, permanent=False) from None

    async def _follow(self, client: httpx.AsyncClient, ref: str) -> bytes:
        url = httpx.URL(ref)
        for _ in range(_REDIRECTS + 1):
            self._check(url)
            async with client.stream("GET", url, headers={"Accept-Encoding": "identity"}) as answer:
                self._check_peer(url, answer)
                if answer.next_request is None:
                    return await _body(answer)
                url = answer.next_request.url
        raise FetchFailed("too many redirects", permanent=True)

    def _check(self, url: httpx.URL) -> None:
        if _origin(url) in self._trusted:
            return
        ours = url.scheme == "https" and url.port is None and not url.userinfo and url.host.endswith(_HOSTS)
        if not ours:
            raise FetchFailed("foreign host", permanent=True)

    def _check_peer(self, url: httpx.URL, answer: httpx.Response) -> None:
        """The name may lead to a machine of our own network."""
        if _origin(url) in self._trusted:
            return
        address: Any = answer.extensions["network_stream"].get_extra_info("server_addr")
        if not ipaddress.ip_address(address[0].partition("%")[0]).is_global:
            raise FetchFailed("private address", permanent=True)


async def _body(answer: httpx.Response) -> bytes:
    status = answer.status_code
    if status != 200:
        raise FetchFailed(f"status {status}", permanent=status < 500 and status not in _PASSING)
    data = bytearray()
    async for chunk in answer.aiter_raw():
        data += chunk
        if len(data) > BYTES_CAP:
            raise FetchFailed("too big", permanent=True)
    return bytes(data)


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port
