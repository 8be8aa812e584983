"""Small things of typing that decide where a paragraph ends and what a line is."""

import pytest

from thiduakt.documents.reading import Reading, read_paper

HEAD = "Số: 01/KH-MNHS\nGia Lâm, ngày 05 tháng 9 năm 2023\nKẾ HOẠCH\nThi đua năm học 2023 - 2024\n\n"


def plan(text: str) -> Reading:
    return read_paper(HEAD + text)


@pytest.mark.parametrize(
    ("typed", "body"),
    [
        ("- Dạy tốt, học\n\ntốt.", "<ul>\n<li><p>Dạy tốt, học tốt.</p></li>\n</ul>"),
        ("- Dạy tốt.\n\nhọc tốt.", "<ul>\n<li><p>Dạy tốt.</p></li>\n</ul>\n<p>học tốt.</p>"),
        ("Dạy tốt\n\nHọc tốt", "<p>Dạy tốt</p>\n<p>Học tốt</p>"),
        ("I. MỤC ĐÍCH\n\nnâng cao chất lượng.", "<h2>MỤC ĐÍCH</h2>\n<p>nâng cao chất lượng.</p>"),
        ("I. MỤC ĐÍCH,\nYÊU CẦU\nDạy tốt.", "<h2>MỤC ĐÍCH, YÊU CẦU</h2>\n<p>Dạy tốt.</p>"),
        ("1.Mục đích\n-Dạy tốt.", "<h3>Mục đích</h3>\n<ul>\n<li><p>Dạy tốt.</p></li>\n</ul>"),
        ("1. Dạy tốt;\n2. Học tốt.", "<p>1. Dạy tốt;</p>\n<p>2. Học tốt.</p>"),
        ("02/9 là ngày Quốc khánh.", "<p>02/9 là ngày Quốc khánh.</p>"),
        ("1.500 đồng một lượt.", "<p>1.500 đồng một lượt.</p>"),
        ("Mục đích < 5 & > 3", "<p>Mục đích &lt; 5 &amp; &gt; 3</p>"),
        ("Phần thứ nhất\nchung", "<p><strong>Phần thứ nhất chung</strong></p>"),
    ],
)
def test_a_text_becomes(typed, body):
    assert plan(typed).body == body


def test_an_ordinary_plan_of_two_items_leaves_no_doubt_about_its_text():
    reading = plan("I. MỤC ĐÍCH\n- Dạy tốt.\n+ Học tốt.\nTrên đây là Kế hoạch./.")

    assert [doubt for doubt in reading.doubts if doubt.text] == []


def test_only_the_first_date_of_the_head_is_the_date_of_the_paper():
    reading = read_paper(HEAD.replace("KẾ HOẠCH", "Long Biên, ngày 06 tháng 9 năm 2023\nKẾ HOẠCH") + "Dạy tốt./.")

    assert (reading.place, reading.dated.day) == ("Gia Lâm", 5)
    assert reading.body == "<p>Long Biên, ngày 06 tháng 9 năm 2023</p>\n<p>Dạy tốt./.</p>"


def test_a_table_under_the_addressees_stays_in_the_text():
    reading = plan("Kính gửi:\nTổ Lá\tTổ Mầm\nTổ Chồi\tTổ Búp\nDạy tốt./.")

    assert reading.addressees == ()
    assert reading.body.startswith("<table>\n<tbody>\n<tr><td>Tổ Lá</td><td>Tổ Mầm</td></tr>")


def test_a_kind_that_the_symbol_contradicts_is_a_doubt():
    reading = read_paper(HEAD.replace("KH-", "QĐ-") + "Dạy tốt./.")

    assert "Ký hiệu “QĐ-MNHS” không khớp với tên loại “KẾ HOẠCH”; thầy/cô hãy xem lại." in [d.reason for d in reading.doubts]


def test_a_recipient_on_two_lines_is_one():
    reading = plan("Dạy tốt./.\nNơi nhận:\n- Phòng GD&ĐT,\nhuyện Gia Lâm;\n- Lưu: VT.\nHIỆU TRƯỞNG\nĐỗ Thị Đào")

    assert reading.recipients == ("Phòng GD&ĐT, huyện Gia Lâm", "Lưu: VT")


def test_a_line_about_recipients_inside_the_text_does_not_end_it():
    reading = plan("Nơi nhận hồ sơ là văn phòng.\nDạy tốt./.\nNơi nhận:\n- Lưu: VT.\nĐỗ Thị Đào")

    assert reading.body == "<p>Nơi nhận hồ sơ là văn phòng.</p>\n<p>Dạy tốt./.</p>"
    assert reading.signer_name == "Đỗ Thị Đào"
