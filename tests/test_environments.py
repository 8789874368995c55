"""One lock holds two worlds; a careless edit drops Rasa from it without an error."""

import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]


def locked(name: str) -> set[str]:
    lock: dict[str, Any] = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    return {package["version"] for package in lock["package"] if package["name"] == name}


def test_the_lock_holds_rasa_and_its_sdk() -> None:
    assert locked("rasa") == {"3.6.21"}
    assert "3.21.1" in locked("rasa-sdk")


def test_every_app_dependency_carries_its_marker() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    for line in project["project"]["dependencies"] + project["dependency-groups"]["dev"]:
        assert "python_full_version >= '3.11'" in line, line
        assert "==" in line, f"not pinned: {line}"
    for line in project["dependency-groups"]["rasa"]:
        assert "python_full_version < '3.11'" in line, line


def test_both_pythons_are_named() -> None:
    assert (ROOT / ".python-version").read_text().split() == ["3.12", "3.10"]
