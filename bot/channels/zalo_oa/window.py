"""Zalo's rule of when an OA may write: free for 48 hours after the resident last did something, then dear, then not."""

from bot.errors import DeliveryFailed

FREE = 48 * 3600.0  # seconds
LONGEST = 7 * 24 * 3600.0


def check(last_seen: float | None, now: float, billable: bool) -> None:
    """Raises DeliveryFailed where the message may not leave. Times are UTC seconds.

    last_seen: None where it is not known, for instance after the file was lost: then Zalo decides.
    """
    if last_seen is None:
        return
    silence = now - last_seen
    if silence > LONGEST:
        raise DeliveryFailed("the resident's window is closed (7 days)", permanent=True, blocked=True)
    if silence > FREE and not billable:
        raise DeliveryFailed("beyond 48 hours a reply costs: TINBAO_ZALO_OA_BILLABLE is off", permanent=True)
