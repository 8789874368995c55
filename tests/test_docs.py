"""What the papers say is there, and what is there is in the papers."""

import json
import re
from pathlib import Path

import pytest
from pydantic_settings import BaseSettings

from actions.settings import Settings as ActionsSettings
from bot.settings import Settings as BotSettings
from scripts.supervisor.secrets_file import NAMES as GENERATED
from storage.settings import CitizenSettings, PoliceSettings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAPERS = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / "nlu/README.md", *(ROOT / "docs").glob("*.md")])

# Handed by run.sh to the supervisor so that "ready in N s" counts from the first second; nobody sets it.
INTERNAL = {"TINBAO_RUN_STARTED"}
SETTING = re.compile(r"TINBAO_[A-Z_]*[A-Z]")

# The tactic names of the evaluation data (its README), and those that no entry of our catalogue comes near.
EVALUATION_NAMES = [
    "ban_hang_gia",
    "bat_coc_online",
    "co_bac",
    "con_cap_cuu",
    "dau_tu_tien_ao",
    "doi_no_khung_bo",
    "gia_bao_hiem",
    "gia_bhxh_tro_cap",
    "gia_chuyen_tien_quoc_te",
    "gia_co_quan_nha_nuoc",
    "gia_co_quan_thue",
    "gia_cskh_hoan_tien",
    "gia_danh_nguoi_quen",
    "gia_dien_luc",
    "gia_giao_hang",
    "gia_mao_ngan_hang",
    "khac",
    "khoa_sim",
    "lam_giay_to_gia",
    "lay_lai_tien",
    "link_phishing_mxh",
    "lua_dao_tinh_cam",
    "ma_qr",
    "moi_goi_nhay_cam",
    "tong_tien",
    "trung_thuong_qua_tang",
    "vay_tien_online",
    "viec_nhe_luong_cao",
]
WITHOUT_ENTRY = {"khac"}

CORE_PAIRS = {
    "tin báo": "tip",
    "thủ đoạn": "tactic",
    "dấu hiệu": "sign",
    "đơn vị": "unit",
    "phường, xã": "ward, commune",
    "đường dây nóng": "hotline",
    "nhận định": "verdict",
    "mã tin báo": "receipt code",
}


def section(title: str) -> str:
    """The README's lines under a heading, up to the next one."""
    found = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", README, re.MULTILINE | re.DOTALL)
    assert found, f"README has no section {title!r}"
    return found[1]


def rows(table: str) -> list[list[str]]:
    """The cells of a Markdown table's rows, without its two head lines."""
    lines = [line for line in table.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def documented() -> dict[str, str]:
    """Default by name, as the README's table of settings says."""
    return {name.strip("`"): default.strip("`") for name, default, _ in rows(section("Settings"))}


def settings_of_the_code() -> dict[str, str]:
    """Default by name, as the settings classes say, in the README's words."""
    kinds: list[type[BaseSettings]] = [BotSettings, ActionsSettings, CitizenSettings, PoliceSettings]
    found = {}
    for kind in kinds:
        for name, field in kind.model_fields.items():
            setting = f"TINBAO_{name.upper()}"
            default = "generated" if field.is_required() else "none" if field.default is None else str(field.default)
            found[setting] = default or "empty"
    return found


def names_in_files() -> set[str]:
    """Every setting that a script, Rasa's side or a command reads without a settings class."""
    files = [ROOT / "Makefile", ROOT / "tinbao", *ROOT.glob("*.yml"), *(ROOT / ".ci").glob("*")]
    files += [p for room in ("scripts", "nlu", "storage", "bot", "actions") for p in (ROOT / room).rglob("*.py")]
    files += (ROOT / "scripts").rglob("*.sh")
    return {name for path in files for name in SETTING.findall(path.read_text(encoding="utf-8"))} - INTERNAL


def test_every_setting_is_in_the_table() -> None:
    missing = (settings_of_the_code().keys() | names_in_files()) - documented().keys()
    assert not missing, f"README's table of settings lacks {sorted(missing)}"


def test_every_setting_of_the_table_exists() -> None:
    invented = documented().keys() - settings_of_the_code().keys() - names_in_files()
    assert not invented, f"README's table of settings names what nothing reads: {sorted(invented)}"


@pytest.mark.parametrize("name", sorted(settings_of_the_code()))
def test_the_tables_default_is_the_codes(name: str) -> None:
    assert documented().get(name) == settings_of_the_code()[name]


def test_generated_secrets_are_those_the_code_requires() -> None:
    said = {name for name, default in documented().items() if default == "generated"}
    assert said == set(GENERATED)


def test_every_path_of_the_map_exists() -> None:
    paths = [path for cell, _ in rows(section("Map")) for path in re.findall(r"`([^`]+)`", cell)]
    assert len(paths) >= 10
    gone = [path for path in paths if not (ROOT / path).exists()]
    assert not gone, f"README's map names {gone}"


def test_every_room_is_on_the_map() -> None:
    on_the_map = section("Map")
    for room in ("bot/", "nlu/", "actions/", "storage/", "tests/", "scripts/"):
        assert f"| `{room}` |" in on_the_map


@pytest.mark.parametrize("paper", PAPERS, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_and_pictures_lead_somewhere(paper: Path) -> None:
    text = paper.read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#]+)", text) + re.findall(r'src="([^"]+)"', text)
    gone = [t for t in targets if not t.startswith("https://") and not (paper.parent / t).exists()]
    assert not gone, f"{paper.name} points to {gone}"


def test_the_architectures_tests_exist() -> None:
    named = re.findall(r"`(tests/[^`]+)`", (ROOT / "docs/architecture.md").read_text(encoding="utf-8"))
    assert len(named) >= 10
    gone = [path for path in named if not (ROOT / path).exists()]
    assert not gone, f"docs/architecture.md names {gone}"


@pytest.mark.parametrize("paper", PAPERS, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_machine_path(paper: Path) -> None:
    found = re.findall(r"(?<![\w.~])/(?:home|root|tmp|work|usr|opt|mnt|Users)\b\S*", paper.read_text(encoding="utf-8"))
    assert not found, f"{paper.name} names a path of somebody's machine: {found}"


def test_the_first_screen() -> None:
    first = README.split("\n## ")[0]
    assert "make run" in first
    assert "make test" in first
    assert "docs/images/chat-phone.png" in first
    assert "Mã tin báo" in first


def test_nlu_says_first_which_python_it_needs() -> None:
    lines = (ROOT / "nlu/README.md").read_text(encoding="utf-8").splitlines()
    assert "Python 3.10" in next(line for line in lines if line and not line.startswith("#")).split(".yml")[0]


def test_evaluation_names_lead_to_the_catalogue() -> None:
    mapping = json.loads((ROOT / "eval/tactics.json").read_text(encoding="utf-8"))
    assert len(EVALUATION_NAMES) == 28
    assert set(mapping) == set(EVALUATION_NAMES)
    catalogue = {path.stem for path in (ROOT / "nlu/tactics").glob("*.yml")}
    for name, slug in mapping.items():
        assert slug in catalogue or (slug is None and name in WITHOUT_ENTRY), f"{name}: {slug} is not in nlu/tactics"


def test_the_changelog_counts_the_catalogue() -> None:
    said = re.search(r"(\d+) fraud tactics", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    assert said
    assert int(said[1]) == len(list((ROOT / "nlu/tactics").glob("*.yml")))


@pytest.mark.parametrize(("vietnamese", "english"), CORE_PAIRS.items())
def test_the_glossary_has_the_core_pairs(vietnamese: str, english: str) -> None:
    glossary = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
    assert f"| {vietnamese} | {english} |" in glossary


def test_licence() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in text
    assert "The tinbao authors" in text
