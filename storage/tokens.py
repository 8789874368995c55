"""Service and unit tokens: only their SHA-256 is compared or kept."""

import hashlib
import hmac
import secrets


def new_token() -> str:
    """A fresh token of 256 random bits, shown to a person once."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """SHA-256 in hex; enough for secrets with this much entropy, never used for passwords."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def same(left: str, right: str) -> bool:
    """Whether two digests are equal, in constant time."""
    return hmac.compare_digest(left, right)
