"""What changed between two texts, as people read it."""

import time

from hypothesis import given

from tests.documents.drafts_made import CONTENTS, content, unhurried
from thiduakt.documents.comparing import Change, Piece, Text, compare, compare_texts, texts

SIGNERS = {1: "Hoàng Thị Phương", 2: "Nguyễn Thị Ánh"}


def lines(*words: str) -> list[Text]:
    return [Text(each) for each in words]


def shown(before: list[Text], after: list[Text]) -> list[str]:
    """Each line as a text: [-out-], {+in+}."""
    signs = {Change.NONE: "{}", Change.REMOVED: "[-{}-]", Change.ADDED: "{{+{}+}}"}
    return [
        "".join(signs[piece.change].format(piece.text) for piece in line.pieces) for line in compare_texts(before, after)
    ]


def test_a_changed_word_is_marked_within_its_line():
    assert shown(lines("Đạt 80% số lớp.", "Hết."), lines("Đạt 90% số lớp.", "Hết.")) == ["Đạt [-80-]{+90+}% số lớp.", "Hết."]


def test_a_new_line_and_a_line_that_is_gone_stand_whole():
    assert shown(lines("Một hai ba.", "Bốn năm sáu."), lines("Bốn năm sáu.", "Bảy tám chín.")) == [
        "[-Một hai ba.-]", "Bốn năm sáu.", "{+Bảy tám chín.+}"
    ]  # fmt: skip


def test_a_line_of_other_words_is_no_change_of_the_old_one():
    assert shown(lines("Phát huy kết quả đã đạt được."), lines("Kinh phí theo quy chế.")) == [
        "[-Phát huy kết quả đã đạt được.-]", "{+Kinh phí theo quy chế.+}"
    ]  # fmt: skip


def test_numbers_that_moved_on_are_no_change():
    before = content("<h2>MỘT</h2><p>Chữ.</p>")
    after = content("<h2>MỚI</h2><h2>MỘT</h2><p>Chữ.</p>")

    [difference] = compare(before, after, SIGNERS)

    changed = [line for passage in difference.passages for line in passage.lines if line.is_changed]
    assert [(line.label, line.pieces) for line in changed] == [("I.", (Piece("MỚI", Change.ADDED),))]


def test_each_field_is_told_in_words():
    before = content(bases=["Luật;"])
    after = content(subject="Công tác năm 2024", dated_on="2024-01-08", signer=2, bases=["Luật;", "Nghị định;"])

    assert {difference.name: difference for difference in compare(before, after, SIGNERS)}.keys() == {
        "Trích yếu", "Ngày dự kiến ban hành", "Người ký", "Căn cứ"
    }  # fmt: skip
    assert texts("dated_on", "2024-01-08", SIGNERS) == lines("08/01/2024")
    assert texts("signer", 2, SIGNERS) == lines("Nguyễn Thị Ánh")
    assert texts("signer", None, SIGNERS) == lines("Chưa chọn")


def test_a_table_is_compared_row_by_row():
    row = "<tr><td><p>Tổ 1</p></td><td><p>{}</p></td></tr>"
    before, after = (f"<table><tbody>{row.format(share)}</tbody></table>" for share in ("80%", "90%"))

    assert shown(texts("body", before, {}), texts("body", after, {})) == ["Tổ 1 | [-80-]{+90+}%"]


def test_a_long_stretch_without_a_change_is_folded():
    before = content("".join(f"<p>Đoạn số {number}.</p>" for number in range(20)) + "<p>Cuối bài.</p>")
    after = before | {"body": before["body"].replace("Cuối bài.", "Cuối bài mới.")}

    [difference] = compare(before, after, SIGNERS)

    assert [(len(passage.lines), passage.is_folded) for passage in difference.passages] == [(19, True), (2, False)]


def test_a_change_of_looks_alone_is_said():
    [difference] = compare(content("<p>Đậm</p>"), content("<p><strong>Đậm</strong></p>"), SIGNERS)

    assert (difference.is_of_looks, difference.passages) == (True, ())


@unhurried
@given(CONTENTS, CONTENTS)
def test_both_texts_can_be_read_from_the_comparison(before, after):
    old, new = texts("body", before["body"], {}), texts("body", after["body"], {})

    compared = compare_texts(old, new)

    assert [said for line in compared if (said := "".join(piece.text for piece in line.after))] == [
        text.words for text in new
    ]
    words = [said for line in compared if (said := "".join(piece.text for piece in line.before))]
    assert [word.split() for word in words] == [text.words.split() for text in old]


def test_two_long_texts_of_other_words_are_compared_in_a_moment():
    before = content("".join(f"<p>cũ{number} trước{number} xưa{number}</p>" for number in range(1000)))
    after = content("".join(f"<p>mới{number} sau{number} nay{number}</p>" for number in range(1000)))
    began = time.monotonic()

    [difference] = compare(before, after, SIGNERS)

    assert sum(len(passage.lines) for passage in difference.passages) == 2000
    assert time.monotonic() - began < 15  # seconds: one on a quiet machine, minutes where every line is held against all


def test_a_text_as_long_as_any_is_compared_in_a_moment():
    before = content("".join(f"<p>{'thi đua khen thưởng ' * 5}{number}</p>" for number in range(500)))
    after = before | {"body": before["body"].replace("khen", "và khen")}

    assert len(compare(before, after, SIGNERS)) == 1
