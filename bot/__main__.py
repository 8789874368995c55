"""`python -m bot`: the web chat on loopback, and every other channel whose settings are present."""

import logging
import socket
import sys
from types import FrameType

import uvicorn

from bot.app import build_app, push_channels
from bot.errors import BotError, SettingsError
from bot.media.prctl import hide_memory
from bot.room import Room
from bot.settings import load_settings

GRACE = 3  # seconds for open requests when the process ends


class _Server(uvicorn.Server):
    """Ends the event streams first: they would wait for news for ever."""

    def __init__(self, config: uvicorn.Config, room: Room) -> None:
        super().__init__(config)
        self._room = room

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._room.core.bell.close()
        super().handle_exit(sig, frame)


def main() -> int:
    """Runs until a signal. Returns the exit code."""
    hide_memory()  # the keys stay unread by the decoder, which runs as the same user
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    for chatty in ("httpx", "httpcore"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    try:
        settings = load_settings()
        with _listen(settings.web_port) as listener:
            _serve(Room(settings, push_channels(settings)), listener)
    except BotError as wrong:
        print(f"bot: {wrong}", file=sys.stderr)  # noqa: T201 one line for who started it
        return 2
    return 0


def _serve(room: Room, listener: socket.socket) -> None:
    config = uvicorn.Config(build_app(room), access_log=False, log_config=None, timeout_graceful_shutdown=GRACE)
    logging.getLogger("bot").info("listening port=%s", listener.getsockname()[1])
    _Server(config, room).run(sockets=[listener])


def _listen(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
    except OSError:
        listener.close()
        raise SettingsError(f"port {port} is taken: stop the other program or set TINBAO_WEB_PORT") from None
    return listener


if __name__ == "__main__":
    sys.exit(main())
