"""One card when sure, three buttons when not, an honest hand-over when nothing is known."""

import pytest

from actions.ask.answer import answer_question, beside_our_subject, if_paid, is_about_fraud, tactic_card
from actions.ask.catalogue import Catalogue, Tactic
from actions.understanding import Understanding

CATALOGUE = Catalogue.read()


def fake_police() -> Tactic:
    tactic = CATALOGUE.get("fake_police")
    assert tactic
    return tactic


def test_sure_is_answered_in_two_bubbles_with_source_and_date() -> None:
    how, do_now = answer_question([("fake_police", 0.8), ("fake_bank", 0.1)], CATALOGUE)
    assert how.response == "utter_tactic_how"
    assert do_now.card == {"type": "tactic", "slug": "fake_police", "candidates": ["fake_bank"]}
    assert len(do_now.values["source"]) > 10
    assert do_now.values["reviewed"].count("/") == 2


def test_near_neighbours_are_both_shown() -> None:
    ranking = [("fake_bank", 0.40), ("sms_brandname", 0.38), ("fake_agency_website", 0.1), ("fake_tax", 0.05)]
    [offer] = answer_question(ranking, CATALOGUE)
    assert [b.entities["tactic_slug"] for b in offer.buttons] == ["fake_bank", "sms_brandname", "fake_agency_website"]


def test_unknown_slugs_are_not_shown() -> None:
    [line] = answer_question([("no_such_tactic", 0.9)], CATALOGUE)
    assert (line.response, line.card) == ("utter_handover", {"type": "handover", "reason": "unknown_question"})


def test_the_card_says_for_whom_it_is_a_danger() -> None:
    how, do_now = tactic_card(fake_police(), [])
    assert how.values["audience"] == ", ".join(fake_police().audience) != ""
    assert do_now.values["slug"] == "fake_police"


def test_who_already_paid_gets_the_tactics_own_steps_with_source_and_date() -> None:
    line = if_paid(fake_police())
    assert line.response == "utter_tactic_if_paid"
    assert all(step in line.values["if_paid"] for step in fake_police().if_paid)
    assert line.values["source"] == fake_police().source
    assert line.values["reviewed"].count("/") == 2


def understood(text: str, asked: float, *kinds: float) -> Understanding:
    ranking = [(f"tactic_{n}", probability) for n, probability in enumerate(kinds)]
    return Understanding(text, "tactic", asked, {"tactic": asked}, {}, {"tactic": ranking}, {}, {}, {})


def test_a_remark_that_resembles_no_tactic_is_not_answered_with_one() -> None:
    assert not is_about_fraud(understood("lúa gặt xong mà giá xuống thấp thế", 0.75, 0.15, 0.12, 0.11))


def test_words_of_fraud_or_a_clear_likeness_make_it_a_question_about_a_tactic() -> None:
    assert is_about_fraud(understood("tour giá rẻ này có phải lừa không", 0.6, 0.15, 0.12, 0.11))
    assert is_about_fraud(understood("sàn vàng ảo là gì", 0.9, 0.6, 0.2, 0.1))


def test_who_only_wonders_about_others_gets_no_entry_and_who_asks_for_himself_does() -> None:
    assert not is_about_fraud(understood("Sao tụi nó không lừa mấy ông nhà giàu nhỉ?", 0.9, 0.6, 0.2, 0.1))
    assert is_about_fraud(understood("sao nó lừa mà biết cả tên tôi, có phải thật không nhỉ", 0.9, 0.1, 0.1, 0.1))
    assert is_about_fraud(understood("họ giả danh công an lừa thế nào nhỉ", 0.9, 0.6, 0.2, 0.1))


@pytest.mark.parametrize(
    ("line", "response"),
    [
        ("mai trời có mưa không", "utter_out_of_scope"),
        ("số 0236 là của vùng nào vậy", "utter_check_paste"),
        ("đầu số điện thoại 059 mạng gì", "utter_check_paste"),
        ("khiên số là gì?", "utter_handover"),
        ("họ lừa nhau thế à", "utter_handover"),
    ],
)
def test_what_is_beside_our_subject_is_still_told_apart(line: str, response: str) -> None:
    heard = Understanding(line, "out_of_scope", 0.9, {}, {}, {}, {}, {}, {})
    said = beside_our_subject(heard)
    assert said.response == response
    assert (said.card or {"type": "handover"})["type"] == "handover"
