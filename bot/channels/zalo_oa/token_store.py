"""The pair of tokens on disk, sealed."""

import sqlite3
from dataclasses import asdict, dataclass, field

from bot.channels.zalo_oa.own_file import OwnFile
from bot.sealing import Vault

_ROW = "zalo_oa|tokens"


@dataclass(frozen=True, slots=True)
class Pair:
    """expires_at: UTC seconds; 0 without an access token.

    seed: the pseudonym of the pasted refresh token that this pair descends from.
    in_use_since: the refresh token left for the platform then, and no answer is on disk.
    spent: the platform says that the refresh token was used; only a newly pasted one helps.
    """

    refresh: str = field(repr=False)
    seed: str
    access: str = field(default="", repr=False)
    expires_at: float = 0.0
    in_use_since: float | None = None
    spent: bool = False


class TokenStore:
    """Holds one pair."""

    def __init__(self, file: OwnFile, vault: Vault) -> None:
        self._file = file
        self._vault = vault

    async def load(self) -> Pair | None:
        """Raises SealBroken."""
        row = await self._file.run(lambda db: db.execute("SELECT sealed FROM tokens").fetchone())
        return Pair(**self._vault.open(row[0], _ROW)) if row else None

    async def save(self, pair: Pair) -> None:
        """Returns once it is on the disk."""
        sealed = self._vault.seal(asdict(pair), _ROW)

        def write(db: sqlite3.Connection) -> None:
            db.execute("INSERT OR REPLACE INTO tokens VALUES (1, ?)", (sealed,))

        await self._file.run(write)
