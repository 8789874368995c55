"""`python -m storage …`: migrate, units (list, token, revoke), pull."""

from typing import Annotated

import typer

from storage.database import Database
from storage.errors import StorageError
from storage.issue import issue_token, revoke_tokens
from storage.migrate import migrate, open_at_head
from storage.pull.command import HELP, pull_command
from storage.settings import StoreSettings, load_settings
from storage.units import Unit, load_units

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
units = typer.Typer(no_args_is_help=True, help="The units and their tokens for the police door.")
app.add_typer(units, name="units")
app.command("pull", help=HELP)(pull_command)

UnitSlug = Annotated[str, typer.Option("--unit", help="slug of the unit, see: units list")]


@app.command("migrate")
def migrate_command() -> None:
    """Bring the store's database to the newest migration."""
    migrate(load_settings(StoreSettings).database)
    typer.echo("store: database is at the newest migration")


@units.command("list")
def list_units() -> None:
    """Print slug, level, unit above and name of every unit."""
    for unit in load_units().units.values():
        typer.echo(f"{unit.slug}\t{unit.level}\t{unit.parent or '-'}\t{unit.name}")


@units.command("token")
def token(unit: UnitSlug) -> None:
    """Issue a token for a unit; it is printed once and kept only as a hash."""
    database, found = _open(unit)
    typer.echo(issue_token(database, found))
    database.close()


@units.command("revoke")
def revoke(unit: UnitSlug) -> None:
    """End all issued tokens of a unit at once (the demo unit's own token is a setting)."""
    database, found = _open(unit)
    typer.echo(f"store: revoked {revoke_tokens(database, found)}")
    database.close()


def _open(slug: str) -> tuple[Database, Unit]:
    found = load_units().unit(slug)
    return open_at_head(load_settings(StoreSettings).database), found


def main() -> None:
    try:
        app()
    except StorageError as error:
        raise SystemExit(f"store: {error}") from None


if __name__ == "__main__":
    main()
