"""Settings of the action server, all from TINBAO_… environment variables."""

from pathlib import Path

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from actions.errors import BadSettings


class Settings(BaseSettings):
    """Ports are loopback ports; `actions_key` is 32 bytes in hex and encrypts what waits for delivery."""

    model_config = SettingsConfigDict(env_prefix="TINBAO_", env_ignore_empty=True, frozen=True)

    data_dir: Path = Path("var")
    actions_port: int = Field(default=5055, ge=1, le=65535)
    citizen_port: int = Field(default=8090, ge=1, le=65535)
    actions_token: str = Field(min_length=16)
    citizen_token: str = Field(min_length=16)
    actions_key: str = Field(pattern=r"^[0-9a-fA-F]{64}$")

    @property
    def citizen_url(self) -> str:
        return f"http://127.0.0.1:{self.citizen_port}"

    @property
    def database(self) -> Path:
        return self.data_dir / "actions.db"


def load_settings() -> Settings:
    """Settings from the environment; raises BadSettings naming the variables, never their values."""
    try:
        return Settings()  # type: ignore[call-arg]  # the values come from the environment
    except ValidationError as error:
        names = ", ".join(f"TINBAO_{str(e['loc'][0]).upper()}" for e in error.errors())
        raise BadSettings(f"set these correctly: {names}") from None
