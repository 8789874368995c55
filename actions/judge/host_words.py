"""The words that a link's host is made of, for signs that read lures out of it."""

from actions.extract.fold import fold
from actions.extract.links import Link


def host_words(link: Link) -> str:
    """The host without its public ending, folded, in one piece ("vay-tien.abc247.com" gives "vaytien abc247")."""
    labels = (link.subdomain + "." + link.label).split(".")
    return " ".join(fold(label).text.replace("-", "") for label in labels if label)
