"""Which waiting messages go to Rasa as one turn: another's words that a resident sent on in one go.

What residents say themselves is never joined: each of their lines is a wish of its own.
"""

from sqlmodel import Session, col, select

from bot import standing
from bot.content import Content, content_of, understand
from bot.core import WEB, Core
from bot.errors import SealBroken
from bot.incoming import Kind
from bot.tables import UNFINISHED, Chat, InboxRow, InboxState, TogetherRow
from bot.turn import said_in, words_of

WINDOW = 20.0  # seconds between one message and the next
MOST = 10  # messages in one turn
MOST_CHARS = 8_000  # together; twice that must fit into a request to Rasa
ALONE_AFTER = 2  # tries: one message that Rasa cannot bear must not take the others with it

_SETTLES = 0.3  # seconds; a platform hands over what was sent in one go within this time
_SETTLES_AT_MOST = 1.0
_ALBUM_SETTLES = 1.5  # an album's pieces come in several polls
_ALBUM_SETTLES_AT_MOST = 4.0


def candidates(session: Session, row_id: int) -> list[int]:
    """The message and those waiting right behind it that may go with it, by what shows from outside."""
    return [row.id for row in _candidates(session, session.get_one(InboxRow, row_id)) if row.id is not None]


def settles_in(session: Session, core: Core, row_id: int) -> float:
    """Seconds to wait before looking again; 0: the message may be answered.

    A platform hands over one by one what was sent in one go; on the web someone waits.
    And a person may have taken over.
    """
    first = session.get_one(InboxRow, row_id)
    if paused := standing.paused_for(session, first.chat_ref, core.clock()):
        return min(paused, core.settings.tick_every)
    if not _is_sent_on(first) or session.get_one(Chat, first.chat_ref).channel == WEB:
        return 0.0
    rows = _candidates(session, first)
    if not rows or len(rows) == MOST:  # none: the message was taken over meanwhile
        return 0.0
    each, most = _settling(session, core, rows[-1])
    now = core.clock()
    if first.accepted_at > now + most:  # the clock was set back
        return 0.0
    due = min(rows[-1].accepted_at + each, first.accepted_at + most)
    return min(max(0.0, due - now), each)


def _settling(session: Session, core: Core, row: InboxRow) -> tuple[float, float]:
    """Where each message counts, pictures come one by one without the name of their album."""
    frugal = core.traits_of(session.get_one(Chat, row.chat_ref).channel).frugal
    if row.album or (frugal and row.kind == Kind.ATTACHMENT):
        return _ALBUM_SETTLES, _ALBUM_SETTLES_AT_MOST
    return _SETTLES, _SETTLES_AT_MOST


def together(session: Session, core: Core, first: InboxRow) -> list[InboxRow]:
    """The rows that go with the message `first` in this try; a picture that is still to be read ends them.

    All of an album goes together, also what has no words for Rasa; and pictures without words share one answer.
    """
    said = said_in(core, first)
    if first.attempts >= ALONE_AFTER:
        return []
    given = first.forwarded or said.forwarded or (said.unreadable and first.album is None)
    rows: list[InboxRow] = []
    length = len(words_of(said))
    for row in _candidates(session, first)[1:]:
        try:
            content = content_of(core, row)
        except SealBroken:  # said when its turn comes
            break
        if _is_unread(content):
            break
        said = understand(content, core.sentences)
        length += len(words_of(said))
        belongs = said.unreadable or (said.message is not None and (row.forwarded or said.forwarded))
        if not (_same_album(row, first) or (given and belongs)) or length > MOST_CHARS:
            break
        rows.append(row)
    return rows


def answered_album(session: Session, row: InboxRow) -> int | None:
    """The row that was answered for the album of which this is a late piece, or None."""
    if row.album is None:
        return None
    earlier = (InboxRow.chat_ref == row.chat_ref, InboxRow.album == row.album, InboxRow.state == InboxState.DONE)
    lead = session.exec(select(InboxRow).where(*earlier).order_by(col(InboxRow.id))).first()
    if lead is None or lead.id is None or lead.id == row.id:
        return None
    with_another = session.get(TogetherRow, lead.id)
    return with_another.lead if with_another else lead.id


def run_start(session: Session, row: InboxRow) -> int:
    """The first of the messages that came so close upon each other, up to this one, that they may be one case."""
    query = select(InboxRow).where(InboxRow.chat_ref == row.chat_ref, col(InboxRow.id) <= row.id)
    start = row
    for earlier in session.exec(query.order_by(col(InboxRow.id).desc()).limit(MOST)):
        if abs(start.received_at - earlier.received_at) > WINDOW or not earlier.sealed:
            break
        start = earlier
    assert start.id is not None
    return start.id


def _candidates(session: Session, first: InboxRow) -> list[InboxRow]:
    if not _is_sent_on(first):
        return [first]
    waiting = (InboxRow.chat_ref == first.chat_ref, col(InboxRow.id) >= first.id, col(InboxRow.state).in_(UNFINISHED))
    rows: list[InboxRow] = []
    for row in session.exec(select(InboxRow).where(*waiting).order_by(col(InboxRow.id)).limit(MOST)):
        if rows and not (_is_sent_on(row) and abs(row.received_at - rows[-1].received_at) <= WINDOW):
            break
        rows.append(row)
    return rows


def _is_unread(content: Content) -> bool:
    file = content.attachment
    return file is not None and (file.kept is None or (file.kind == "image" and content.reading is None))


def _same_album(row: InboxRow, first: InboxRow) -> bool:
    return row.album is not None and row.album == first.album


def _is_sent_on(row: InboxRow) -> bool:
    return row.forwarded or row.kind == Kind.ATTACHMENT
