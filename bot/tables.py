"""What the bot remembers. Words and chat ids only sealed; times are UTC seconds since 1970."""

from enum import StrEnum

from sqlmodel import Field, Index, SQLModel, UniqueConstraint

SCHEMA_VERSION = 1


class InboxState(StrEnum):
    """new → in_flight → done, or parked when it would not go through Rasa."""

    NEW = "new"
    IN_FLIGHT = "in_flight"  # committed before the turn leaves; found at start-up it means "unknown"
    DONE = "done"
    PARKED = "parked"


UNFINISHED = (InboxState.NEW, InboxState.IN_FLIGHT)


class ReplyState(StrEnum):
    """What is known about the delivery of a reply on a push channel."""

    STORED = "stored"  # web: reading it is the delivery
    NEW = "new"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"


class Chat(SQLModel, table=True):
    """One conversation partner on one channel. `sealed_id` is empty where nobody is ever sent to (web)."""

    chat_ref: str = Field(primary_key=True)
    channel: str
    sealed_id: bytes = b""
    next_n: int = 1
    told_full: bool = False
    last_at: float = Field(index=True)


class Conversation(SQLModel, table=True):
    """Where a chat stands with Rasa.

    instance: the Rasa process that holds this epoch's turns; None for an epoch that Rasa has not seen yet.
    flow_start: the first inbox id of the report under way; from here turns are replayed.
    """

    chat_ref: str = Field(primary_key=True, foreign_key="chat.chat_ref")
    epoch: int = 0
    report_no: int = 0
    route_token: str
    instance: str | None = None
    flow_start: int = 0
    turns: int = 0
    in_form: bool = False


class Route(SQLModel, table=True):
    """The way back from a report to its chat; outlives the conversation."""

    route_token: str = Field(primary_key=True)
    chat_ref: str = Field(foreign_key="chat.chat_ref")
    created_at: float = Field(index=True)


class InboxRow(SQLModel, table=True):
    """One message of a resident.

    turn: it went through Rasa and belongs in a replay. held: the resident was told that the answer is late.
    """

    __tablename__ = "inbox"
    __table_args__ = (Index("inbox_chat_state", "chat_ref", "state"),)

    id: int | None = Field(default=None, primary_key=True)
    event_key: str = Field(unique=True)
    chat_ref: str = Field(foreign_key="chat.chat_ref")
    kind: str
    forwarded: bool = False
    sealed: bytes
    received_at: float = Field(index=True)
    accepted_at: float
    state: InboxState = Field(default=InboxState.NEW, index=True)
    attempts: int = 0
    tried_at: float | None = None
    turn: bool = False
    held: bool = False
    offered: bool = False
    purge_at: float | None = Field(default=None, index=True)


class TogetherRow(SQLModel, table=True):
    """A message that went to Rasa in the turn of an earlier one, `lead`, and was answered with it."""

    __tablename__ = "together"

    inbox_id: int = Field(primary_key=True, foreign_key="inbox.id")
    lead: int = Field(index=True, foreign_key="inbox.id")
    chat_ref: str = Field(index=True, foreign_key="chat.chat_ref")


class PictureRow(SQLModel, table=True):
    """The bytes of a message's picture until they are read; then they go."""

    __tablename__ = "pictures"

    inbox_id: int = Field(primary_key=True, foreign_key="inbox.id")
    chat_ref: str = Field(index=True, foreign_key="chat.chat_ref")
    sealed: bytes


class ReplyRow(SQLModel, table=True):
    """One bubble for a resident, in the chat's own order `n`.

    vital: it tells the code of a tip and is sent once more when its fate is unclear; nothing else is.
    """

    __tablename__ = "replies"
    __table_args__ = (UniqueConstraint("chat_ref", "n"),)

    id: int | None = Field(default=None, primary_key=True)
    chat_ref: str = Field(foreign_key="chat.chat_ref")
    n: int
    inbox_id: int | None = Field(default=None, index=True, foreign_key="inbox.id")
    sealed: bytes
    state: ReplyState = Field(index=True)
    vital: bool = False
    unclear: bool = False
    attempts: int = 0
    created_at: float
    purge_at: float | None = Field(default=None, index=True)


class ButtonRow(SQLModel, table=True):
    """A button we issued; only its own chat may press it.

    raw_from: it sends the words of the flow that began there to the police as they are.
    """

    __tablename__ = "buttons"

    token: str = Field(primary_key=True)
    chat_ref: str = Field(index=True, foreign_key="chat.chat_ref")
    sealed: bytes
    raw_from: int | None = None
    issued_at: float = Field(index=True)
    purge_at: float | None = Field(default=None, index=True)


class RawTip(SQLModel, table=True):
    """Words on their way to the police without the assistant's help: inbox ids from_id..to_id of one chat."""

    __tablename__ = "raw_tips"

    report_key: str = Field(primary_key=True)
    chat_ref: str = Field(foreign_key="chat.chat_ref")
    route_token: str
    from_id: int
    to_id: int
    received_at: float
    sent: bool = Field(default=False, index=True)
