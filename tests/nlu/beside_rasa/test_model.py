"""The text model on a few own lines: folding makes accents, case and broken Unicode look the same."""

import unicodedata
import unittest

from nlu.components.fold import fold
from nlu.components.model import TextModel
from nlu.components.pasted import is_pasted, is_receipt_code

LINES = {
    "greet": ["chào bạn", "xin chào", "hello", "chào buổi sáng"],
    "tactic/fake_police": ["công an gọi điện đòi tiền", "giả danh công an", "công an giả lừa thế nào"],
    "tactic/fake_bank": ["giả ngân hàng lừa otp", "nhân viên ngân hàng giả", "ngân hàng giả gọi xin mã"],
    "scam_text/fake_bank": [f"tài khoản bị khóa, vào mo-khoa{n}.top nhập mã otp ngay" for n in range(6)],
    "scam_text/prize_notice": [f"chúc mừng trúng thưởng xe máy, đóng phí {n} triệu để nhận" for n in range(6)],
    "genuine_text/delivery": [f"đơn hàng số {n} đang giao, shipper gọi trước khi đến" for n in range(12)],
    "advert_text/retail": [f"giảm giá {n}0 phần trăm, mua ngay tại cửa hàng" for n in range(12)],
    "out_of_scope": ["hôm nay trời mưa to quá", "bóng đá tối qua ai thắng", "nấu phở thế nào", "mấy giờ rồi", "hát đi"],
}


class Folding(unittest.TestCase):
    def test_accents_case_and_composition_do_not_matter(self) -> None:
        said = "Đừng CHUYỂN tiền"
        self.assertEqual(fold(said), "dung chuyen tien")
        self.assertEqual(fold(unicodedata.normalize("NFD", said)), fold(said))
        self.assertEqual(fold("chu\u200byển  tiền"), "chuyen tien")

    def test_folding_twice_changes_nothing(self) -> None:
        for text in ("Đừng", "ngày 20/11", "  a  b ", "①②"):
            self.assertEqual(fold(fold(text)), fold(text))


class Classifying(unittest.TestCase):
    def setUp(self) -> None:
        texts = [line for lines in LINES.values() for line in lines]
        labels = [label for label, lines in LINES.items() for _ in lines]
        self.model = TextModel.fit(texts, labels)

    def test_intent_and_kind_with_and_without_accents(self) -> None:
        for text in ("công an gọi đòi tiền", "cong an goi doi tien"):
            opinion = self.model.opinion(text, top=1)
            self.assertEqual(opinion.intents[0][0], "tactic")
            self.assertEqual(opinion.kinds["tactic"][0][0], "fake_police")

    def test_probabilities_add_up(self) -> None:
        opinion = self.model.opinion("xin chào", top=1)
        self.assertAlmostEqual(sum(p for _, p in opinion.intents), 1.0, places=2)
        self.assertAlmostEqual(sum(opinion.material.values()), 1.0, places=2)

    def test_whose_words_a_text_is(self) -> None:
        for text, whose in (
            ("tai khoan bi khoa, nhap ma otp", "scam"),
            ("shipper giao don hang so 99", "genuine"),
            ("cua hang giam gia 30 phan tram", "advert"),
        ):
            said = self.model.opinion(text, top=1).material
            self.assertEqual(max(said, key=lambda name: said[name]), whose, text)

    def test_a_text_full_of_slips_is_read_as_it_was_meant(self) -> None:
        clumsy = self.model.opinion("tai khosn bi khaoa, nhap mma otp", top=1)
        self.assertEqual(clumsy.slips, {"khosn": "khoan", "khaoa": "khoa", "mma": "ma"})
        self.assertEqual(clumsy.material, self.model.opinion("tai khoan bi khoa, nhap ma otp", top=1).material)

    def test_the_model_file_keeps_the_spelling(self) -> None:
        again = TextModel(**self.model.parts())
        self.assertEqual(again.opinion("tai khosn bi khaoa", top=1), self.model.opinion("tai khosn bi khaoa", top=1))


class Links(unittest.TestCase):
    def test_a_link_is_read_as_the_class_of_its_owner(self) -> None:
        self.assertEqual(fold("vào https://vcb.vn-xac.top/a1 nhé"), "vao linkodd nhe")
        self.assertEqual(fold("xem vietcombank.com.vn"), "xem linkofficial")
        self.assertEqual(fold("bit.ly/abc ubnd-xa.gov.vn"), "linkshort linkstate")
        self.assertEqual(fold("gửi tới nguyen@gmail.com lúc 7.30"), "gui toi nguyen@gmail.com luc 0.00")

    def test_a_mark_beside_its_letter_belongs_to_it(self) -> None:
        self.assertEqual(fold("ba \u0301 o gia"), "bao gia")


class Pasted(unittest.TestCase):
    def test_lone_things_are_material(self) -> None:
        for text in ("https://vcb-xacthuc.top/a", "vcb-xacthuc . top", "0912 345 678", "hxxp://a[.]vn"):
            self.assertTrue(is_pasted(text, "out_of_scope"), text)

    def test_talk_is_not(self) -> None:
        for text in ("xin chào", "tôi bị lừa qua trang web abc.com hôm qua", "5 triệu"):
            self.assertFalse(is_pasted(text, "report"), text)

    def test_a_receipt_code_is_no_account(self) -> None:
        self.assertTrue(is_receipt_code("MVDJ-27GF-CMZ2"))
        self.assertTrue(is_receipt_code("mã 7k3m9qpx2rtb"))
        self.assertFalse(is_receipt_code("0912 3456 7890"))
        self.assertFalse(is_receipt_code("công anan chao"))
