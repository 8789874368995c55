"""The certificates that every client trusts."""

import ssl
from functools import cache

import httpx


@cache
def tls() -> ssl.SSLContext:
    """Read once: a client that reads them for itself takes a twentieth of a second to make."""
    return httpx.create_ssl_context()
