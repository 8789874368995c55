"""What came out of a picture."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Trouble(StrEnum):
    """Why a picture gave no words; the name of its sentence."""

    UNCLEAR = "unclear"  # a picture, but nothing legible in it
    NOT_A_PICTURE = "not_a_picture"  # no JPEG, PNG or WebP, or something else hidden in it
    TOO_BIG = "too_big"  # bytes or pixels
    BROKEN = "broken"  # it does not decode
    SLOW = "slow"  # the time was up
    NOT_FETCHED = "not_fetched"  # the platform did not hand it over
    NO_ROOM = "no_room"  # the disk's share for files is used up
    NO_READER = "no_reader"  # reading text is not installed here, and there was no QR code


@dataclass(frozen=True, slots=True)
class Reading:
    """text: the legible words. codes: what the QR codes hold. trouble: set when both are empty."""

    text: str = ""
    codes: tuple[str, ...] = ()
    trouble: Trouble | None = None

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> "Reading":
        """Back from the vault or the decoder. Raises KeyError, TypeError or ValueError for another shape."""
        text, codes = value["text"], value["codes"]
        if not isinstance(text, str) or not all(isinstance(code, str) for code in codes):
            raise TypeError("not a reading")
        return cls(text, tuple(codes), Trouble(value["trouble"]) if value["trouble"] else None)

    @property
    def material(self) -> str:
        """Everything that was read, as it goes on to be judged."""
        return "\n".join(filter(None, (self.text, *self.codes)))
