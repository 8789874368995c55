"""What every part of the core shares."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.bell import Bell
from bot.channels.channel import Traits
from bot.database import Database
from bot.sealing import Vault
from bot.sentences import Sentences
from bot.settings import Settings

Clock = Callable[[], float]  # UTC seconds since 1970

WEB = "web"  # the one channel whose stored replies are the delivery
_PLAIN = Traits()


@dataclass(frozen=True)
class Core:
    """The tools of the trade; `clock` is injected so that tests can wait two minutes at once."""

    settings: Settings
    db: Database
    vault: Vault
    sentences: Sentences
    clock: Clock
    bell: Bell = field(default_factory=Bell)
    traits: Mapping[str, Traits] = field(default_factory=dict)  # by channel name

    def traits_of(self, channel: str) -> Traits:
        """What must be known of a channel; one that was not given, as the web, has nothing special."""
        return self.traits.get(channel, _PLAIN)
