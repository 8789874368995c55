"""Imitations of official domains, and the many innocent names beside them."""

import pytest

from actions.extract.links import links
from actions.judge.label import skeleton
from actions.judge.lookalike import likeness

FAKES = [
    "vietcombank-vn.top",
    "vietcombankvn.com",
    "vietcornbank.com",
    "vietcombạnk.com",
    "v1etcombank.net",
    "vcb-xacthuc.top",
    "vlettelpost.com",
    "bidv-smart.com",
    "techcombanknhanqua.com",
    "dichvucong-gov.com",
    "bocongan.gov.vn-abc.top",
    "vneid.cc",
    "vietcombank.com.vn.abc.xyz",
    "evn-spc.com",
    "shopeemall99.vip",
    "lazada-ctv.com",
    "mbbank.app",
    "momo-vn.com",
    "tikivn88.com",
    "viettel-trian.com",
    "agribank.id.vn",
    "phatnguoi-csgt.com",
    "sacombank.web.app",
    "zalo-binhchon.com",
    "ghtk-giaohang.top",
    "etaxmobile.vip",
    "vietlnbank.com",
    "vib-online.com",
    "vietccombank.com",
    "vіetcombank.com",
    "hotlineghtk.com",
    "muagarena-ne.com",
    "freefireqk.com",
    "vcbkhanh.com",
    "xx-acbk.info",
    "nang-cap-the-vpb.com",
    "vib.uudai-thang10.com",
    "bidvsmart2.abcxyz.info",
    "vietccmbanck.com",
    "shb.com.vn-qa.info",
    "tpb-com.vn-dangnhap.cc",
    "nganhang-hotro.com",
    "dienlucmiennam.net",
    "ebank.hk2abc.com",
    "wvw-fb.com",
    "tikizx.com",
    "momo7.xktd.com",
    "amazon-lm.com",
]
INNOCENT = [
    "vietcombank.com.vn",
    "viettelstore.vn",
    "viettelidc.com.vn",
    "shopee.sg",
    "shopee.co.th",
    "tiktokshop.com",
    "vnptpay.vn",
    "fptplay.vn",
    "tinhte.vn",
    "thanhnien.vn",
    "baohiemxahoi.gov.vn",
    "momondo.com",
    "evnfinance.vn",
    "zalopay.com.vn",
    "congthuong.vn",
    "vietnamworks.com",
    "voz.vn",
    "topcv.vn",
    "chotot.com",
    "hocmai.vn",
    "usa.gov",
    "appleinsider.com",
    "vcci.com.vn",
    "acb.org",
    "thethao247.vn",
    "ncbi.nlm.nih.gov",
    "amazonaws.com",
    "dantri.com.vn",
    "sotaichinh.haiphong.gov.vn",
    "zing.vn",
    "isacombank.com.vn",
    "vietbank.com.vn",
    "momo.onelink.me",
    "tikitaka.com",
    "amazonas.com",
    "arabbank.com",
    "panamabank.com",
    "safecreditunion.com",
    "alabama.com",
    "backbone.org",
    "youtubers.com",
    "shopify.com",
    "mobile.com",
    "trianpartners.com",
    "hanoi.edu.vn",
    "technobank.vn",
    "vietcetera.com",
    "commbank.com.au",
    "homeediting.com",
    "myshopeecasestudy.vn",
]


@pytest.mark.parametrize("domain", FAKES)
def test_imitation(domain: str) -> None:
    (link,) = links(domain)
    assert likeness(link) is not None


@pytest.mark.parametrize("domain", INNOCENT)
def test_innocent(domain: str) -> None:
    (link,) = links(domain)
    assert likeness(link) is None


def test_the_imitated_body_is_named() -> None:
    (link,) = links("https://vietcombank-vn.top/login")
    like = likeness(link)
    assert like is not None
    assert like.owner is not None
    assert like.owner.name == "Vietcombank"


@pytest.mark.parametrize("label", ["vietcornbank", "vіetcombank", "vietc0mbank", "vietcombạnk"])
def test_skeletons_meet(label: str) -> None:
    assert skeleton(label) == skeleton("vietcombank")
