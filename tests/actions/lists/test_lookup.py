"""The action server reads lists that come, change, break and go while it runs."""

import logging
from datetime import date
from pathlib import Path

import pytest

from actions.judge.listed import Listing
from actions.lists.lookup import ListsFile
from actions.lists.shelf import Sheet, Shelf

DAY = date(2026, 11, 20)


def put(path: Path, host: str, *, confirmed: bool = False) -> None:
    Shelf(path).replace(Sheet("Nguồn A", "domains", DAY, DAY, confirmed), [("domain", host, "")])


def test_a_list_is_seen_as_soon_as_it_comes(tmp_path: Path) -> None:
    lists = ListsFile(tmp_path / "lists.db")
    assert lists.lookup("domain", "a.top") == []
    put(tmp_path / "lists.db", "a.top", confirmed=True)
    assert lists.lookup("domain", "a.top") == [Listing("Nguồn A", DAY, True)]
    put(tmp_path / "lists.db", "b.top")
    assert lists.lookup("domain", "a.top") == []
    assert lists.lookup("domain", "b.top") == [Listing("Nguồn A", DAY, False)]
    (tmp_path / "lists.db").unlink()
    assert lists.lookup("domain", "b.top") == []


def test_a_broken_file_means_no_lists(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "lists.db").write_bytes(b"broken" * 1000)
    lists = ListsFile(tmp_path / "lists.db")
    with caplog.at_level(logging.WARNING):
        assert lists.lookup("domain", "bi-mat.top") == []
    assert "lists_unreadable" in caplog.text
    assert "bi-mat" not in caplog.text
    put(tmp_path / "new.db", "a.top")
    (tmp_path / "new.db").replace(tmp_path / "lists.db")
    assert lists.lookup("domain", "a.top")


def test_an_interrupted_import_changes_nothing(tmp_path: Path) -> None:
    put(tmp_path / "lists.db", "a.top")

    def breaks() -> list[tuple[str, str, str]]:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Shelf(tmp_path / "lists.db").replace(
            Sheet("Nguồn A", "domains", DAY, DAY, False), (entry for _ in "x" for entry in breaks())
        )
    assert ListsFile(tmp_path / "lists.db").lookup("domain", "a.top")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["lists.db", "lists.lock"]


def test_the_kind_counts(tmp_path: Path) -> None:
    Shelf(tmp_path / "lists.db").replace(
        Sheet("A", "phones", DAY, DAY, False), [("phone", "+84912345678", ""), ("phone", "+84912345678", "")]
    )
    lists = ListsFile(tmp_path / "lists.db")
    assert len(lists.lookup("phone", "+84912345678")) == 1
    assert lists.lookup("account", "+84912345678") == []
