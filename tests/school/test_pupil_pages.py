from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from tests.factories.pupils import PupilFactory, SchoolClassFactory
from tests.factories.school import PersonFactory
from thiduakt.school.models import ClassMember, Person, Pupil, SchoolClass

pytestmark = pytest.mark.django_db
BORN = "05/03/2018"
LONG = "Nguyễn Hoàng Thị Phương Thảo Nguyên Khánh Vân Quỳnh Anh Tú Uyên"


@pytest.fixture
def a1(school, teacher):
    one = SchoolClassFactory(school=school, name="Lớp A1", grade="Mẫu giáo lớn")
    one.teachers.add(teacher.person)
    return one


@pytest.fixture
def an(school, a1):
    return PupilFactory(school=school, pupil_code="HS001", in_class=a1)


@pytest.fixture
def b2(school):
    return SchoolClassFactory(school=school, name="Lớp B2")


def url(name, row=None, **query):
    return reverse(f"school:{name}", args=[row.pk] if row else [], query=query or None)


def shown(client, name="pupil_list", **query):
    return [str(one) for one in client.get(url(name, **query)).context["object_list"]]


def given(**other):
    return {"full_name": "Trần Gia Bền", "gender": "MALE", "pupil_code": "HS002"} | other


def excel(client, name, **query):
    content = client.get(url(name, **query)).content
    return [[cell.value for cell in row] for row in load_workbook(BytesIO(content)).active.iter_rows()]


PAGES = ["class_list", "class_excel", "pupil_list", "pupil_excel", "class_add", "pupil_add"]
OF_A_CLASS, OF_A_PUPIL = ["class_detail", "class_edit"], ["pupil_edit"]
READERS = {"principal", "deputy", "secretary", "clerk", "teacher", "group_head", "inspector"}
KEEPERS = {"principal", "deputy", "clerk"}
# Two roles that may be asked for: the page, the one who is not in it, and who has no such right at all.
EVERYBODY = sorted(READERS | {"technician", "accountant"})


@pytest.mark.parametrize("who", EVERYBODY)
def test_each_page_opens_for_whom_the_table_names(client, request, an, a1, who):
    client.force_login(request.getfixturevalue(who))

    for page in PAGES:
        wanted = KEEPERS if page in {"class_add", "pupil_add"} else READERS
        assert client.get(url(page)).status_code == (200 if who in wanted else 403), page
    whole = {"principal", "deputy", "secretary", "clerk"}
    status = client.get(url("class_detail", a1)).status_code
    assert status == (200 if who in {*whole, "teacher"} else 404 if who in READERS else 403)
    for page, row in (("class_edit", a1), ("pupil_edit", an)):
        assert client.get(url(page, row)).status_code == (200 if who in KEEPERS else 403), page


def test_nothing_is_found_by_a_stranger(client, stranger, an, a1):
    client.force_login(stranger)

    for page, row in [*((page, a1) for page in OF_A_CLASS), *((page, an) for page in OF_A_PUPIL)]:
        assert client.get(url(page, row)).status_code == 404
        assert client.post(url(page, row)).status_code in {404, 405}
    assert client.post(url("class_remove", a1)).status_code == 404
    assert client.get(url("pupil_add", lop=a1.pk)).status_code == 404
    assert shown(client) == shown(client, "class_list") == []
    assert shown(client, lop=a1.pk) == []


def test_nobody_signed_out_comes_in(client, an, a1):
    for page, row in [*((page, None) for page in PAGES), ("class_detail", a1), ("pupil_edit", an)]:
        assert client.get(url(page, row)).url.startswith(reverse("login"))
    assert client.post(url("class_remove", a1)).url.startswith(reverse("login"))


def test_only_a_post_removes(client, clerk, b2):
    client.force_login(clerk)

    client.get(url("class_remove", b2))
    assert SchoolClass.objects.filter(pk=b2.pk).exists()
    assert client.put(url("class_remove", b2)).status_code == 405
    assert client.post(url("class_remove", b2)).url == url("class_list")
    assert not SchoolClass.objects.filter(pk=b2.pk).exists()


def test_a_class_with_pupils_stays(client, clerk, a1, an):
    client.force_login(clerk)

    assert "Lớp còn học sinh" in client.post(url("class_remove", a1), follow=True).text
    assert "Lớp còn học sinh" in client.get(url("class_edit", a1)).text


# Lists


def test_a_teacher_sees_the_own_class_and_no_other(client, school, teacher, a1, an, b2):
    PupilFactory(school=school, full_name="Lê Ổn", in_class=b2)
    client.force_login(teacher)

    assert shown(client, "class_list") == ["Lớp A1"]
    assert shown(client) == ["Nguyễn Ngọc Bảo An"]
    assert client.get(url("class_detail", b2)).status_code == 404
    assert "Lê Ổn" not in str(excel(client, "pupil_excel"))
    assert shown(client, lop=b2.pk) == shown(client)


def test_the_newest_year_is_shown_first_and_the_others_a_choice_away(client, clerk, school, a1):
    SchoolClassFactory(school=school, year=2021, name="Lớp cũ")
    client.force_login(clerk)

    assert shown(client, "class_list") == ["Lớp A1"]
    assert shown(client, "class_list", nam="2021") == ["Lớp cũ"]
    assert shown(client, "class_list", nam="x") == ["Lớp A1"]
    assert excel(client, "class_excel", nam=2021)[4] == [1, "Lớp cũ", None, None, 0]


def test_search_knows_no_marks_and_finds_codes(client, school, clerk, an):
    PupilFactory(school=school, full_name="Lê Văn Ổn")
    PupilFactory(school=school, full_name="Lê Văn Ồn", left_on=date(2020, 5, 31))
    client.force_login(clerk)

    assert shown(client, q="on le") == ["Lê Văn Ổn"]
    assert shown(client, q="hs001") == ["Nguyễn Ngọc Bảo An"]
    assert shown(client, q="on", tab="left") == ["Lê Văn Ồn"]
    assert shown(client, q="%") == []


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("page", "queries"), [("class_list", 9), ("pupil_list", 8)])
def test_a_list_costs_the_same_for_one_and_for_three(
    client, school, clerk, page, queries, count, django_assert_max_num_queries
):
    for place in range(count):
        one = SchoolClassFactory(school=school)
        one.teachers.add(PersonFactory(school=school))
        PupilFactory(school=school, full_name=f"Em {place}", in_class=one)
    client.force_login(clerk)

    with django_assert_max_num_queries(queries):
        assert len(shown(client, page)) == count


def test_the_file_holds_what_the_page_shows_and_text_stays_text(client, school, clerk, a1, an):
    PupilFactory(school=school, full_name="=1+1", pupil_code="007")
    client.force_login(clerk)

    assert excel(client, "pupil_excel", q="007")[4:] == [[1, "=1+1", "007", "nữ", None]]
    rows = excel(client, "pupil_excel", lop=a1.pk)
    assert rows[1][0].startswith("Trường Mầm non Giang Biên; Đang học; Lớp A1, năm học 2023–2024; ngày ")
    assert rows[4:] == [[1, "Nguyễn Ngọc Bảo An", "HS001", "nữ", "Lớp A1, 2023–2024"]]


@pytest.mark.parametrize("who", ["principal", "deputy", "secretary", "clerk", "teacher"])
def test_the_day_of_birth_stands_in_no_list_and_no_file(client, request, an, a1, who):
    client.force_login(request.getfixturevalue(who))

    for page, row in (("pupil_list", None), ("class_detail", a1)):
        assert BORN not in client.get(url(page, row)).text
    assert "2018" not in str(excel(client, "pupil_excel"))
    assert shown(client, q="2018") == []


@pytest.mark.parametrize(("who", "sees"), [("principal", True), ("clerk", True), ("deputy", False)])
def test_the_day_of_birth_is_for_principal_and_clerk(client, request, an, who, sees):
    client.force_login(request.getfixturevalue(who))

    assert (BORN in client.get(url("pupil_edit", an)).text) is sees
    typed = given(full_name=an.full_name, gender="FEMALE", pupil_code="HS001", born_on="06/03/2018", version=1)
    client.post(url("pupil_edit", an), typed)

    an.refresh_from_db()
    assert an.born_on == date(2018, 3, 6 if sees else 5)


def test_nothing_there_yet_says_what_to_do(client, clerk):
    client.force_login(clerk)

    assert "Chưa có lớp nào" in client.get(url("class_list")).text
    assert "Không có em nào" in client.get(url("pupil_list")).text


# Forms


def test_a_pupil_is_added_to_the_class_the_page_was_opened_from(client, clerk, a1):
    client.force_login(clerk)
    address = url("pupil_add", lop=a1.pk)
    assert client.get(address).context["form"].initial["school_class"] == a1

    response = client.post(address, given(full_name=LONG, school_class=a1.pk, born_on=BORN))

    assert response.url == url("class_detail", a1)
    assert ClassMember.objects.get().pupil.full_name == LONG
    assert Pupil.objects.get().born_on == date(2018, 3, 5)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"full_name": " "}, "full_name"), ({"gender": "?"}, "gender"), ({"born_on": "31/02/2018"}, "born_on"),
     ({"school_class": "9" * 30}, "school_class"), ({"pupil_code": "HS001"}, "__all__"), ({"left_on": "x"}, "left_on")],
)  # fmt: skip
def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(client, clerk, an, wrong, field):
    client.force_login(clerk)

    response = client.post(url("pupil_add"), given(**wrong))

    assert list(response.context["form"].errors) == [field]
    assert "Trần Gia Bền" in response.text or "full_name" in wrong
    assert Pupil.objects.count() == 1


def test_of_two_who_edit_a_pupil_the_second_keeps_what_was_typed(client, clerk, an):
    Pupil.objects.filter(pk=an.pk).update(version=2)
    client.force_login(clerk)

    page = client.post(url("pupil_edit", an), given(version=1))

    assert "Có người vừa sửa thông tin của em này" in page.text
    assert "Trần Gia Bền" in page.text
    assert client.post(url("pupil_edit", an), given(version=2)).status_code == 302


def test_a_class_is_added_and_its_teachers_are_kept_when_they_leave(client, clerk, teacher):
    client.force_login(clerk)
    year = timezone.localdate().year

    client.post(url("class_add"), {"year": year, "name": "Lớp A1", "grade": "", "teachers": [teacher.person_id]})
    one = SchoolClass.objects.get()
    assert list(one.teachers.all()) == [teacher.person]

    Person.objects.filter(pk=teacher.person_id).update(left_on=date(2020, 1, 1))
    response = client.post(url("class_edit", one), {"name": "Lớp A2", "teachers": [teacher.person_id], "version": 1})

    assert response.url == url("class_detail", one)
    one.refresh_from_db()
    assert (one.name, one.year, one.teachers.count()) == ("Lớp A2", year, 1)


def test_of_two_who_edit_a_class_the_second_keeps_what_was_typed(client, clerk, a1):
    SchoolClass.objects.filter(pk=a1.pk).update(version=2, name="Lớp A9")
    client.force_login(clerk)

    page = client.post(url("class_edit", a1), {"name": "Lớp A2", "teachers": [], "version": 1})

    assert "Có người vừa sửa lớp này" in page.text
    assert page.context["form"]["name"].value() == "Lớp A2"
    assert SchoolClass.objects.get().name == "Lớp A9"
    assert client.post(url("class_edit", a1), {"name": "Lớp A2", "teachers": [], "version": 2}).status_code == 302
    assert "version" not in client.get(url("class_add")).context["form"].fields


def test_a_class_of_the_same_name_is_refused_beside_the_form(client, clerk, school):
    SchoolClassFactory(school=school, year=timezone.localdate().year, name="Lớp A1")
    client.force_login(clerk)

    response = client.post(url("class_add"), {"year": timezone.localdate().year, "name": "Lớp A1"})

    assert "Năm học này đã có lớp mang tên này." in response.text


def test_a_teacher_of_another_school_is_no_choice(client, clerk, a1, other_school):
    client.force_login(clerk)

    theirs = PersonFactory(school=other_school)
    response = client.post(url("class_edit", a1), {"name": "A1", "teachers": [theirs.pk], "version": 1})

    assert list(response.context["form"].errors) == ["teachers"]
