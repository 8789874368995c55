"""What stands between us and Telegram for longer than a moment, and what a person can do about it."""

from collections.abc import Callable
from time import monotonic

from telegram.error import Conflict, InvalidToken

from bot.errors import PollRefused

LONG = 600.0  # seconds without Telegram that are no passing trouble any more
_NO_TOKEN = "Telegram does not know this token: ask BotFather for a new one and set TINBAO_TELEGRAM_TOKEN"  # noqa: S105
HINTS = {
    401: _NO_TOKEN,
    404: _NO_TOKEN,
    409: "another program takes this bot's messages, by polling or by a webhook: stop the other one",
}
_NAMES = {401: "token_refused", 404: "token_refused", 409: "conflict"}


class Trouble:
    """What the latest try at hearing Telegram ended in. webhook: what it told of ours, by name. clock: seconds."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._since: float | None = None
        self._status: int | None = None
        self.webhook: str | None = None

    def heard(self) -> None:
        """Telegram answered as it should."""
        self._since = self._status = None

    def failed(self, status: int | None) -> None:
        """It did not; status: of the HTTP answer, where there was one."""
        self._since = self._clock() if self._since is None else self._since
        self._status = status

    def names(self) -> list[str]:
        """token_refused, conflict or unreachable, and webhook_failing or webhook_taken; see docs/channels.md."""
        name = _NAMES.get(self._status or 0)
        if name is None and self._since is not None and self._clock() - self._since >= LONG:
            name = "unreachable"
        return [each for each in (name, self.webhook) if each is not None]


def status_of(error: Exception) -> int | None:
    """The HTTP status behind an error of ours or of the library's, where it says which."""
    if isinstance(error, PollRefused):
        return error.status
    if isinstance(error, InvalidToken):
        return 401
    return 409 if isinstance(error, Conflict) else None
