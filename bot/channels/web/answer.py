"""Waits for the answer to one message, but not for ever."""

from time import monotonic

from bot import outbox
from bot.bell import heard
from bot.channels.web.shapes import ReplyOut
from bot.core import Core
from bot.inbox import Receipt
from bot.patience import hold
from bot.reply import Reply
from bot.tables import UNFINISHED, InboxRow


async def answer(core: Core, receipt: Receipt) -> list[ReplyOut]:
    """The replies to the message; after `hold_after` seconds the honest word that they are late.

    From then on they come through the chat's history and its event stream.
    """
    until = monotonic() + core.settings.hold_after
    while True:
        news = core.bell.listen(receipt.chat_ref)
        if not await core.db.run(lambda s: s.get_one(InboxRow, receipt.row).state in UNFINISHED):
            break
        left = until - monotonic()
        if left <= 0 or core.bell.closed:
            if await core.db.run(lambda s: hold(s, receipt.row)):
                break
        else:
            await heard(news, left)
    numbered = await core.db.run(lambda s: outbox.to_message(s, core, receipt.row))
    if not numbered:
        return [ReplyOut.of(Reply(core.sentences.holding), None)]
    return [ReplyOut.of(each.reply, each.n) for each in numbered]
