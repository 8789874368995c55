"""The answer: facts of the right body first, with source and date; never a verdict about the person."""

from actions.identity.answer import answer_claim
from actions.identity.claim import Claim
from actions.identity.knowledge import Knowledge
from actions.say import Say

K = Knowledge.read()


def answer(claim: Claim) -> tuple[Say, Say]:
    facts, do_now = answer_claim(claim, K.bodies, K.choices)
    return facts, do_now


def test_a_police_video_call_for_money() -> None:
    facts, do_now = answer(Claim("police", ["video"], ["money"]))
    assert facts.response == "utter_identity_warned"
    assert facts.values["facts"].startswith("• Công an không làm việc qua cuộc gọi video")
    assert "Bộ Công an, 21/10/2025" in facts.values["facts"]
    assert facts.values["reviewed"] == "22/11/2026"
    assert "Chưa chuyển tiền" in do_now.values["do_now"]
    assert "giấy mời" in do_now.values["say"]
    assert facts.card == {"type": "handover", "reason": "identity"}


def test_what_nobody_warns_of_sounds_open() -> None:
    for wish in (["office"], ["nothing"], [], None):
        facts, do_now = answer(Claim("police", ["paper"], wish))
        assert facts.response == "utter_identity_open"
        assert do_now.values["do_now"]


def test_nothing_known_still_helps() -> None:
    facts, do_now = answer(Claim("", [], []))
    assert facts.values["facts"].count("•") >= 2
    assert "156" in do_now.values["verify"]
    assert "mã OTP" in do_now.values["do_now"]


def test_every_combination_has_facts_and_a_sentence() -> None:
    for body in K.bodies:
        for way in K.choices.ways:
            for wish in K.choices.wishes:
                facts, do_now = answer(Claim(body, [way], [wish]))
                assert 1 <= facts.values["facts"].count("•") <= 3, (body, way, wish)
                assert all(do_now.values.values()), (body, way, wish)


def test_at_the_door_nobody_hangs_up() -> None:
    _, do_now = answer(Claim("electricity", ["in_person"], ["money"]))
    assert "tắt máy" not in do_now.values["goodbye"]


def test_in_between_asks_nothing_back() -> None:
    [line] = K.briefly("nhưng họ có phải công an thật không?")
    assert "không yêu cầu chuyển tiền" in line.values["facts"]
    assert not line.buttons
