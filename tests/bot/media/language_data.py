"""Tesseract's Vietnamese data for tests that read screenshots."""

import os
import shutil
from pathlib import Path

import pytest

from bot.media.tessdata import find_tessdata


def language_data() -> Path:
    """Its folder. Skips where it is absent, but where scripts/tessdata.sh could install it, it must be there."""
    found = find_tessdata()
    if found is None:
        message = "screenshots were not tested: bash scripts/tessdata.sh"
        if os.getuid() == 0 and shutil.which("apt-get"):
            pytest.fail(message)
        pytest.skip(message)
    return found
