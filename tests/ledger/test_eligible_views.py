"""The pages that say who is eligible, and why: what they show, and to whom."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from tests.eligibility.law import A, book
from tests.factories.ledger import AuthorFactory, HonorEntryFactory, YearRatingFactory
from tests.factories.school import GroupFactory, PersonFactory
from thiduakt.catalog.enums import Confidence, RuleFamily, RuleState
from thiduakt.catalog.models import Rule
from thiduakt.eligibility.facts import Facts, SubjectKind
from thiduakt.eligibility.inquiry import Inquiry
from thiduakt.ledger.forms.eligible import EligibleForm
from thiduakt.ledger.models import Discipline, Leave, Verification, YearRating
from thiduakt.ledger.telling import why_nobody
from thiduakt.school.models import Group

pytestmark = pytest.mark.django_db
YEAR = "nam=2022"


@pytest.fixture
def year(school, teacher, group_head, group):
    """2022–2023: the teacher has reached the basic title, the head of her tổ is best."""
    for user in (teacher, group_head):
        person = user.person
        person.recruited_on = date(2010, 9, 1)
        person.save()
    YearRatingFactory(person=teacher.person, rating="HTT", registered=True)
    YearRatingFactory(person=group_head.person, rating="HTXS", registered=True)
    HonorEntryFactory(person=teacher.person)
    HonorEntryFactory(person=group_head.person)
    AuthorFactory(person=group_head.person)
    YearRating.objects.create(school=school, group=group, holder_kind="GROUP", year=2022, rating="HTT")


@pytest.fixture
def colleague(school, year):
    """Of another tổ, with all that few may know."""
    person = PersonFactory(
        school=school, group=GroupFactory(school=school, name="Tổ nhà trẻ"), full_name="Ngô Thị Ước",
        recruited_on=date(2012, 9, 1),
    )  # fmt: skip
    return guard(person)


def guard(person):
    YearRatingFactory(person=person, rating="HTT", registered=True)
    about = {"school": person.school, "person": person}
    Discipline.objects.create(kind="canh_cao", decided_on=date(2022, 10, 3), ended_on=date(2023, 10, 3), **about)
    Leave.objects.create(kind="thai_san", starts_on=date(2020, 10, 3), ends_on=date(2021, 4, 3), **about)
    Verification.objects.create(opened_on=date(2022, 11, 3), **about)
    return person


def page(client, user, route, *args, asked=YEAR):
    client.force_login(user)
    return client.get(f"{reverse(f'ledger:{route}', args=args)}?{asked}")


def text(response):
    return " ".join(response.content.decode().split())


def sheet(response):
    return [[cell.value for cell in row] for row in load_workbook(BytesIO(response.content)).active.iter_rows(min_row=4)]


# Who is eligible


def test_it_says_of_each_honor_how_many_and_of_each_person_which(client, secretary, year):
    shown = text(page(client, secretary, "eligible"))

    assert "Ai đủ điều kiện năm học 2022–2023" in shown
    assert "Lao động tiên tiến; Chiến sĩ thi đua cơ sở" in shown
    assert "Luật Thi đua, khen thưởng 2003" in shown


def test_of_one_honor_it_says_what_is_missing_and_the_earliest_year(client, secretary, year):
    shown = text(page(client, secretary, "eligible", asked=f"{YEAR}&ma=CSTDCS"))

    assert "Thêm 1 sáng kiến được công nhận cấp cơ sở trở lên." in shown
    assert "2023–2024" in shown
    assert "Tối đa 0 Chiến sĩ thi đua cơ sở" in shown  # fifteen per cent of two
    assert "nhiều hơn 1: hội đồng lựa chọn" in shown


@pytest.mark.parametrize(
    ("asked", "there", "gone"),
    [
        ("ket_qua=eligible&ma=CSTDCS", "Phạm Thị Hương", "Đỗ Thị Đào"),
        ("ket_qua=not_eligible&ma=CSTDCS", "Đỗ Thị Đào", "Phạm Thị Hương"),
        ("q=do thi dao", "Đỗ Thị Đào", "Phạm Thị Hương"),
        ("q=khong co ai", "Không có ai như vậy", "Phạm Thị Hương"),
    ],
)
def test_it_is_narrowed_by_result_and_by_name(client, secretary, year, asked, there, gone):
    shown = text(page(client, secretary, "eligible", asked=f"{YEAR}&{asked}"))
    assert there in shown
    assert gone not in shown


def test_it_is_narrowed_by_group(client, secretary, colleague, group):
    shown = text(page(client, secretary, "eligible", asked=f"{YEAR}&to={group.pk}"))
    assert "Đỗ Thị Đào" in shown
    assert "Ngô Thị Ước" not in shown


def test_teams_are_asked_beside_people(client, secretary, year, group):
    shown = text(page(client, secretary, "eligible", asked=f"{YEAR}&tab=tap-the&ma=TTLDTT"))
    assert group.name in shown
    assert "Toàn trường" in shown


def test_under_a_law_not_entered_it_says_so_and_yes_to_nobody(client, secretary, year):
    shown = text(page(client, secretary, "eligible", asked=f"{YEAR}&thoi_ky=C_2026_amended&ma=LDTT"))

    assert "Văn bản của thời kỳ này chưa được nhập" in shown
    assert "Đang xem thử" in shown
    assert shown.count("tone-good") == 0


def test_without_anybody_to_review_it_says_what_comes_first(client, secretary):
    shown = page(client, secretary, "eligible", asked="nam=1999&tab=tap-the&q=x")
    assert shown.status_code == 200
    assert "Không có ai như vậy" in text(shown)


@pytest.mark.parametrize("asked", ["nam=abc", "nam=99999", "ma=KHONG", "to=999", "to=x", "ket_qua=x", "thoi_ky=x", "tab=x"])
def test_what_cannot_be_asked_is_not_asked(client, secretary, year, asked):
    assert page(client, secretary, "eligible", asked=asked).status_code == 200


def test_the_excel_file_has_what_is_shown(client, secretary, year):
    head, *rows = sheet(page(client, secretary, "eligible_excel", asked=f"{YEAR}&ma=CSTDCS&ket_qua=eligible"))

    assert head == ["STT", "Tên", "Tổ", "Danh hiệu, hình thức", "Kết quả", "Còn thiếu", "Năm học sớm nhất"]
    assert [row[1:5] for row in rows] == [["Phạm Thị Hương", "Tổ mẫu giáo lớn", "Chiến sĩ thi đua cơ sở", "Đủ điều kiện"]]


def test_a_teacher_is_led_to_her_own_page(client, teacher, year):
    assert page(client, teacher, "eligible").url == reverse("ledger:explained_mine")


def test_a_group_head_sees_the_own_group_alone(client, group_head, colleague):
    shown = text(page(client, group_head, "eligible"))
    assert "Đỗ Thị Đào" in shown
    assert "Ngô Thị Ước" not in shown
    assert "Thước đo công bằng" not in shown


@pytest.mark.parametrize("route", ["eligible", "eligible_excel", "explained_mine", "explained_mine_excel"])
def test_who_has_no_part_in_it_is_refused(client, technician, clerk, route):
    for user in (technician, clerk):
        assert page(client, user, route).status_code == 403


ROUTES = ["eligible", "eligible_excel", "explained_mine", "explained_school", "justice", "justice_excel", "unhonored_excel"]


@pytest.mark.parametrize("route", ROUTES)
def test_nobody_enters_without_signing_in(client, db, route):
    assert client.get(reverse(f"ledger:{route}")).status_code == 302


@pytest.mark.parametrize("route", ROUTES)
def test_nothing_is_posted_here(client, secretary, route):
    client.force_login(secretary)
    assert client.post(reverse(f"ledger:{route}")).status_code == 405


# Why


def test_a_teacher_reads_what_is_asked_what_she_has_and_the_article(client, teacher, year):
    shown = text(page(client, teacher, "explained_mine"))

    assert "Giải thích cho tôi" in shown
    assert "Xếp loại: hoàn thành tốt nhiệm vụ." in shown
    assert "Điều 24 Luật 15/2003/QH11" in shown
    assert "Sớm nhất: năm học 2023–2024." in shown
    assert "Hội đồng còn xem xét, máy không kết luận được" in shown


def test_what_the_books_do_not_hold_is_said_first(client, teacher):
    shown = text(page(client, teacher, "explained_mine"))
    for sentence in ("Xếp loại năm học", "Ngày tuyển dụng", "sổ khen thưởng chưa có dòng nào", "chưa ghi sáng kiến nào"):
        assert sentence in shown
    assert "tone-good" not in shown


def test_the_same_page_tells_of_another_person_a_group_and_the_school(client, secretary, teacher, year, group):
    assert "Giải thích: Đỗ Thị Đào" in text(page(client, secretary, "explained_person", teacher.person_id))
    assert "Tập thể lao động tiên tiến" in text(page(client, secretary, "explained_group", group.pk))
    assert "Tập thể lao động xuất sắc" in text(page(client, secretary, "explained_school"))


@pytest.mark.parametrize("suffix", ["", "_excel"])
def test_nobody_reads_about_those_out_of_reach(client, teacher, group_head, stranger, colleague, suffix):
    other_group = colleague.group_id
    for user in (teacher, group_head, stranger):
        assert page(client, user, f"explained_person{suffix}", colleague.pk).status_code == 404
        assert page(client, user, f"explained_group{suffix}", other_group).status_code == 404
    for user in (teacher, group_head):
        assert page(client, user, f"explained_school{suffix}").status_code == 404


def test_the_file_of_a_page_has_every_condition(client, teacher, year):
    head, *rows = sheet(page(client, teacher, "explained_mine_excel"))
    assert head[:4] == ["STT", "Danh hiệu, hình thức", "Kết quả", "Yêu cầu"]
    assert rows[0][1:3] == ["Lao động tiên tiến", "Đủ điều kiện"]
    assert len({row[1] for row in rows}) == 14


# What few may know

TELLING = ("cảnh cáo", "Cảnh cáo", "03/10/20", "03/11/20", "03/04/20", "Kết luận của cơ quan")


def read_by(client, user, person):
    """All that the pages and files tell this user of the person."""
    pages = [
        page(client, user, "eligible", asked=f"{YEAR}&ma={code}") for code in ("", "LDTT", "CSTDCS", "CSTD_TP", "BK_TP_CN")
    ]
    pages += [
        page(client, user, "explained_person", person.pk, asked=f"{YEAR}&thoi_ky={regime}")
        for regime in ("", "B2_2022_ND152", "C_2026_amended")
    ]
    pages.append(page(client, user, "eligible", asked=f"{YEAR}&tab=tap-the&ma=TTLDTT"))
    files = [page(client, user, "eligible_excel"), page(client, user, "explained_person_excel", person.pk)]
    assert {response.status_code for response in [*pages, *files]} == {200}
    told = [text(response) for response in pages]
    return "\n".join([*told, *(str(sheet(response)) for response in files)])


@pytest.mark.parametrize("role", ["deputy", "group_head"])
def test_who_may_see_the_verdict_alone_is_told_what_it_leaves_out(client, request, role, year, teacher):
    user = request.getfixturevalue(role)
    told = read_by(client, user, guard(year_of(teacher)))

    assert not [word for word in TELLING if word in told]
    assert "Chưa kể những việc riêng" in told
    for address in (("eligible_excel",), ("explained_person_excel", teacher.person_id)):
        book = load_workbook(BytesIO(page(client, user, *address).content)).active
        assert "chưa kể kỷ luật, việc đang xem xét, xác minh, nghỉ dài ngày" in book["A2"].value
    assert "Đủ phần được xem" in told


def year_of(user):
    """Anew: `guard` rates the year."""
    user.person.ratings.all().delete()
    return user.person


@pytest.mark.parametrize("role", ["principal", "secretary"])
def test_who_keeps_these_books_reads_them(client, request, role, colleague):
    told = read_by(client, request.getfixturevalue(role), colleague)
    assert "cảnh cáo ngày 03/10/2022" in told
    assert "hưa kể" not in told


def test_she_herself_reads_her_own(client, teacher, year):
    guard(year_of(teacher))
    shown = text(page(client, teacher, "explained_mine"))
    assert "cảnh cáo ngày 03/10/2022" in shown
    assert "Chưa kể những việc riêng" not in shown


def test_an_unread_law_is_offered_as_one_that_borrows(client, secretary, year):
    shown = text(page(client, secretary, "eligible"))
    assert "Xem thử luật từ 01/10/2026 (tạm theo quy định trước)" in shown
    assert shown.count("tạm theo quy định trước") == 1


def test_one_reader_s_groups_are_not_put_into_the_form_of_all(school, group):
    groups = Group.objects.filter(school=school)
    EligibleForm({}, years=[2022], regimes={}, honors={}, groups=groups, with_none=True, verdicts={})
    assert EligibleForm.base_fields["to"].choices == []


@pytest.mark.parametrize(
    ("route", "subtitle"),
    [("explained_school", "; năm học 2022–2023; Luật Thi đua"), ("justice", "; năm học 2022–2023; ngày "),
     ("unhonored", "; năm học 2022–2023; 3 năm học liền chưa được khen; ngày ")],
)  # fmt: skip
def test_each_file_names_the_school_the_year_and_what_was_asked(client, secretary, school, year, route, subtitle):
    response = page(client, secretary, f"{route}_excel", asked=YEAR)
    assert f"{school}{subtitle}" in load_workbook(BytesIO(response.content)).active["A2"].value


# How fast


def test_a_list_of_many_asks_the_database_no_more_than_one_of_few(client, secretary, year, django_assert_max_num_queries):
    client.force_login(secretary)
    for _ in range(12):
        person = HonorEntryFactory(person=PersonFactory(school=secretary.school, recruited_on=date(2010, 9, 1))).person
        for past in range(2013, 2023):
            YearRatingFactory(person=person, year=past, registered=True)
    with django_assert_max_num_queries(30):
        client.get(f"{reverse('ledger:eligible')}?{YEAR}")
    with django_assert_max_num_queries(30):
        client.get(f"{reverse('ledger:eligible')}?{YEAR}&ma=CSTD_TP")


def test_where_only_the_school_is_a_collective_its_groups_are_left_out(client, secretary, principal, year, group):
    Rule.objects.create(
        school=secretary.school, family=RuleFamily.CHOICE, key="group_collective", values={"value": "no"},
        valid_from=date(2020, 1, 1), confidence=Confidence.VERIFIED, state=RuleState.APPROVED,
        proposed_by=secretary, decided_by=principal,
    )  # fmt: skip
    _, *rows = sheet(page(client, secretary, "eligible_excel", asked=f"{YEAR}&tab=tap-the"))
    assert {row[1] for row in rows} == {"Toàn trường"}


@pytest.mark.parametrize(("asked", "is_warned"), [("nam=2022&thoi_ky=B1_2022_ND98", True), ("nam=2022", False)])
def test_no_registration_is_mentioned_where_the_law_asks_for_it_no_more(client, teacher, year, asked, is_warned):
    teacher.person.ratings.update(registered=False)
    shown = text(page(client, teacher, "explained_mine", asked=asked))
    assert ("Từ năm 2024 pháp luật không còn đòi hỏi" in shown) is is_warned


# Why nobody


@pytest.mark.parametrize(
    ("regime", "code", "kind", "why"),
    [
        (A, "KNC_GD", "individual", "tiêu chuẩn này chưa được đối chiếu nguyên văn."),
        (A, "GK_QUAN_CN", "individual", "có điều kiện phải chờ hội đồng nhận xét."),
    ],
)
def test_an_honor_that_is_a_yes_for_nobody_says_why_in_a_line(client, secretary, year, regime, code, kind, why):
    told = why_nobody(book(regime).standards[code], SubjectKind(kind))

    assert told.endswith(why)
    shown = text(page(client, secretary, "eligible"))
    assert told in shown
    shown = text(page(client, secretary, "eligible", asked=f"{YEAR}&ma={code}"))
    assert f"{told}</p>" in shown
    assert "không phải là câu hỏi về từng người" in shown


def test_a_condition_nobody_has_read_is_why_too():
    told = why_nobody(book(A).standards["HCLD3"], SubjectKind.COLLECTIVE)
    assert told.endswith("một phần tiêu chuẩn chưa được đối chiếu nguyên văn.")


def test_an_honor_that_may_be_a_yes_has_nothing_to_explain(client, secretary, year):
    assert why_nobody(book(A).standards["LDTT"], SubjectKind.INDIVIDUAL) == ""
    assert why_nobody(book(A).standards["BK_TP_CN"], SubjectKind.INDIVIDUAL) == ""  # five titles in a row, or judged
    shown = text(page(client, secretary, "eligible", asked=f"{YEAR}&ma=LDTT"))
    assert "không phải là câu hỏi về từng người" not in shown


@pytest.mark.parametrize(
    ("kind", "named", "other"), [("individual", "cá nhân", "tập thể"), ("collective", "tập thể", "cá nhân")]
)
def test_of_a_list_that_holds_both_kinds_only_those_of_the_subject_are_named(kind, named, other):
    """HCLD3 counts what follows the Bằng khen of the Thủ tướng, of a person or of a collective."""
    names = Inquiry(Facts(SubjectKind(kind), 2022), book(A).standards["HCLD3"], book(A)).names(["BK_TTG_CN", "BK_TTG_TT"])
    assert named in names
    assert other not in names
