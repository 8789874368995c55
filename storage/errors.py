"""What can go wrong in this room.

StorageError
├── BadSettings          a setting is missing or wrong; the process does not start
├── SchemaNotReady       the database is not at the newest migration; the door does not open
├── BadUnits             units.yml does not describe one tree
├── UnknownUnit          a unit slug that units.yml does not know
├── DeskProblem          a page at the desk that says what went wrong instead
├── PullStopped          `pull` cannot go on; what is on the officer's disk is whole
└── Refused              a request is answered with `status`, the word `error` and what to do
    ├── Unauthorised     401  no token, or one that this door does not know
    ├── NotFound         404  unknown here, or another unit's
    ├── KeyReused        409  this idempotency key came with another body before
    ├── CodeTaken        409  the code belongs to another tip
    └── Malformed        422  not JSON, or not the shape this door takes
"""


class StorageError(Exception):
    """Base of this room's errors; the text never holds a resident's words."""


class BadSettings(StorageError):
    """A setting is missing or wrong."""


class SchemaNotReady(StorageError):
    """The database is absent or not at the newest migration."""


class BadUnits(StorageError):
    """units.yml does not describe one tree."""


class UnknownUnit(StorageError):
    """A unit slug that units.yml does not know."""


class DeskProblem(StorageError):
    """A page at the desk cannot be shown; `word` names the sentence in desk/labels.yml."""

    def __init__(self, status: int, word: str) -> None:
        super().__init__(word)
        self.status = status
        self.word = word


class PullStopped(StorageError):
    """`pull` cannot go on; `word` names the sentence in pull/messages.yml, `facts` fill it."""

    def __init__(self, word: str, **facts: object) -> None:
        super().__init__(word)
        self.word = word
        self.facts = facts


class Refused(StorageError):
    """A request that is answered with an error; `message` tells the caller's programmer what to do."""

    status = 400
    error = "refused"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Unauthorised(Refused):
    status = 401
    error = "unauthorised"


class NotFound(Refused):
    status = 404
    error = "not_found"


class KeyReused(Refused):
    status = 409
    error = "key_reused"


class CodeTaken(Refused):
    status = 409
    error = "code_taken"


class Malformed(Refused):
    status = 422
    error = "malformed"
