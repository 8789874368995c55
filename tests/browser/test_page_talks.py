"""What a resident does on the page, and what the page makes of the answers."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.fake_chat import FakeChat
from tests.browser.script import EVIL, OTHERS, START


def write(visit: Visit, text: str) -> None:
    visit.page.get_by_label("Tin nhắn", exact=True).fill(text)
    visit.page.get_by_role("button", name="Gửi", exact=True).click()


def test_first_screen_says_who_speaks_and_fits_without_scrolling(visit: Visit) -> None:
    expect(visit.page.get_by_text("Tôi không bao giờ hỏi mã OTP, mật khẩu.")).to_be_in_viewport(ratio=1)
    for title in START:
        button = visit.page.locator("#starters").get_by_role("button", name=title, exact=True)
        expect(button).to_be_in_viewport(ratio=0.95)
        box = button.bounding_box()
        assert box is not None and box["height"] >= 48
    expect(visit.page.get_by_role("link", name="Khẩn cấp: gọi 113")).to_have_attribute("href", "tel:113")
    expect(visit.page.get_by_role("link", name="Báo tin rác, lừa đảo: 156")).to_have_attribute("href", "tel:156")


def test_no_text_is_smaller_than_18_px_and_nothing_is_wider_than_the_screen(visit: Visit) -> None:
    write(visit, "vietcombank")
    visit.page.get_by_role("button", name="Báo tin này cho công an").click()
    expect(visit.page.locator(".code")).to_be_visible()
    sizes = visit.page.evaluate(
        "() => [...document.body.querySelectorAll('*')].filter((e) => e.innerText)"
        ".map((e) => parseFloat(getComputedStyle(e).fontSize))"
    )
    assert min(sizes) >= 18
    assert visit.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_starter_sends_its_plain_words_once(visit: Visit, fake_chat: FakeChat) -> None:
    visit.page.get_by_role("button", name="Tôi đã chuyển tiền", exact=True).click()
    expect(visit.page.get_by_role("button", name="Vừa chuyển xong")).to_be_enabled()
    expect(visit.page.locator("#starters button:enabled")).to_have_count(0)
    [turn] = fake_chat.turns.values()
    assert turn["text"] == "Tôi đã chuyển tiền"
    assert re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", turn["id"])


def test_choice_sends_its_token_and_closes_the_set(visit: Visit, fake_chat: FakeChat) -> None:
    write(visit, "Tôi đã chuyển tiền")
    visit.page.get_by_role("button", name="Đang nghe máy").click()
    expect(visit.page.get_by_text("Bạn chọn: Đang nghe máy")).to_be_visible()
    assert list(fake_chat.turns.values())[-1]["button"] == "t-Đang nghe máy"
    expect(visit.page.get_by_role("button", name="Vừa chuyển xong")).to_be_disabled()


def test_line_breaks_stay(visit: Visit) -> None:
    write(visit, "dòng một\ndòng hai")
    said = visit.page.locator(".theirs .bubble p").last
    expect(said).to_have_text("Tôi nghe: dòng một\ndòng hai", use_inner_text=True)


def test_forwarded_message_is_marked_and_the_mark_does_not_stick(visit: Visit, fake_chat: FakeChat) -> None:
    visit.page.get_by_label("Đây là tin nhắn tôi nhận được").check()
    expect(visit.page.get_by_placeholder("Tin nhắn bị nghi ngờ — dán vào đây")).to_be_visible()
    write(visit, "Ban da trung thuong")
    expect(visit.page.get_by_text("Tôi nghe: Ban da trung thuong")).to_be_visible()
    write(visit, "cảm ơn")
    expect(visit.page.get_by_text("Tôi nghe: cảm ơn")).to_be_visible()
    assert [turn.get("forwarded", False) for turn in fake_chat.turns.values()] == [True, False]


def test_verdict_has_words_icon_and_the_quoted_evidence(visit: Visit) -> None:
    write(visit, "vietcombank")
    band = visit.page.locator(".band")
    expect(band).to_have_text("Rất giống lừa đảo")
    expect(band.locator("svg")).to_be_visible()
    expect(visit.page.locator(".findings q")).to_have_text([EVIL])


def test_what_the_words_say_already_is_not_said_again_by_the_card(visit: Visit) -> None:
    write(visit, "vietcombank")
    bubble = visit.page.locator(".bubble:has(.band)")
    expect(bubble).not_to_contain_text("RẤT GIỐNG LỪA ĐẢO")
    expect(bubble.get_by_text("nhập mã OTP trong 2 giờ")).to_have_count(1)


def test_milder_verdicts_and_a_status_say_so_in_words(visit: Visit) -> None:
    for text in OTHERS:
        write(visit, text)
        expect(visit.page.locator(".theirs")).to_have_count(list(OTHERS).index(text) + 2)
    expect(visit.page.locator(".band")).to_have_text(["Cần cẩn thận", "Giống quảng cáo", "Chưa thấy dấu hiệu"])
    expect(visit.page.locator(".official")).to_have_text("Có trong danh sách chính thức: Vietcombank")
    expect(visit.page.locator(".status .state")).to_have_text("Đang xác minh")


def test_nothing_a_scammer_wrote_can_be_clicked_or_run(visit: Visit) -> None:
    write(visit, f"vietcombank {EVIL} <img src=x onerror=alert(1)> tel:0912345678")
    expect(visit.page.locator(".band")).to_be_visible()
    assert visit.page.locator(".log a, .log img, .bubble q *, .mine .bubble p *").count() == 0
    visit.page.locator(".findings q").first.click()
    assert visit.page.url.rstrip("/").startswith("http://127.0.0.1:")
    assert all(address.startswith("http://127.0.0.1:") for address in visit.addresses)
    assert visit.complaints == []


def test_receipt_is_large_and_can_be_copied(visit: Visit) -> None:
    visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    write(visit, "vietcombank")
    visit.page.get_by_role("button", name="Báo tin này cho công an").click()
    expect(visit.page.locator(".receipt .code")).to_have_text("7K3M-9QPX-2RTB")
    assert visit.page.locator(".code").evaluate("e => parseFloat(getComputedStyle(e).fontSize)") >= 24
    visit.page.get_by_role("button", name="Chép mã").click()
    expect(visit.page.get_by_role("button", name="Đã chép mã")).to_be_visible()
    assert visit.page.evaluate("() => navigator.clipboard.readText()") == "7K3M-9QPX-2RTB"


def test_file_travels_with_its_words(visit: Visit, fake_chat: FakeChat) -> None:
    picture = {"name": "bien-lai.png", "mimeType": "image/png", "buffer": b"\x89PNG" * 10}
    visit.page.locator("#file").set_input_files(picture)  # type: ignore[arg-type]
    expect(visit.page.locator("#chosen-name")).to_have_text("bien-lai.png")
    write(visit, "biên lai chuyển tiền")
    expect(visit.page.get_by_text("Tôi đã nhận tệp bien-lai.png.")).to_be_visible()
    [turn] = fake_chat.turns.values()
    assert (turn["file"], turn["size"], turn["text"]) == ("bien-lai.png", 40, "biên lai chuyển tiền")
    expect(visit.page.locator("#chosen")).to_be_hidden()


def test_whole_talk_by_keyboard(visit: Visit, fake_chat: FakeChat) -> None:
    visit.page.get_by_label("Tin nhắn", exact=True).focus()
    visit.page.keyboard.type("vietcombank")
    visit.page.keyboard.press("Tab")
    visit.page.keyboard.press("Enter")
    visit.page.get_by_role("button", name="Báo tin này cho công an").focus()
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator(".code")).to_be_visible()
    expect(visit.page.get_by_label("Tin nhắn", exact=True)).to_be_focused()
    assert len(fake_chat.turns) == 2


def test_blank_message_is_not_sent(visit: Visit, fake_chat: FakeChat) -> None:
    write(visit, "   \n ")
    write(visit, "xin chào")
    expect(visit.page.get_by_text("Tôi nghe: xin chào")).to_be_visible()
    assert len(fake_chat.turns) == 1
