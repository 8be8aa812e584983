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


@pytest.mark.parametrize(
    "rows",
    [
        ("STT\tDanh hiệu\tSố lượng", "1\tLao động tiên tiến\t20", "2\tChiến sĩ thi đua cơ sở\t5"),
        ("STT\tDanh hiệu\tSố lượng\t", "1\tLao động tiên tiến\t20", "2\tChiến sĩ thi đua cơ sở\t5\t\t"),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\n\n", "\r\n \r\n"])
def test_rows_of_a_copied_table_are_a_table(rows, line_end):
    reading = plan(f"Chỉ tiêu:{line_end}{line_end.join(rows)}{line_end}Trên đây là Kế hoạch./.")

    assert reading.body == (
        "<p>Chỉ tiêu:</p>\n<table>\n<thead><tr><th>STT</th><th>Danh hiệu</th><th>Số lượng</th></tr></thead>\n<tbody>\n"
        "<tr><td>1</td><td>Lao động tiên tiến</td><td>20</td></tr>\n"
        "<tr><td>2</td><td>Chiến sĩ thi đua cơ sở</td><td>5</td></tr>\n</tbody>\n</table>\n<p>Trên đây là Kế hoạch./.</p>"
    )
    assert [doubt for doubt in reading.doubts if doubt.text] == []


def test_an_empty_cell_at_the_end_of_a_row_is_kept():
    assert "<tr><td>2</td><td></td></tr>" in plan("STT\tTên\n1\tLá\n2\t\nHết./.").body


def test_columns_that_make_no_table_are_a_doubt_each():
    reading = plan("Chỉ tiêu:\nDanh hiệu\tSố lượng\nLao động tiên tiến\t20\tngười\n1.\tDạy tốt.\nHết./.")

    assert [(doubt.line_number, doubt.reason[:40]) for doubt in reading.doubts if "cột" in doubt.reason] == [
        (7, "Dòng này được gõ thành cột nhưng không g"),
        (8, "Dòng này được gõ thành cột nhưng không g"),
    ]


@pytest.mark.parametrize(
    ("subject", "dated", "years"),
    [
        ("Công tác năm 2023", "15 tháng 02 năm 2023", (2023,)),
        ("Công tác năm 2024", "28 tháng 12 năm 2023", (2024, 2023)),
        ("Năm học 2023 - 2024", "05 tháng 01 năm 2024", (2024, 2023)),
        ("Thi đua", "05 tháng 01 năm 2024", (2024,)),
        ("Thi đua", "… tháng … năm …", ()),
    ],
)
def test_the_years_of_a_paper_are_those_of_its_subject_and_its_date(subject, dated, years):
    reading = read_paper(f"Số: 01/KH-MNHS\nGia Lâm, ngày {dated}\nKẾ HOẠCH\n{subject}\n\nDạy tốt, học tốt./.")

    assert tuple(dict.fromkeys(reading.years)) == years


def test_what_is_missing_is_told_as_it_will_be():
    said = " ".join(doubt.reason for doubt in read_paper("Dạy tốt, học tốt. " * 5 + "Hết./.").doubts)

    assert "hãy xem lại đây có đúng là văn bản cần nhập" in said
    assert "hệ thống ghi tạm một ngày dự kiến" in said
    assert "chọn loại văn bản" not in said
    assert "chỗ ghi ngày được để trống" not in said
