#!/usr/bin/env bash
# `make run`: prepare what is missing, then start everything and stay until Ctrl-C.
set -euo pipefail
cd "$(dirname "$0")/.."
TINBAO_RUN_STARTED=$(date +%s.%N)
export TINBAO_RUN_STARTED
echo "tinbao: preparing"
bash scripts/bootstrap.sh
echo "tinbao: starting"
exec .venv/bin/python -m scripts.supervisor
