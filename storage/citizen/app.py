"""The citizen door as an application."""

from fastapi import Depends, FastAPI

from storage.citizen import evidence, places, receipts, tips
from storage.citizen.access import CitizenDoor, require_token
from storage.door import open_door
from storage.migrate import open_at_head
from storage.settings import CitizenSettings
from storage.tokens import digest
from storage.units import load_units

_MAX_BODY = 4 * 1024 * 1024  # above the 2 MiB that the sender takes: no tip may be refused for its length


def create_app(settings: CitizenSettings) -> FastAPI:
    """The door over `settings.database`; raises SchemaNotReady or UnknownUnit rather than open half."""
    tree = load_units()
    default_unit = tree.unit(settings.unit)
    database = open_at_head(settings.database)
    app = open_door(
        "tinbao store, citizen door",
        database,
        max_body_size=_MAX_BODY,
        headers={"Content-Security-Policy": "default-src 'none'"},
    )
    token_hash = digest(settings.citizen_token.get_secret_value())
    app.state.door = CitizenDoor(database, token_hash, tree, default_unit)
    for part in (tips, receipts, evidence, places):
        app.include_router(part.router, dependencies=[Depends(require_token)])
    return app
