"""What was read in a picture is quoted whole."""

from bot.media.reading import Reading
from bot.media.saying import _read, excerpt
from bot.sentences import load_sentences


def test_marks_in_a_picture_do_not_end_its_quotation() -> None:
    """Else what follows them stands in our own words, its address alive."""
    said = _read(Reading("bam “Xac nhan” tai vcb-otp.xyz", ("“”vcb-otp.xyz",)), load_sentences().picture)
    quotations = [line.partition("“")[2].rpartition("”")[0] for line in said.split("\n")]
    assert quotations == ['bam "Xac nhan" tai vcb-otp.xyz', '""vcb-otp.xyz']


def test_a_long_text_is_cut_at_a_word() -> None:
    assert excerpt("tiền " * 40).endswith("tiền…") and len(excerpt("a" * 200)) == 141
