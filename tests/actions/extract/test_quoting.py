"""Told words stand between one pair of marks, whatever marks they hold."""

from actions.extract.quoting import quoted
from actions.judge.finding import Finding
from actions.judge.sentences import sentence
from actions.report.draft import Draft
from actions.report.labels import labels
from actions.report.summary import summary_lines
from tests.actions.report.listening import heard


def test_marks_within_a_quotation_do_not_end_it() -> None:
    assert quoted("bấm “Xác nhận” tại vcb-otp.xyz") == '“bấm "Xác nhận" tại vcb-otp.xyz”'


def test_a_finding_is_quoted_whole() -> None:
    said = sentence(Finding("hurry", "gấp: “Xác nhận” tại vcb-otp.xyz", 1))
    assert (said.count("“"), said.count("”")) == (1, 1)
    assert said.index("“") < said.index("vcb-otp.xyz") < said.index("”")


def test_the_summary_quotes_what_was_told_and_nothing_else() -> None:
    story = "Họ nhắn “khóa thẻ” ở vcb-otp.xyz"
    draft = Draft().tell(story, heard("").received_at).know("phone", "").know("place", "An")
    lines = summary_lines(draft, labels()).split("\n")
    assert lines[0] == '• Câu chuyện: “Họ nhắn "khóa thẻ" ở vcb-otp.xyz”'
    assert lines[1:] == [
        "• Số điện thoại của họ: chưa rõ",
        "• Đường link, trang, ứng dụng: “vcb-otp.xyz”",
        "• Nơi ở của bác: “An”",
    ]


def test_a_story_that_was_not_told_is_not_quoted() -> None:
    assert summary_lines(Draft(), labels()) == "• Câu chuyện: chưa rõ"
