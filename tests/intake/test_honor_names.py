"""Honors as old lists call them."""

import json
import unicodedata

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from tests.intake.cells import sentences
from thiduakt.intake.parsing import DoubtfulError, honor_code
from thiduakt.ledger.enums import HolderKind

PERSON, GROUP, SCHOOL, PUPIL, CLASS = HolderKind
HONORS = json.loads((settings.BASE_DIR / "fixtures" / "catalog" / "honors.json").read_text())
HOLDERS = {"individual": PERSON, "collective": GROUP, "pupil": PUPIL, "pupils": CLASS, "either": PERSON}


def rows():
    found = HONORS if isinstance(HONORS, list) else HONORS["honors"]
    return sorted({(row["name"], row["code"], row["subject"].lower()) for row in found})


@pytest.mark.parametrize(("name", "code", "subject"), rows())
def test_every_honor_of_the_catalog_is_known_by_its_name(name, code, subject):
    assert honor_code(name, HOLDERS[subject]) == code
    assert honor_code(unicodedata.normalize("NFD", name).upper(), HOLDERS[subject]) == code


@pytest.mark.parametrize(
    ("holder", "code", "cells"),
    [
        (
            PERSON,
            "LDTT",
            "LĐTT|LDTT|Lao động tiên tiến|Danh hiệu Lao động tiên tiến|LĐ tiên tiến|đạt LĐTT năm học 2021-2022|LĐTT 21-22",
        ),
        (
            PERSON,
            "CSTDCS",
            (
                "CSTĐCS|CSTDCS|CSTĐ-CS|CSTĐ cấp cơ sở|Chiến sĩ thi đua cơ sở|Chiến sỹ thi đua cấp cơ sở|"
                "Chiến sĩ thi đua cơ sở năm học 2021 - 2022"
            ),
        ),
        (PERSON, "CSTD_TP", "CSTĐTP|CSTĐ TP|CSTĐ cấp Thành phố|Chiến sỹ thi đua Thành phố|CSTĐ cấp tỉnh"),
        (PERSON, "CSTDTQ", "CSTĐTQ|Chiến sĩ thi đua toàn quốc"),
        (GROUP, "TTLDTT", "TTLĐTT|Tập thể LĐTT|Tập thể lao động tiên tiến|LĐTT|Lao động tiên tiến|Tổ LĐTT"),
        (SCHOOL, "TTLDXS", "TTLĐXS|Tập thể lao động xuất sắc|LĐXS"),
        (PERSON, "KNC_GD", 'KNC|Kỷ niệm chương|KNC VSNGD|Kỷ niệm chương "Vì sự nghiệp giáo dục"|KNC “Vì SNGD”'),
        (PERSON, "HCLD3", "HCLĐ hạng Ba|Huân chương lao động hạng III|HCLĐ hạng 3"),
        (SCHOOL, "HCLD2", "Huân chương Lao động hạng Nhì|HCLĐ hạng II"),
        (PERSON, "NTVT", "NTVT|Người tốt - việc tốt|Người tốt, việc tốt cấp Thành phố"),
        (PERSON, "SK_TD", "Sáng kiến, sáng tạo Thủ đô"),
        (
            PERSON,
            "GK_QUAN_CN",
            (
                "Giấy khen UBND quận|GK quận|GK UBND Q. Long Biên|Giấy khen của Chủ tịch UBND quận Long Biên, TP Hà Nội|"
                "Giấy khen UBND huyện Đông Anh|giấy khen cấp quận|Giấy khen UBND thị xã Sơn Tây"
            ),
        ),
        (GROUP, "GK_QUAN_TT", "Giấy khen UBND quận|GK quận tập thể"),
        (PERSON, "GK_PHUONG_CN", "Giấy khen UBND phường|Giấy khen UBND phường Giang Biên, quận Long Biên|GK xã"),
        (PERSON, "GK_SO_CN", "Giấy khen Sở|GK Sở GD&ĐT|Giấy khen của Giám đốc Sở GD&ĐT Hà Nội|GK Sở GDĐT"),
        (
            PERSON,
            "GK_HT_CN",
            "Giấy khen của Hiệu trưởng|GK trường|Giấy khen nhà trường|GK Hiệu trưởng trường MN Giang Biên, quận Long Biên",
        ),
        (PUPIL, "GK_HS_CN", "Giấy khen|GK|Giấy khen của Hiệu trưởng|Giấy khen nhà trường"),
        (CLASS, "GK_HS_TT", "Giấy khen|GK trường"),
        (PUPIL, "GK_QUAN_CN", "Giấy khen UBND quận"),
        (PERSON, "BK_TP_CN", "Bằng khen UBND TP|BK TP|Bằng khen của Chủ tịch UBND Thành phố Hà Nội|Bằng khen UBND tỉnh"),
        (SCHOOL, "BK_TP_TT", "Bằng khen UBND Thành phố|BK TP"),
        (PERSON, "BK_BO_CN", "Bằng khen Bộ|BK Bộ GD&ĐT|Bằng khen của Bộ trưởng Bộ Giáo dục và Đào tạo"),
        (PERSON, "BK_TTG_CN", "Bằng khen Thủ tướng|BK của Thủ tướng Chính phủ|BK TTg"),
        (SCHOOL, "CO_TP", "Cờ thi đua UBND TP|Cờ thi đua xuất sắc của UBND Thành phố"),
        (SCHOOL, "CO_CP", "Cờ thi đua Chính phủ|Cờ thi đua của Thủ tướng Chính phủ"),
        (SCHOOL, "CO_BO", "Cờ thi đua của Bộ GD&ĐT"),
    ],
)
def test_the_names_and_abbreviations_of_schools(holder, code, cells):
    for cell in cells.split("|"):
        assert honor_code(cell, holder) == code, cell
        assert honor_code(f"  {cell.upper()}. ", holder) == code, cell


def test_another_column_tells_who_gave_it():
    assert honor_code("Giấy khen", PERSON, "Chủ tịch UBND quận Long Biên") == "GK_QUAN_CN"
    assert honor_code("Giấy khen số 12/QĐ-KT", PERSON, "Sở GD&ĐT Hà Nội") == "GK_SO_CN"
    assert honor_code("Bằng khen", GROUP, "UBND Thành phố Hà Nội") == "BK_TP_TT"
    assert honor_code("Giấy khen hoàn thành tốt nhiệm vụ", PERSON, "UBND phường Giang Biên") == "GK_PHUONG_CN"


@pytest.mark.parametrize(
    ("cell", "code"),
    [("CSTĐ", "CSTDCS"), ("CSTĐ cấp quận", "CSTDCS"), ("Lao động giỏi", "LDTT"), ("GK Phòng GD&ĐT", "GK_QUAN_CN")],
)
def test_what_reads_two_ways_is_asked_about(cell, code):
    with pytest.raises(DoubtfulError) as raised:
        honor_code(cell, PERSON)

    assert raised.value.value == code


@pytest.mark.parametrize(
    ("holder", "cell", "why"),
    [
        (PERSON, "Giấy khen", "chưa rõ của ai"),
        (PERSON, "Bằng khen", "chưa rõ của ai"),
        (PERSON, "Bằng khen của Sở", "cấp này không tặng"),
        (PERSON, "Giấy khen Thủ tướng", "cấp này không tặng"),
        (PERSON, "Tập thể lao động xuất sắc", "của tập thể"),
        (PERSON, "Cờ thi đua UBND TP", "của tập thể"),
        (GROUP, "CSTĐCS", "của cá nhân"),
        (PUPIL, "LĐTT", "của viên chức"),
        (PERSON, "Giấy khen Liên đoàn Lao động quận", "đoàn thể"),
        (PERSON, "Bằng khen Công đoàn Giáo dục", "đoàn thể"),
        (PERSON, "Giáo viên dạy giỏi", "không có trong danh mục"),
        (PERSON, "GK quận - tập thể", "cá nhân hay tập thể"),
        (PERSON, "Lao ®éng tiªn tiÕn", "Unicode"),
    ],
)
def test_what_no_code_stands_for(holder, cell, why):
    with pytest.raises(ValidationError, match=why) as raised:
        honor_code(cell, holder)

    assert not isinstance(raised.value, DoubtfulError)


def test_an_empty_cell_is_no_honor():
    assert honor_code(None, PERSON) == honor_code("  ", PERSON) == ""


@given(st.text() | st.text(alphabet="GKBLĐTCS -quậnphường"), st.sampled_from(HolderKind), st.text())
def test_whatever_is_typed_is_read_or_refused(cell, holder, issuer):
    for sentence in sentences(honor_code, cell, holder, issuer):
        assert sentence.endswith(".")
