"""The web door's refusals, each with a sentence that says what to do."""

from fastapi import HTTPException

from bot.sentences import load_sentences

_says = load_sentences().door


def bad_body(status: int) -> HTTPException:
    """The request is not one of the known shapes."""
    return HTTPException(status, _says.bad_body)


def text_too_long(cap: int) -> HTTPException:
    """cap: characters."""
    return HTTPException(413, _says.text_too_long.format(cap=cap))


def file_too_big(cap: int) -> HTTPException:
    """cap: bytes."""
    return HTTPException(413, _says.file_too_big.format(cap=cap // 1024 // 1024))


def no_session() -> HTTPException:
    """Unknown or forgotten."""
    return HTTPException(404, _says.no_session)


def queue_full() -> HTTPException:
    """Too many messages of this chat wait."""
    return HTTPException(429, load_sentences().queue_full)


def not_stored() -> HTTPException:
    """The disk did not take it, so nothing was accepted."""
    return HTTPException(503, _says.not_stored)
