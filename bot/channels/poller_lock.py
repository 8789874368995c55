"""Two processes that poll with one token steal each other's updates: the second does not start."""

import fcntl
import hashlib
import socket
import sys
from pathlib import Path
from typing import IO

from bot.errors import SettingsError


def name_of(token: str, platform: str) -> str:
    """A name that gives the token away to nobody: 32 hex digits.

    Not of the address that is polled: written in two ways, or moved, it is the same queue.
    """
    return hashlib.sha256(f"{token}\n{platform}".encode()).hexdigest()[:32]


class PollerLock:
    """Held until `release` or the end of the process, also a violent one.

    name: of the token, see `name_of`. kernel_names: Linux keeps a name for as long as
    its process lives and leaves no file; elsewhere it is a file, and only one data directory is watched.
    Raises SettingsError when it is taken.
    """

    def __init__(self, data_dir: Path, name: str, *, kernel_names: bool = sys.platform == "linux") -> None:
        try:
            self._held = _name(name) if kernel_names else _file(data_dir / f"poller-{name}.lock")
        except OSError:
            raise SettingsError("another process on this machine polls with the same token: stop it") from None

    def release(self) -> None:
        """Another may poll now."""
        self._held.close()


def _name(name: str) -> socket.socket | IO[bytes]:
    held = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        held.bind(f"\0tinbao-poller-{name}")
    except OSError:
        held.close()
        raise
    return held


def _file(path: Path) -> socket.socket | IO[bytes]:
    path.parent.mkdir(parents=True, exist_ok=True)
    held = path.open("wb")
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        held.close()
        raise
    return held
