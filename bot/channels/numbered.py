"""Buttons as a numbered list, for platforms without any."""

from dataclasses import replace

from bot.reply import Reply


def numbered(reply: Reply, invitation: str) -> Reply:
    """The reply with its buttons as lines "1. …" below the invitation ("Bác trả lời bằng số:"), and no buttons.

    The numbers are those by which the core knows the buttons, so they all have to stay.
    """
    if not reply.buttons:
        return reply
    lines = [f"{number}. {' '.join(button.title.split())}" for number, button in enumerate(reply.buttons, 1)]
    paragraphs = [reply.text, "\n".join([invitation, *lines])]
    return replace(reply, text="\n\n".join(filter(None, paragraphs)), buttons=())
