#!/usr/bin/env bash
# Vietnamese language data for reading screenshots: by apt where we may, else one pinned file. Without it the
# assistant still runs: it says that it cannot read pictures, and reads QR codes only.
set -euo pipefail
cd "$(dirname "$0")/.."

URL=https://github.com/tesseract-ocr/tessdata_fast/raw/4.1.0/vie.traineddata
SHA256=79df64caf7bcfb2a27df5042ecb6121e196eada34da774956995747636d5bfa1 # the file that Debian's tesseract-ocr-vie installs
say() { printf '  %s\n' "$*"; }
found() { .venv/bin/python -c 'import sys; from bot.media.tessdata import find_tessdata; sys.exit(find_tessdata() is None)'; }

if found; then
  exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  say "installing tesseract-ocr-vie (reads screenshots)"
  quick=(-qq -o Acquire::Retries=1 -o Acquire::http::Timeout=10)
  install=(env DEBIAN_FRONTEND=noninteractive apt-get install "${quick[@]}" -y --no-install-recommends tesseract-ocr-vie)
  "${install[@]}" >/dev/null 2>&1 || { apt-get update "${quick[@]}" >/dev/null 2>&1 && "${install[@]}" >/dev/null 2>&1; } || true
  if found; then
    exit 0
  fi
fi
if command -v curl >/dev/null 2>&1; then
  say "fetching the Vietnamese data of Tesseract (reads screenshots)"
  mkdir -p models/tessdata
  part=models/tessdata/vie.traineddata.part
  if curl --silent --fail --location --connect-timeout 5 --max-time 60 --output "$part" "$URL" &&
    echo "$SHA256  $part" | sha256sum --check --status; then
    mv "$part" models/tessdata/vie.traineddata
    exit 0
  fi
  rm -f "$part"
fi
say "screenshots will not be read, only QR codes: install tesseract-ocr-vie (Debian: apt-get install tesseract-ocr-vie)"
