"""Where a try at a message stopped, and which earlier turns the next try is better made without."""

from dataclasses import dataclass

from bot.errors import RasaError, RasaFailed, RasaRefused

LAST_TRIES = 0.25  # of all tries of a message; before them an earlier turn may only have met a Rasa in trouble


@dataclass(frozen=True, slots=True)
class Stopped:
    """failure: what came instead of an answer. at: the inbox id of the turn that met it, mostly the message itself."""

    failure: RasaError
    at: int


def blamed(stopped: Stopped, message: int, number: int, cap: int) -> frozenset[int]:
    """The earlier turn that keeps `message` from Rasa in its try `number` of `cap`, if one does.

    Rasa took it once and will not take it again: the resident's words of today must not wait for it for ever.
    """
    last = number >= cap - int(cap * LAST_TRIES)
    hopeless = isinstance(stopped.failure, RasaRefused) or (isinstance(stopped.failure, RasaFailed) and last)
    return frozenset({stopped.at}) if hopeless and stopped.at != message else frozenset()
