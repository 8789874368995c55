"""Everything that can go wrong in the bot room.

BotError
├── SettingsError             a setting is missing or wrong: the process does not start
├── SealBroken                stored bytes do not open: wrong key or a damaged row
├── RasaError
│   ├── RasaUnreachable       the turn never left this machine: sending it again is safe
│   ├── RasaForgot            409: another Rasa process answers, the conversation is gone
│   ├── RasaRefused           400 or 413: this turn will never be taken
│   └── RasaFailed            sent, but no usable answer: the conversation may be half-way
├── FetchFailed               the platform did not hand over a file; `permanent` and `too_big` say what to give up
├── IntakeFailed              the action server did not take the raw words (yet)
├── RefreshFailed             no new access token was had; `spent` says whether the refresh token is used up
├── PollRefused               a platform did not hand over its updates: `status` and perhaps `retry_after`
├── Refused                   a webhook's request is turned away with `status`; nothing of it was stored
└── DeliveryError
    ├── DeliveryFailed        the platform did not take the reply; `permanent` and `blocked` say what to give up
    └── DeliveryUnknown       the reply left, no answer came: it may have arrived, do not send it again

No exception text holds a resident's words, a chat's identity or a token.
"""


class BotError(Exception):
    """Base of the room's errors."""


class SettingsError(BotError):
    """A setting is missing or wrong; the text names it and never shows its value."""


class SealBroken(BotError):
    """Stored bytes do not open under the configured key."""


class RasaError(BotError):
    """Base of what a turn with Rasa can end in."""


class RasaUnreachable(RasaError):
    """No connection, so nothing was sent."""


class RasaForgot(RasaError):
    """Rasa runs as another instance than the one that knew the conversation."""

    def __init__(self, instance: str) -> None:
        super().__init__("instance changed")
        self.instance = instance


class RasaRefused(RasaError):
    """Rasa calls the request itself wrong; repeating it changes nothing."""


class RasaFailed(RasaError):
    """The request was sent and no usable answer came back."""


class FetchFailed(BotError):
    """The platform did not hand over a file.

    permanent: True when no later attempt can succeed. too_big: True when it is larger than we take; it implies
    permanent.
    """

    def __init__(self, reason: str, *, permanent: bool, too_big: bool = False) -> None:
        super().__init__(reason)
        self.permanent = permanent or too_big
        self.too_big = too_big


class IntakeFailed(BotError):
    """The action server did not acknowledge the raw words."""


class DeliveryError(BotError):
    """Base of what sending a reply can end in."""


class DeliveryFailed(DeliveryError):
    """The platform did not take the reply.

    permanent: True when no later attempt with this reply can succeed (a bad request). blocked: True when nothing at
    all reaches the chat any more (blocked, gone); it implies permanent. retry_after: seconds, when named.
    """

    def __init__(
        self, reason: str, *, permanent: bool, retry_after: float | None = None, blocked: bool = False
    ) -> None:
        super().__init__(reason)
        self.permanent = permanent or blocked
        self.retry_after = retry_after
        self.blocked = blocked


class DeliveryUnknown(DeliveryError):
    """The reply left and the platform's answer was lost."""


class Refused(BotError):
    """A webhook's request is turned away. status: of the HTTP answer, 4xx."""

    def __init__(self, status: int) -> None:
        super().__init__(f"status {status}")
        self.status = status


class RefreshFailed(BotError):
    """No new access token was had. spent: the refresh token is used up, only a person can give a new one."""

    def __init__(self, reason: str, *, spent: bool = False) -> None:
        super().__init__(reason)
        self.spent = spent


class PollRefused(BotError):
    """A platform did not hand over its updates. status: of the HTTP answer. retry_after: seconds, when named."""

    def __init__(self, status: int, retry_after: float | None = None) -> None:
        super().__init__(f"status {status}")
        self.status = status
        self.retry_after = retry_after
