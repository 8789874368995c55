"""Lists come in from whatever file an officer has; what would do harm is refused with nothing changed."""

from datetime import date
from pathlib import Path

import pytest

from actions.errors import BadList
from actions.lists import rows as reading
from actions.lists.entry import ListKind
from actions.lists.importing import Outcome, import_list
from actions.lists.lookup import ListsFile
from actions.lists.rows import Format
from actions.lists.shelf import Sheet, Shelf

TODAY = date(2026, 11, 22)
DAY = date(2026, 11, 20)


class Desk:
    """An officer with a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.shelf = Shelf(folder / "data" / "lists.db")
        self.lists = ListsFile(folder / "data" / "lists.db")

    def take(
        self,
        content: str | bytes,
        form: Format = "plain",
        kind: ListKind = "domains",
        source: str = "Nguồn A",
        as_of: date = DAY,
        leave_out: bool = False,
    ) -> Outcome:
        file = self.folder / "list.txt"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        sheet = Sheet(source, kind, as_of, TODAY, confirmed=False)
        return import_list(self.shelf, file, form, kind, sheet, leave_out=leave_out)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_messy_plain_file(desk: Desk) -> None:
    content = "\r\n".join(
        (
            "\ufeff# ghi chú",
            "! x",
            "",
            "Abc-xyz.top",
            "https://abc-xyz.top:8080/a?b=1",
            "*.bad.info # cũ",
            "||q.example.net^",
        )
    )
    assert desk.take(content) == Outcome(entries=3, unread=0, left_out=0)
    for host in ("abc-xyz.top", "bad.info", "q.example.net"):
        assert [listing.source for listing in desk.lists.lookup("domain", host)] == ["Nguồn A"]


def test_international_names_meet(desk: Desk) -> None:
    desk.take("xn--bcher-kva.info\nbücher.info\n")
    assert desk.lists.lookup("domain", "bücher.info")[0].as_of == DAY
    assert desk.shelf.sheets()[0].entries == 1


def test_hosts_file(desk: Desk) -> None:
    content = "127.0.0.1 localhost\n::1 ip6-localhost\n0.0.0.0 phish.top other.top # hai tên\n"
    assert desk.take(content, "hosts").entries == 2
    assert desk.lists.lookup("domain", "other.top")


@pytest.mark.parametrize(
    "content",
    ["domain,date\na-b.top,2026\n", "stt;url\n1;http://a-b.top/x\n", "a-b.top\n", "#x\na-b.top\t2026\n"],
)
def test_csv(desk: Desk, content: str) -> None:
    assert desk.take(content, "csv").entries == 1
    assert desk.lists.lookup("domain", "a-b.top")


def test_phones_and_accounts(desk: Desk) -> None:
    assert desk.take("0912 345 678\n+84 912.345.678\n0123 456 7890\n", kind="phones").entries == 2
    assert desk.lists.lookup("phone", "+84912345678")
    assert desk.take("1903 6666 8888\nabc\n9704-2292-11\n", kind="accounts") == Outcome(2, 1, 0)
    assert desk.lists.lookup("account", "190366668888")


def test_official_numbers_and_domains(desk: Desk) -> None:
    desk.take("value,name\nconganxa.example.vn,Công an xã An Lão\n02253 123 456,Công an xã An Lão\n", "csv", "official")
    assert desk.lists.official("domain", "conganxa.example.vn") == "Công an xã An Lão"
    assert desk.lists.official("phone", "+842253123456") == "Công an xã An Lão"
    assert desk.lists.lookup("domain", "conganxa.example.vn") == []
    assert desk.lists.official("domain", "khac.vn") is None


@pytest.mark.parametrize(
    "bad", ["com.vn", "vn", "vietcombank.com.vn", "ibank.vietcombank.com.vn", "bit.ly", "facebook.com"]
)
def test_dangerous_lines_refuse_the_whole_list(desk: Desk, bad: str) -> None:
    desk.take("first.top\n")
    with pytest.raises(BadList) as refused:
        desk.take(f"second.top\n{bad}\n")
    assert refused.value.reason == "dangerous"
    assert f"2: {bad}" in str(refused.value.facts["lines"])
    assert desk.lists.lookup("domain", "first.top")
    assert desk.lists.lookup("domain", "second.top") == []
    assert desk.take(f"second.top\n{bad}\n", leave_out=True) == Outcome(1, 0, 1)


def test_a_hotline_is_never_listed(desk: Desk) -> None:
    for number in ("113", "1900545413"):
        with pytest.raises(BadList):
            desk.take(f"0912345678\n{number}\n", kind="phones")


def test_the_same_source_is_replaced_and_others_stay(desk: Desk) -> None:
    desk.take("old.top\n")
    desk.take("else.top\n", source="Nguồn B")
    desk.take("new.top\n")
    assert desk.lists.lookup("domain", "old.top") == []
    assert desk.lists.lookup("domain", "new.top")
    assert desk.lists.lookup("domain", "else.top")
    assert desk.shelf.remove("Nguồn A") == 1
    assert desk.lists.lookup("domain", "new.top") == []
    assert [sheet.source for sheet in desk.shelf.sheets()] == ["Nguồn B"]


@pytest.mark.parametrize(
    ("content", "form", "kind", "reason"),
    [
        ("", "plain", "domains", "empty"),
        ("xin chào\nabc.top\nkhông phải\n", "plain", "domains", "wrong_kind"),
        (b"abc.top\n\xff\xfe", "plain", "domains", "not_utf8"),
        ("abc.top\n", "hosts", "domains", "empty"),
        ("abc.top\n", "plain", "phones", "empty"),
    ],
)
def test_files_that_say_nothing(desk: Desk, content: str | bytes, form: Format, kind: ListKind, reason: str) -> None:
    with pytest.raises(BadList) as refused:
        desk.take(content, form, kind)
    assert refused.value.reason == reason
    assert desk.shelf.sheets() == []


def test_a_day_that_has_not_come(desk: Desk) -> None:
    with pytest.raises(BadList, match="day_ahead"):
        desk.take("abc.top\n", as_of=date(2026, 11, 23))


def test_no_file(desk: Desk) -> None:
    with pytest.raises(BadList, match="no_file"):
        import_list(
            desk.shelf,
            desk.folder / "nowhere",
            "plain",
            "domains",
            Sheet("A", "domains", DAY, TODAY, False),
            leave_out=False,
        )


def test_too_long(desk: Desk) -> None:
    file = desk.folder / "long.txt"
    with file.open("w") as out:
        out.writelines("#\n" for _ in range(10))
        out.writelines("a.top\n" for _ in range(reading.MOST_ROWS + 1))
    with pytest.raises(BadList, match="too_long"):
        sum(1 for _ in reading.rows(file, "plain"))
