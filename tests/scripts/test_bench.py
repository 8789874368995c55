"""`make bench` times a screenshot that is read, never one that is refused."""

import pytest

from bot.media.reader import PictureReader
from scripts.bench import BUBBLE, is_judged, phone_screen
from tests.bot.media.language_data import language_data
from tests.bot.media.screenshots import same

READ = {"text": "Tôi đọc được trong ảnh: “…”.", "card": None}
REFUSED = {"text": "Tôi chưa đọc được hình ảnh và không lưu ảnh này.", "card": None}
VERDICT = {"text": "⛔ RẤT GIỐNG LỪA ĐẢO", "card": {"type": "verdict", "severity": "danger"}}
HANDOVER = {"text": "Bác bị lỗi gì ạ?", "card": {"type": "handover", "reason": "complaint"}}


async def test_the_bubble_of_the_screenshot_is_legible() -> None:
    reader = PictureReader(language_data())
    try:
        reading = await reader.read(phone_screen(BUBBLE))
    finally:
        await reader.close()
    assert same(reading.text, " ".join(BUBBLE))


@pytest.mark.parametrize(("replies", "judged"), [([READ, VERDICT], True), ([REFUSED], False), ([HANDOVER], False)])
def test_only_a_verdict_counts_as_read(replies: list[dict[str, object]], judged: bool) -> None:
    assert is_judged({"replies": replies}) is judged
