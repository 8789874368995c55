"""`python -m actions.lists import|list|remove`: the officer's command for lists."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
import yaml
from pydantic_settings import BaseSettings, SettingsConfigDict

from actions.errors import BadList
from actions.lists.entry import ListKind
from actions.lists.importing import import_list
from actions.lists.rows import Format
from actions.lists.shelf import Sheet, Shelf

app = typer.Typer(add_completion=False, no_args_is_help=True)


class Place(BaseSettings):
    """Where the lists are kept; the command needs no secrets."""

    model_config = SettingsConfigDict(env_prefix="TINBAO_", env_ignore_empty=True)

    data_dir: Path = Path("var")


def _shelf() -> Shelf:
    return Shelf(Place().data_dir / "lists.db")


def _sentences() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "sentences.yml").read_text(encoding="utf-8"))
    return content


def _stop(text: str) -> typer.Exit:
    typer.echo(text, err=True)
    return typer.Exit(1)


@app.command("import")
def import_(
    file: Path,
    kind: Annotated[ListKind, typer.Option()],
    source: Annotated[str, typer.Option()],
    as_of: Annotated[str, typer.Option()],
    form: Annotated[Format, typer.Option("--format")] = "plain",
    confirmed: Annotated[bool, typer.Option("--confirmed", help="the unit itself stands for it")] = False,
    leave_out: Annotated[bool, typer.Option("--leave-out", help="skip dangerous lines")] = False,
) -> None:
    """Put FILE in the place of the list of the same source and kind."""
    say, today = _sentences(), date.today()
    try:
        day = date.fromisoformat(as_of)
    except ValueError:
        raise _stop(say["wrong_day"].format(day=as_of)) from None
    if not source.strip():
        raise _stop(say["no_source"])
    sheet = Sheet(source.strip(), kind, day, today, confirmed)
    try:
        outcome = import_list(_shelf(), file, form, kind, sheet, leave_out=leave_out)
    except BadList as error:
        raise _stop(say["refused"][error.reason].format(**error.facts)) from None
    typer.echo(say["imported"].format(entries=outcome.entries, source=sheet.source, day=f"{day:%d/%m/%Y}"))
    for name in ("unread", "left_out"):
        if count := getattr(outcome, name):
            typer.echo(say[name].format(count=count))


@app.command("list")
def list_() -> None:
    """Show every list with its source, day and age."""
    say, today = _sentences(), date.today()
    sheets = _shelf().sheets()
    for sheet in sheets:
        facts = {"source": sheet.source, "kind": sheet.kind, "entries": sheet.entries, "day": f"{sheet.as_of:%d/%m/%Y}"}
        by_unit = say["by_unit"] if sheet.confirmed else ""
        age = (today - sheet.as_of).days
        typer.echo(say["sheet"].format(**facts, age=age, imported=f"{sheet.imported_on:%d/%m/%Y}", by_unit=by_unit))
    if not sheets:
        typer.echo(say["none"])


@app.command()
def remove(source: str) -> None:
    """Take every list of SOURCE away."""
    say = _sentences()
    count = _shelf().remove(source)
    if not count:
        raise _stop(say["not_there"].format(source=source))
    typer.echo(say["removed"].format(count=count, source=source))


if __name__ == "__main__":
    app()
