"""The command line of `tinbao pull`."""

import os
from pathlib import Path
from typing import Annotated

import typer
import yaml

from storage.errors import PullStopped
from storage.pull.pull import pull
from storage.pull.store_client import StoreClient
from storage.pull.tip_file import TipFile

_SAY: dict[str, str] = yaml.safe_load(Path(__file__).with_name("messages.yml").read_text(encoding="utf-8"))
HELP = _SAY["help"]


def pull_command(
    unit: Annotated[str, typer.Option(help=_SAY["help_unit"])],
    out: Annotated[Path, typer.Option(help=_SAY["help_out"])],
    url: Annotated[str, typer.Option(help=_SAY["help_url"])] = "",
    after: Annotated[int | None, typer.Option(help=_SAY["help_after"], min=0, max=2**63 - 1)] = None,
    token_file: Annotated[Path | None, typer.Option(help=_SAY["help_token_file"])] = None,
) -> None:
    """Fetch, write, acknowledge; exit 1 with one Vietnamese line when it has to stop."""
    try:
        store = StoreClient(url or _own_url(), _token(token_file), unit)
        try:
            done = pull(store, TipFile(out, unit), after)
        finally:
            store.close()
    except PullStopped as stopped:
        typer.echo(_SAY[stopped.word].format(**stopped.facts), err=True)
        raise typer.Exit(1) from None
    except OSError as error:
        typer.echo(_SAY["disk"].format(kind=type(error).__name__), err=True)
        raise typer.Exit(1) from None
    typer.echo(_SAY["done"].format(written=done.written, repeated=done.repeated, cursor=done.cursor))


def _own_url() -> str:
    """The door on this machine, for the demo and the duty room."""
    return f"http://127.0.0.1:{os.environ.get('TINBAO_POLICE_PORT', '8081')}"


def _token(token_file: Path | None) -> str:
    token = token_file.read_text(encoding="utf-8") if token_file else os.environ.get("TINBAO_POLICE_TOKEN", "")
    token = token.strip()
    if not token:
        raise PullStopped("no_token")
    if not token.isascii() or not token.isprintable() or " " in token:
        raise PullStopped("bad_token")
    return token
