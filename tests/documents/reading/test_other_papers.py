"""Papers of other schools, typed as schools type them: read right, or shown as unsure."""

from datetime import date
from pathlib import Path

import pytest

from thiduakt.documents.kinds import Kind
from thiduakt.documents.reading import Reading, read_paper
from thiduakt.documents.richtext import plain_text


def sample(name: str) -> Reading:
    return read_paper((Path(__file__).parent / "samples" / f"{name}.txt").read_bytes())


def doubted(reading: Reading) -> list[tuple[int | None, str]]:
    return [(doubt.line_number, doubt.text[:20]) for doubt in reading.doubts if doubt.text]


@pytest.mark.parametrize(
    ("name", "kind", "parent_lines", "issuer_lines", "number", "symbol", "place", "dated"),
    [
        (
            "hai-cot-mot-dong",
            "KH",
            ["PHÒNG GD&ĐT QUẬN BÌNH TÂN"],
            ["TRƯỜNG THCS NGUYỄN TRÃI"],
            None,
            "KH-THCSNT",
            "Bình Tân",
            None,
        ),
        (
            "tieu-de-xen-ke",
            "KH",
            ["UBND HUYỆN YÊN THẾ"],
            ["TRƯỜNG TIỂU HỌC", "HOÀNG HOA THÁM"],
            15,
            "KH-THHHT",
            "Yên Thế",
            date(2023, 9, 5),
        ),
        (
            "quyet-dinh",
            "QĐ",
            ["PHÒNG GD&ĐT QUẬN LONG BIÊN"],
            ["TRƯỜNG MẦM NON GIANG BIÊN"],
            25,
            "QĐ-MNGB",
            "Giang Biên",
            date(2023, 5, 30),
        ),
        (
            "trang-hep-tu-pdf",
            "KH",
            ["SỞ GD&ĐT ĐẮK LẮK"],
            ["TRƯỜNG PTDTNT THPT TÂY NGUYÊN"],
            7,
            "KH-DTNT",
            "Buôn Ma Thuột",
            date(2024, 10, 12),
        ),
        (
            "cong-van",
            "CV",
            ["UBND PHƯỜNG VIỆT HƯNG"],
            ["TRƯỜNG MẦM NON HOA SEN"],
            48,
            "MNHS-VP",
            "Việt Hưng",
            date(2025, 7, 10),
        ),
        (
            "danh-so-sai",
            "KH",
            ["PHÒNG GIÁO DỤC VÀ ĐÀO TẠO", "QUẬN HẢI CHÂU"],
            ["TRƯỜNG TIỂU HỌC PHÙ ĐỔNG"],
            22,
            "KH-THPĐ",
            "Hải Châu",
            None,
        ),
        (
            "ngat-dong-mem",
            "KH",
            ["PHÒNG GD&ĐT TP. THỦ ĐỨC"],
            ["TRƯỜNG MẦM NON SƠN CA"],
            3,
            "KH-MNSC",
            "Thủ Đức",
            date(2024, 1, 20),
        ),
        (
            "hai-nguoi-ky",
            "BC",
            ["TRƯỜNG MẦM NON HỌA MI"],
            ["HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG"],
            2,
            "BC-HĐTĐKT",
            "Sơn Tây",
            date(2024, 1, 12),
        ),
        (
            "thieu-ten-loai",
            "KH",
            ["Phòng Giáo dục và Đào tạo huyện Gia Lâm"],
            ["Trường Tiểu học Đa Tốn"],
            9,
            "KH-THĐT",
            "Gia Lâm",
            date(2022, 11, 7),
        ),
        ("khong-the-thuc", None, [], [], None, "", "", None),
    ],
)
def test_the_head_is_read(name, kind, parent_lines, issuer_lines, number, symbol, place, dated):
    reading = sample(name)

    assert reading.kind == kind
    assert (list(reading.parent_lines), list(reading.issuer_lines)) == (parent_lines, issuer_lines)
    assert (reading.number, reading.symbol, reading.place, reading.dated) == (number, symbol, place, dated)


@pytest.mark.parametrize(
    ("name", "recipients", "capacity", "signer"),
    [
        ("hai-cot-mot-dong", ["Phòng GD&ĐT (để b/c)", "Các tổ chuyên môn", "Lưu: VT"], ["HIỆU TRƯỞNG"], "Đỗ Thị Đào"),
        (
            *("tieu-de-xen-ke", ["Hội đồng TĐKT", "Tổ trưởng các tổ", "Lưu: VT, HS"]),
            *(["KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG"], "Nguyễn Thị Ánh Nguyệt"),
        ),
        ("quyet-dinh", ["Như Điều 3", "Phòng GD&ĐT (để b/c)", "Lưu: VT, HSTĐKT"], ["HIỆU TRƯỞNG"], "Hoàng Thị Phương"),
        ("trang-hep-tu-pdf", ["Các tổ, các lớp", "Lưu: VT"], ["TM. BAN GIÁM HIỆU", "HIỆU TRƯỞNG"], "H'Hen Niê Kđăm"),
        ("cong-van", ["Như trên", "Lưu: VT"], ["HIỆU TRƯỞNG"], "Trần Thị Thu Hường"),
        ("danh-so-sai", [], ["HIỆU TRƯỞNG"], "Lê Thị Quỳnh Anh"),
        ("ngat-dong-mem", ["Phòng GD&ĐT", "Các lớp", "Lưu: VT"], ["HIỆU TRƯỞNG"], "PHẠM THỊ HỒNG NHUNG"),
        ("hai-nguoi-ky", [], ["CHỦ TỊCH HỘI ĐỒNG"], "Bùi Thị Mỹ Hạnh"),
        ("thieu-ten-loai", ["Như trên", "Ban Giám hiệu", "Lưu: VT"], ["P. Hiệu trưởng"], "Công Tằng Tôn Nữ Thị Quỳnh Hương"),
        ("khong-the-thuc", [], [], ""),
    ],
)
def test_the_end_is_read(name, recipients, capacity, signer):
    reading = sample(name)

    assert list(reading.recipients) == recipients
    assert (list(reading.signer_capacity), reading.signer_name) == (capacity, signer)


def test_a_subject_may_begin_on_the_line_of_the_title():
    assert sample("hai-cot-mot-dong").subject == "CÔNG TÁC THI ĐUA, KHEN THƯỞNG\nNĂM HỌC 2024 - 2025"


def test_a_letter_has_its_subject_under_the_number():
    reading = sample("cong-van")

    assert reading.kind is Kind.LETTER
    assert reading.subject == "đề nghị hướng dẫn hồ sơ khen thưởng năm học 2024 - 2025"
    assert reading.addressees == ("Phòng Văn hóa - Xã hội phường Việt Hưng", "Công đoàn phường Việt Hưng")
    assert doubted(reading) == []


def test_a_decision_is_read_whole_with_its_list_behind_the_signature():
    reading = sample("quyet-dinh")

    assert reading.authority == "HIỆU TRƯỞNG TRƯỜNG MẦM NON GIANG BIÊN"
    assert [basis.split()[0] for basis in reading.bases] == ["Căn", "Căn", "Xét", "Theo"]
    assert (
        "<p><strong>Điều 2.</strong> Mức tiền thưởng kèm theo Giấy khen:</p>\n<p>1. Cá nhân: 300.000 đồng;</p>"
        in reading.body
    )
    assert plain_text(reading.appendix).splitlines()[:3] == [
        "DANH SÁCH ĐƯỢC TẶNG GIẤY KHEN",
        "STT\tHọ và tên\tChức vụ\tTiền thưởng",
        "1\tĐỗ Thị Đào\tTổ trưởng\t300.000",
    ]
    assert doubted(reading) == [(30, "DANH SÁCH ĐƯỢC TẶNG ")]


def test_other_marks_become_the_marks_of_the_paper_and_are_reported_once():
    reading = sample("hai-cot-mot-dong")

    assert "<h2>MỤC ĐÍCH, YÊU CẦU</h2>\n<h3>Mục đích</h3>\n<ul>\n<li><p>Tạo động lực" in reading.body
    assert doubted(reading) == [(9, "- Căn cứ Luật Thi đu"), (14, "I/ MỤC ĐÍCH, YÊU CẦU"), (16, "• Tạo động lực để cá")]


def test_a_table_typed_with_tabs_is_a_table():
    assert (
        "<h3>Cá nhân</h3>\n<table>\n<thead><tr><th>STT</th><th>Danh hiệu</th><th>Chỉ tiêu</th></tr></thead>\n<tbody>\n"
        "<tr><td>1</td><td>Lao động tiên tiến</td><td>45</td></tr>" in sample("hai-cot-mot-dong").body
    )


def test_headings_that_the_paper_cannot_number_keep_their_typed_number():
    reading = sample("tieu-de-xen-ke")

    for kept in ("A. ĐẶC ĐIỂM TÌNH HÌNH", "3.1.1. Học sinh đăng ký tuần học tốt, ngày học tốt"):
        assert f"<p><strong>{kept}</strong></p>" in reading.body
    assert "<p>* Giáo viên:</p>\n<ul>\n<li><p>Dự giờ 2 tiết mỗi tháng</p></li>" in reading.body
    assert [line for line, _ in doubted(reading)] == [17, 22, 25, 26, 27, 28, 31, None]


def test_bullets_under_a_letter_do_not_break_the_count_of_letters():
    assert [line[:8] for line in plain_text(sample("tieu-de-xen-ke").body).splitlines()[-6:-1]] == [
        *("a) Ban G", "b) Tổ tr", "- Hằng t", "- Hằng t", "c) Giáo "),
    ]


def test_a_number_that_does_not_follow_is_kept_and_shown():
    reading = sample("danh-so-sai")

    for kept in ("III. GIẢI PHÁP", "3. Giải pháp về kinh phí", "IIII. CAM KẾT", "I. PHÂN CÔNG"):
        assert f"<p><strong>{kept}</strong></p>" in reading.body
    assert "<p>d. Đúng việc</p>" in reading.body
    assert [line for line, _ in doubted(reading)] == [10, 14, 16, 19, 20, 21, 22, 24, 25, 27, 28, 28, None, None]


def test_the_lines_of_a_narrow_page_become_paragraphs():
    reading = sample("trang-hep-tu-pdf")

    assert len(reading.bases) == 1
    assert reading.bases[0].endswith("của Trường PTDTNT THPT Tây Nguyên về thực hiện nhiệm vụ năm học 2024 - 2025;")
    assert "ít nhất một tiết dạy tốt.</p>" in reading.body
    assert [line for line, _ in doubted(reading)] == [12, 22]


def test_soft_breaks_page_breaks_and_blanks_of_a_word_processor_are_understood():
    reading = sample("ngat-dong-mem")

    assert reading.subject == "Phong trào thi đua “Xây dựng trường học hạnh phúc”\nnăm 2024"
    assert reading.bases == (
        "Căn cứ Kế hoạch số 02/KH-MNSC ngày 05/01/2024 của Trường Mầm non Sơn Ca;",
        "Theo đề nghị của Công đoàn nhà trường.",
    )
    assert "<li><p>Không có trẻ nghỉ học vì sợ cô.</p></li>" in reading.body
    assert doubted(reading) == [(12, "sợ cô."), (15, "➢ Xây dựng môi trườn")]


def test_a_second_signer_and_an_afterword_stand_apart():
    reading = sample("hai-nguoi-ky")

    assert plain_text(reading.appendix).splitlines() == [
        "CHỦ TỊCH CÔNG ĐOÀN",
        "Vũ Thị Thùy Dương",
        "TỔNG KẾT ĐIỂM THI ĐUA",
        "Tổ Mẫu giáo lớn\t98 điểm\tNhất",
        "Tổ Nhà trẻ\t95 điểm\tNhì",
    ]
    assert doubted(reading) == [(17, "CHỦ TỊCH CÔNG ĐOÀN"), (20, "TỔNG KẾT ĐIỂM THI ĐU")]


def test_a_text_without_any_form_is_all_text():
    reading = sample("khong-the-thuc")

    assert len(plain_text(reading.body).splitlines()) == 5
    assert len([doubt for doubt in reading.doubts if doubt.reason.startswith("Không thấy")]) == 11
