"""Addresses that a tap would open, and how a resident reads one that was made dead."""

import re

_ADDRESS = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}", re.I)


def addresses(text: str) -> set[str]:
    """The hosts that platforms would make links of, in small letters."""
    return {found.lower() for found in _ADDRESS.findall(text)}


def read_aloud(text: str) -> str:
    """The text with each [.] as the dot that it stands for, and so on."""
    return text.replace("[.]", ".").replace("[:]//", "://").replace("[@]", "@")
