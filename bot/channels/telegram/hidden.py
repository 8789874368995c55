"""What a message says beside its plain words: a poll's words, the links under other words and under buttons.

"Bấm vào đây" is how phishing looks on Telegram: the address stands nowhere in the text.
"""

from collections.abc import Iterator
from typing import Any

from bot.channels.telegram.shapes import Message, whole

MOST_LINKS = 20
MOST_OPTIONS = 20
LONGEST = 2048  # characters of one link, one question or one option

_OF_PEOPLE = "tg://user"  # a person's number, not an address


def words_of(message: Message) -> str | None:
    """The text, the caption or a poll's words, then the hidden links, each in its own line; None without any."""
    words = message.text if message.text is not None else message.caption
    lines = [words] if words is not None else list(_poll(_inside(message, "poll")))
    lines += links_of(message)
    return "\n".join(lines) if lines else None


def links_of(message: Message) -> list[str]:
    """The links that the message's words do not show, each once, in their order; at most MOST_LINKS."""
    seen = set((message.text or message.caption or "").split())
    links: list[str] = []
    for link in _links(message):
        if link not in seen and not link.lower().startswith(_OF_PEOPLE):
            seen.add(link)
            links.append(link)
    return links[:MOST_LINKS]


def _links(message: Message) -> Iterator[str]:
    for name in ("entities", "caption_entities"):
        for entity in _each(_inside(message, name)):
            yield from _line(entity.get("url"))
    keyboard = _inside(message, "reply_markup")
    rows = keyboard.get("inline_keyboard") if isinstance(keyboard, dict) else None
    for row in rows if isinstance(rows, list) else []:
        for button in _each(row):
            yield from _line(button.get("url"))
            for way in ("web_app", "login_url"):
                if isinstance(told := button.get(way), dict):
                    yield from _line(told.get("url"))
    if isinstance(preview := _inside(message, "link_preview_options"), dict):
        yield from _line(preview.get("url"))


def _poll(poll: object) -> Iterator[str]:
    if isinstance(poll, dict):
        yield from _line(poll.get("question"))
        for option in _each(poll.get("options"))[:MOST_OPTIONS]:
            yield from _line(option.get("text"))


def _inside(message: Message, name: str) -> object:
    return (message.model_extra or {}).get(name)


def _each(value: object) -> list[dict[str, Any]]:
    """The objects in a list; anything else there is none of ours."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _line(value: object) -> Iterator[str]:
    if isinstance(value, str) and (words := " ".join(whole(value).split())[:LONGEST]):
        yield words
