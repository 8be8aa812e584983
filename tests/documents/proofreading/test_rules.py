"""Each rule: what it marks, and what stands next to that and is right."""

import pytest

from thiduakt.documents.proofreading import FAMILIES

from .reading import draft, first, found

# rule, words with the fault, what is marked, the same words as they should be
CASES = (
    ("impossible_date", "Nộp trước ngày 30/02/2023 về văn phòng.", "30/02/2023", "Nộp trước ngày 28/02/2023 về văn phòng."),
    ("impossible_date", "Họp vào ngày 31 tháng 4.", "ngày 31 tháng 4", "Họp vào ngày 30 tháng 4."),
    ("impossible_date", "Họp ngày 31/4 tại trường.", "31/4", "Đạt 45/50 trẻ, tức 9/10 số trẻ."),
    (
        "cut_date",
        "Chào mừng ngày Quốc khánh 02/, các lớp trang trí.",
        "02/",
        "Chào mừng ngày Quốc khánh 02/9, các lớp trang trí.",
    ),
    ("cut_date", "Nộp trước ngày 15/ cho tổ.", "15/", "Nộp 15/20 bản đăng ký cho tổ."),
    ("year_digits", "Tổng kết phong trào năm 20233.", "năm 20233", "Tổng kết phong trào năm 2023."),
    ("year_digits", "Kế hoạch của năm 203.", "năm 203", "Cả năm 203 cháu được khen."),
    ("holiday", "Chào mừng ngày Giải phóng Thủ đô 20/10.", "20/10", "Chào mừng ngày Giải phóng Thủ đô 10/10."),
    ("holiday", "Chào mừng ngày Phụ nữ Việt Nam 10/10.", "10/10", "Chào mừng ngày Phụ nữ Việt Nam 20/10."),
    ("holiday", "Chào mừng ngày Nhà giáo Việt Nam 20/10/2023.", "20/10", "Chào mừng ngày Nhà giáo Việt Nam 20/11/2023."),
    (
        "holiday",
        "Mừng ngày thành lập Đảng Cộng sản Việt Nam 02/3.",
        "02/3",
        "Mừng ngày thành lập Đảng Cộng sản Việt Nam 03/02.",
    ),
    (
        "anniversary",
        "Kỷ niệm 70 năm ngày thành lập trường (05/9/1963 - 05/9/2023).",
        "70",
        "Kỷ niệm 60 năm ngày thành lập trường (05/9/1963 - 05/9/2023).",
    ),
    ("anniversary", "Kỷ niệm 40 năm ngày Nhà giáo Việt Nam.", "40", "Kỷ niệm 41 năm ngày Nhà giáo Việt Nam."),
    (
        "school_year",
        "Tổng kết năm học 2022 - 2024 của trường.",
        "năm học 2022 - 2024",
        "Tổng kết năm học 2022 - 2023 của trường.",
    ),
    (
        "year_mixed",
        "Nhiệm vụ năm 2023 (năm học 2022 - 2023).",
        "năm 2023 (năm học 2022 - 2023)",
        "Nhiệm vụ năm 2023, trọng tâm là năm học 2022 - 2023.",
    ),
    ("notation", "Theo Kế hoạch số 05/KH_PGDĐT của phòng.", "05/KH_PGDĐT", "Theo Kế hoạch số 05/KH-PGDĐT của phòng."),
    ("notation", "Theo Kế hoạch số 05 /KH-PGDĐT của phòng.", "05 /KH-PGDĐT", "Theo Kế hoạch số 05/KH-PGDĐT - bản sửa đổi."),
    ("notation", "Theo Quyết định số 7/QĐ-UBND của quận.", "7/QĐ-UBND", "Theo Quyết định số 07/QĐ-UBND của quận."),
    ("kind_code", "Theo Quyết định số 07/QD-UBND của quận.", "07/QD-UBND", "Theo Quyết định số 07/QĐ-UBND của quận."),
    ("kind_code", "Theo Kế hoạch số 12/QĐ-UBND của quận.", "12/QĐ-UBND", "Theo Công văn số 12/PGDĐT-MN của phòng."),
    ("kind_code", "Theo Công văn số 12/CV-PGDĐT của phòng.", "12/CV-PGDĐT", "Theo Thông tư số 21/2020/TT-BGDĐT của Bộ."),
    (
        "issuer_code",
        "Theo Kế hoạch số 97/KH-SGDĐT ngày 27/10/2022 của Hội đồng TĐKT quận.",
        "97/KH-SGDĐT",
        "Theo Kế hoạch số 97/KH-SGDĐT ngày 27/10/2022 của Sở Giáo dục và Đào tạo.",
    ),
    (
        "issuer_code",
        "Chỉ thị số 19/CT-UBND của Sở Nội vụ.",
        "19/CT-UBND",
        "Chỉ thị số 19/CT-UBND của Chủ tịch UBND thành phố.",
    ),
    ("placeholder", "Thời gian: ________ tại trường.", "________", "Thời gian: 8 giờ tại trường."),
    ("placeholder", "Kinh phí {{ so_tien }} đồng.", "{{ so_tien }}", "Kinh phí 500.000 đồng."),
    ("syllable", "Phong trào của nghành giáo dục.", "nghành", "Phong trào của ngành giáo dục."),
    (
        "syllable",
        "Công tác giáo duc mầm nôn, thưc hành.",
        "thưc",
        "Nghiêng, giếng, quyển, khuỷu, ngoằn ngoèo, Đắk Lắk, website, H'Hen.",
    ),
    ("phrase", "Các tổ đẩy manh thi đua.", "đẩy manh", "Các tổ đẩy mạnh thi đua."),
    ("phrase", "Xây dựng kê hoạch của tổ.", "kê hoạch", "Bảng kê, hoạch định công việc của tổ."),
    ("phrase", "Tuyên dương điển hình tiêu tiến.", "tiêu tiến", "Lập mục chi tiêu hằng tháng của trường."),
    ("misspelt", "Đề nghị bổ xung hồ sơ.", "bổ xung", "Đề nghị bổ sung hồ sơ."),
    ("misspelt", "Hoàn thành xuất xắc nhiệm vụ.", "xuất xắc", "Hoàn thành xuất sắc nhiệm vụ."),
    ("repeated", "Phân công của của tổ trưởng.", "của của", "Việc dần dần đi vào nề nếp."),
    ("abbreviation", "Hội đồng TDKT họp hằng tháng.", "TDKT", "Hội đồng TĐKT họp hằng tháng."),
    ("eth", "Ban Ðại diện cha mẹ trẻ.", "Ðại", "Ban Đại diện cha mẹ trẻ."),
    ("abbreviation_forms", "Sở GD&ĐT, Phòng GD&ĐT, Bộ GDĐT.", "GDĐT", "Sở GD&ĐT, Phòng GD&ĐT, Bộ GD&ĐT."),
    ("proper_name", "Các ngày lễ lớn của thủ đô.", "thủ đô", "Các ngày lễ lớn của Thủ đô."),
    ("people", "Phục vụ nhân dân trên địa bàn.", "nhân dân", "Ủy ban nhân dân quận, Ban Thanh tra nhân dân, Nhân dân."),
    ("paper_name", "Thực hiện kế hoạch số 12/KH-UBND.", "kế hoạch", "Thực hiện kế hoạch của quận, số tiết như năm trước."),
    ("paper_name", "Theo Luật thi đua, khen thưởng.", "Luật thi đua, khen thưởng", "Theo Luật Thi đua, khen thưởng."),
    ("article", "Theo quy định tại Khoản 2 Điều 10 Luật.", "Khoản", "Theo quy định tại khoản 2 Điều 10 Luật."),
    ("article", "Theo quy định tại điều 10 Luật.", "điều", "Có 10 điều học sinh nhớ, điều tốt cần nhân rộng."),
    ("council", "Hội đồng thi đua khen thưởng họp.", "Hội đồng thi đua khen thưởng", "Hội đồng Thi đua - Khen thưởng họp."),
    ("body_name", "Gửi Sở giáo dục và đào tạo.", "Sở giáo dục và đào tạo", "Gửi Sở Giáo dục và Đào tạo."),
    ("body_name", "Gửi Ủy Ban Nhân Dân quận.", "Ủy Ban Nhân Dân", "Gửi Ủy ban nhân dân quận."),
    (
        "state",
        "Công tác quản lý Nhà nước và quản lý nhà nước.",
        "quản lý nhà nước",
        "Công tác quản lý nhà nước, việc quản lý nhà nước.",
    ),
    ("holiday_name", "Chào mừng ngày nhà giáo Việt Nam.", "nhà giáo Việt Nam", "Chào mừng ngày Nhà giáo Việt Nam."),
    ("holiday_name", "Họp vào thứ hai, ngày 06/02.", "hai", "Ngày thứ hai của hội thi."),
    ("quotes", "Phong trào “Dạy tốt, học tốt.", "“", "Phong trào “Dạy tốt, học tốt”."),
    ("quotes", "Phong trào Dạy tốt, học tốt”.", "”", "Phong trào “Dạy tốt” và “Học tốt”."),
    ("quote_style", 'Phong trào “Dạy tốt” và "Học tốt".', '"', 'Phong trào "Dạy tốt" và "Học tốt".'),
    (
        "brackets",
        "Kỷ niệm ngày thành lập 06/11/2003 - 06/11/2023).",
        ")",
        "Kỷ niệm ngày thành lập (06/11/2003 - 06/11/2023).",
    ),
    ("brackets", "Gồm (có danh sách kèm theo.", "(", "Gồm: a) tổ trưởng; b) tổ phó (Phụ lục 1); 1) giáo viên."),
    ("blank_inside", "Phong trào “ Dạy tốt”.", "“ ", "Phong trào: “Dạy tốt” (cả trường)."),
    ("blank_inside", "Có mặt đủ (cả trường ).", " )", "Có mặt đủ (cả trường)."),
    ("blank_before", "Toàn thể giáo viên .", " .", "Toàn thể giáo viên. Tổ ... họp."),
    ("blank_after", "Đúng người,đúng việc.", ",", "Đạt 97,5% lúc 8:30, xem http://truong.vn."),
    ("blank_after", "Quản lý trường học.Việc đổi mới.", ".", "Xem truong.edu.vn, TP.HCM."),
    ("doubled", "Các ngày lễ..... trong năm.", ".....", "Các ngày lễ... trong năm."),
    ("doubled", "Định hướng của Quận.:", ".:", "Các tổ thực hiện, v.v.; cả trường."),
    ("dash", "Phong trào Dạy tốt- Học tốt.", "- ", "Phong trào Dạy tốt - Học tốt, GD-ĐT."),
    ("dash", "Giai đoạn 2022 -2025.", " -", "Giai đoạn 2022-2025, 2025 – 2030."),
    ("sentence", "Lao động sáng tạo. đổi mới phương pháp.", ". đổi", "Các tổ, v.v. đều họp. Đổi mới phương pháp."),
)


@pytest.mark.parametrize(("code", "wrong", "marked", "right"), CASES)
def test_a_fault_is_marked(code, wrong, marked, right):
    assert found(code, draft(wrong)) == [marked]


@pytest.mark.parametrize(("code", "wrong", "marked", "right"), CASES)
def test_what_is_right_beside_it_is_not(code, wrong, marked, right):
    assert found(code, draft(right)) == []


@pytest.mark.parametrize(
    ("code", "wrong", "proposal"),
    [
        ("cut_date", "Ngày Quốc khánh 02/ sắp tới.", "02/9"),
        ("notation", "Theo Kế hoạch số 5 / KH_PGDĐT của phòng.", "05/KH-PGDĐT"),
        ("phrase", "Chủ trọng khen người lao động trực tiếp.", "Chú trọng"),
        ("anniversary", "Kỷ niệm 40 năm ngày Nhà giáo Việt Nam.", "41"),
        ("blank_inside", "Phong trào “ Dạy tốt”.", "“"),
        ("dash", "Dạy tốt- Học tốt.", " - "),
        ("body_name", "Gửi phòng giáo dục và đào tạo.", "Phòng Giáo dục và Đào tạo"),
        ("holiday_name", "Ngày lễ, ngày quốc tế phụ nữ.", "Quốc tế Phụ nữ"),
    ],
)
def test_where_it_is_sure_the_machine_proposes_the_words(code, wrong, proposal):
    assert first(code, draft(wrong)).proposal == proposal


def test_every_rule_has_its_own_code_and_a_title():
    rules = [rule for family in FAMILIES for rule in family.rules]

    assert len({rule.code for rule in rules}) == len(rules) > 45
    assert all(rule.title[0].isupper() or rule.title[0] == "“" for rule in rules)


def test_a_warning_shows_the_words_around_where_the_fault_alone_comes_twice():
    warnings = draft("Phong trào “ Dạy tốt” và phong trào “ Học tốt” của trường.")

    assert first("blank_inside", warnings).words == "Phong trào “ Dạy tốt” và"
    assert first("blank_inside", warnings).replacement == "Phong trào “Dạy tốt” và"


def test_the_same_fault_has_the_same_key_when_something_else_changes():
    one = first("misspelt", draft("Đề nghị bổ xung hồ sơ."))
    other = first("misspelt", draft("Một đoạn mới.", "Đề nghị bổ xung hồ sơ."))

    assert one.key == other.key
