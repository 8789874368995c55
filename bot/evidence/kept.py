"""What became of a file that a resident sent."""

from enum import StrEnum


class Kept(StrEnum):
    """The name of its sentence where the file is not kept."""

    FIRST = "first"  # the first file of its report: say until when it is kept
    MORE = "more"
    FULL = "full"  # the report holds as many files as it may
    NO_ROOM = "no_room"  # the disk's share for files is used up
    TOO_BIG = "too_big"
    NOT_FETCHED = "not_fetched"  # the platform did not hand it over

    @property
    def is_here(self) -> bool:
        """Whether the bytes are stored as evidence."""
        return self in (Kept.FIRST, Kept.MORE)
