"""How bad it looks. There is no "safe": nobody can know that from a text."""

from enum import StrEnum


class Severity(StrEnum):
    """Worst first."""

    DANGER = "danger"
    CAUTION = "caution"
    ADVERT = "advert"
    NO_SIGN = "no_sign"

    @property
    def is_alarm(self) -> bool:
        return self in (Severity.DANGER, Severity.CAUTION)


MILD_TO_GRAVE = (Severity.NO_SIGN, Severity.ADVERT, Severity.CAUTION, Severity.DANGER)
