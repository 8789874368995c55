"""What every part of the core shares."""

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.bell import Bell
from bot.database import Database
from bot.sealing import Vault
from bot.sentences import Sentences
from bot.settings import Settings

Clock = Callable[[], float]  # UTC seconds since 1970

WEB = "web"  # the one channel whose stored replies are the delivery


@dataclass(frozen=True)
class Core:
    """The tools of the trade; `clock` is injected so that tests can wait two minutes at once."""

    settings: Settings
    db: Database
    vault: Vault
    sentences: Sentences
    clock: Clock
    bell: Bell = field(default_factory=Bell)
