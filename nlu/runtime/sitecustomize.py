"""Lets Rasa start without TensorFlow and the chat vendors' libraries, which it imports but we never use.

Rasa 3.6 imports them at module level. Our pipeline is scikit-learn, our channel is our own: leaving them out takes
the environment from 2.5 GB to 0.5 GB and the running process from 650 MB to a third, and shortens every start. Python
runs this file first when its folder is on PYTHONPATH (scripts/bootstrap.sh, scripts/supervisor/programs.py).
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import Any

_ABSENT = {
    *("tensorflow", "tensorflow_text", "tensorflow_hub", "tensorflow_addons", "keras"),
    *("twilio", "aiogram", "fbmessenger", "mattermostwrapper", "webexteamssdk", "rocketchat_API"),
    *("slack", "slack_sdk", "slackclient", "confluent_kafka", "psycopg2"),
}


class _PlaceholderType(type):
    """Attributes of a placeholder are placeholders; so are its parts and unions in annotations."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _placeholder(name)

    def __getitem__(cls, item: Any) -> Any:
        return cls

    def __or__(cls, other: Any) -> Any:
        return cls

    __ror__ = __or__


def _placeholder(name: str) -> Any:
    """A class that can be inherited from, annotate and decorate; making real use of it would do nothing."""

    def new(cls: Any, *args: Any, **kwargs: Any) -> Any:
        decorated = args[0] if len(args) == 1 and not kwargs and callable(args[0]) else None
        return decorated if decorated is not None else object.__new__(cls)

    def call(self: Any, decorated: Any = None, *args: Any, **kwargs: Any) -> Any:
        return decorated

    return _PlaceholderType(name, (), {"__new__": new, "__init__": lambda self, *a, **k: None, "__call__": call})


class _Absent(ModuleType):
    __version__ = "2.12.0"
    __path__: list[str] = []

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _placeholder(name)


class _AbsentFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds a stand-in for the absent libraries only when they really are absent."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname.split(".")[0] in _ABSENT:
            return importlib.machinery.ModuleSpec(fullname, self, is_package=True)
        return None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        return _Absent(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """A stand-in has nothing to execute."""


# Last in line: a library that is installed is found first.
sys.meta_path.append(_AbsentFinder())
