"""The interview, step by step, without Rasa: what is asked, what is taken, what is never asked twice."""

from dataclasses import replace

import pytest

from actions.report.draft import Draft
from actions.report.interview import Step, open_interview, take_step
from tests.actions.report.listening import heard

TOLD = Draft(urgency="past", story="Có người gọi cho tôi")
FULL = replace(
    TOLD,
    facts={
        "amount": "5.000.000 đồng",
        "account": "",
        "phone": "0912345678",
        "happened_at": "hôm qua",
        "place": "An Lão",
    },
    amount_vnd=5_000_000,
)


def said(step: Step) -> list[str]:
    return [line.response for line in step.say]


def test_the_urgent_question_comes_first() -> None:
    step = open_interview(Draft(), heard("tôi muốn báo tin", "report"))
    assert step.ask == "urgency"
    assert said(step) == ["utter_report_opening"]


@pytest.mark.parametrize(
    ("words", "urgency"),
    [
        ("tôi đang nói chuyện với họ đây", "on_phone"),
        ("dang nghe may", "on_phone"),
        ("sắp chuyển khoản rồi", "about_to_pay"),
        ("vua chuyen xong", "just_paid"),
        ("tôi lỡ chuyển tiền rồi", "just_paid"),
        ("chuyện hôm qua rồi", "past"),
        ("không", "past"),
        ('/choose_urgency{"urgency": "just_paid"}', "just_paid"),
    ],
)
def test_urgency_in_the_residents_words(words: str, urgency: str) -> None:
    step = take_step(Draft(), "urgency", heard(words))
    assert step.draft.urgency == urgency
    assert step.ask == "story"
    assert said(step) == ([] if urgency == "past" else [f"utter_urgent_{urgency}"])


def test_urgency_not_understood_is_asked_once_more_only() -> None:
    again = take_step(Draft(), "urgency", heard("alo alo"))
    assert (again.ask, said(again)) == ("urgency", ["utter_hint_urgency"])
    onward = take_step(again.draft, "urgency", heard("alo"))
    assert (onward.ask, onward.draft.urgency) == ("story", "past")


def test_what_the_story_tells_is_not_asked_again() -> None:
    story = (
        "Tối qua số 0912 345 678 gọi xưng công an, bắt tôi chuyển 50 triệu vào tài khoản Vietcombank 0123456789, "
        "gửi link https://vcb-xacthuc.top"
    )
    step = take_step(Draft(urgency="past"), "story", heard(story))
    assert step.draft.story == story
    assert step.draft.facts["phone"] == "0912345678"
    assert step.draft.facts["account"] == "0123456789 Vietcombank"
    assert step.draft.facts["link"] == "https://vcb-xacthuc.top"
    assert step.draft.amount_vnd == 50_000_000
    assert step.ask == "place"


def test_a_short_opening_line_is_not_asked_about_again() -> None:
    step = open_interview(Draft(), heard("tôi mất 5 triệu cho số 0912345678, muốn báo công an", "report"))
    assert step.draft.story is None
    assert (step.draft.amount_vnd, step.draft.facts["phone"]) == (5_000_000, "0912345678")


def test_a_long_opening_line_is_the_story_already() -> None:
    opening = "hôm qua có người gọi điện xưng là nhân viên ngân hàng bảo tôi đọc mã rồi mất 5 triệu"
    step = open_interview(Draft(), heard(opening, "report"))
    assert step.draft.story == opening
    assert step.ask == "urgency"
    assert take_step(step.draft, "urgency", heard("không")).ask == "account"


def test_the_original_words_are_kept_not_the_capped_ones() -> None:
    step = take_step(Draft(urgency="past"), "story", heard("ngắn lại", original="nguyên văn rất dài"))
    assert step.draft.story == "nguyên văn rất dài"


@pytest.mark.parametrize(
    "words", ["/skip", "/dont_know", "không biết", "ko nhớ", "bỏ qua", "em không rõ", "dạ, không biết."]
)
def test_skip_and_i_dont_know_always_work(words: str) -> None:
    for question in ("amount", "account", "phone", "link", "happened_at", "place"):
        step = take_step(TOLD, question, heard(words))
        assert step.draft.facts[question] == "", (question, words)
        assert step.ask != question


def test_a_comma_after_no_is_heard() -> None:
    """ "Không, có …" corrects; "không có …" does not know."""
    assert take_step(TOLD, "amount", heard("không, có 5 triệu")).draft.amount_vnd == 5_000_000


def test_no_money_lost() -> None:
    step = take_step(TOLD, "amount", heard("không mất đồng nào"))
    assert step.draft.amount_vnd == 0
    assert step.draft.facts["amount"] == "không mất tiền"


def test_an_answer_that_says_nothing_gets_one_hint_then_is_taken_as_it_is() -> None:
    hint = take_step(TOLD, "amount", heard("nhiều lắm"))
    assert (hint.ask, said(hint)) == ("amount", ["utter_hint_amount"])
    taken = take_step(hint.draft, "amount", heard("nhiều lắm mà"))
    assert taken.draft.facts["amount"] == "nhiều lắm mà"
    assert taken.ask != "amount"


def test_one_answer_may_fill_several_questions() -> None:
    step = take_step(TOLD, "amount", heard("5 triệu, nó gọi số 0912345678 hôm qua"))
    assert {"amount", "phone", "happened_at"} <= set(step.draft.facts)


def test_a_question_in_between_is_answered_and_the_same_question_stays() -> None:
    step = take_step(TOLD, "phone", heard("gọi số nào để báo ngân hàng?", "ask_hotline"))
    assert (step.ask, said(step)) == ("phone", ["utter_ask_hotline"])
    assert step.draft == TOLD


def test_a_correction_in_the_middle() -> None:
    draft = TOLD.know("amount", "5.000.000 đồng").know("account", "")
    step = take_step(draft, "phone", heard("à quên, không phải 5 triệu mà 7 triệu"))
    assert step.draft.amount_vnd == 7_000_000
    assert (step.ask, said(step)) == ("phone", ["utter_corrected"])


@pytest.mark.parametrize(
    "words",
    [
        "/cancel",
        "thôi",
        "thôi không báo nữa",
        "thôi, không báo nữa.",
        "dạ, thôi ạ",
        "“thôi”",
        "huy",
        "dừng lại",
        "huỷ. Bỏ",
    ],
)
def test_leaving_keeps_the_draft(words: str) -> None:
    step = take_step(TOLD, "amount", heard(words))
    assert step.ask is None
    assert step.draft.consent_at is None
    resumed = open_interview(step.draft, heard("báo tin", "report"))
    assert (resumed.ask, said(resumed)) == ("amount", ["utter_report_resumed"])


def test_a_comma_does_not_turn_leaving_into_a_story() -> None:
    left = take_step(Draft(urgency="past"), "story", heard("Thôi, không báo nữa.", "cancel"))
    assert (left.ask, left.draft) == (None, Draft(urgency="past"))


def test_thoi_inside_a_story_is_no_leaving() -> None:
    step = take_step(
        Draft(urgency="past"), "story", heard("thôi thì tôi kể, nó lừa tôi mua thẻ cào qua mạng", "cancel")
    )
    assert step.ask == "amount"


def test_everything_told_leads_to_summary_consent_and_the_end() -> None:
    assert take_step(FULL, "place", heard("xã An Thọ")).ask == "summary"
    agreed = take_step(FULL, "summary", heard("/affirm"))
    assert agreed.ask == "consent"
    sent = take_step(agreed.draft, "consent", heard("đồng ý gửi"))
    assert sent.ask is None
    assert sent.draft.consent_at == "2026-11-21T03:00:00+00:00"


@pytest.mark.parametrize("words", ["/deny", "không gửi", "chưa"])
def test_without_consent_nothing_is_ready(words: str) -> None:
    step = take_step(replace(FULL, ready=True), "consent", heard(words))
    assert (step.ask, step.draft.consent_at) == (None, None)


@pytest.mark.parametrize(
    "words", ["/affirm", "đúng", "đúng rồi", "vâng đúng rồi ạ", "dung roi", "chuẩn rồi", "đúng đúng", "vâng, đúng rồi"]
)
def test_what_answers_the_summary_said_twice_is_no_consent(words: str) -> None:
    agreed = take_step(FULL, "summary", heard(words))
    again = take_step(agreed.draft, "consent", heard(words))
    assert (agreed.ask, again.ask, again.draft.consent_at) == ("consent", "consent", None)
    assert said(again) == ["utter_hint_consent"]


@pytest.mark.parametrize(
    "words", ["/consent", "đồng ý", "vâng", "ừ gửi đi", "ok", "đúng rồi gửi đi", "đồng ý, gửi đi."]
)
def test_consent_in_so_many_words(words: str) -> None:
    assert take_step(replace(FULL, ready=True), "consent", heard(words)).draft.consent_at is not None


@pytest.mark.parametrize("words", ["để tôi nghĩ đã", "gửi cho ai vậy", "ừm thì", "đúng rồi, ok", "đồng ý?"])
def test_consent_is_never_guessed(words: str) -> None:
    step = take_step(replace(FULL, ready=True), "consent", heard(words))
    assert step.draft.consent_at is None
    assert step.ask == "consent"


def test_correcting_from_the_summary_by_button_and_by_words() -> None:
    menu = take_step(FULL, "summary", heard("/correct"))
    assert said(menu) == ["utter_which_correction"]
    assert {b.entities["field"] for b in menu.say[0].buttons} == {"story", *FULL.facts}
    assert take_step(FULL, "summary", heard('/correct{"field": "amount"}')).ask == "amount"
    typed = take_step(FULL, "summary", heard("số tiền là 7 triệu"))
    assert (typed.draft.amount_vnd, typed.ask) == (7_000_000, "summary")


def test_a_checked_text_travels_with_the_report() -> None:
    draft = replace(FULL, checked={"text": "tin lạ", "verdict": {"tactic": "fake_bank", "severity": "danger"}})
    assert take_step(draft, "summary", heard("/restart_report")).draft == Draft(checked=draft.checked)


@pytest.mark.parametrize("words", ["dừng", "Dừng nha", "khoan đã", "dừng lại đi"])
def test_stop_is_never_taken_for_yes(words: str) -> None:
    """ "dừng", "đừng" and "đúng" are one word once the accents are gone."""
    step = take_step(replace(FULL, ready=True), "consent", heard(words, "affirm"))
    assert (step.ask, step.draft.consent_at) == (None, None)


def test_dont_is_a_no_and_a_bare_dung_is_asked_again() -> None:
    ready = replace(FULL, ready=True)
    assert take_step(ready, "consent", heard("đừng gửi", "affirm")).ask is None
    assert take_step(ready, "consent", heard("đừng gửi", "affirm")).draft.consent_at is None
    unclear = take_step(ready, "consent", heard("dung", "affirm"))
    assert (unclear.ask, unclear.draft.consent_at) == ("consent", None)
    assert take_step(ready, "consent", heard("dung roi gui di", "deny")).draft.consent_at is not None
    assert take_step(FULL, "summary", heard("đúng rồi")).ask == "consent"


@pytest.mark.parametrize("words", ["sửa lại", "sua lai", "/correct", "tôi muốn sửa"])
def test_asking_to_correct_in_the_middle_shows_what_can_be_corrected(words: str) -> None:
    draft = TOLD.know("amount", "5.000.000 đồng").know("account", "")
    step = take_step(draft, "phone", heard(words))
    assert (step.ask, said(step)) == ("phone", ["utter_which_correction"])
    again = take_step(step.draft, "phone", heard('/correct{"field": "amount"}'))
    assert again.ask == "amount"


def test_a_place_is_not_taken_for_a_time() -> None:
    draft = replace(TOLD, facts={"amount": "", "account": "", "phone": "", "link": ""})
    step = take_step(draft, "happened_at", heard("mình ở gần chợ"))
    assert (step.ask, said(step)) == ("happened_at", ["utter_hint_happened_at"])


def test_looking_again_from_consent_shows_the_summary() -> None:
    step = take_step(replace(FULL, ready=True), "consent", heard("/correct"))
    assert (step.ask, step.draft.ready) == ("summary", False)


def test_a_question_nobody_can_answer_gets_an_honest_word() -> None:
    step = take_step(TOLD, "phone", heard("mai trời có mưa không?", "nlu_fallback", 0.2))
    assert (step.ask, said(step)) == ("phone", ["utter_unsure_in_between"])
    assert take_step(FULL, "place", heard("xã An Thọ có được không?", "nlu_fallback", 0.2)).ask == "summary"


@pytest.mark.parametrize(
    ("button", "question", "read"),
    [
        ('/choose_urgency{"urgency": "just_paid"}', "urgency", "Vừa chuyển tiền xong"),
        ("/dont_know", "phone", "Không biết"),
        ("/skip", "amount", "Bỏ qua"),
        ("/affirm", "summary", "Đúng rồi"),
        ("/consent", "consent", "Đồng ý gửi"),
        ("/deny", "consent", "Không đồng ý"),
        ('/choose_place{"place": "Thái Sơn (Công an xã An Khánh)"}', "place_choice", "Thái Sơn (Công an xã An Khánh)"),
    ],
)
def test_officers_read_what_a_button_meant(button: str, question: str, read: str) -> None:
    step = take_step(replace(FULL, ready=True), question, heard(button))
    assert step.draft.answers[-1] == {"question": question, "answer": read}


def test_the_first_reply_to_a_story_names_the_tactic_that_stands_out() -> None:
    story = "hôm qua có người gọi xưng nhân viên ngân hàng bảo đọc mã rồi tài khoản mất sạch"
    told = heard(story, "report")
    kinds = {"tactic": [("fake_bank", 0.7), ("fake_police", 0.1), ("fake_tax", 0.05), ("sim_lock", 0.01)]}
    likely = replace(told, understood=replace(told.understood, mass={"tactic": 0.9}, kinds=kinds))
    card = open_interview(Draft(), likely).say[0].card
    assert card == {"type": "tactic", "slug": "fake_bank", "candidates": ["fake_police", "fake_tax"]}
    assert open_interview(Draft(), told).say[0].card == {"type": "handover", "reason": "report"}
    urgent = replace(
        likely,
        understood=replace(
            likely.understood, text="tôi vừa chuyển 5 triệu cho người xưng nhân viên ngân hàng, giờ mới biết"
        ),
    )
    opened = open_interview(Draft(), urgent)
    assert (said(opened), opened.say[0].card) == (["utter_urgent_just_paid"], card)


def test_the_button_to_report_needs_no_card() -> None:
    assert open_interview(Draft(), heard("/report")).say[0].card is None
