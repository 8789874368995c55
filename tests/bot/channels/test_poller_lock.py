"""Edge case 26: two pollers on one token, the second refuses to start."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.channels.poller_lock import PollerLock, name_of
from bot.errors import SettingsError

HOLDER = """
import sys, time
from pathlib import Path
from bot.channels.poller_lock import PollerLock
lock = PollerLock(Path(sys.argv[1]), sys.argv[2], kernel_names=sys.argv[3] == "True")
print("held", flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize("kernel_names", [True, False])
def test_another_process_holds_it_until_it_is_killed(tmp_path: Path, kernel_names: bool) -> None:
    name = name_of("123:token", str(tmp_path))
    command = [sys.executable, "-c", HOLDER, str(tmp_path), name, str(kernel_names)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None and holder.stdout.readline() == "held\n"
        with pytest.raises(SettingsError, match="same token"):
            PollerLock(tmp_path, name, kernel_names=kernel_names)
        PollerLock(tmp_path, name_of("124:token", str(tmp_path)), kernel_names=kernel_names).release()
        holder.kill()
        holder.wait()
    PollerLock(tmp_path, name, kernel_names=kernel_names).release()


@pytest.mark.parametrize("kernel_names", [True, False])
def test_released_it_is_free(tmp_path: Path, kernel_names: bool) -> None:
    name = name_of("123:token", str(tmp_path))
    for _ in range(2):
        lock = PollerLock(tmp_path, name, kernel_names=kernel_names)
        with pytest.raises(SettingsError):
            PollerLock(tmp_path, name, kernel_names=kernel_names)
        lock.release()


def test_two_data_directories_are_one_machine(tmp_path: Path) -> None:
    name = name_of("123:token", str(tmp_path))
    lock = PollerLock(tmp_path / "a", name, kernel_names=True)
    with pytest.raises(SettingsError):
        PollerLock(tmp_path / "b", name, kernel_names=True)
    lock.release()


def test_the_name_gives_no_token_away() -> None:
    assert "token" not in name_of("123:token", "telegram")
    assert name_of("123:token", "a") != name_of("123:token", "b") != name_of("124:token", "b")
