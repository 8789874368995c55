"""`make bench`: times an answer, a check, a screenshot and the page through the running assistant's chat door, side by
side in one run.

Rounds alternate, so that a noisy moment hits all of them. Prints one JSON line last (milliseconds).
"""

import json
import os
import statistics
import sys
import time
from typing import Any

import httpx
from PIL import Image, ImageDraw

from tests.bot.media.screenshots import draw, packed

ROUNDS = 60
ASKED = ["công an gọi điện đòi chuyển tiền thì sao", "lua dao viec nhe luong cao la gi", "giả ngân hàng lừa thế nào"]
CHECKED = [
    "Vietcombank: Tai khoan cua ban bi khoa, truy cap https://vcb-xacthuc.top de mo lai",
    "Điện lực thông báo cắt điện tại xã An Thọ ngày 25/11 từ 8h đến 11h để bảo trì lưới điện.",
    "0900000001",
]
BUBBLE = [
    "Vietcombank thông báo: tài khoản của",
    "quý khách sẽ bị khóa trong hôm nay.",
    "Vui lòng truy cập",
    "https://vcb-xacthuc.top",
    "và nhập mã OTP để mở lại dịch vụ.",
]


def main() -> None:
    web = f"http://127.0.0.1:{os.environ.get('TINBAO_WEB_PORT') or 8080}"
    picture = phone_screen(BUBBLE)
    times: dict[str, list[float]] = {"answer": [], "check": [], "page": []}
    with httpx.Client(base_url=web, timeout=60) as client:
        try:
            client.get("/healthz").raise_for_status()
        except httpx.HTTPError:
            sys.exit(f"no assistant answers at {web}; start it with `make run` first")
        if is_judged(show(client, picture)[1]):
            times["screenshot"] = []
        else:  # a refusal is quick, and would pass for a good figure
            print(
                "screenshots are left out: this assistant does not read them (`bash scripts/tessdata.sh`, start again)"
            )
        for number in range(ROUNDS):
            times["answer"].append(say(client, {"text": ASKED[number % 3]}))
            times["check"].append(say(client, {"text": CHECKED[number % 3], "forwarded": True}))
            if "screenshot" in times:
                times["screenshot"].append(show(client, picture)[0])
            started = time.perf_counter()
            client.get("/").raise_for_status()
            times["page"].append((time.perf_counter() - started) * 1000)
    figures = {name: summary(values) for name, values in times.items()}
    for name, value in figures.items():
        print(f"{name:10} p50 {value['p50_ms']} ms   p95 {value['p95_ms']} ms   n {value['n']}")
    print(json.dumps(figures))


def phone_screen(lines: list[str]) -> bytes:
    """A PNG as a phone takes it (1080 × 2340): one white bubble on a grey ground."""
    screen = Image.new("RGB", (1080, 2340), "#e4e8ec")
    bubble = draw(lines, width=960)
    corners = Image.new("L", bubble.size, 0)
    ImageDraw.Draw(corners).rounded_rectangle((0, 0, *bubble.size), radius=40, fill=255)
    screen.paste(bubble, (40, 900), corners)
    return packed(screen)


def say(client: httpx.Client, body: dict[str, object]) -> float:
    """Milliseconds of one message."""
    return timed(client, json=body)[0]


def show(client: httpx.Client, picture: bytes) -> tuple[float, dict[str, Any]]:
    """Milliseconds of one picture, and the answer."""
    return timed(client, files={"file": ("anh.png", picture, "image/png")})


def timed(client: httpx.Client, **content: Any) -> tuple[float, dict[str, Any]]:
    """Milliseconds of one message in a session of its own (making the session is not counted), and the answer."""
    session = client.post("/api/sessions").raise_for_status().json()["session"]
    started = time.perf_counter()
    answer = client.post(f"/api/sessions/{session}/messages", **content).raise_for_status()
    return (time.perf_counter() - started) * 1000, answer.json()


def is_judged(answer: dict[str, Any]) -> bool:
    """Whether a verdict came."""
    return any(reply["card"] and reply["card"]["type"] == "verdict" for reply in answer["replies"])


def summary(values: list[float]) -> dict[str, float]:
    ordered = sorted(values)
    return {
        "p50_ms": round(statistics.median(ordered), 1),
        "p95_ms": round(ordered[int(0.95 * len(ordered))], 1),
        "n": len(ordered),
    }


if __name__ == "__main__":
    main()
