"""Running a door: loopback, no access log (addresses carry places), ids only in what is logged."""

import logging
from collections.abc import Callable

import uvicorn
from fastapi import FastAPI

from storage.errors import StorageError
from storage.settings import StoreSettings, load_settings


def serve[S: StoreSettings](kind: type[S], create_app: Callable[[S], FastAPI], port: Callable[[S], int]) -> None:
    """Serve until stopped; a wrong setting or an old database ends the process with one line."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s level=%(levelname)s logger=%(name)s %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)
    try:
        settings = load_settings(kind)
        app = create_app(settings)
    except StorageError as error:
        raise SystemExit(f"store: {error}") from None
    uvicorn.run(
        app,
        host="127.0.0.1",
        port=port(settings),
        access_log=False,
        log_config=None,
        server_header=False,
        ws="none",
    )
