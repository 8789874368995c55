"""The channel from the room's settings."""

import httpx
from pydantic import SecretStr

from bot.channels.redaction import hush
from bot.channels.zalo_oa.channel import ZaloOaChannel
from bot.channels.zalo_oa.oauth import Oauth
from bot.channels.zalo_oa.own_file import OwnFile
from bot.channels.zalo_oa.signature import Keys
from bot.channels.zalo_oa.token_store import TokenStore
from bot.channels.zalo_oa.tokens import TokenKeeper
from bot.errors import SettingsError
from bot.sealing import Vault
from bot.settings import Settings
from bot.tls import tls

# Reading an answer may take as long as Zalo needs: a send that timed out may still have arrived.
_PATIENCE = httpx.Timeout(30, connect=3, pool=5)


def build_zalo_oa(settings: Settings) -> ZaloOaChannel:
    """Raises SettingsError where something that the OA needs is not set."""
    path = settings.data_dir / "zalo_oa.db"
    oa_secret, app_secret = _clear(settings.zalo_oa_secret_key), _clear(settings.zalo_oa_app_secret)
    seed = _clear(settings.zalo_oa_refresh_token)
    if not settings.zalo_oa_app_id:
        raise SettingsError("TINBAO_ZALO_OA_APP_ID is missing: the app's number on developers.zalo.me")
    if not (oa_secret or app_secret):
        raise SettingsError("TINBAO_ZALO_OA_SECRET_KEY is missing: without it nobody knows whether Zalo calls")
    if not seed and not path.exists():
        raise SettingsError("TINBAO_ZALO_OA_REFRESH_TOKEN is missing: it comes from approving the app for the OA")
    for secret in filter(None, (oa_secret, app_secret, seed)):
        hush(secret)
    vault = Vault(bytes.fromhex(settings.bot_key.get_secret_value()))
    file = OwnFile(path)
    client = httpx.AsyncClient(timeout=_PATIENCE, limits=httpx.Limits(max_connections=64), verify=tls())
    tokens = TokenKeeper(
        TokenStore(file, vault),
        Oauth(client, settings.zalo_oa_oauth_url, settings.zalo_oa_app_id, app_secret or oa_secret),
        path.with_suffix(".lock"),
        seed,
        vault.pseudonym("zalo_oa seed", seed) if seed else "",
    )
    keys = Keys(settings.zalo_oa_app_id, settings.zalo_oa_id or "", oa_secret, app_secret)
    billable, pause = settings.zalo_oa_billable, settings.zalo_oa_pause
    return ZaloOaChannel(file, vault, keys, tokens, client, settings.zalo_oa_api_url, billable=billable, pause=pause)


def _clear(secret: SecretStr | None) -> str:
    return secret.get_secret_value().strip() if secret else ""
