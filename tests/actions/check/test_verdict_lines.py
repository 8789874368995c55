"""What a resident reads of a verdict."""

from actions.ask.catalogue import Catalogue
from actions.check.material import is_alone
from actions.check.verdict_lines import verdict_lines, worth_reading
from actions.judge.finding import MEDIUM, STRONG, Finding
from actions.judge.judge import judge
from actions.judge.severity import Severity
from actions.judge.verdict import Verdict

CATALOGUE = Catalogue.read()


def test_three_reasons_each_with_its_own_evidence() -> None:
    findings = (
        Finding("lookalike_domain", "vcb.top", STRONG),
        Finding("odd_ending", "vcb.top", MEDIUM),
        Finding("threat", "khóa tài khoản", MEDIUM),
        Finding("hurry", "trong 2 giờ", MEDIUM),
        Finding("prize", "trúng thưởng", MEDIUM),
    )
    shown = worth_reading(Verdict(Severity.DANGER, findings))
    assert [f.sign for f in shown] == ["lookalike_domain", "threat", "hurry"]


def test_danger_names_the_tactic_and_what_to_do_and_the_card_has_everything() -> None:
    verdict = judge("Vietcombank: Tai khoan bi khoa, truy cap https://vcb-xacthuc.top nhap ma OTP")
    head, do_now = verdict_lines(verdict, CATALOGUE, alone=False)
    assert head.response == "utter_verdict_danger"
    assert head.card == verdict.to_card()
    assert "https://vcb-xacthuc.top" in head.values["findings"]
    assert do_now.response == "utter_do_now_tactic"
    tactic = CATALOGUE.get(verdict.tactic or "")
    assert tactic is not None
    assert do_now.values["title"] == tactic.title


def test_a_bare_number_is_honestly_unknown() -> None:
    head, _ = verdict_lines(judge("0912345678"), CATALOGUE, alone=is_alone("0912345678"))
    assert head.response == "utter_verdict_unknown"


def test_official_is_said_only_of_what_is_on_the_table() -> None:
    head, _ = verdict_lines(judge("vietcombank.com.vn"), CATALOGUE, alone=True)
    assert (head.response, head.values["official"]) == ("utter_verdict_official", "Vietcombank")


def test_what_counts_as_alone() -> None:
    assert is_alone("https://abc.top/x")
    assert is_alone("số 0912 345 678 lạ quá")
    assert is_alone("0123456789 MB Bank có lừa đảo không")
    assert is_alone("số 024 7777 8888 gọi cho tôi có phải lừa đảo không ạ")
    assert not is_alone("Con bác bị tai nạn, chuyển tiền vào stk 0123456789 ngân hàng MB gấp cho bệnh viện nhé")
    assert not is_alone("xin chào")


def test_without_a_sign_what_the_words_resemble_is_named_and_no_alarm_is_raised() -> None:
    head, do_now = verdict_lines(Verdict(Severity.NO_SIGN, (), (("online_task_job", 4.0),)), CATALOGUE, alone=False)
    assert (head.response, do_now.response) == ("utter_verdict_no_sign", "utter_do_now_resembles")
    tactic = CATALOGUE.get("online_task_job")
    assert tactic is not None
    assert do_now.values["title"] == tactic.title
