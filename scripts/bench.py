"""`make bench`: times an answer and a check through the running assistant's chat door, side by side in one run.

Rounds alternate, so that a noisy moment hits both. Prints one JSON line last (milliseconds).
"""

import json
import os
import statistics
import sys
import time

import httpx

ROUNDS = 60
ASKED = ["công an gọi điện đòi chuyển tiền thì sao", "lua dao viec nhe luong cao la gi", "giả ngân hàng lừa thế nào"]
CHECKED = [
    "Vietcombank: Tai khoan cua ban bi khoa, truy cap https://vcb-xacthuc.top de mo lai",
    "Điện lực thông báo cắt điện tại xã An Thọ ngày 25/11 từ 8h đến 11h để bảo trì lưới điện.",
    "0900000001",
]


def main() -> None:
    web = f"http://127.0.0.1:{os.environ.get('TINBAO_WEB_PORT') or 8080}"
    times: dict[str, list[float]] = {"answer": [], "check": [], "page": []}
    with httpx.Client(base_url=web, timeout=60) as client:
        try:
            client.get("/healthz").raise_for_status()
        except httpx.HTTPError:
            sys.exit(f"no assistant answers at {web}; start it with `make run` first")
        for number in range(ROUNDS):
            times["answer"].append(timed(client, {"text": ASKED[number % 3]}))
            times["check"].append(timed(client, {"text": CHECKED[number % 3], "forwarded": True}))
            started = time.perf_counter()
            client.get("/").raise_for_status()
            times["page"].append((time.perf_counter() - started) * 1000)
    figures = {name: summary(values) for name, values in times.items()}
    for name, value in figures.items():
        print(f"{name:8} p50 {value['p50_ms']} ms   p95 {value['p95_ms']} ms   n {value['n']}")
    print(json.dumps(figures))


def timed(client: httpx.Client, body: dict[str, object]) -> float:
    """Milliseconds of one message in a session of its own (making the session is not counted)."""
    session = client.post("/api/sessions").raise_for_status().json()["session"]
    started = time.perf_counter()
    client.post(f"/api/sessions/{session}/messages", json=body).raise_for_status()
    return (time.perf_counter() - started) * 1000


def summary(values: list[float]) -> dict[str, float]:
    ordered = sorted(values)
    return {
        "p50_ms": round(statistics.median(ordered), 1),
        "p95_ms": round(ordered[int(0.95 * len(ordered))], 1),
        "n": len(ordered),
    }


if __name__ == "__main__":
    main()
