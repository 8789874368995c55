"""What can go wrong in this room.

ActionsError
├── BadSettings        a setting is missing or wrong; the process does not start
├── BadCatalogue       a tactic file lacks something residents need
├── BadList            a list cannot be imported as it is; nothing was changed
├── MalformedCall      a caller sent something that is not an action call or a tip
└── StoreUnreachable   the police store did not answer 201/200; the tip stays in the outbox
"""


class ActionsError(Exception):
    """Base of this room's errors."""


class BadSettings(ActionsError):
    """A setting is missing or wrong."""


class BadCatalogue(ActionsError):
    """A tactic file lacks something residents need."""


class BadList(ActionsError):
    """A list cannot be imported; `reason` names a sentence of actions/lists/sentences.yml, `facts` fill it in."""

    def __init__(self, reason: str, **facts: object) -> None:
        super().__init__(f"list refused: {reason}")
        self.reason = reason
        self.facts = facts


class MalformedCall(ActionsError):
    """The request is not an action call or an unstructured tip."""


class StoreUnreachable(ActionsError):
    """The store did not confirm; `status` is its HTTP status or None when nothing came back."""

    def __init__(self, status: int | None = None) -> None:
        super().__init__(f"store status={status}")
        self.status = status
