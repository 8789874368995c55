"""Forks one bot after another out of a process that has loaded everything: a restart costs 0.1 s instead of two.

Reads orders from standard input, one line of JSON each: {"step": name, "nth": number, "seconds": number}, of which the
step may be null, and seconds 0 for ever. Answers with the pid, then, when it is dead, with its exit code. `python -m
bot` does the same but for the loading.
"""

import importlib
import json
import os
import sys
from pathlib import Path

_LOADED = (
    "bot.__main__",
    "bot.channels.telegram",
    "bot.channels.zalo_bot",
    "bot.channels.zalo_oa",
    "scripts.chaos.steps",
    # what those load only when it is used
    "httpcore",
    "sqlalchemy.dialects.sqlite",
    "uvicorn.lifespan.on",
    "uvicorn.loops.auto",
    "uvicorn.protocols.http.auto",
)
_READ = (
    ("bot.sentences", "load_sentences"),
    ("bot.evidence.wording", "wording"),
    ("bot.channels.telegram.sentences", "telegram_sentences"),
    ("bot.channels.zalo_bot.sentences", "zalo_bot_sentences"),
    ("bot.channels.zalo_oa.sentences", "zalo_oa_sentences"),
)


def main() -> None:
    for name in _LOADED:
        importlib.import_module(name)
    for name, read in _READ:
        getattr(importlib.import_module(name), read)()
    for line in sys.stdin:
        order = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _live(order["step"], order["nth"], order["seconds"])
        print(pid, flush=True)
        _, status = os.waitpid(pid, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def _live(step: str | None, nth: int, seconds: float) -> None:
    log = os.open(Path(os.environ["TINBAO_DATA_DIR"]) / "bot.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(log, 1)
    os.dup2(log, 2)
    os.close(0)
    from bot.__main__ import main as run
    from scripts.chaos.steps import Trap, die_in, spare_repeats

    code = 1
    try:
        spare_repeats()
        if seconds:
            die_in(seconds)
        if step is not None:
            Trap(step, nth).lay()
        code = run()
    finally:
        os._exit(code)


if __name__ == "__main__":
    main()
