#!/usr/bin/env bash
# Brings a fresh clone to the point where everything can start: uv, both environments, the language
# data for reading screenshots, the trained model.
# Doing it again costs about a second: each step looks first whether its input changed.
set -euo pipefail
cd "$(dirname "$0")/.."

UV_VERSION=0.13.9
say() { printf '  %s\n' "$*"; }

if command -v uv >/dev/null 2>&1; then
  UV=uv
else
  UV=.uv/bin/uv
  if [ ! -x "$UV" ]; then
    say "installing uv $UV_VERSION into .uv"
    python3 -m venv .uv || { echo "python3 with venv is needed (Debian: apt-get install python3-venv)" >&2; exit 1; }
    .uv/bin/pip install --quiet --disable-pip-version-check "uv==$UV_VERSION"
  fi
fi

for version in 3.12 3.10; do
  "$UV" python find "$version" >/dev/null 2>&1 || {
    say "fetching Python $version"
    "$UV" python install "$version" >/dev/null || {
      echo "Python $version was not found. Install it with pyenv or uv (uv python install $version)." >&2
      exit 1
    }
  }
done

lock=$(sha256sum uv.lock pyproject.toml .python-version | sha256sum | cut -c1-16)
if [ "$(cat .venv/tinbao-lock 2>/dev/null)" != "$lock" ]; then
  say "app environment (Python 3.12)"
  UV_PROJECT_ENVIRONMENT=.venv "$UV" sync --quiet --frozen --python 3.12
  echo "$lock" >.venv/tinbao-lock
fi
if [ "$(cat .venv-rasa/tinbao-lock 2>/dev/null)" != "$lock" ]; then
  say "Rasa environment (Python 3.10)"
  UV_PROJECT_ENVIRONMENT=.venv-rasa "$UV" sync --quiet --frozen --python 3.10 --only-group rasa
  echo "$lock" >.venv-rasa/tinbao-lock
fi

bash scripts/tessdata.sh

data=$( { find nlu -type f \( -name '*.yml' -o -name '*.py' \) | LC_ALL=C sort; echo config.yml; echo domain.yml; echo uv.lock; } |
  xargs sha256sum | sha256sum | cut -c1-16)
if [ "$(cat models/tinbao.data 2>/dev/null)" != "$data" ] || [ ! -f models/tinbao.tar.gz ]; then
  say "training the model (about a minute)"
  mkdir -p models
  # The retrieval intents have no fixed responses by design; tests/nlu/test_content.py is the content gate.
  if ! PYTHONWARNINGS=ignore RASA_TELEMETRY_ENABLED=false PYTHONPATH=nlu/runtime .venv-rasa/bin/python -m rasa train \
    --quiet --domain domain.yml --data nlu --config config.yml --out models --fixed-model-name tinbao \
    >models/train.log 2>&1; then
    tail -n 20 models/train.log >&2
    echo "training failed; the whole log is models/train.log" >&2
    exit 1
  fi
  echo "$data" >models/tinbao.data
fi
