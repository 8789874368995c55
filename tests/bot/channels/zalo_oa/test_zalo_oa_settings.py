"""From settings to a channel, or one line that says what is missing."""

from pathlib import Path
from typing import Any

import pytest

from bot.channels.zalo_oa import build_zalo_oa
from bot.errors import SettingsError
from bot.settings import Settings
from tests.bot.conftest import KEY

WHOLE = {
    "zalo_oa_app_id": "3610102344875600321",
    "zalo_oa_secret_key": "oa-secret-oa-secret",
    "zalo_oa_refresh_token": "refresh-token-refresh-token",
}


def settings(folder: Path, **oa: Any) -> Settings:
    room = {"data_dir": folder, "rasa_token": "r" * 16, "actions_token": "a" * 16, "bot_key": KEY}
    return Settings.model_validate(room | {name: value for name, value in oa.items() if value})


@pytest.mark.parametrize("missing", WHOLE)
def test_missing_setting_is_named_and_no_value_shown(tmp_path: Path, missing: str) -> None:
    with pytest.raises(SettingsError, match=f"TINBAO_{missing.upper()} ") as wrong:
        build_zalo_oa(settings(tmp_path, **(WHOLE | {missing: ""})))
    assert not any(value in str(wrong.value) for value in WHOLE.values())


async def test_whole_settings_make_a_channel_and_later_the_file_stands_for_the_pasted_token(tmp_path: Path) -> None:
    await build_zalo_oa(settings(tmp_path, **WHOLE)).stop()
    again = build_zalo_oa(settings(tmp_path, **(WHOLE | {"zalo_oa_refresh_token": ""})))
    assert again.troubles() == []
    await again.stop()
    await again.stop()


async def test_secret_of_the_app_alone_is_enough(tmp_path: Path) -> None:
    only = {"zalo_oa_secret_key": "", "zalo_oa_app_secret": "app-secret-app-secret"}
    await build_zalo_oa(settings(tmp_path, **(WHOLE | only))).stop()


def test_edge_24_settings_keep_their_secrets(tmp_path: Path) -> None:
    shown = repr(settings(tmp_path, **WHOLE))
    assert WHOLE["zalo_oa_secret_key"] not in shown and WHOLE["zalo_oa_refresh_token"] not in shown
