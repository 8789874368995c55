"""`python -m actions`: serve Rasa's calls on the loopback interface."""

import logging
import sys

import uvicorn

from actions.assistant import assemble
from actions.errors import ActionsError
from actions.server import create_app
from actions.settings import load_settings


def main() -> None:
    """Runs until stopped; a wrong setting or a broken catalogue ends it with one line."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s %(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)
    logging.getLogger("rasa_sdk").setLevel(logging.WARNING)
    try:
        settings = load_settings()
        app = create_app(assemble(settings), settings.actions_token)
    except ActionsError as error:
        sys.exit(f"actions: {error}")
    uvicorn.run(app, host="127.0.0.1", port=settings.actions_port, access_log=False, log_level="warning")


if __name__ == "__main__":
    main()
