"""`make content` on a small tree: what is old, what cannot be read, what is fresh enough."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from scripts.stale_content import ROOT, report

TODAY = date(2026, 11, 22)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    def write(name: str, text: str) -> None:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    write("nlu/tactics/old.yml", "nlu:\n- metadata: {title: Chiêu cũ, source: báo A, reviewed: '2026-01-01'}\n")
    write("nlu/tactics/fresh.yml", "nlu:\n- metadata: {title: Chiêu mới, source: báo B, reviewed: '2026-05-26'}\n")
    write(
        "actions/judge/data/hotlines.yml",
        "source: bảng chung\nreviewed: 2026-11-01\nrows:\n"
        "- {name: Số A, reviewed: '2025-11-22'}\n- {name: Số B, source: trang B, reviewed: '2026-05-25'}\n",
    )
    write("storage/data/units.yml", "units: [{slug: an_lao}]\n")
    return tmp_path


def test_oldest_first_with_age_file_name_and_source(tree: Path) -> None:
    assert report(tree, TODAY, 180) == [
        "    365 days  actions/judge/data/hotlines.yml  Số A  (bảng chung)",
        "    325 days  nlu/tactics/old.yml  Chiêu cũ  (báo A)",
        "    181 days  actions/judge/data/hotlines.yml  Số B  (trang B)",
        "stale=3 of=5",
    ]


def test_the_limit_is_the_callers(tree: Path) -> None:
    assert report(tree, TODAY, 364)[-1] == "stale=1 of=5"
    assert report(tree, TODAY, 365) == ["stale=0 of=5"]


def test_what_cannot_be_read_comes_first(tree: Path) -> None:
    (tree / "nlu/tactics/broken.yml").write_text("nlu: [", encoding="utf-8")
    (tree / "nlu/tactics/undated.yml").write_text("{title: Không ngày, reviewed: hôm qua}", encoding="utf-8")
    lines = report(tree, TODAY, 1000)
    assert lines == [
        "  unreadable  nlu/tactics/broken.yml  broken  (-)",
        "  unreadable  nlu/tactics/undated.yml  Không ngày  (-)",
        "stale=2 of=7",
    ]


def run(limit: list[str], days: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "scripts.stale_content", *limit]
    environment = {"TINBAO_STALE_DAYS": days, "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_the_project_itself_argument_before_environment() -> None:
    everything, nothing = run(["-100000"], "100000"), run([], "100000")
    assert (everything.returncode, nothing.returncode) == (0, 0)
    stale, of = everything.stdout.splitlines()[-1].split()
    assert int(of.removeprefix("of=")) > 60
    assert stale.removeprefix("stale=") == of.removeprefix("of=")
    assert nothing.stdout == f"stale=0 {of}\n"


def test_a_limit_that_is_no_number_is_said() -> None:
    refused = run(["nửa năm"], "")
    assert refused.returncode == 1
    assert "number of days" in refused.stderr
