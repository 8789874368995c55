"""Makes quoted addresses dead: Zalo turns every address in a text into a link with a preview, also the scammer's."""

import re

_QUOTE = re.compile("“[^”]*")
_WORD = re.compile(r"[^\s“”]+")
_OCTET = r"(?:0|[1-9]\d{0,2})"  # "1.000.000.000" is money
_ADDRESS = re.compile(
    rf"://|\w@\w|\w[.。．｡]+[^\W\d_]|(?<![\w.]){_OCTET}(?:[.。．｡]{_OCTET}){{3}}(?![\w.])"  # noqa: RUF001
    r"|\d[.。．｡]\d+[.。．｡]\d+[.。．｡]\d+[/:]\d*\w"  # noqa: RUF001
)
_DOT = re.compile(r"(?<=\w)[.。．｡](?=\w)")  # noqa: RUF001


def inert(text: str) -> str:
    """The text; between “ and ” each dot of an address is written [.], which all can read and nothing opens.

    Amounts such as 1.000.000 and the ends of sentences stay as they are.
    """
    return _QUOTE.sub(lambda quote: _WORD.sub(_defanged, quote.group()), text)


def _defanged(word: re.Match[str]) -> str:
    address = word.group()
    if not _ADDRESS.search(address):
        return address
    return _DOT.sub("[.]", address.replace("://", "[:]//")).replace("@", "[@]")
