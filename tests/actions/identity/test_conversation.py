"""The flow: urgency first, one question at a time, leaving, asking something else, pasting, not knowing."""

from actions.identity.claim import Claim
from actions.identity.conversation import Step, begin, take_step
from actions.identity.knowledge import Knowledge
from actions.say import Say
from tests.actions.report.listening import heard

READER = Knowledge.read().reader
POLICE = Claim(body="police")


def step(claim: Claim, asked: str, text: str, intent: str = "", *answer: Say, forwarded: bool = False) -> Step:
    return take_step(claim, asked, heard(text, intent, forwarded=forwarded), READER, lambda: list(answer))


def said(result: Step) -> list[str]:
    return [line.response for line in result.say]


def test_the_first_line_is_not_asked_again() -> None:
    opened = begin(heard("công an gọi điện cho tôi có thật không"), READER)
    assert (opened.ask, said(opened)) == ("wish", ["utter_identity_opening"])
    complete = begin(heard("công an gọi video đòi chuyển tiền có thật không"), READER)
    assert (complete.ask, said(complete)) == (None, [])


def test_a_bare_question_begins_with_who() -> None:
    assert begin(heard("có thật không vậy"), READER).ask == "body"
    assert begin(heard("/is_it_really"), READER).ask == "body"


def test_on_the_phone_now_comes_first_and_is_said_once() -> None:
    opened = begin(heard("tôi đang nghe máy, họ xưng công an"), READER)
    assert said(opened) == ["utter_urgent_on_phone"]
    assert opened.claim.body == "police"
    again = step(opened.claim, "wish", "vẫn đang nghe máy, họ đòi tiền")
    assert (again.ask, said(again), again.claim.wish) == (None, [], ["money"])


def test_the_urgency_button_in_the_middle() -> None:
    pressed = step(POLICE, "way", '/choose_urgency{"urgency": "on_phone"}')
    assert (pressed.ask, said(pressed)) == ("way", ["utter_urgent_on_phone"])


def test_already_paid_leaves_for_its_own_path() -> None:
    assert begin(heard("tôi vừa chuyển tiền cho công an giả xong"), READER).claim.left == "already_paid"
    typed = step(POLICE, "wish", "tôi đã chuyển rồi")
    pressed = step(POLICE, "wish", "/already_paid")
    assert [(s.ask, s.claim.left) for s in (typed, pressed)] == [(None, "already_paid")] * 2


def test_what_they_want_is_not_yet_done() -> None:
    wanted = step(POLICE, "wish", "ho bao doc ma otp", "already_paid")
    given = step(POLICE, "wish", "lo doc ma otp cho ho roi", "already_paid")
    assert (wanted.claim.wish, wanted.claim.left) == (["info"], None)
    assert given.claim.left == "already_paid"


def test_leaving() -> None:
    for text in ("thôi", "/cancel", "dừng lại"):
        assert step(POLICE, "way", text).claim.left == "cancel"


def test_erasing_is_offered_and_not_taken_for_what_they_want() -> None:
    offered = step(POLICE, "wish", "xóa thông tin của tôi", "delete_my_data")
    assert (offered.ask, offered.claim, said(offered)) == ("wish", POLICE, ["utter_delete_my_data_in_between"])
    kept = step(offered.claim, "wish", "/keep_data", "keep_data", Say("utter_data_kept"))
    assert (kept.ask, kept.claim, said(kept)) == ("wish", POLICE, ["utter_data_kept"])
    gone = step(offered.claim, "wish", "/delete_draft")
    assert (gone.ask, gone.claim.left, said(gone)) == (None, "erase", [])


def test_our_buttons() -> None:
    one = step(POLICE, "way", '/choose_identity{"contact_way": "video"}')
    assert (one.claim.way, one.ask) == (["video"], "wish")
    two = step(one.claim, "wish", '/choose_identity{"their_wish": "money"}')
    assert (two.claim.wish, two.ask) == (["money"], None)


def test_not_knowing_always_works() -> None:
    claim = Claim()
    for asked, then, text in (("body", "way", "không biết"), ("way", "wish", "/dont_know"), ("wish", None, "ko ro")):
        result = step(claim, asked, text, "dont_know")
        assert result.ask == then
        claim = result.claim
    assert (claim.body, claim.way, claim.wish) == ("", [], [])


def test_a_question_in_between_is_answered_and_ours_stays() -> None:
    asked = step(POLICE, "way", "số nào để báo tin rác", "ask_hotline", Say("utter_hotline_in_between"))
    assert (asked.ask, said(asked)) == ("way", ["utter_hotline_in_between"])


def test_asking_for_a_number_is_no_answer_about_the_way() -> None:
    asked = step(POLICE, "way", "số điện thoại công an là số nào?", "ask_hotline", Say("utter_hotline_in_between"))
    assert (asked.ask, asked.claim.way, said(asked)) == ("way", None, ["utter_hotline_in_between"])


def test_a_second_question_in_between_ends_ours() -> None:
    hotline = ("way", "số điện thoại công an là số nào?", "ask_hotline", Say("utter_hotline_in_between"))
    second = step(step(POLICE, *hotline).claim, *hotline)
    assert (second.ask, second.claim.left, said(second)) == (None, "elsewhere", ["utter_hotline_in_between"])


def test_beside_the_point_twice_and_the_next_question_comes() -> None:
    beside = (POLICE, "way", "mai có mưa không", "out_of_scope", Say("utter_out_of_scope_in_between"))
    first = step(*beside)
    assert (first.ask, said(first)) == ("way", ["utter_out_of_scope_in_between"])
    assert step(first.claim, *beside[1:]).ask == "wish"


def test_an_answer_phrased_as_a_question_is_an_answer() -> None:
    told = step(Claim("police", ["call"]), "wish", "họ bảo chuyển tiền có đúng không?", "tactic", Say("utter_x"))
    assert (told.ask, told.claim.wish) == (None, ["money"])


def test_a_pasted_text_is_judged_and_read() -> None:
    text = "Công an thông báo: bà liên quan vụ án, chuyển tiền vào tài khoản tạm giữ ngay"
    result = step(Claim(), "body", text, "scam_text", forwarded=True)
    assert result.to_judge == text
    assert (result.claim.body, result.claim.wish, result.ask) == ("police", ["money"], "way")


def test_other_wishes_leave() -> None:
    assert step(POLICE, "way", "tôi muốn báo tin", "report").claim.left == "report"
    assert step(POLICE, "way", "/ask_check").claim.left == "check"


def test_nonsense_gets_one_hint_then_the_next_question() -> None:
    first = step(POLICE, "way", "hmmm", "out_of_scope")
    assert (first.ask, said(first)) == ("way", ["utter_identity_hint"])
    second = step(first.claim, "way", "hmmm hmm", "out_of_scope")
    assert (second.ask, second.claim.way) == ("wish", [])


def test_the_claim_survives_the_slot() -> None:
    claim = Claim("bank", ["call"], [], ["way"], True)
    assert Claim.from_slot(claim.to_slot()) == claim
    assert Claim.from_slot(None) == Claim()


def test_the_first_reply_says_that_they_must_be_asked() -> None:
    for text in ("công an gọi điện cho tôi có thật không", "tôi đang nghe máy, họ xưng công an"):
        assert begin(heard(text), READER).say[0].card == {"type": "handover", "reason": "identity"}
