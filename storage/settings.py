"""Settings of the store, all from TINBAO_… environment variables: one frozen class for each door."""

from pathlib import Path

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from storage.errors import BadSettings


class StoreSettings(BaseSettings):
    """What every process of the store needs; `unit` is the deployment's default and demo unit."""

    model_config = SettingsConfigDict(env_prefix="TINBAO_", env_ignore_empty=True, frozen=True)

    data_dir: Path = Path("var")
    database_url: str = ""
    unit: str = "an_lao"

    @property
    def database(self) -> str:
        """The SQLAlchemy URL: SQLite under the data directory by default; psycopg for PostgreSQL."""
        if not self.database_url:
            return f"sqlite:///{self.data_dir / 'store.db'}"
        scheme, colon, rest = self.database_url.partition(":")
        return f"{'postgresql+psycopg' if scheme in ('postgresql', 'postgres') else scheme}{colon}{rest}"


class CitizenSettings(StoreSettings):
    """The door that only takes."""

    citizen_port: int = Field(default=8090, ge=1, le=65535)
    citizen_token: SecretStr = Field(min_length=16)


class PoliceSettings(StoreSettings):
    """The door that reads, and the desk; token and password belong to the demo unit and its demo officer."""

    police_port: int = Field(default=8081, ge=1, le=65535)
    police_token: SecretStr = Field(min_length=16)
    desk_password: SecretStr = Field(min_length=8)
    tactics_dir: Path = Path("nlu/tactics")


def load_settings[S: StoreSettings](kind: type[S]) -> S:
    """Settings from the environment; raises BadSettings naming the variables, never their values."""
    try:
        return kind()
    except ValidationError as error:
        names = ", ".join(f"TINBAO_{str(e['loc'][0]).upper()} ({e['type']})" for e in error.errors())
        raise BadSettings(f"set these correctly: {names}") from None
