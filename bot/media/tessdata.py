"""Where the Vietnamese language data of Tesseract lies on this machine."""

import os
from collections.abc import Iterable
from pathlib import Path

FILE = "vie.traineddata"
_ROOT = Path(__file__).parents[2]
_PLACES = (
    _ROOT / "models" / "tessdata",  # where scripts/tessdata.sh puts it without apt
    Path("/usr/share/tesseract-ocr/5/tessdata"),
    Path("/usr/share/tesseract-ocr/4.00/tessdata"),
    Path("/usr/share/tessdata"),
    Path("/usr/local/share/tessdata"),
    Path("/opt/homebrew/share/tessdata"),
)


def find_tessdata(places: Iterable[Path] = _PLACES) -> Path | None:
    """The first folder that holds it; TESSDATA_PREFIX is asked first."""
    named = os.environ.get("TESSDATA_PREFIX")
    return next((place for place in [*([Path(named)] if named else []), *places] if (place / FILE).is_file()), None)
