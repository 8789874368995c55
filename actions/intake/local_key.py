"""Encrypts what this room holds until delivery, so that a copied database file says nothing."""

import hmac
import secrets

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

_NONCE_BYTES = 12


class LocalKey:
    """ChaCha20-Poly1305 under one local key; the row's own key is bound in, so rows cannot be swapped."""

    def __init__(self, key_hex: str) -> None:
        self._cipher = ChaCha20Poly1305(bytes.fromhex(key_hex))
        self._marking = hmac.digest(bytes.fromhex(key_hex), b"tinbao marks", "sha256")

    def encrypt(self, plain: bytes, row: str) -> bytes:
        """nonce + ciphertext of `plain`, bound to `row`."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, plain, row.encode())

    def decrypt(self, sealed: bytes, row: str) -> bytes:
        """The plain bytes; raises cryptography's InvalidTag for another row or key."""
        return self._cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], row.encode())

    def mark(self, text: str) -> str:
        """A keyed hash of `text` in hex: the same for the same text, telling nothing without the key."""
        return hmac.digest(self._marking, text.encode(), "sha256").hex()
