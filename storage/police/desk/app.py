"""Puts the desk's pages onto the police door."""

from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse
from starlette.staticfiles import StaticFiles

from storage.database import Database
from storage.errors import DeskProblem
from storage.police.desk import sign_in, tips
from storage.police.desk.officers import Passwords, keep_officer
from storage.police.desk.pages import Pages
from storage.police.desk.throttle import Throttle
from storage.settings import PoliceSettings
from storage.units import Unit

DEMO_OFFICER = "truc_ban"


def add_desk(app: FastAPI, settings: PoliceSettings, database: Database, unit: Unit) -> None:
    """Pages, stylesheet and the demo unit's officer, whose password is the one in the settings."""
    passwords = Passwords()
    keep_officer(database, passwords, DEMO_OFFICER, unit.slug, settings.desk_password.get_secret_value())
    pages = Pages(settings.tactics_dir)
    app.state.pages = pages
    app.state.passwords = passwords
    app.state.throttle = Throttle()
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"))
    app.include_router(sign_in.router, include_in_schema=False)
    app.include_router(tips.router, include_in_schema=False)

    def problem(_: Request, error: Exception) -> HTMLResponse:
        assert isinstance(error, DeskProblem)
        return pages.show("problem", status=error.status, word=error.word)

    app.add_exception_handler(DeskProblem, problem)
