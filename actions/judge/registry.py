"""All signs of the folder signs/, read in one place: a new file there is a new sign."""

import pkgutil
from collections.abc import Callable
from functools import lru_cache
from importlib import import_module

from actions.judge import signs
from actions.judge.finding import Finding
from actions.judge.message import Message

Find = Callable[[Message], list[Finding]]


@lru_cache(maxsize=1)
def finders() -> dict[str, Find]:
    """Each sign's find function by the sign's name."""
    names = sorted(module.name for module in pkgutil.iter_modules(signs.__path__))
    return {name: import_module(f"{signs.__name__}.{name}").find for name in names}


def findings(message: Message) -> list[Finding]:
    """What every sign finds in `message`, in the signs' order; the judge puts the worst first."""
    return [finding for find in finders().values() for finding in find(message)]
