"""The whole of tinbao as real processes on free ports, with a data directory of its own, for tests."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx

from scripts.supervisor.programs import Program, migration, programs
from scripts.supervisor.secrets_file import load_secrets
from tests.serving import free_port

ROOT = Path(__file__).parents[1]
_PORT_NAMES = ("CITIZEN", "POLICE", "ACTIONS", "RASA", "WEB")
_READY_SECONDS = 120.0


class Stack:
    """`start`, `kill` and `wait` take a program's name: rasa, actions, bot, storage.citizen, storage.police."""

    def __init__(self, data_dir: Path, settings: dict[str, str] | None = None) -> None:
        data_dir.mkdir(parents=True, exist_ok=True)
        self.data_dir = data_dir
        ports = {f"TINBAO_{name}_PORT": str(free_port()) for name in _PORT_NAMES}
        inherited = {k: v for k, v in os.environ.items() if not k.startswith("TINBAO_")}
        environment = {**inherited, **ports, "TINBAO_DATA_DIR": str(data_dir), **(settings or {})}
        self.secrets = load_secrets(data_dir, environment)
        self.programs: dict[str, Program] = {p.name: p for p in programs(environment, self.secrets)}
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self.web = f"http://127.0.0.1:{self.programs['bot'].port}"
        self.police = f"http://127.0.0.1:{self.programs['storage.police'].port}"
        self.citizen = f"http://127.0.0.1:{self.programs['storage.citizen'].port}"

    def up(self) -> None:
        """Migrate, start everything, wait until everything is ready."""
        command, environment = migration([*self.programs.values()])
        subprocess.run(command, env=environment, check=True, cwd=ROOT, capture_output=True)
        for name in self.programs:
            self.start(name)
        for name in self.programs:
            self.wait(name)

    def start(self, name: str) -> None:
        program = self.programs[name]
        with (self.data_dir / f"{name}.log").open("ab") as log:
            self._running[name] = subprocess.Popen(
                program.command,
                env=program.environment,
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def wait(self, name: str) -> None:
        """Until the program answers its health door with 200; fails with the end of its log."""
        deadline = time.monotonic() + _READY_SECONDS
        while time.monotonic() < deadline:
            if self._running[name].poll() is not None:
                break
            try:
                if httpx.get(self.programs[name].health_url, timeout=2.0).status_code == 200:
                    return
            except httpx.HTTPError:
                pass
            time.sleep(0.1)
        raise AssertionError(f"{name} is not ready:\n{self.log(name)[-3000:]}")

    def kill(self, name: str) -> None:
        """kill -9 the program's whole group, as a power cut would."""
        process = self._running.pop(name)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def down(self) -> None:
        for name in list(self._running):
            self.kill(name)

    def log(self, name: str) -> str:
        return (self.data_dir / f"{name}.log").read_text(encoding="utf-8", errors="replace")

    def pull(self) -> list[dict[str, Any]]:
        """All tips of the demo unit, oldest first."""
        headers = {"Authorization": f"Bearer {self.secrets['TINBAO_POLICE_TOKEN']}"}
        answer = httpx.get(f"{self.police}/v1/tips", params={"after": 0, "limit": 500}, headers=headers)
        answer.raise_for_status()
        tips: list[dict[str, Any]] = answer.json()["tips"]
        return tips


@contextmanager
def running_stack(data_dir: Path, settings: dict[str, str] | None = None) -> Iterator[Stack]:
    """A stack that is up inside the with block and gone after it."""
    stack = Stack(data_dir, settings)
    try:
        stack.up()
        yield stack
    finally:
        stack.down()
