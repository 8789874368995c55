"""What Linux lets a process give up for good; elsewhere nothing happens."""

import ctypes
import signal
import sys

_PDEATHSIG, _DUMPABLE, _NO_NEW_PRIVS = 1, 4, 38  # linux/prctl.h
_CAPABILITY_VERSION = 0x20080522


def hide_memory() -> None:
    """No other process of the same user can read this one's memory or environment, nor does a core file."""
    _prctl(_DUMPABLE, 0)


def die_with_parent() -> None:
    """The kernel kills this process when the one that started it is gone."""
    _prctl(_PDEATHSIG, signal.SIGKILL)


def gain_nothing() -> None:
    """No program started from here gets rights that this process has not."""
    _prctl(_NO_NEW_PRIVS, 1)


def drop_capabilities() -> None:
    """Root's rights, and those that a namespace of one's own brings, go."""
    if sys.platform == "linux":
        head = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION, 0)
        _check(_libc().capset(head, (ctypes.c_uint32 * 6)()))


def _prctl(option: int, value: int) -> None:
    if sys.platform == "linux":
        _check(_libc().prctl(option, *(ctypes.c_ulong(each) for each in (value, 0, 0, 0))))


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _check(result: int) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, "the kernel refused")
