"""Certificates as a file: the law's page, real text, one blank beneath many, and codes that a phone reads."""

import io
import secrets
from dataclasses import replace

import pikepdf
import pytest
from PIL import Image

from awards.certificates.drawing.fitting import in_height, on_one_line
from awards.certificates.drawing.places import CODE, OF_BLANKS, Place
from awards.certificates.drawing.sheets import Sheet, overprint_pdf, plain_pdf
from awards.certificates.drawing.trying import trial_pdf
from tests.awards.certificates.looking import codes_of, lines_of, pages_of
from tests.documents import samples
from tests.documents.checker import check_certificate
from thiduakt.documents.rendering.measure import text_width

LONG = "Nguyễn Phúc Công Tằng Tôn Nữ Thị Quỳnh Hương Giang Bảo Ngọc"  # 59 letters
CAPITALS = "NGUYỄN PHÚC CÔNG TẰNG TÔN NỮ THỊ QUỲNH HƯƠNG GIANG BẢO NGỌC"
MAC = "Nguyê\u0303n Thi\u0323 \u01af\u01a1\u0301c"
FRAME = 22  # mm from the edge of the sheet to the innermost rule of the border


def address() -> str:
    return f"https://thidua.mngiangbien.edu.vn/tra-cuu/{secrets.token_urlsafe(16)}/"


def emblem() -> bytes:
    stream = io.BytesIO()
    Image.new("RGBA", (300, 300), (200, 30, 30, 255)).save(stream, "PNG")
    return stream.getvalue()


def printed(certificate, **told) -> bytes:
    title = f"{certificate.title}: {certificate.recipient}"
    return plain_pdf([Sheet(certificate, address())], title=title, **told)


@pytest.mark.parametrize("name", ["Đỗ Thị Đào", LONG, "Tổ Mẫu giáo lớn"])
@pytest.mark.parametrize("picture", [None, emblem()])
def test_the_checker_finds_no_fault(name, picture):
    certificate = samples.certificate(name)
    assert check_certificate(printed(certificate, emblem=picture), certificate) == []


def test_a_title_has_no_fault_either():
    certificate = replace(
        samples.certificate(), verb="TẶNG DANH HIỆU", title="CHIẾN SĨ THI ĐUA CƠ SỞ", achievement="Năm học 2022 - 2023"
    )
    assert check_certificate(printed(certificate), certificate) == []


def test_all_lie_across_in_order_each_with_its_own_code():
    addresses = [address() for _ in range(7)]
    sheets = [Sheet(samples.certificate(f"Đỗ Thị Đào {place}"), one) for place, one in enumerate(addresses)]

    pdf = plain_pdf(sheets, title="Giấy khen")

    assert pages_of(pdf) == [pytest.approx((297, 210), abs=0.2)] * 7
    assert codes_of(pdf) == addresses
    assert "Đỗ Thị Đào 6" in lines_of(pdf, 6)
    assert addresses[6].split("/")[-2] in lines_of(pdf, 6)  # for whoever has no camera at hand


def test_the_border_is_in_the_file_once():
    with pikepdf.open(io.BytesIO(plain_pdf([Sheet(samples.certificate())] * 20, title="Giấy khen"))) as pdf:
        forms = {form.objgen for page in pdf.pages for form in page.Resources.XObject.values() if form.Subtype == "/Form"}
    assert len(forms) == 1


def test_the_same_sheets_give_the_same_file():
    sheets = [Sheet(samples.certificate(), "https://a.vn/1")]
    assert plain_pdf(sheets, title="Giấy khen") == plain_pdf(sheets, title="Giấy khen")


def test_a_name_typed_on_a_mac_is_drawn_in_composed_letters():
    pdf = plain_pdf([Sheet(samples.certificate(MAC))], title="Giấy khen")
    assert "Nguyễn Thị Ước" in lines_of(pdf)


def test_a_name_of_sixty_letters_stays_on_one_line_that_can_be_read_from_afar():
    line = lines_of(printed(samples.certificate(LONG)))[LONG]
    assert line.size >= 18
    assert line.x0 > FRAME + 2
    assert line.x1 < 297 - FRAME - 2


def test_a_name_that_would_be_too_small_on_one_line_takes_two_large_ones():
    fitted = on_one_line(f"{CAPITALS} TRÂN CHÂU", 225, 32, 18, "Bold")
    assert len(fitted.lines) == 2
    assert fitted.size == 24
    assert all(text_width(line, fitted.size, "Bold") <= 225 for line in fitted.lines)


def test_a_short_name_is_as_large_as_it_may_be():
    assert on_one_line("Lê An", 225, 32, 18, "Bold") == (fitted := on_one_line("Lê An", 225, 32, 18, "Bold"))
    assert fitted.size == 32


def test_an_achievement_of_five_hundred_letters_ends_above_the_signature():
    words = "Đã có thành tích xuất sắc trong phong trào thi đua đổi mới, sáng tạo trong quản lý và giảng dạy; "
    certificate = replace(samples.certificate(LONG), achievement=(words * 6)[:500].strip())
    found = lines_of(printed(certificate, emblem=emblem()))
    decided = next(line for text, line in found.items() if text.startswith("Quyết định số"))
    last = max((line for text, line in found.items() if line.top < decided.top), key=lambda line: line.top)
    assert last.top + last.size / 72 * 25.4 < decided.top + 0.5
    assert last.size >= 8


def test_text_in_a_height_shrinks_until_it_fits():
    fitted = in_height("đổi mới sáng tạo " * 20, 100, 20, 18, 8, "Regular")
    assert fitted.height <= 20
    assert fitted.size < 18


def test_a_sample_is_marked_as_one():
    pdf = plain_pdf([Sheet(replace(samples.certificate(), is_draft=True))], title="Mẫu")
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert len(opened.pages) == 1
    import pdfplumber

    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        slanting = "".join(one["text"] for one in opened.pages[0].chars if abs(one["matrix"][1]) > 0.1)
    assert slanting == "BẢN XEM THỬ"


def test_on_a_blank_only_its_fields_are_printed_each_at_its_place():
    places = {
        "recipient": Place(50, 90, 200, 30, least=18),
        "signer": Place(180, 175, 80, 14, lines=1),
        CODE: Place(40, 150, 25, 10),
    }
    where = address()

    pdf = overprint_pdf([Sheet(samples.certificate("Đỗ Thị Đào"), where)], places, title="Giấy khen")

    found = lines_of(pdf)
    assert set(found) == {"Đỗ Thị Đào", "Hoàng Thị Phương"}
    name = found["Đỗ Thị Đào"]
    assert (name.x0 + name.x1) / 2 == pytest.approx(150, abs=0.3)
    assert 90 < name.top < 96
    assert codes_of(pdf) == [where]
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert "/XObject" not in opened.pages[0].Resources


def test_a_printer_that_feeds_askew_is_met_halfway():
    def name_at(**told):
        pdf = overprint_pdf([Sheet(samples.certificate("Đỗ Thị Đào"))], OF_BLANKS, title="Giấy khen", **told)
        return lines_of(pdf)["Đỗ Thị Đào"]

    straight, shifted = name_at(), name_at(shift=(2.5, -1.5))
    assert shifted.x0 - straight.x0 == pytest.approx(2.5, abs=0.05)
    assert shifted.top - straight.top == pytest.approx(-1.5, abs=0.05)


def test_the_test_sheet_measures_from_the_corner_and_names_each_box():
    found = lines_of(trial_pdf(OF_BLANKS, name="Phôi 2023", shift=(0, 0)))
    text = " ".join(found)
    assert "Họ tên, tên tập thể (36; 88)" in text
    assert "Mã QR tra cứu (32; 163)" in text
    assert "290" in text


def test_progress_is_told_while_pages_are_drawn():
    told: list[int] = []
    plain_pdf([Sheet(samples.certificate())] * 120, title="Giấy khen", tell=told.append)
    assert told == [50, 100]
