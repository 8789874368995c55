"""Vietnamese titles of the tactics, read from the assistant's catalogue files."""

from pathlib import Path

import yaml


def load_titles(directory: Path) -> dict[str, str]:
    """Title by slug (the file's stem); a file without a title, or no directory, leaves the slug as it is."""
    titles = {}
    for path in sorted(directory.glob("*.yml")):
        loaded = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        for entry in loaded.get("nlu", []) if isinstance(loaded, dict) else []:
            title = (entry.get("metadata") or {}).get("title")
            if title:
                titles[path.stem] = str(title)
    return titles
