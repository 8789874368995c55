#!/usr/bin/env bash
# `make stop`: stops the tinbao of this data directory and waits until it is gone.
set -euo pipefail
cd "$(dirname "$0")/.."
file="${TINBAO_DATA_DIR:-var}/supervisor.pid"
if [ ! -f "$file" ] || ! kill -0 "$(cat "$file")" 2>/dev/null; then
  echo "nothing is running in ${TINBAO_DATA_DIR:-var}"
  exit 0
fi
pid=$(cat "$file")
kill "$pid"
for _ in $(seq 100); do
  kill -0 "$pid" 2>/dev/null || { echo "stopped"; exit 0; }
  sleep 0.1
done
echo "process $pid has not stopped after 10 s" >&2
exit 1
