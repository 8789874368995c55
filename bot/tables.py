"""What the bot remembers. Words and chat ids only sealed; times are UTC seconds since 1970."""

from enum import StrEnum

from sqlmodel import Field, Index, SQLModel, UniqueConstraint

SCHEMA_VERSION = 6


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
    CANCELLED = "cancelled"  # the resident blocked us or had everything erased before it could leave


class Chat(SQLModel, table=True):
    """One conversation partner on one channel. `sealed_id` is empty where nobody is ever sent to (web).

    gone: they blocked us. paused_until: until then a person answers by hand. commune: the slug a deep link brought.
    """

    chat_ref: str = Field(primary_key=True)
    channel: str
    sealed_id: bytes = b""
    next_n: int = 1
    told_full: bool = False
    gone: bool = False
    paused_until: float = 0.0
    commune: str | None = None
    last_at: float = Field(index=True)


class Conversation(SQLModel, table=True):
    """Where a chat stands with Rasa.

    seed: random, in the names of its reports from number `seeded_from` on (an earlier program named them without).
    instance: the Rasa process that holds this epoch's turns; None for an epoch that Rasa has not seen yet.
    report_start: the first inbox id of the report under way. flow_start: from here turns are replayed; later than
    report_start where a long chat was cut. turns: since flow_start.
    """

    chat_ref: str = Field(primary_key=True, foreign_key="chat.chat_ref")
    seed: str
    seeded_from: int = 0
    epoch: int = 0
    report_no: int = 0
    route_token: str
    instance: str | None = None
    report_start: int = 0
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
    album: str | None = None  # a pseudonym: rows with the same value were sent in one go
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

    vital: it is sent once more when its fate is unclear: it tells the code of a tip, or was leaving in a crash.
    parts_sent: how many of its messages the platform took.
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
    parts_sent: int = 0
    attempts: int = 0
    created_at: float
    purge_at: float | None = Field(default=None, index=True)


class ButtonRow(SQLModel, table=True):
    """A button we issued; only its own chat may press it.

    raw_from: it sends the words of the report that began there to the police as they are.
    """

    __tablename__ = "buttons"

    token: str = Field(primary_key=True)
    chat_ref: str = Field(index=True, foreign_key="chat.chat_ref")
    sealed: bytes
    raw_from: int | None = None
    issued_at: float = Field(index=True)
    purge_at: float | None = Field(default=None, index=True)


class MessageRow(SQLModel, table=True):
    """The platform's name of a message, as a pseudonym, so that an edit finds it."""

    __tablename__ = "messages"

    message_key: str = Field(primary_key=True)
    inbox_id: int = Field(index=True, foreign_key="inbox.id")
    chat_ref: str = Field(index=True, foreign_key="chat.chat_ref")


class EvidenceRow(SQLModel, table=True):
    """A file a resident sent, sealed as it came, until the store has it with the report it belongs to.

    working: a picture's copy without metadata, sealed, from when its report leaves until it is acknowledged.
    report_key: the report under way when it came. handed: the action server has it, and its copy.
    """

    __tablename__ = "evidence"

    id: int | None = Field(default=None, primary_key=True)
    inbox_id: int = Field(unique=True, foreign_key="inbox.id")
    chat_ref: str = Field(index=True, foreign_key="chat.chat_ref")
    report_key: str = Field(index=True)
    media_type: str
    size: int
    sha256: str
    sealed: bytes
    working: bytes = b""
    handed: bool = Field(default=False, index=True)
    received_at: float


class HandOver(SQLModel, table=True):
    """A sent report whose files go on to the police: those of `report_key`, and the notes about them.

    from_id, to_id: the report's inbox rows; a file of theirs that was fetched late goes along. sealed: the tip's
    code, the files' names and the notes; emptied once everything was handed over and nothing more can come.
    """

    __tablename__ = "hand_overs"

    report_key: str = Field(primary_key=True)
    chat_ref: str = Field(index=True, foreign_key="chat.chat_ref")
    from_id: int
    to_id: int
    sealed: bytes
    notes_handed: bool = False
    done: bool = Field(default=False, index=True)
    released_at: float = Field(index=True)


class DeadLetter(SQLModel, table=True):
    """An update that a channel could not read, sealed, with the name of the error and no words.

    chat_ref: whose it is, where that could be told; they may never have been heard otherwise.
    """

    __tablename__ = "dead_letters"

    id: int | None = Field(default=None, primary_key=True)
    event_key: str = Field(unique=True)
    chat_ref: str | None = Field(default=None, index=True)
    channel: str
    reason: str
    sealed: bytes
    buried_at: float = Field(index=True)


class GroupRow(SQLModel, table=True):
    """A group that was told once to write in private."""

    __tablename__ = "groups"

    group_ref: str = Field(primary_key=True)
    channel: str
    told_at: float


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
