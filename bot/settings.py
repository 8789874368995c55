"""The room's settings, read once from TINBAO_… variables."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, StringConstraints, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import SettingsError

Port = Annotated[int, Field(ge=1, le=65535)]
Seconds = Annotated[float, Field(gt=0)]
Token = Annotated[SecretStr, Field(min_length=16)]


class Settings(BaseSettings):
    """Times are seconds."""

    model_config = SettingsConfigDict(env_prefix="TINBAO_", frozen=True, env_ignore_empty=True, extra="ignore")

    data_dir: Path = Path("var")
    web_port: Port = 8080
    rasa_port: Port = 5005
    actions_port: Port = 5055
    rasa_token: Token
    actions_token: Token
    bot_key: Annotated[SecretStr, Field(min_length=64, max_length=64)]

    telegram_token: SecretStr | None = None
    telegram_api_url: Annotated[str, StringConstraints(pattern=r"^https?://")] = "https://api.telegram.org"
    telegram_mode: Literal["polling", "webhook"] = "polling"
    telegram_secret: SecretStr | None = None
    zalo_bot_token: SecretStr | None = None
    zalo_bot_api_url: Annotated[str, StringConstraints(pattern=r"^https?://")] = "https://bot-api.zaloplatforms.com"
    zalo_bot_mode: Literal["polling", "webhook"] = "polling"
    zalo_bot_secret: SecretStr | None = None
    zalo_oa_app_id: str | None = None
    zalo_oa_id: str | None = None
    zalo_oa_secret_key: SecretStr | None = None
    zalo_oa_app_secret: SecretStr | None = None
    zalo_oa_refresh_token: SecretStr | None = None
    zalo_oa_api_url: Annotated[str, StringConstraints(pattern=r"^https?://")] = "https://openapi.zalo.me"
    zalo_oa_oauth_url: Annotated[str, StringConstraints(pattern=r"^https?://")] = "https://oauth.zaloapp.com"
    zalo_oa_billable: bool = False  # whether replies that Zalo charges for (48 hours to 7 days) may leave
    zalo_oa_pause: Seconds = 1800  # silence after an officer has answered by hand
    public_url: Annotated[str, StringConstraints(pattern=r"^https?://")] | None = None

    rasa_read_timeout: Seconds = 25
    hold_after: Seconds = 20  # then the resident hears that the answer is late
    offer_after: Seconds = 120  # then the raw words may go to the police as they are
    backoff_first: Seconds = 1
    backoff_longest: Seconds = 30
    reconnect_every: Seconds = 3  # at most, while Rasa's port is closed
    attempt_cap: Annotated[int, Field(ge=1)] = 20  # turns that reached Rasa and failed
    give_up_after: Seconds = 24 * 3600  # for turns that never reached it; a restart counts anew
    deliver_within: Seconds = 24 * 3600  # a reply that its platform has not taken by then is given up
    messages_per_minute: Annotated[int, Field(ge=1)] = 60
    queue_cap: Annotated[int, Field(ge=1)] = 200
    files_bytes: Annotated[int, Field(ge=1)] = 10 * 1024**3  # of the disk, for what residents send
    tick_every: Seconds = 1
    purge_every: Seconds = 3600

    @property
    def rasa_url(self) -> str:
        """Base address of Rasa, loopback only."""
        return f"http://127.0.0.1:{self.rasa_port}"

    @property
    def actions_url(self) -> str:
        """Base address of the action server, loopback only."""
        return f"http://127.0.0.1:{self.actions_port}"

    @property
    def database_path(self) -> Path:
        """The room's only file."""
        return self.data_dir / "bot.db"


def load_settings() -> Settings:
    """Reads the environment. Raises SettingsError with one line that names what is wrong, without values."""
    try:
        settings = Settings.model_validate({})
        bytes.fromhex(settings.bot_key.get_secret_value())
    except ValidationError as wrong:
        names = (f"TINBAO_{str(error['loc'][0]).upper()} ({error['msg']})" for error in wrong.errors())
        raise SettingsError("settings: " + "; ".join(names)) from None
    except ValueError:
        raise SettingsError("settings: TINBAO_BOT_KEY must be 64 hexadecimal digits (32 bytes)") from None
    return settings
