#!/usr/bin/env bash
# `make test`: everything CI checks, cheapest first. Arguments go to pytest (scripts/test.sh -k receipt).
set -euo pipefail
cd "$(dirname "$0")/.."

bash scripts/bootstrap.sh
step() { printf '\n== %s\n' "$*"; }

step "format and lint"
.venv/bin/ruff format --check .
.venv/bin/ruff check .

step "types (app on 3.12, nlu on 3.10)"
.venv/bin/mypy bot actions storage scripts tests
.venv/bin/mypy --python-executable .venv-rasa/bin/python --python-version 3.10 nlu

step "tests of nlu's own code, beside Rasa"
PYTHONPATH=nlu/runtime .venv-rasa/bin/python -W ignore -m unittest discover --start-directory tests/nlu/beside_rasa --top-level-directory . --quiet

step "content, unit, contract, browser, conversation and crash tests"
.venv/bin/pytest "$@"
