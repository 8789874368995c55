"""The secrets a fresh installation needs, made once and kept in the data directory, readable by its owner only."""

import json
import os
import secrets
from pathlib import Path

_TOKENS = ("TINBAO_RASA_TOKEN", "TINBAO_ACTIONS_TOKEN", "TINBAO_CITIZEN_TOKEN", "TINBAO_POLICE_TOKEN")
_KEYS = ("TINBAO_BOT_KEY", "TINBAO_ACTIONS_KEY")
_PASSWORDS = ("TINBAO_DESK_PASSWORD",)
NAMES = (*_TOKENS, *_KEYS, *_PASSWORDS)


def load_secrets(data_dir: Path, environment: dict[str, str]) -> dict[str, str]:
    """Every secret by its variable's name; what the environment sets wins, what is missing is made and kept."""
    path = data_dir / "secrets.json"
    kept: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
    made = {name: kept.get(name) or _make(name) for name in NAMES}
    if made != kept:
        _write(path, made)
    return {name: environment.get(name) or made[name] for name in NAMES}


def _make(name: str) -> str:
    if name in _KEYS:
        return secrets.token_hex(32)
    return secrets.token_urlsafe(9 if name in _PASSWORDS else 24)


def _write(path: Path, values: dict[str, str]) -> None:
    temporary = path.with_suffix(".new")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(values, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
