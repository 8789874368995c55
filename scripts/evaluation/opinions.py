"""Texts as a JSON list on standard input, the trained model's opinion of each on standard output.

Runs in Rasa's environment (Python 3.10), reads the model that the assistant serves.
"""

from __future__ import annotations

import json
import sys
import tarfile
import tempfile
from pathlib import Path

import skops.io as sio

from nlu.components.model import TRUSTED, TextModel

_MODEL = Path(__file__).parents[2] / "models" / "tinbao.tar.gz"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(_MODEL) as archive:
            archive.extractall(folder)  # noqa: S202 - our own training wrote it
        file = next(Path(folder).rglob("text_model.skops"))
        model = TextModel(**sio.load(file, trusted=TRUSTED))
    texts = json.load(sys.stdin)
    opinions = [model.opinion(text, top=5) for text in texts]
    json.dump([{"material": o.material, "kinds": o.kinds["scam_text"], "slips": o.slips} for o in opinions], sys.stdout)


if __name__ == "__main__":
    main()
