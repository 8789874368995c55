"""Each process knows its own secrets and no other's."""

import pytest

from scripts.supervisor.programs import migration, programs
from scripts.supervisor.secrets_file import NAMES

SECRETS = {name: f"generated-{name}" for name in NAMES}
CHANNELS = {
    "TINBAO_TELEGRAM_TOKEN": "123456:abc",
    "TINBAO_ZALO_BOT_SECRET": "hook-secret",
    "TINBAO_ZALO_OA_REFRESH_TOKEN": "refresh",
}


def test_what_opens_a_platforms_account_goes_to_the_bot_alone() -> None:
    made = programs({**CHANNELS, "TINBAO_DATA_DIR": "var", "PATH": "/bin", "AWS_KEY": "no"}, SECRETS)
    assert {program.name for program in made if CHANNELS.items() <= program.environment.items()} == {"bot"}
    for program in made:
        assert program.environment["TINBAO_DATA_DIR"] == "var"
        assert "AWS_KEY" not in program.environment
        if program.name != "bot":
            assert not CHANNELS.keys() & program.environment.keys()


def test_the_stores_database_is_open_to_the_store_alone() -> None:
    database = {"TINBAO_DATABASE_URL": "postgresql+psycopg://tinbao:password@127.0.0.1/tinbao"}
    made = programs({**database, "PATH": "/bin"}, SECRETS)
    knowing = {program.name for program in made if database.items() <= program.environment.items()}
    assert knowing == {"storage.citizen", "storage.police"}
    assert not any("password" in str(program.environment) for program in made if program.name not in knowing)
    assert database.items() <= migration(made)[1].items()


@pytest.mark.parametrize(
    ("secret", "known_to"),
    [
        ("TINBAO_BOT_KEY", {"bot"}),
        ("TINBAO_ACTIONS_KEY", {"actions"}),
        ("TINBAO_DESK_PASSWORD", {"storage.police"}),
        ("TINBAO_RASA_TOKEN", {"rasa", "bot"}),
    ],
)
def test_a_secret_goes_to_who_needs_it(secret: str, known_to: set[str]) -> None:
    made = programs({"TINBAO_BOT_KEY": "of the environment"}, SECRETS)
    assert {program.name for program in made if secret in program.environment} == known_to
