"""What the decoder's process can no longer do. The deeds run in processes that went through the real doors."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bot.serving import until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets a process give all of this up")

ROOT = Path(__file__).parents[3]
# Imported first: a user who was changed in the middle may not read the interpreter's files.
CONFINED = """
import encodings.idna, os, socket, sys, time
from bot.media.confine import confine
if as_user and os.getuid() == 0:
    os.setgid(54321)
    os.setuid(54321)
alone = confine()
try:
    DEED
    print("done")
except Exception as refused:
    print(type(refused).__name__)
"""


def process(script: str, **options: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", script]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, **options)  # type: ignore[call-overload,no-any-return]


def what_comes_of(deed: str, *, as_user: bool = False) -> str:
    with process(f"as_user = {as_user}\n" + CONFINED.replace("DEED", deed)) as started:
        told, _ = started.communicate(timeout=60)
    return str(told).strip()


def test_nothing_is_refused_that_is_harmless() -> None:
    """Or the others would pass whatever is refused."""
    assert what_comes_of("bytearray(1 << 20), open('/dev/null')") == "done"


@pytest.mark.parametrize(
    ("deed", "refusal"),
    [
        ("bytearray(2 << 30)", "MemoryError"),
        ("[open('/dev/null') for _ in range(40)]", "OSError"),
    ],
)
def test_what_it_does_not_need_it_does_not_get(deed: str, refusal: str) -> None:
    assert what_comes_of(deed) == refusal


def test_it_writes_no_file(tmp_path: Path) -> None:
    assert what_comes_of(f"open({str(tmp_path / 'a')!r}, 'wb', buffering=0).write(b'x')") == "OSError"


def test_it_starts_no_other_process() -> None:
    """Root is exempt from the kernel's limit, so the deed is done as another."""
    assert what_comes_of("os.fork() or os._exit(0)", as_user=True) == "BlockingIOError"


def test_it_reaches_nobody() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        told = what_comes_of(f"print(alone), socket.create_connection(('127.0.0.1', {port}), 5)").splitlines()
    if told[0] == "False":
        pytest.skip("this kernel grants no network namespace here")
    assert told[1] == "OSError"


def test_it_has_no_rights_and_gains_none() -> None:
    told = what_comes_of("print(open('/proc/self/status').read())")
    status = dict(line.split(":", 1) for line in told.splitlines() if ":" in line)
    assert int(status["CapEff"], 16) == int(status["CapPrm"], 16) == 0
    assert status["NoNewPrivs"].strip() == "1"


OWNER = """
import os, subprocess, sys
from bot.media.prctl import drop_capabilities, hide_memory
drop_capabilities()  # who has more rights than the reader is not read anyway, and root reads everybody's
HIDE
reads = "import os; from bot.media.prctl import drop_capabilities; drop_capabilities();"
reads += "print(b'KEY=' in open(f'/proc/{os.getppid()}/environ', 'rb').read())"
print(subprocess.run([sys.executable, "-c", reads], capture_output=True, text=True))
"""


@pytest.mark.parametrize(("hide", "seen"), [("", "True"), ("hide_memory()", "PermissionError")])
def test_the_keys_of_a_process_that_hides_its_memory_are_not_read(hide: str, seen: str) -> None:
    with process(OWNER.replace("HIDE", hide), env={"PATH": os.environ["PATH"], "KEY": "5a"}) as owner:
        assert seen in owner.communicate(timeout=60)[0]


def test_the_bot_hides_its_memory(tmp_path: Path) -> None:
    get_dumpable = 3
    script = f"from bot.__main__ import main; main(); import ctypes; print(ctypes.CDLL(None).prctl({get_dumpable}))"
    nothing_set = {"PATH": os.environ["PATH"], "TINBAO_DATA_DIR": str(tmp_path)}
    with process(script, env=nothing_set, stderr=subprocess.DEVNULL) as bot:
        assert bot.communicate(timeout=60)[0].strip() == "0"


def test_the_decoder_goes_through_this_door() -> None:
    command = [sys.executable, "-m", "bot.media.decoder"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as decoder:
        assert decoder.stdout is not None and decoder.stdin is not None
        hello = decoder.stdout.read(int.from_bytes(decoder.stdout.read(4)))
        limits = Path(f"/proc/{decoder.pid}/limits").read_text()
        decoder.stdin.close()
    assert b'"alone"' in hello
    assert [line.split()[-3:-1] for line in limits.splitlines() if line.startswith("Max file size")] == [["0", "0"]]


async def test_a_decoder_that_hangs_does_not_outlive_the_bot() -> None:
    """It reads no pipe while it hangs: only the kernel can end it."""
    hanging = CONFINED.replace("DEED", "print('hangs', flush=True), time.sleep(600)")
    script = f"import subprocess, sys\nsubprocess.run([sys.executable, '-c', {'as_user = False' + hanging!r}])"
    with process("import os; print(os.getpid(), flush=True)\n" + script) as parent:
        assert parent.stdout is not None
        parent.stdout.readline()
        assert parent.stdout.readline().strip() == "hangs"
        child = _child_of(parent.pid)
        os.kill(parent.pid, signal.SIGKILL)
    await until(lambda: not _runs(child), 20)


def _child_of(pid: int) -> int:
    return int(Path(f"/proc/{pid}/task/{pid}/children").read_text())


def _runs(pid: int) -> bool:
    """A dead process may wait for its new parent to take note of it."""
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False
