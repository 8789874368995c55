"""`make run` ends here: start everything, wait, tell the addresses, keep it running until Ctrl-C or `make stop`."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx

from scripts.supervisor.child import Child
from scripts.supervisor.programs import Program, migration, ports, programs
from scripts.supervisor.secrets_file import load_secrets

_READY_SECONDS = 180.0


def main() -> None:
    """Exit 0 after a clean stop, 1 with one clear line when something needed is missing."""
    environment = dict(os.environ)
    data_dir = Path(environment.get("TINBAO_DATA_DIR") or "var")
    started = float(environment.get("TINBAO_RUN_STARTED") or time.time())
    os.umask(0o077)  # everything under the data directory is its owner's alone
    (data_dir / "log").mkdir(parents=True, exist_ok=True)
    data_dir.chmod(0o700)
    pid_file = data_dir / "supervisor.pid"
    _refuse_busy_ports(environment)
    secrets = load_secrets(data_dir, environment)
    all_programs = programs(environment, secrets)
    _migrate(all_programs)
    pid_file.write_text(str(os.getpid()))
    try:
        asyncio.run(_supervise(all_programs, data_dir, started, secrets))
    finally:
        pid_file.unlink(missing_ok=True)
    print("stopped", flush=True)


async def _supervise(all_programs: list[Program], data_dir: Path, started: float, secrets: dict[str, str]) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    children = [Child(program, data_dir / "log") for program in all_programs]
    running = [asyncio.create_task(child.run()) for child in children]
    announced = asyncio.create_task(_announce(all_programs, started, secrets))
    await stop.wait()
    announced.cancel()
    print("stopping …", flush=True)
    await asyncio.gather(*(child.stop() for child in children))
    await asyncio.gather(*running, announced, return_exceptions=True)


async def _announce(all_programs: list[Program], started: float, secrets: dict[str, str]) -> None:
    async with httpx.AsyncClient(timeout=2.0) as client:
        await asyncio.gather(*(_wait_until_ready(client, program, started) for program in all_programs))
    address = {program.name: f"http://127.0.0.1:{program.port}" for program in all_programs}
    print(f"  chat page     {address['bot']}/")
    print(f"  police desk   {address['storage.police']}/   sign-in: truc_ban / {secrets['TINBAO_DESK_PASSWORD']}")
    print(f"  unit token    {secrets['TINBAO_POLICE_TOKEN']}   (./tinbao pull --unit an_lao --out tips.jsonl)")
    print(f"ready in {time.time() - started:.0f} s", flush=True)


async def _wait_until_ready(client: httpx.AsyncClient, program: Program, started: float) -> None:
    deadline = time.monotonic() + _READY_SECONDS
    while time.monotonic() < deadline:
        try:
            if (await client.get(program.health_url)).status_code == 200:
                print(f"  {program.name:16} ready after {time.time() - started:.0f} s", flush=True)
                return
        except httpx.HTTPError:
            pass
        await asyncio.sleep(0.1)
    print(f"  {program.name} is not ready after {_READY_SECONDS:.0f} s; still trying", flush=True)
    await asyncio.sleep(float("inf"))


def _migrate(all_programs: list[Program]) -> None:
    command, environment = migration(all_programs)
    done = subprocess.run(command, env=environment, check=False)
    if done.returncode != 0:
        sys.exit("the database could not be brought up to date; see the lines above")


def _refuse_busy_ports(environment: dict[str, str]) -> None:
    try:
        wanted = ports(environment)
    except ValueError:
        sys.exit("a TINBAO_…_PORT setting is no number")
    for name, port in wanted.items():
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                sys.exit(f"port {port} is in use. Stop what uses it (`make stop`?) or set {name} to another port.")


if __name__ == "__main__":
    main()
