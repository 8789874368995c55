"""An officer's day at the desk: sign in, see what is urgent, read, acknowledge, sign out."""

import hashlib
import re
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser

import httpx
import pytest
from sqlmodel import col, select, update

from storage.database import Database
from storage.models import Audit, DeskSession
from storage.police.app import create_app
from tests.serving import calling
from tests.storage.store_doors import DESK_PASSWORD, police_settings, post_tip, tip


def csrf_of(page: httpx.Response) -> str:
    found = re.search(r'name="csrf" value="([0-9a-f]{64})"', page.text)
    assert found, page.text
    return found[1]


def sign_in(desk: httpx.Client, password: str = DESK_PASSWORD, username: str = "truc_ban") -> httpx.Response:
    form = {"csrf": csrf_of(desk.get("/")), "username": username, "password": password}
    return desk.post("/sign-in", data=form)


@pytest.fixture
def officer(desk: httpx.Client) -> httpx.Client:
    assert sign_in(desk).status_code == 303
    return desk


def first_tip(officer: httpx.Client) -> str:
    found = re.search(r'href="(/tips/[0-9a-f-]{36})"', officer.get("/").text)
    assert found
    return found[1]


def test_a_stranger_sees_only_the_sign_in(citizen: httpx.Client, desk: httpx.Client) -> None:
    code = post_tip(citizen, "k-1", tip(place="xã An Lão")).json()["code"]
    page = desk.get("/")
    assert page.status_code == 200
    assert "Đăng nhập" in page.text
    assert code not in page.text
    assert desk.get("/tips/11111111-1111-4111-8111-111111111111").status_code == 401


def test_signing_in_and_out(desk: httpx.Client, database_url: str) -> None:
    before = desk.get("/").headers["set-cookie"]
    answer = sign_in(desk)
    cookie = answer.headers["set-cookie"]
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= set(cookie.split("; "))
    assert cookie.split(";")[0] != before.split(";")[0]
    value = desk.cookies["tinbao_desk"]
    database = Database(database_url)
    with database.reading() as session:
        (kept,) = session.exec(select(DeskSession)).all()
    assert kept.id_hash == hashlib.sha256(value.encode()).hexdigest()
    page = desk.get("/")
    assert "Công an xã An Lão" in page.text
    assert desk.post("/sign-out", data={"csrf": csrf_of(page)}).status_code == 303
    desk.cookies.set("tinbao_desk", value)
    assert "Mật khẩu" in desk.get("/").text
    with database.reading() as session:
        actions = session.exec(select(Audit.action).order_by(col(Audit.id))).all()
    database.close()
    assert actions == ["sign_in", "list", "sign_out"]


@pytest.mark.parametrize(("username", "password"), [("truc_ban", "sai"), ("ai_do", DESK_PASSWORD), ("\x00", "\ud800")])
def test_a_wrong_name_or_password_says_the_same(desk: httpx.Client, username: str, password: str) -> None:
    form = f"csrf={csrf_of(desk.get('/'))}&username=".encode() + username.encode() + b"&password="
    form += password.encode("utf-8", "surrogatepass")
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = desk.post("/sign-in", content=form, headers=headers)
    assert answer.status_code == 401
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in answer.text
    assert "Mật khẩu" in desk.get("/").text


def test_guessing_is_slowed_even_with_the_right_password_at_last(desk: httpx.Client) -> None:
    statuses = [sign_in(desk, "sai").status_code for _ in range(5)]
    last = sign_in(desk)
    assert statuses == [401] * 5
    assert (last.status_code, int(last.headers["Retry-After"]) > 0) == (429, True)


def test_forms_of_another_site_are_refused(citizen: httpx.Client, officer: httpx.Client) -> None:
    post_tip(citizen, "k-1", tip(place="xã An Lão"))
    path = first_tip(officer)
    for csrf in ({}, {"csrf": "0" * 64}, {"csrf": "é"}):
        assert officer.post(f"{path}/ack", data=csrf).status_code == 403
        assert officer.post("/sign-out", data=csrf).status_code == 403
    assert officer.post("/sign-in", data={"username": "truc_ban", "password": DESK_PASSWORD}).status_code == 403
    assert "Chưa tiếp nhận" in officer.get("/").text


def test_what_is_urgent_stands_first_and_what_is_taken_last(citizen: httpx.Client, officer: httpx.Client) -> None:
    codes = {}
    for name, urgency, severity in [
        ("past", "past", "danger"),
        ("unknown", None, None),
        ("paid", "just_paid", "caution"),
        ("phone", "on_phone", "no_sign"),
        ("paid danger", "just_paid", "danger"),
    ]:
        body = tip(place="xã An Lão", urgency=urgency, severity=severity)
        codes[post_tip(citizen, name.replace(" ", "-"), body).json()["code"]] = name
    assert _order(officer, codes) == ["phone", "paid danger", "paid", "past", "unknown"]
    path = first_tip(officer)
    done = officer.post(f"{path}/ack", data={"csrf": csrf_of(officer.get(path))})
    assert (done.status_code, done.headers["location"]) == (303, path)
    assert _order(officer, codes)[-1] == "phone"
    page = officer.get(path)
    assert "Đơn vị đã tiếp nhận lúc" in page.text
    assert f"{path}/ack" not in page.text


def test_a_tip_with_files_says_so_and_names_them(citizen: httpx.Client, officer: httpx.Client) -> None:
    with_files = post_tip(citizen, "k-1", tip(place="xã An Lão")).json()["code"]
    post_tip(citizen, "k-2", tip(place="xã An Lão"))
    for number, name in enumerate(("bang-chung-1.jpg", "ghi-chu-kem-theo.txt")):
        fields = {"code": with_files, "sha256": hashlib.sha256(name.encode()).hexdigest()}
        files = {"file": (name, name.encode(), "image/jpeg")}
        headers = {"Idempotency-Key": f"e-{number}"}
        assert citizen.post("/v1/evidence", data=fields, files=files, headers=headers).status_code == 201
    listed = officer.get("/").text
    assert listed.count("📎") == 1 and "📎 2 tệp" in listed
    path = next(path for path in re.findall(r"/tips/[0-9a-f-]{36}", listed) if with_files in officer.get(path).text)
    links = re.findall(r'href="([^"]+/evidence/[^"]+)">([^<]+)</a>', officer.get(path).text)
    assert [name for _, name in links] == ["bang-chung-1.jpg", "ghi-chu-kem-theo.txt"]
    assert officer.get(links[0][0]).content == b"bang-chung-1.jpg"


def test_a_long_list_has_pages(citizen: httpx.Client, officer: httpx.Client) -> None:
    for number in range(51):
        post_tip(citizen, f"k-{number}", tip(place="xã An Lão"))
    assert officer.get("/").text.count('href="/tips/') == 50
    second = officer.get("/?page=2")
    assert second.text.count('href="/tips/') == 1
    assert officer.get("/?page=0").status_code == 422


def test_words_are_shown_as_words(citizen: httpx.Client, officer: httpx.Client) -> None:
    story = "Vào http://evil.vn/a.php?x=1 <script>alert(1)</script> \u202egnp.exe {{7*7}} \ud83d \x00 5.000.000"
    document = {
        "story": story,
        "<b>key</b>": ['<img src="http://x.vn/y">', {"k": None}],
        "fields": {"links": ["HTTPS://1.2.3.4/z"]},
    }
    post_tip(citizen, "k-1", tip(place="xã An Lão", tactic="strange_qr", document=document))
    page = officer.get(first_tip(officer))
    assert page.status_code == 200
    assert "hxxp://evil[.]vn/a[.]php?x=1" in page.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.text
    assert "hxxps://1[.]2[.]3[.]4/z" in page.text
    assert "{{7*7}}" in page.text
    assert "5.000.000" in page.text
    for bad in ("evil.vn", "<script", "<img", "<b>", "\u202e", "\x00"):
        assert bad not in page.text, bad
    assert all(href.startswith("/") or href == "#main" for href in re.findall(r'href="([^"]*)"', page.text))


def test_another_units_tip_is_not_there(citizen: httpx.Client, officer: httpx.Client, database_url: str) -> None:
    post_tip(citizen, "k-1", tip(place="xã An Hưng"))
    with calling(create_app(police_settings(database_url, unit="an_hung")), "police-token-for-tests") as theirs:
        (foreign,) = theirs.get("/v1/tips").json()["tips"]
    # the demo officer moved to an_hung with that start, which signed him out here; he comes back to an_lao
    with calling(create_app(police_settings(database_url)), None) as desk:
        sign_in(desk)
        page = desk.get(f"/tips/{foreign['id']}")
        assert (page.status_code, "Không có tin báo này" in page.text) == (404, True)
        data = {"csrf": csrf_of(desk.get("/"))}
        assert desk.post(f"/tips/{foreign['id']}/ack", data=data).status_code == 404
    assert "Mật khẩu" in officer.get("/").text


@pytest.mark.parametrize("change", [{"seen_at": timedelta(minutes=31)}, {"started_at": timedelta(hours=13)}])
def test_a_session_ends_by_itself(officer: httpx.Client, database_url: str, change: dict[str, timedelta]) -> None:
    assert "Đăng xuất" in officer.get("/").text
    database = Database(database_url)
    with database.writing() as session:
        session.exec(update(DeskSession).values({name: datetime.now(UTC) - ago for name, ago in change.items()}))
    database.close()
    assert "Mật khẩu" in officer.get("/").text


def test_a_new_password_ends_the_old_sessions(officer: httpx.Client, database_url: str) -> None:
    with calling(create_app(police_settings(database_url, desk_password="mật khẩu mới")), None) as desk:
        assert sign_in(desk).status_code == 401
        assert sign_in(desk, "mật khẩu mới").status_code == 303
    assert "Mật khẩu" in officer.get("/").text


def test_every_answer_is_locked_down(officer: httpx.Client) -> None:
    for path in ("/", "/tips/x", "/static/desk.css", "/v1/tips", "/nowhere"):
        headers = officer.get(path).headers
        assert headers["content-security-policy"].startswith("default-src 'none'; style-src 'self'; form-action 'self'")
        assert headers["cache-control"] == "no-store"
        assert headers["x-content-type-options"] == "nosniff"


class Outline(HTMLParser):
    """What assistive software needs to find in a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.labelled: set[str | None] = set()
        self.inputs: set[str | None] = set()
        self.lang: str | None = None
        self.forbidden: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append(tag)
        if tag == "html":
            self.lang = found.get("lang")
        if tag == "label":
            self.labelled.add(found.get("for"))
        if tag == "input" and found.get("type") != "hidden":
            self.inputs.add(found.get("id"))
        self.forbidden += [name for name in found if name.startswith("on") or name == "style"]


def test_pages_can_be_used_without_seeing_them(citizen: httpx.Client, desk: httpx.Client) -> None:
    post_tip(citizen, "k-1", tip(place="xã An Lão"))
    pages = [desk.get("/")]
    sign_in(desk)
    pages += [desk.get("/"), desk.get(first_tip(desk)), desk.get("/tips/x")]
    for page in pages:
        outline = Outline(page.text)
        assert outline.lang == "vi"
        assert [outline.tags.count(tag) for tag in ("main", "header", "footer", "h1", "title")] == [1] * 5
        assert outline.inputs <= outline.labelled
        assert outline.forbidden == []
        assert "script" not in outline.tags


def _order(officer: httpx.Client, names: dict[str, str]) -> list[str]:
    return [names[code] for code in re.findall(r'class="code" href="[^"]+">([0-9A-Z-]{14})<', officer.get("/").text)]
