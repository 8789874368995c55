"""Slips of the thumb are read by their neighbours; names and plain texts are left alone."""

import time
import unittest

from nlu.components.spelling import Spelling

TEXTS = ["chuyen tien vao tai khoan nay", "dong phi roi nhan tien", "tai khoan bi khoa", "nhan phi van chuyen"] * 4


class Mending(unittest.TestCase):
    def setUp(self) -> None:
        self.spelling = Spelling.learn(TEXTS)

    def meant(self, text: str) -> str:
        return self.spelling.mend(text).text

    def test_every_kind_of_slip(self) -> None:
        self.assertEqual(self.meant("chuuen tein vao ti khhoan nay"), "chuyen tien vao tai khoan nay")

    def test_neighbours_decide_between_two_readings(self) -> None:
        # "phii" could be "phi"; "nhn" could be "nhan": in each place the pair that was seen wins
        self.assertEqual(self.meant("dongg phii roi nhn tien"), "dong phi roi nhan tien")

    def test_a_single_odd_word_is_a_name(self) -> None:
        self.assertEqual(self.meant("chuyen tien vao tai khoan techcomm"), "chuyen tien vao tai khoan techcomm")

    def test_links_addresses_and_numbers_stay(self) -> None:
        text = "chuuen tein vao taii.khoann.top a.khoann@x.vn tk0000 #khoann"
        self.assertEqual(self.meant(text), "chuyen tien vao taii.khoann.top a.khoann@x.vn tk0000 #khoann")

    def test_words_read_in_two_ways_are_no_slips(self) -> None:
        mended = self.spelling.mend("nhn tien, nhn xyzw, dongg phii")
        self.assertEqual(mended.text[:9], "nhan tien")
        self.assertTrue(all(mended.text.split().count(word) == 0 for word in mended.slips))

    def test_what_nobody_can_read_stays(self) -> None:
        self.assertEqual(self.meant("qwzx bvnm hjkl"), "qwzx bvnm hjkl")
        self.assertEqual(self.meant(""), "")

    def test_a_wall_of_noise_costs_little(self) -> None:
        calm, noise = " ".join(TEXTS[0] for _ in range(8)), "chuuen tein " * 120
        started = time.perf_counter()
        self.spelling.mend(calm)
        plain = time.perf_counter() - started
        started = time.perf_counter()
        self.spelling.mend(noise)
        self.assertLess(time.perf_counter() - started, 0.5 + 100 * plain)
        self.assertEqual(self.meant("khosn " * 300), "khosn " * 300)
