"""What a failed call means for a reply: try again, give up, or nobody knows."""

from bot.errors import BotError, DeliveryError, DeliveryFailed, DeliveryUnknown

NO_ANSWER = -1  # in place of a code: the connection gave none
UNAUTHORIZED = 401
IDLE = 408  # of getUpdates: nothing new

# 403 is "Internal server error" here; 429 names no time to wait.
_PASSING = (403, 408, 429)
_TIMED_OUT, _BUSY = 408, 503
_UNAUTHORIZED_WAIT = 3600.0  # seconds: the token is mended by a restart, which begins anew; `deliver_within` ends it


class CallFailed(BotError):
    """A call of the Bot API without success. Its text names the method and the code only.

    code, said: as NotOk's; or NO_ANSWER. left: the request may have reached Zalo. payload: the answer, for the dead
    letters.
    """

    def __init__(self, method: str, code: int, *, left: bool = True, payload: bytes = b"", said: bool = False) -> None:
        super().__init__(f"{method} code {code}")
        self.code = code
        self.left = left
        self.payload = payload
        self.said = said


def meaning(failure: CallFailed) -> DeliveryError:
    """The room's word for it. No code of Zalo's says that a resident has blocked the bot.

    A refused token is no fault of the reply's: it waits for the right one. A gateway that gave up on Zalo (502, 504,
    52x) does not know whether Zalo went on; one that is busy (503) passed nothing on.
    """
    code = failure.code
    if code == UNAUTHORIZED:
        return DeliveryFailed(str(failure), permanent=False, retry_after=_UNAUTHORIZED_WAIT)
    if code <= 0:
        return DeliveryUnknown(str(failure)) if failure.left else DeliveryFailed(str(failure), permanent=False)
    if not failure.said and (code == _TIMED_OUT or code >= 500) and code != _BUSY:
        return DeliveryUnknown(str(failure))
    return DeliveryFailed(str(failure), permanent=not (code in _PASSING or 500 <= code < 600))
