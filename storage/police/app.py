"""The police door as an application: the API for units, the desk for officers."""

from fastapi import FastAPI

from storage.door import open_door
from storage.migrate import open_at_head
from storage.police import evidence, tips
from storage.police.access import PoliceDoor
from storage.police.desk.app import add_desk
from storage.settings import PoliceSettings
from storage.tokens import digest
from storage.units import load_units

_MAX_BODY = 64 * 1024
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def create_app(settings: PoliceSettings) -> FastAPI:
    """The door over `settings.database`; raises SchemaNotReady or UnknownUnit rather than open half."""
    tree = load_units()
    demo_unit = tree.unit(settings.unit)
    database = open_at_head(settings.database)
    app = open_door("tinbao store, police door", database, max_body_size=_MAX_BODY, headers=_HEADERS)
    app.state.door = PoliceDoor(database, tree, demo_unit, digest(settings.police_token.get_secret_value()))
    for part in (tips, evidence):
        app.include_router(part.router)
    add_desk(app, settings, database, demo_unit)
    return app
