"""Zalo links every address in a text and shows its page: what is quoted from a message must not open."""

import pytest

from bot.channels.zalo.quoting import inert


@pytest.mark.parametrize(
    ("quoted", "shown"),
    [
        ("Vào vcb-xacthuc.top ngay.", "Vào vcb-xacthuc[.]top ngay."),
        ("https://vcb.top/a.php?x=1.5", "https[:]//vcb[.]top/a[.]php?x=1[.]5"),
        ("bit.ly/x1", "bit[.]ly/x1"),
        ("http://103.9.8.7/", "http[:]//103[.]9[.]8[.]7/"),
        ("103.9.8.7:8080", "103[.]9[.]8[.]7:8080"),
        ("103.20.1.7", "103[.]20[.]1[.]7"),
        ("zalo://qr/abc", "zalo[:]//qr/abc"),
        ("gửi a.b@evil.com", "gửi a[.]b[@]evil[.]com"),
        ("zalo.me/g/abc,t.me/x", "zalo[.]me/g/abc,t[.]me/x"),
        ("ngân.hàng.vn", "ngân[.]hàng[.]vn"),
        ("ngân-hàng.vn", "ngân-hàng[.]vn"),
        ("vcb。top", "vcb[.]top"),
        ("Chuyển 1.000.000.000 đồng, 2.5%.", "Chuyển 1.000.000.000 đồng, 2.5%."),
        ("Chuyển 2.150.000.000đ, ngày 3.12. Xong.", "Chuyển 2.150.000.000đ, ngày 3.12. Xong."),
        ("Gọi 0912345678. Ngay...", "Gọi 0912345678. Ngay..."),
    ],
)
def test_a_quoted_address_is_dead_and_still_readable(quoted: str, shown: str) -> None:
    assert inert(f"Tin này: “{quoted}”. Bác xem vneid.gov.vn.") == f"Tin này: “{shown}”. Bác xem vneid.gov.vn."


def test_a_quote_left_open_is_dead_to_its_end() -> None:
    assert inert("Bác xem vneid.gov.vn, không xem “evil.top") == "Bác xem vneid.gov.vn, không xem “evil[.]top"


def test_each_quote_ends_where_it_ends() -> None:
    assert inert("“evil.top” khác với vietcombank.com.vn") == "“evil[.]top” khác với vietcombank.com.vn"
