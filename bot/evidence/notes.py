"""The notes beside a report: where sent-on messages came from, cards, places, edits. The list of files follows.

Of the resident's own card only the number goes along: they were told that it is for being called back.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from bot.content import Content
from bot.evidence.wording import wording
from bot.incoming import Origin

_VIETNAM = timezone(timedelta(hours=7))


@dataclass(frozen=True, slots=True)
class Told:
    """One message of the report; received_at: UTC seconds since 1970. file: how its file's names begin."""

    received_at: float
    content: Content
    forwarded: bool
    album: str | None
    file: str | None


def notes(code: str, messages: list[Told], *, has_files: bool) -> str | None:
    """The text, or None when no message says more than the tip itself and no file is to be listed."""
    words = wording()
    noted = [(message, lines) for message in messages if (lines := list(_about(message)))]
    if not noted and not has_files:
        return None
    albums: dict[str, list[int]] = defaultdict(list)
    for number, (message, _) in enumerate(noted, 1):
        if message.album:
            albums[message.album].append(number)
    text = [words.title.format(code=code)]
    for number, (message, lines) in enumerate(noted, 1):
        at = _time(datetime.fromtimestamp(message.received_at, UTC))
        text += ["", words.message.format(number=number, at=at), *lines]
        others = [str(each) for each in albums[message.album] if each != number] if message.album else []
        if others:
            text.append(words.album.format(numbers=", ".join(others)))
    return "\n".join(text) + "\n"


def _about(message: Told) -> Iterator[str]:
    words, content = wording(), message.content
    if message.file is not None:
        yield words.file.format(name=message.file)
    if content.origin is not None:
        yield _came_from(content.origin)
    elif message.forwarded:
        yield words.forwarded_plain
    if content.contact is not None and content.contact.own:
        if phone := _line(content.contact.phone):
            yield words.call_back.format(phone=phone)
    elif content.contact is not None:
        name, phone = _line(content.contact.name), _line(content.contact.phone)
        yield words.contact.format(name=name or words.nameless, phone=phone or "-")
    if content.place is not None:
        yield words.place.format(latitude=f"{content.place.latitude:.6f}", longitude=f"{content.place.longitude:.6f}")
    if content.edits:
        yield words.edited
        wordings = [content.text or "", *content.edits]
        for before, after in zip(wordings, wordings[1:], strict=False):
            yield words.before.format(text=_line(before))
            yield words.after.format(text=_line(after))


def _came_from(origin: Origin) -> str:
    words = wording()
    handle = _line(origin.handle).removeprefix("@")
    return words.forwarded.format(
        kind=words.origins.get(origin.kind, origin.kind),
        name=_line(origin.name) or words.nameless,
        handle=words.handle.format(handle=handle) if handle else "",
        sent=words.sent.format(at=_time(origin.sent_at)) if origin.sent_at else "",
    )


def _time(at: datetime) -> str:
    return at.astimezone(_VIETNAM).strftime(wording().time)


def _line(text: str | None) -> str:
    """In one line: a name may not forge the notes' next line."""
    readable = (text or "").encode("utf-8", "replace").decode()
    return " ".join("".join(c if c.isprintable() else " " for c in readable).split())
