"""What the decoder gives up before it opens a picture: whoever takes it over through a picture finds nothing."""

import os
import resource
import sys
from contextlib import suppress

from bot.media.prctl import die_with_parent, drop_capabilities, gain_nothing

MEMORY = 1 << 30  # bytes of addresses
_FILES = 16  # open at once


def confine() -> bool:
    """Limits this process for good. Returns whether the kernel gave it a network of its own, an empty one.

    Raises OSError where Linux refuses what it grants everybody. Nothing that runs on may need another process or a
    file to write.
    """
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_NOFILE, _FILES)
    _limit(resource.RLIMIT_NPROC, 0)  # root is exempt
    with suppress(ValueError, OSError):  # macOS has no cap on addresses
        _limit(resource.RLIMIT_AS, MEMORY)
    alone = _leave_network()
    gain_nothing()
    drop_capabilities()
    # Last: the kernel forgets it when rights change. A parent that is gone by now sent no picture to hang in; its
    # pipe is closed, and that ends the decoder too.
    die_with_parent()
    return alone


def _limit(what: int, most: int) -> None:
    resource.setrlimit(what, (most, most))


def _leave_network() -> bool:
    if sys.platform != "linux":
        return False
    try:
        os.unshare(os.CLONE_NEWUSER | os.CLONE_NEWNET)
    except OSError:  # many containers and some distributions do not allow it
        return False
    return True
