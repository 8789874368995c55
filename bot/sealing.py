"""Local encryption and pseudonyms under TINBAO_BOT_KEY."""

import hashlib
import hmac
import json
import secrets
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.errors import SealBroken

_NONCE = 12


class Vault:
    """Seals JSON values with ChaCha20-Poly1305 and names things by HMAC-SHA-256, each with its own subkey."""

    def __init__(self, key: bytes) -> None:
        def subkey(purpose: bytes) -> bytes:
            return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"tinbao/bot/" + purpose).derive(key)

        self._cipher = ChaCha20Poly1305(subkey(b"seal"))
        self._names = subkey(b"pseudonym")

    def seal(self, value: Any, row: str) -> bytes:
        """The JSON value, encrypted; `row` names the row it belongs to, so that no two can be swapped."""
        return self.seal_bytes(json.dumps(value).encode(), row)  # ASCII escapes carry lone surrogates unharmed

    def open(self, sealed: bytes, row: str) -> Any:
        """The value that `seal` took for this row. Raises SealBroken."""
        return json.loads(self.open_bytes(sealed, row))

    def seal_bytes(self, clear: bytes, row: str) -> bytes:
        """As `seal`, for bytes."""
        nonce = secrets.token_bytes(_NONCE)
        return nonce + self._cipher.encrypt(nonce, clear, row.encode())

    def open_bytes(self, sealed: bytes, row: str) -> bytes:
        """As `open`, for bytes. Raises SealBroken."""
        try:
            return self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], row.encode())
        except (InvalidTag, ValueError):
            raise SealBroken("stored bytes do not open: is TINBAO_BOT_KEY the one they were made with?") from None

    def pseudonym(self, purpose: str, *parts: str | int) -> str:
        """64 hex digits that stand for the parts; without the key nobody finds them again."""
        message = json.dumps([purpose, *parts]).encode()
        return hmac.new(self._names, message, hashlib.sha256).hexdigest()
