"""An application behind uvicorn on a free loopback port, spoken to with httpx."""

import secrets
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import httpx
import uvicorn
from fastapi import FastAPI


@contextmanager
def serving(app: FastAPI) -> Iterator[str]:
    """The application's address while it runs."""
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(app, access_log=False, log_config=None, ws="none", server_header=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the door did not open"
        time.sleep(0.005)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


@contextmanager
def calling(app: FastAPI, token: str | None) -> Iterator[httpx.Client]:
    """A client of the running application, with its service token when one is given."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    with serving(app) as url, httpx.Client(base_url=url, headers=headers, timeout=30) as client:
        yield client


class MortalServer:
    """A fake's server on one port for good: it can start, die and start again there."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"

    def make_app(self) -> FastAPI:
        """The application; made anew at each start."""
        raise NotImplementedError

    def start(self) -> None:
        """Listens, again on the same port."""
        config = uvicorn.Config(self.make_app(), "127.0.0.1", self.port, log_level="error", lifespan="off")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        while not self._server.started:
            assert self._thread.is_alive(), f"port {self.port} did not open"
            time.sleep(0.01)

    def die(self) -> None:
        """Stops at once, cutting every connection."""
        self._server.force_exit = self._server.should_exit = True
        self._thread.join(10)


_SERVERS_PORTS = range(20_000, 32_000)  # no outgoing connection gets one of these (ip_local_port_range)
_given: set[int] = set()


def free_port() -> int:
    """A loopback port that nobody uses now, that no connection can come to use and that was not given before."""
    while True:
        port = secrets.choice(_SERVERS_PORTS)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            if port not in _given:
                _given.add(port)
                return port
