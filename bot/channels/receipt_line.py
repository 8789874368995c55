"""A tip's code in words, for platforms that draw no cards."""

from bot.outbox import RECEIPT
from bot.reply import Reply


def is_receipt(reply: Reply) -> bool:
    """Whether the reply tells the code of a tip."""
    return (reply.card or {}).get("type") == RECEIPT


def with_receipt(reply: Reply, line: str) -> str:
    """The reply's words, with its code below them unless they say it. line: holds {code}."""
    words = reply.text.strip()
    if not is_receipt(reply) or reply.card is None or reply.card["code"] in words:
        return words
    return f"{words}\n\n{line.format(code=reply.card['code'])}".strip()
