"""The server dead, slow, forgetful or lying; a reload in the middle; news that comes late."""

import time

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.fake_chat import FakeChat
from tests.browser.test_page_talks import write


def test_message_written_while_the_server_is_dead_arrives_once(visit: Visit, fake_chat: FakeChat) -> None:
    fake_chat.die()
    write(visit, "tôi vừa chuyển 5 triệu")
    expect(visit.page.get_by_text("Đang gửi lại…")).to_be_visible()
    fake_chat.start()
    expect(visit.page.get_by_text("Tôi nghe: tôi vừa chuyển 5 triệu")).to_be_visible(timeout=30_000)
    expect(visit.page.locator(".delivery")).to_have_count(0)
    assert len(fake_chat.turns) == 1


def test_page_says_that_a_message_is_not_sent_and_sends_it_when_asked(visit: Visit, fake_chat: FakeChat) -> None:
    fake_chat.die()
    write(visit, "alo")
    expect(visit.page.get_by_text("Mất mạng, tin chưa gửi")).to_be_visible(timeout=30_000)
    fake_chat.start()
    visit.page.get_by_role("button", name="Gửi lại ngay").click()
    expect(visit.page.get_by_text("Tôi nghe: alo")).to_be_visible()


def test_lost_answer_makes_no_second_turn(visit: Visit, fake_chat: FakeChat) -> None:
    fake_chat.answers_to_lose = 2
    write(visit, "báo tin")
    expect(visit.page.get_by_text("Tôi nghe: báo tin")).to_be_visible(timeout=30_000)
    assert (fake_chat.posts, len(fake_chat.turns)) == (3, 1)
    expect(visit.page.locator(".mine")).to_have_count(1)


def test_order_is_kept_while_the_first_message_waits(visit: Visit, fake_chat: FakeChat) -> None:
    fake_chat.answers_to_lose = 1
    write(visit, "một")
    write(visit, "hai")
    expect(visit.page.get_by_text("Tôi nghe: hai")).to_be_visible(timeout=30_000)
    assert [turn["text"] for turn in fake_chat.turns.values()] == ["một", "hai"]


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Tin dài quá, hãy chia nhỏ.", "Tin dài quá, hãy chia nhỏ."),
        ({"no": "words"}, "Tin này chưa gửi được"),
    ],
    ids=["server explains", "server does not"],
)
def test_refused_message_is_not_repeated(
    visit: Visit, fake_chat: FakeChat, words: str | dict[str, str], shown: str
) -> None:
    fake_chat.refuse_with, fake_chat.refuse_words = 413, words
    write(visit, "dài quá")
    expect(visit.page.locator(".delivery.refused")).to_contain_text(shown)
    fake_chat.refuse_with = 0
    write(visit, "ngắn")
    expect(visit.page.get_by_text("Tôi nghe: ngắn")).to_be_visible()
    assert fake_chat.posts == 2


def test_server_that_forgot_the_session_gets_a_new_one(visit: Visit, fake_chat: FakeChat) -> None:
    write(visit, "một")
    expect(visit.page.get_by_text("Tôi nghe: một")).to_be_visible()
    fake_chat.sessions.remove("phien-1")
    fake_chat.sessions.add("another")
    write(visit, "hai")
    expect(visit.page.get_by_text("Tôi nghe: hai")).to_be_visible(timeout=30_000)


def test_slow_answer_shows_that_someone_is_typing(visit: Visit, fake_chat: FakeChat) -> None:
    fake_chat.delay = 0.6
    write(visit, "chờ")
    expect(visit.page.get_by_text("tinbao đang trả lời…")).to_be_visible()
    expect(visit.page.get_by_text("Tôi nghe: chờ")).to_be_visible()
    expect(visit.page.get_by_text("tinbao đang trả lời…")).to_be_hidden()


def test_reload_keeps_the_talk_the_buttons_and_the_unsent_words(visit: Visit, fake_chat: FakeChat) -> None:
    write(visit, "Tôi đã chuyển tiền")
    expect(visit.page.get_by_role("button", name="Vừa chuyển xong")).to_be_enabled()
    fake_chat.answers_to_lose = 1
    write(visit, "năm triệu")
    expect(visit.page.get_by_text("Đang gửi lại…")).to_be_visible()
    visit.page.reload()
    expect(visit.page.get_by_text("Tôi nghe: năm triệu")).to_be_visible(timeout=30_000)
    expect(visit.page.locator(".mine")).to_have_count(2)
    assert len(fake_chat.turns) == 2
    assert fake_chat.sessions == {"phien-1"}


def wait_for(visit: Visit, text: str) -> None:
    """Let the page's clock run on until the words are there: when the stream gives up is the network's affair."""
    for _ in range(50):
        visit.page.clock.run_for(16_000)
        if visit.page.get_by_text(text).count():
            return
        time.sleep(0.1)


@pytest.mark.parametrize("streams", [True, False], ids=["events", "polling"])
def test_police_question_comes_late_and_once(visit: Visit, fake_chat: FakeChat, streams: bool) -> None:
    fake_chat.streams = streams
    visit.page.clock.install()
    write(visit, "Tôi đã chuyển tiền")
    expect(visit.page.get_by_role("button", name="Vừa chuyển xong")).to_be_enabled()
    fake_chat.say_late({"text": "Công an hỏi: họ dùng số nào?", "buttons": [{"title": "Bỏ qua", "token": "t-Bỏ qua"}]})
    question = visit.page.get_by_text("Công an hỏi: họ dùng số nào?")
    wait_for(visit, "Công an hỏi: họ dùng số nào?")
    expect(question).to_have_count(1)
    expect(visit.page.get_by_role("button", name="Vừa chuyển xong")).to_be_enabled()
    visit.page.reload()
    visit.page.clock.run_for(31_000)
    expect(question).to_have_count(1)
    fake_chat.say_late({"text": "Tin báo đã được tiếp nhận."})
    wait_for(visit, "Tin báo đã được tiếp nhận.")
    expect(visit.page.get_by_text("Tin báo đã được tiếp nhận.")).to_have_count(1)
