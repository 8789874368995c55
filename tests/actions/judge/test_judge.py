"""The combination: signs, counter-evidence, the text model, and things pasted alone."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.judge.finding import Finding
from actions.judge.guess import Guess
from actions.judge.judge import judge
from actions.judge.severity import Severity

SCAM = Guess(scam=0.9, genuine=0.05, advert=0.05, tactics=(("fake_tax", 0.9),))
GENUINE = Guess(scam=0.02, genuine=0.95, advert=0.03)
ADVERT = Guess(scam=0.02, genuine=0.03, advert=0.95)


@pytest.mark.parametrize(
    ("pasted", "severity", "official"),
    [
        ("https://www.vietcombank.com.vn/", "no_sign", "Vietcombank"),
        ("dichvucong.gov.vn", "no_sign", "Cổng Dịch vụ công quốc gia"),
        ("sotuphap.haiphong.gov.vn", "no_sign", "cơ quan nhà nước (.gov.vn)"),
        ("1900545413", "no_sign", "Vietcombank"),
        ("113", "no_sign", "Công an khẩn cấp"),
        ("quananngon123.vn", "no_sign", None),
        ("0912345678", "no_sign", None),
        ("STK 0123456789 Vietcombank", "no_sign", None),
        ("zalo.me/0912345678", "no_sign", None),
        ("vietcombank-xacthuc.top", "danger", None),
        ("vietcornbank.com", "danger", None),
        ("+2161234567", "caution", None),
        ("nhanqua2026.xyz", "caution", None),
        ("", "no_sign", None),
    ],
)
def test_pasted_alone(pasted: str, severity: str, official: str | None) -> None:
    verdict = judge(pasted)
    assert (verdict.severity.value, verdict.official) == (severity, official)


def test_an_unknown_domain_alone_has_no_finding() -> None:
    assert judge("quananngon123.vn").findings == ()


def test_official_is_not_said_in_an_alarm() -> None:
    verdict = judge("VCB: gọi 1900545413 hoặc đăng nhập vietcombank-vn.top để mở khóa")
    assert verdict.severity is Severity.DANGER
    assert verdict.official is None


def test_the_model_alone_can_raise_to_caution_only() -> None:
    text = "Anh chị vui lòng làm theo hướng dẫn bên em nhé"
    assert judge(text).severity is Severity.NO_SIGN
    raised = judge(text, SCAM)
    assert (raised.severity, raised.tactic) == (Severity.CAUTION, "fake_tax")


def test_the_model_does_not_outweigh_counter_evidence() -> None:
    text = "Techcombank: mã xác thực của quý khách là 482913. Không cung cấp mã cho bất kỳ ai."
    assert judge(text, SCAM).severity is Severity.NO_SIGN


def test_the_model_confirms_a_middling_sign() -> None:
    text = "Chị chụp hai mặt căn cước gửi qua đây để em làm hồ sơ"
    assert judge(text).severity is Severity.CAUTION
    assert judge(text, SCAM).severity is Severity.DANGER


def test_the_model_can_lower_a_caution_but_not_a_danger() -> None:
    text = "Chị chụp hai mặt căn cước gửi qua đây để em làm hồ sơ"
    assert judge(text, GENUINE).severity is Severity.NO_SIGN
    assert judge(text, ADVERT).severity is Severity.ADVERT
    assert judge("chị đọc mã OTP cho em", GENUINE).severity is Severity.DANGER


def test_a_public_warning_is_no_scam_until_it_brings_a_link() -> None:
    warning = (
        "Công an cảnh báo thủ đoạn giả danh cán bộ, yêu cầu chuyển tiền vào tài khoản tạm giữ. Người dân cảnh giác."
    )
    assert judge(warning).severity is Severity.NO_SIGN
    assert judge(warning + " Đăng ký bảo vệ tại bocongan-baove.top").severity is Severity.DANGER


def test_the_card() -> None:
    card = judge("chị đọc mã OTP cho em").to_card()
    assert card["type"] == "verdict"
    assert card["severity"] == "danger"
    assert card["findings"][0] == {"sign": "otp_or_password_asked", "evidence": "đọc mã OTP"}
    assert set(card) == {"type", "severity", "tactic", "candidates", "official", "findings"}


def test_findings_are_worst_first() -> None:
    weights = [f.weight for f in judge("gấp, chị đọc mã OTP cho em ngay lập tức, kết bạn zalo").findings]
    assert weights == sorted(weights, reverse=True)
    assert len(weights) >= 2


SCRAPS = st.lists(
    st.sampled_from(
        [
            "mã OTP",
            "đọc cho em",
            "http://",
            "vcb.top",
            "không",
            "chuyển tiền",
            "STK 0123456789",
            "công an",
            "100k",
            "\n",
            ".",
            "💰",
            "ệ",
        ]
    ),
    max_size=20,
).map(" ".join)


@given(st.text(max_size=200) | SCRAPS)
def test_never_raises_and_always_quotes(text: str) -> None:
    for finding in judge(text).findings:
        assert isinstance(finding, Finding)
        assert finding.evidence in text
        assert len(finding.evidence) <= 120


SLIPS = {"gji": "gui", "otpp": "otp", "mxa": "ma"}


def test_a_text_full_of_slips_is_judged_as_it_was_meant_and_quoted_as_it_stands() -> None:
    clumsy = "gji mxa otpp cho em để em xác nhận"
    guess = Guess(scam=0.6, genuine=0.3, advert=0.1)
    verdict = judge(clumsy, replace(guess, slips=SLIPS))
    assert verdict.severity is Severity.DANGER
    assert all(finding.evidence in clumsy for finding in verdict.findings)
    assert judge(clumsy, guess).severity is not Severity.DANGER


def test_reading_slips_never_makes_a_verdict_milder() -> None:
    text = "Gửi mã OTP cho em để em xác nhận"
    harmless = Guess(scam=0.6, genuine=0.3, advert=0.1, slips={"otp": "op", "ma": "me"})
    assert judge(text, harmless).severity is Severity.DANGER


def test_words_that_lean_towards_a_scam_are_no_alarm_but_name_what_they_resemble() -> None:
    leaning = Guess(scam=0.6, genuine=0.35, advert=0.05, tactics=(("online_task_job", 0.9),))
    verdict = judge("bên mình cần người phụ việc buổi tối nha", leaning)
    assert (verdict.severity, verdict.tactic) == (Severity.NO_SIGN, "online_task_job")
    calm = replace(leaning, scam=0.4, genuine=0.55)
    assert judge("bên mình cần người phụ việc buổi tối nha", calm).tactics == ()


@pytest.mark.parametrize(
    ("link", "slug"),
    [
        ("https://wvw-facebook.top/a", "social_phishing_link"),
        ("https://vietcombank-xm.top/a", "fake_bank"),
        ("https://giaohangtietkiem-vn.top/a", "fake_shipper"),
        ("https://evnhanoi-hoadon.top/a", "fake_electricity"),
    ],
)
def test_whom_a_link_imitates_tells_the_tactic(link: str, slug: str) -> None:
    assert judge(f"xem ngay {link}").tactic == slug
