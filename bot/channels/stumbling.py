"""What our own code may stumble over in one update: trying on changes nothing, and the others wait behind it."""

from sqlalchemy.exc import DataError, IntegrityError, InterfaceError, ProgrammingError

from bot.errors import BotError

# a fault of ours, or a damaged row; not what a full or busy disk raises
STUMBLES = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    AssertionError,
    RecursionError,
    ArithmeticError,
    BotError,
    DataError,
    IntegrityError,
    InterfaceError,
    ProgrammingError,
)
ALLOWED = 3  # tries, then it is buried
