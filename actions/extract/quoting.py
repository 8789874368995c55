"""Another's words between “ and ”: there the channels leave nothing to tap, up to the first ” they meet."""

_INNER = str.maketrans("“”", '""')


def quotable(text: str) -> str:
    """The text without the marks that would end its quotation early."""
    return text.translate(_INNER)


def quoted(text: str) -> str:
    """The text between the marks."""
    return f"“{quotable(text)}”"
