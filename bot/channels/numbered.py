"""Buttons as a numbered list, for platforms without any."""

from dataclasses import replace

from bot.reply import Reply


def numbered(reply: Reply, by_number: str, by_words: str) -> Reply:
    """The reply with its buttons as lines "1. …" below an invitation ("Bác trả lời bằng số:"), and no buttons.

    The numbers are those by which the core knows the buttons, so they all have to stay. by_words: the invitation where
    a bare number is an answer of its own; there the titles are typed.
    """
    if not reply.buttons:
        return reply
    titles = [" ".join(button.title.split()) for button in reply.buttons]
    if reply.expects_number:
        lines = [by_words, *(f"• {title}" for title in titles)]
    else:
        lines = [by_number, *(f"{number}. {title}" for number, title in enumerate(titles, 1))]
    paragraphs = [reply.text, "\n".join(lines)]
    return replace(reply, text="\n\n".join(filter(None, paragraphs)), buttons=())
