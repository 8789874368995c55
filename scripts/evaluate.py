"""`make eval DATA=file.jsonl [OUT=file]`: judges every line through the running assistant's chat door.

Reads lines {"id", "text", "label", "core_scam", "origin", "subtype", "tactic"}; prints each figure with its count and
95 % interval (Wilson), and all of them as one JSON line last. OUT receives one line per message: id and verdict only.
"""

import json
import os
import statistics
import sys
import time
import unicodedata
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from math import sqrt
from pathlib import Path
from typing import Any

import httpx

Row = dict[str, Any]
ALARMS = ("danger", "caution")
TACTICS: dict[str, str | None] = json.loads(
    (Path(__file__).parents[1] / "eval" / "tactics.json").read_text(encoding="utf-8")
)


def main() -> None:
    """Arguments: the data file and, if given, the file for the verdicts."""
    if len(sys.argv) < 2:
        sys.exit("usage: make eval DATA=file.jsonl [OUT=file]")
    rows: list[Row] = [json.loads(line) for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()]
    if not rows or "label" not in rows[0]:
        sys.exit("this file has no messages with labels (see docs/operations.md for the form)")
    web = f"http://127.0.0.1:{os.environ.get('TINBAO_WEB_PORT') or 8080}"
    try:
        httpx.get(f"{web}/healthz", timeout=5).raise_for_status()
    except httpx.HTTPError:
        sys.exit(f"no assistant answers at {web}; start it with `make run` first")
    written = judge_all(web, [row["text"] for row in rows])
    stripped = judge_all(web, [strip_accents(row["text"]) for row in rows])
    figures = measure(rows, written, stripped)
    for name, value in figures.items():
        print(f"{name:14} {value}")
    if len(sys.argv) > 2 and sys.argv[2]:
        lines = (json.dumps({"id": r["id"], **v}, ensure_ascii=False) for r, v in zip(rows, written, strict=True))
        Path(sys.argv[2]).write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(json.dumps(figures, ensure_ascii=False))


def judge_all(web: str, texts: list[str]) -> list[Row]:
    """For each text {"severity", "tactic", "candidates", "ms"}; severity is None when no verdict came."""
    with httpx.Client(base_url=web, timeout=60) as client, ThreadPoolExecutor(2) as pool:
        return list(pool.map(lambda text: judge_one(client, text), texts))


def judge_one(client: httpx.Client, text: str) -> Row:
    """Each message is another resident's: a session of its own, sent as a message somebody received."""
    session = client.post("/api/sessions").raise_for_status().json()["session"]
    started = time.perf_counter()
    answer = client.post(f"/api/sessions/{session}/messages", json={"text": text, "forwarded": True})
    ms = (time.perf_counter() - started) * 1000
    replies = answer.json()["replies"] if answer.status_code == 200 else []
    card = next((r["card"] for r in replies if (r["card"] or {}).get("type") == "verdict"), None) or {}
    return {"severity": card.get("severity"), "tactic": card.get("tactic"), "ms": round(ms, 1)}


def measure(rows: list[Row], written: list[Row], stripped: list[Row]) -> Row:
    """Every figure of the evaluation's README that messages give."""

    def over(wanted: Callable[[Row], bool], hit: Callable[[Row, Row], bool], verdicts: list[Row] = written) -> Row:
        chosen = [(r, v) for r, v in zip(rows, verdicts, strict=True) if wanted(r)]
        return share(sum(hit(r, v) for r, v in chosen), len(chosen))

    def alarmed(_: Row, verdict: Row) -> bool:
        return verdict["severity"] in ALARMS

    def is_danger(_: Row, verdict: Row) -> bool:
        return bool(verdict["severity"] == "danger")

    def real(row: Row) -> bool:
        return str(row["origin"]).startswith("real_")

    def core(row: Row) -> bool:
        return bool(row["core_scam"]) and real(row)

    def ham(row: Row) -> bool:
        return bool(row["label"] == "ham" and row["origin"] == "real_sms")

    def spam(row: Row) -> bool:
        return bool(row["label"] == "spam")

    def named(row: Row) -> bool:
        return bool(row["core_scam"] and TACTICS.get(row["tactic"] or ""))

    times = [v["ms"] for v in written]
    recall, plain_recall = over(core, alarmed), over(core, alarmed, stripped)
    false, plain_false = over(ham, alarmed), over(ham, alarmed, stripped)
    return {
        "core_recall": recall,
        "core_danger": over(core, is_danger),
        "grey_recall": over(lambda r: r["label"] == "scam" and not r["core_scam"] and real(r), alarmed),
        "ham_alarm": false,
        "ham_danger": over(ham, is_danger),
        "comment_alarm": over(lambda r: r["label"] == "ham" and r["origin"] == "real_social", alarmed),
        "spam_danger": over(spam, is_danger),
        "spam_advert": over(spam, lambda _, v: v["severity"] in ("advert", "no_sign")),
        "tactic_top1": over(named, lambda r, v: v["tactic"] == TACTICS[r["tactic"]]),
        "accent_gap": {
            "core_recall": round((recall["share"] or 0) - (plain_recall["share"] or 0), 4),
            "ham_alarm": round((plain_false["share"] or 0) - (false["share"] or 0), 4),
        },
        "unjudged": sum(v["severity"] is None for v in written),
        "p50_ms": round(statistics.median(times), 1),
        "p95_ms": round(percentile(times, 0.95), 1),
    }


def share(hits: int, count: int) -> Row:
    """Hits of count with the 95 % Wilson interval."""
    if not count:
        return {"share": None, "hits": 0, "of": 0, "low": None, "high": None}
    z, p = 1.96, hits / count
    middle = (p + z * z / (2 * count)) / (1 + z * z / count)
    half = z * sqrt(p * (1 - p) / count + z * z / (4 * count * count)) / (1 + z * z / count)
    return {
        "share": round(p, 4),
        "hits": hits,
        "of": count,
        "low": round(max(0.0, middle - half), 4),
        "high": round(min(1.0, middle + half), 4),
    }


def percentile(values: Iterable[float], part: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def strip_accents(text: str) -> str:
    """As typed without diacritics."""
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


if __name__ == "__main__":
    main()
