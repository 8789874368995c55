"""Whether a webhook call comes from Zalo. Sources differ on what is signed with, so each key that is set is tried."""

import hashlib
import hmac
import logging
import re
from dataclasses import dataclass, field
from itertools import product

logger = logging.getLogger(__name__)

# Found without parsing: what is not signed is not read. In a quoted text the quotation marks are escaped.
_TIMESTAMP = re.compile(rb'"timestamp"\s*:\s*"?([0-9]{1,20})\b')


@dataclass(frozen=True, slots=True)
class Keys:
    """What may be signed with. oa_secret: of the webhook's page; app_secret: of the app's."""

    app_id: str
    oa_id: str = ""
    oa_secret: str = field(default="", repr=False)
    app_secret: str = field(default="", repr=False)


class Signature:
    """Checks sha256(id + body + timestamp + secret) over the bytes as they came."""

    def __init__(self, keys: Keys) -> None:
        ids = {"app_id": keys.app_id, "oa_id": keys.oa_id}
        secrets = {"oa_secret": keys.oa_secret, "app_secret": keys.app_secret}
        self._variants = [
            (f"{id_name}+{secret_name}", first.encode(), secret.encode())
            for (id_name, first), (secret_name, secret) in product(ids.items(), secrets.items())
            if first and secret
        ]
        self._told = ""

    def is_ours(self, body: bytes, header: str) -> bool:
        """header: X-ZEvent-Signature, with or without "mac="."""
        given = header.strip().removeprefix("mac=").strip().lower().encode("ascii", "replace")
        matched = ""
        for timestamp in _timestamps(body):
            for name, first, secret in self._variants:
                digest = hashlib.sha256(first + body + timestamp + secret).hexdigest().encode()
                if hmac.compare_digest(digest, given):
                    matched = name
        if matched and matched != self._told:
            self._told = matched
            logger.info("zalo_oa_signature variant=%s", matched)
        return bool(matched)


def _timestamps(body: bytes) -> set[bytes]:
    """The event's own is the first or the last of that name; none at all is signed as nothing."""
    found = _TIMESTAMP.findall(body)
    return {found[0], found[-1]} if found else {b""}
