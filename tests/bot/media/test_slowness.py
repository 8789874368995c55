"""What is held against a chat that sent a slow picture, and for how long."""

from bot.media.slowness import FORGOTTEN, SHORT, Slowness


def test_less_time_after_a_waste_grows_back_and_is_forgotten() -> None:
    now = [100.0]
    slowness = Slowness(8.0, lambda: now[0])
    assert slowness.seconds("a") is None
    slowness.overran("a")
    assert slowness.seconds("a") == 8.0
    slowness.wasted("a")
    assert slowness.seconds("a") == SHORT and slowness.seconds("b") is None
    now[0] += FORGOTTEN / 2
    assert slowness.seconds("a") == (SHORT + 8.0) / 2
    now[0] += FORGOTTEN / 2
    assert slowness.seconds("a") is None
