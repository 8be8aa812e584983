"""The rules that look at a part of the paper as a whole: căn cứ, headings, numbers, people, duties, years."""

from datetime import date

import pytest

from thiduakt.documents.kinds import Kind
from thiduakt.documents.proofreading import Surroundings
from thiduakt.documents.proofreading.people import colleague

from .reading import draft, found

LAW = "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;"
DECREE = "Căn cứ Nghị định số 98/2023/NĐ-CP ngày 31 tháng 12 năm 2023 của Chính phủ;"
LAST = "Theo đề nghị của Tổ Văn phòng."
STAFF = (
    colleague("Hoàng Thị Phương", "Giáo viên", ("hiệu trưởng",), leads_by_role=True),
    colleague("Nguyễn Thị Ánh", "Hiệu trưởng", ("phó hiệu trưởng",), leads_by_role=True),
    colleague("Đỗ Thị Đào", "Tổ trưởng", (), leads_by_role=True),
)
SCHOOL = Surroundings("Trường Mầm non Giang Biên", "MNGB", STAFF, ("Tổ mẫu giáo lớn", "Tổ Văn phòng"))
DUTIES = "<h2>TỔ CHỨC THỰC HIỆN</h2>{}<p>Hạn nộp: ngày 30/9./.</p>"


@pytest.mark.parametrize(
    ("code", "bases", "marked"),
    [
        ("base_short_date", ["Căn cứ Kế hoạch số 02/KH-UBND ngày 30/01/2023 của UBND quận."], ["ngày 30/01/2023"]),
        ("base_short_date", ["Căn cứ Kế hoạch số 02/KH-UBND ngày 30 tháng 01 năm 2023 của UBND quận."], []),
        ("base_incomplete", ["Căn cứ Kế hoạch số 02/KH-UBND."], ["Căn cứ Kế hoạch số 02/KH-UBND."]),
        ("base_incomplete", [LAW, DECREE, LAST], []),
        ("base_end", ["Căn cứ Luật Giáo dục ngày 14 tháng 6 năm 2019.", LAST], ["2019."]),
        ("base_end", [LAW, LAST], []),
        ("base_joined", ["Căn cứ Nghị quyết số 01 của quận; Tiếp tục thực hiện Đề án."], ["; Tiếp tục thực"]),
        ("base_joined", ["Căn cứ Luật Thi đua, khen thưởng năm 2003; Luật sửa đổi năm 2005."], []),
        ("base_order", [DECREE, LAW, LAST], ["Căn cứ Luật"]),
        ("base_order", [LAW, DECREE, LAST], []),
    ],
)
def test_the_lines_of_can_cu(code, bases, marked):
    assert found(code, draft(bases=bases)) == marked


def test_a_superseded_can_cu_is_told_with_its_successor():
    around = Surroundings(legal={"98/2023/NĐ-CP ngày 31 tháng 12 năm 2023": "Văn bản này đã được thay thế."})

    assert found("base_law", draft(bases=[DECREE]), around) == ["98/2023/NĐ-CP ngày 31 tháng 12 năm 2023"]
    assert found("base_law", draft(bases=[LAW]), around) == []


def test_a_paper_of_the_school_is_compared_with_the_register():
    around = Surroundings(issued={("01/KH-MNGB", 2023): date(2023, 2, 15)})

    assert found("own_paper", draft("Theo Kế hoạch số 01/KH-MNGB ngày 16/02/2023."), around) == ["ngày 16/02/2023"]
    assert found("own_paper", draft("Theo Kế hoạch số 01/KH-MNGB ngày 15 tháng 02 năm 2023."), around) == []


@pytest.mark.parametrize(
    ("code", "heading", "marked"),
    [
        ("heading_end", "MỤC ĐÍCH, YÊU CẦU:", ["CẦU:"]),
        ("heading_end", "MỤC ĐÍCH, YÊU CẦU", []),
        ("heading_start", "nâng cao chất lượng", ["nâng"]),
        ("heading_start", "Nâng cao chất lượng", []),
    ],
)
def test_a_heading(code, heading, marked):
    assert found(code, draft(html=f"<h2>{heading}</h2><p>Thực hiện./.</p>")) == marked


@pytest.mark.parametrize(
    ("lines", "marked"),
    [
        (["I. Mục tiêu", "III. Giải pháp"], ["III."]),
        (["I. Mục tiêu", "II. Giải pháp"], []),
        (["IIII. Cam kết"], ["IIII."]),
        (["a) Một", "b) Hai", "d) Ba"], ["d)"]),
        (["a) Một", "b) Hai", "c) Ba", "d) Bốn", "đ) Năm", "e) Sáu"], []),
        (["Điều 1. Tặng", "Điều 3. Thi hành"], ["Điều 3."]),
        (["Điều 1. Tặng", "1. Cá nhân", "2. Tập thể", "Điều 2. Thi hành", "1. Kế toán"], []),
        (["A. Tình hình", "1. Thuận lợi", "2. Khó khăn", "B. Nội dung", "3. Các đợt"], []),
        (["B. Nội dung", "3. Các đợt", "3.1. Đợt 1", "3.3. Đợt 3"], ["3.3."]),
    ],
)
def test_typed_numbers(lines, marked):
    assert found("numbering", draft(*lines)) == marked


def test_a_reference_to_an_article_that_is_not_there():
    articles = ["Điều 1. Tặng Giấy khen.", "Điều 2. Bộ phận kế toán thi hành Quyết định này./."]

    assert found("reference", draft(*articles, kind=Kind.DECISION, recipients=["Như Điều 4", "Lưu: VT"])) == ["Như Điều 4"]
    assert found("reference", draft(*articles, kind=Kind.DECISION, recipients=["Như Điều 2", "Lưu: VT"])) == []


def test_as_above_needs_an_addressee():
    assert found("reference", draft(recipients=["Như trên", "Lưu: VT"])) == ["Như trên"]
    assert found("reference", draft(recipients=["Như trên", "Lưu: VT"], addressees=["Phòng GD&ĐT"])) == []


def test_the_end_mark():
    assert found("end_mark", draft(html="<p>Các tổ thực hiện.</p>")) == ["hiện."]
    assert found("end_mark", draft(html="<p>Các tổ thực hiện./.</p>")) == []
    assert found("end_mark", draft(html="<p>[CẦN BỔ SUNG: ai làm việc gì]</p>")) == []
    assert found("end_mark", draft(html="<table><tr><td><p>Tổ văn phòng</p></td></tr></table>")) == []


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ("Giao bà Đỗ Thị Đáo theo dõi.", ["Đỗ Thị Đáo"]),
        ("Giao bà Hoàng Thi Phương theo dõi.", ["Hoàng Thi Phương"]),
        ("Giao bà Đỗ Thị Đào theo dõi.", []),
        ("Giao ông Đỗ Văn Hùng theo dõi.", []),
        ("Giao bà Đỗ Thị Đăng Đào theo dõi.", []),
    ],
)
def test_a_name_that_is_nearly_somebodys(words, marked):
    assert found("person_name", draft(words), SCHOOL) == marked


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ("Chủ trì: bà Đỗ Thị Đào, Phó Hiệu trưởng.", ["Đỗ Thị Đào"]),
        ("Chủ trì: bà Hoàng Thị Phương, Hiệu trưởng.", []),
        ("Hiệu trưởng Nguyễn Thị Ánh chủ trì.", ["Nguyễn Thị Ánh"]),
        ("Phó hiệu trưởng Nguyễn Thị Ánh chủ trì.", []),
        ("Chủ trì: bà Đỗ Thị Đào, Chủ tịch Công đoàn.", []),
    ],
)
def test_a_post_that_somebody_does_not_hold_that_day(words, marked):
    assert [name.removeprefix("Hiệu trưởng ") for name in found("person_post", draft(words), SCHOOL)] == marked


def test_the_name_of_a_group():
    assert found("group_name", draft("Giao Tổ mẫu giáo lơn và Tổ Mau giáo lớn."), SCHOOL) == [
        "Tổ mẫu giáo lơn",
        "Tổ Mau giáo lớn",
    ]
    assert found("group_name", draft("Giao Tổ Mẫu giáo lớn, Tổ Văn phòng, Tổ công tác."), SCHOOL) == []


def test_the_year_of_last_years_plan():
    subject = ["Công tác thi đua, khen thưởng năm 2024"]

    assert found("other_year", draft("Đăng ký danh hiệu năm 2023.", subject=subject)) == ["năm 2023"]
    assert found("other_year", draft("Đăng ký danh hiệu năm 2024; phát huy kết quả năm 2023.", subject=subject)) == []
    assert found("other_year", draft("Bình xét năm học 2021 - 2022.", subject=subject)) == ["năm học 2021 - 2022"]
    assert found("other_year", draft("Bình xét năm học 2023 - 2024.", subject=subject)) == []


def test_a_target_needs_a_number_an_owner_and_a_day():
    vague = "<h2>CHỈ TIÊU</h2><ul><li><p>Nâng cao chất lượng bình xét.</p></li></ul>"
    whole = "<h2>CHỈ TIÊU</h2><ul><li><p>Mỗi tổ có 02 sáng kiến trước ngày 30/4.</p></li></ul>"

    assert found("target", draft(html=f"{vague}<p>Hết./.</p>")) == ["Nâng cao chất lượng bình xét.", "CHỈ TIÊU"]
    assert found("target", draft(html=f"{whole}<p>Hết./.</p>")) == []


def test_a_plan_that_speaks_of_its_targets_states_them():
    spoken = "<p>Các tổ thực hiện có hiệu quả các chỉ tiêu đề ra./.</p>"

    assert found("no_target", draft(html=spoken)) == ["chỉ tiêu đề ra"]
    assert found("no_target", draft(html=f"<h2>CHỈ TIÊU</h2><p>Tổ 1: 05 người trước 30/4.</p>{spoken}")) == []
    assert found("no_target", draft(html=spoken, kind=Kind.REPORT)) == []


def test_the_duties_have_a_day():
    undated = "<h2>TỔ CHỨC THỰC HIỆN</h2><p>Các tổ đăng ký danh hiệu./.</p>"

    assert found("no_deadline", draft(html=undated)) == ["TỔ CHỨC THỰC HIỆN"]
    assert found("no_deadline", draft(html=undated.replace("hiệu./.", "hiệu trong tháng 9./."))) == []


def test_who_is_given_work_gets_the_paper():
    duties = DUTIES.format("<h3>Các tổ chuyên môn</h3><p>Đăng ký.</p><h3>Công đoàn</h3><p>Phối hợp.</p>")

    assert found("not_sent", draft(html=duties, recipients=["Các tổ chuyên môn", "Lưu: VT"])) == ["Công đoàn"]
    assert found("not_sent", draft(html=duties, recipients=["Các tổ chuyên môn", "Công đoàn", "Lưu: VT"])) == []


def test_who_gets_the_paper_is_given_work():
    duties = DUTIES.format("<h3>Các tổ chuyên môn</h3><p>Đăng ký.</p>")

    assert found("no_work", draft(html=duties, recipients=["Các tổ chuyên môn", "Đoàn Thanh niên", "Lưu: VT"])) == [
        "Đoàn Thanh niên"
    ]
    assert (
        found("no_work", draft(html=duties, recipients=["Các tổ chuyên môn", "Đoàn Thanh niên (để biết)", "Lưu: VT"])) == []
    )


def test_the_name_of_the_school_itself():
    assert found("body_name", draft("Học sinh trường Mầm non Giang Biên thi đua."), SCHOOL) == ["trường Mầm non Giang Biên"]
    assert found("body_name", draft("Học sinh Trường Mầm non Giang Biên thi đua."), SCHOOL) == []


def test_the_name_of_the_kind_is_not_repeated_in_the_subject():
    assert found("name_again", draft(subject=["KẾ HOẠCH công tác năm 2023"])) == ["KẾ HOẠCH"]
    assert found("name_again", draft(subject=["Công tác năm 2023"])) == []


@pytest.mark.parametrize(
    ("day", "subject", "marked"),
    [
        (date(2025, 1, 10), "Công tác thi đua năm 2023", ["năm 2023"]),
        (date(2023, 12, 29), "Công tác thi đua năm 2024", []),
        (date(2025, 1, 10), "Công tác thi đua năm 2024", []),
        (date(2025, 9, 10), "Công tác thi đua năm học 2025 - 2026", []),
        (date(2025, 1, 10), "Tiếp nối năm 2020, công tác năm 2025", []),
    ],
)
def test_a_year_far_from_the_paper_s_own_in_the_subject(day, subject, marked):
    assert found("subject_year", draft(day=day, subject=[subject])) == marked
