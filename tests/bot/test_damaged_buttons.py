"""A row that does not open costs the buttons it held; no press is kept out for it, and none half counted."""

from sqlmodel import Session, col, select

from bot.room import Room
from bot.tables import ButtonRow, ReplyRow
from tests.bot.fake_rasa import FakeRasa, says
from tests.bot.resident import Resident


async def asked(an: Resident, rasa: FakeRasa) -> tuple[str, str]:
    """An interview's question; the tokens of its two buttons."""
    rasa.active_loop = "report_form"
    rasa.replies = lambda turn, heard: [says(f"câu {len(heard)}", ("Có", "/affirm"), ("Không", "/deny"))]
    [reply] = await an.says("báo")
    yes, no = (button.token for button in reply.buttons)
    return yes, no


async def test_a_press_beside_a_damaged_reply_is_answered(an: Resident, room: Room, rasa: FakeRasa) -> None:
    yes, _ = await asked(an, rasa)

    def spoil(session: Session) -> None:
        session.exec(select(ReplyRow).order_by(col(ReplyRow.n).desc())).one().sealed = b"broken"

    await room.core.db.run(spoil)
    [reply] = await an.presses(yes)
    assert "không dùng được nữa" in reply.text and "113" in reply.text
    assert await an.hears("có") == ["câu 2"]
    assert rasa.messages() == ["báo", "có"]


async def test_a_press_beside_a_damaged_button_uses_up_neither(an: Resident, room: Room, rasa: FakeRasa) -> None:
    yes, no = await asked(an, rasa)
    await room.core.db.run(lambda s: setattr(s.get_one(ButtonRow, no), "sealed", b"broken"))
    before = await room.core.db.run(lambda s: s.get_one(ButtonRow, yes).sealed)
    [reply] = await an.presses(yes)
    assert "không dùng được nữa" in reply.text
    assert await room.core.db.run(lambda s: s.get_one(ButtonRow, yes).sealed) == before
