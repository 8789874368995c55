"""Each process knows its own secrets and no other's."""

import pytest

from scripts.supervisor.programs import programs
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
