"""The five programs: how each starts, which secrets it may know, how it says that it is ready."""

from dataclasses import dataclass, replace

from scripts.supervisor.secrets_file import NAMES

_PASSED = ("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "SSL_CERT_FILE", "TESSDATA_PREFIX")
# What opens a platform's account: only the bot speaks to platforms.
_CHANNELS = tuple(f"TINBAO_{platform}_" for platform in ("TELEGRAM", "ZALO"))
# What opens the police unit's tips: an address of PostgreSQL holds a password.
_STORE = ("TINBAO_DATABASE_URL",)
_APP = ".venv/bin/python"
_RASA = ".venv-rasa/bin/python"
_BOT = ("TINBAO_RASA_TOKEN", "TINBAO_ACTIONS_TOKEN", "TINBAO_BOT_KEY")
_PORTS = {
    "TINBAO_CITIZEN_PORT": "8090",
    "TINBAO_POLICE_PORT": "8081",
    "TINBAO_ACTIONS_PORT": "5055",
    "TINBAO_RASA_PORT": "5005",
    "TINBAO_WEB_PORT": "8080",
}


@dataclass(frozen=True)
class Program:
    """`health` is a path on 127.0.0.1:`port` that answers 200 once the program is ready."""

    name: str
    command: tuple[str, ...]
    port: int
    health: str
    environment: dict[str, str]

    @property
    def health_url(self) -> str:
        return f"http://127.0.0.1:{self.port}{self.health}"


def ports(environment: dict[str, str]) -> dict[str, int]:
    """The port variables with their values; raises ValueError for what is no port number."""
    return {name: int(environment.get(name) or default) for name, default in _PORTS.items()}


def programs(environment: dict[str, str], secrets: dict[str, str]) -> list[Program]:
    """All programs, each with the open settings and only the secrets it needs."""
    port = ports(environment)

    def settings(*allowed: str) -> dict[str, str]:
        open_settings = {k: v for k, v in environment.items() if k in _PASSED or _is_open(k)}
        filled = {name: str(value) for name, value in port.items()}
        return {**open_settings, **filled, **{k: secrets[k] for k in allowed}, "PYTHONUNBUFFERED": "1"}

    def app(name: str, port_name: str, *allowed: str) -> Program:
        return Program(name, (_APP, "-m", name), port[port_name], "/healthz", settings(*allowed))

    def store(name: str, port_name: str, *allowed: str) -> Program:
        return replace(program := app(name, port_name, *allowed), environment={**program.environment, **database})

    channels = {k: v for k, v in environment.items() if k.startswith(_CHANNELS)}
    database = {k: v for k, v in environment.items() if k.startswith(_STORE)}
    rasa_port = port["TINBAO_RASA_PORT"]
    rasa = Program(
        "rasa",
        (
            _RASA,
            "-W",
            "ignore",
            "-m",
            "rasa",
            "run",
            "--quiet",
            "--interface",
            "127.0.0.1",
            "--port",
            str(rasa_port),
        )
        + (
            "--model",
            "models/tinbao.tar.gz",
            "--endpoints",
            "endpoints.yml",
            "--credentials",
            "credentials.yml",
        ),
        rasa_port,
        "/webhooks/tinbao/health",
        {
            **settings("TINBAO_RASA_TOKEN", "TINBAO_ACTIONS_TOKEN"),
            "RASA_TELEMETRY_ENABLED": "false",
            "PYTHONPATH": "nlu/runtime",
            "SANIC_WORKERS": "1",
        },
    )
    return [
        rasa,
        store("storage.citizen", "TINBAO_CITIZEN_PORT", "TINBAO_CITIZEN_TOKEN"),
        store("storage.police", "TINBAO_POLICE_PORT", "TINBAO_POLICE_TOKEN", "TINBAO_DESK_PASSWORD"),
        app(
            "actions",
            "TINBAO_ACTIONS_PORT",
            "TINBAO_ACTIONS_TOKEN",
            "TINBAO_CITIZEN_TOKEN",
            "TINBAO_ACTIONS_KEY",
        ),
        Program("bot", (_APP, "-m", "bot"), port["TINBAO_WEB_PORT"], "/healthz", {**settings(*_BOT), **channels}),
    ]


def _is_open(name: str) -> bool:
    return name.startswith("TINBAO_") and name not in NAMES and not name.startswith(_CHANNELS + _STORE)


def migration(all_programs: list[Program]) -> tuple[tuple[str, ...], dict[str, str]]:
    """The command, with its environment, that brings the store's database to head before its doors start."""
    citizen = next(program for program in all_programs if program.name == "storage.citizen")
    return (_APP, "-m", "storage", "migrate"), citizen.environment
