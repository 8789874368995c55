"""Renders the desk's pages: everything escaped, links made harmless, Vietnamese from labels.yml."""

from pathlib import Path
from typing import Any

import yaml
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from storage.police.desk import show
from storage.police.desk.tactics import load_titles

_HERE = Path(__file__).parent


class Pages:
    """The templates with the words they use; `tactics_dir` holds the catalogue whose titles are shown."""

    def __init__(self, tactics_dir: Path) -> None:
        labels: dict[str, Any] = yaml.safe_load((_HERE / "labels.yml").read_text(encoding="utf-8"))
        labels["tactic"] = load_titles(tactics_dir)
        self._env = Environment(
            loader=FileSystemLoader(_HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._env.filters.update(words=show.words, hour=show.hour, moment=show.moment, grouped=show.grouped)
        self._env.globals["label"] = lambda kind, word: labels[kind].get(word, show.words(word))
        self._env.globals["problems"] = labels["problem"]
        self._env.globals["document_order"] = list(labels["document"])

    def show(self, page: str, /, *, status: int = 200, **facts: Any) -> HTMLResponse:
        """The page `templates/<page>.html` filled with `facts`."""
        html = self._env.get_template(f"{page}.html").render(facts)
        return HTMLResponse(html, status_code=status)
