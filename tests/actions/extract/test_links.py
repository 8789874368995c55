"""Links in the shapes that reach residents."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.extract.links import links

HOSTS = [
    ("hxxp://vcb-xacthuc[.]top/login nhé", "vcb-xacthuc.top", "vcb-xacthuc.top"),
    ("vào shopee . vn nhận quà", "shopee.vn", "shopee.vn"),
    ("giaohang . top", "giaohang.top", "giaohang.top"),
    ("vcb (.) com (.) vn", "vcb.com.vn", "vcb.com.vn"),
    ("xem http://vietcombank.com.vn@evil.top/abc.", "evil.top", "evil.top"),
    ("login.vietcombank.com.vn.xac-thuc.cc", "login.vietcombank.com.vn.xac-thuc.cc", "xac-thuc.cc"),
    ("abc.web.app", "abc.web.app", "abc.web.app"),
    ("HTTPS://VNEID-BOCA.CC", "vneid-boca.cc", "vneid-boca.cc"),
    ("vietcombạnk.com", "vietcombạnk.com", "vietcombạnk.com"),
    ("tra tại https://csgt.bocongan.gov.vn/tra-cuu, nhé", "csgt.bocongan.gov.vn", "bocongan.gov.vn"),
    ("kết bạn zalo.me/g/xyz", "zalo.me", "zalo.me"),
    ("b\u200bidv-vn.top", "bidv-vn.top", "bidv-vn.top"),
    ("vietcombank。com", "vietcombank.com", "vietcombank.com"),
    ("shop abc.id.vn", "abc.id.vn", "abc.id.vn"),
]
NONE = [
    "thanh toan.Vui long chuyen. Di lam.Xin cam on",
    "xong rồi.Me ơi",
    "liên hệ abc@gmail.com nhé",
    "giá 500.000.000đ và 1.5tr",
    "ngày 20.11.2026",
    "SD TK:...1234 +1.000.000VND.ND:luong",
    "V.v. PGS.TS. Nguyễn",
    "version 1.2.3.4",
]


@pytest.mark.parametrize(("text", "host", "registrable"), HOSTS)
def test_one_link(text: str, host: str, registrable: str) -> None:
    assert [(link.host, link.registrable) for link in links(text)] == [(host, registrable)]


@pytest.mark.parametrize("text", NONE)
def test_no_link(text: str) -> None:
    assert links(text) == ()


def test_tricks_are_marked() -> None:
    (link,) = links("http://vietcombank.com.vn@evil.top/a")
    assert link.has_userinfo
    (link,) = links("http://103.45.67.8/vneid.apk")
    assert link.is_ip
    assert link.path == "/vneid.apk"
    (link,) = links("hxxps://abc[.]xyz")
    assert link.obfuscated
    assert link.quoted == "hxxps://abc[.]xyz"


def test_punycode_is_shown_as_it_looks() -> None:
    (link,) = links("https://xn--vietcmbank-8yi.com/")
    assert not link.host.startswith("xn--")


def test_parts_of_a_host() -> None:
    (link,) = links("https://the.vietcombank.com.vn/a")
    assert (link.label, link.subdomain, link.suffix) == ("vietcombank", "the", "com.vn")


@given(st.text(alphabet="abc.:/@-[] 123VNtopcm%hx", max_size=80) | st.text(max_size=80))
def test_never_raises_and_quotes(text: str) -> None:
    for link in links(text):
        assert text[link.start : link.end] == link.quoted
