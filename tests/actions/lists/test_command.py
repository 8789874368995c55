"""The officer's command, run as it is typed."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "actions.lists", *words],
        cwd=ROOT,
        env={"TINBAO_DATA_DIR": str(folder / "data"), "PATH": "/usr/bin:/bin", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_import_list_remove(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("a-b.top\nkhông\nc-d.top\n", encoding="utf-8")
    words = ("import", "--kind", "domains", "--source", "Nguồn A", "--as-of", "2026-01-02", "--confirmed", str(file))
    done = run(tmp_path, *words)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "Đã nhập 2 mục từ nguồn “Nguồn A” (đúng đến ngày 02/01/2026).",
        "Bỏ qua 1 dòng không đọc được.",
    ]
    shown = run(tmp_path, "list").stdout
    assert "Nguồn A · domains · 2 mục" in shown
    assert "đơn vị đã xác minh" in shown
    assert "Đã gỡ 1 danh sách" in run(tmp_path, "remove", "Nguồn A").stdout
    assert "Chưa có danh sách nào." in run(tmp_path, "list").stdout
    again = run(tmp_path, "remove", "Nguồn A")
    assert again.returncode == 1
    assert "Không có danh sách nào" in again.stderr


def test_refusals_say_what_to_do(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("a-b.top\ncom.vn\n", encoding="utf-8")
    refused = run(tmp_path, "import", "--kind", "domains", "--source", "A", "--as-of", "2026-01-02", str(file))
    assert refused.returncode == 1
    assert "2: com.vn" in refused.stderr
    assert "--leave-out" in refused.stderr
    assert "Traceback" not in refused.stderr
    day = run(tmp_path, "import", "--kind", "domains", "--source", "A", "--as-of", "20/11/2026", str(file))
    assert "2026-11-20" in day.stderr
