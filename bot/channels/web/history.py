"""Reads a chat's replies: as a list, or as server-sent events."""

from collections.abc import AsyncIterator

from bot import outbox
from bot.bell import heard
from bot.channels.web.shapes import MessageOut, Messages
from bot.core import Core

PING_EVERY = 15  # seconds


async def messages(core: Core, chat_ref: str, after: int) -> Messages:
    """Every reply numbered above `after`."""
    found = await core.db.run(lambda s: outbox.since(s, core, chat_ref, after, late_only=False))
    out = [MessageOut.numbered(each) for each in found]
    return Messages(messages=out, next=out[-1].n if out else after)


async def events(core: Core, chat_ref: str, after: int) -> AsyncIterator[str]:
    """What no request brings by itself (late answers, police questions), as it comes."""
    while not core.bell.closed:
        news = core.bell.listen(chat_ref)
        start = after
        for each in await core.db.run(
            lambda s, start=start: outbox.since(s, core, chat_ref, start, late_only=True)  # type: ignore[misc]
        ):
            after = each.n
            yield f"id: {after}\ndata: {MessageOut.numbered(each).model_dump_json(by_alias=True)}\n\n"
        if not await heard(news, PING_EVERY):
            yield ": ping\n\n"
