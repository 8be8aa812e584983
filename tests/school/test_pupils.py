import unicodedata
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from tests.factories.pupils import PupilFactory, SchoolClassFactory
from tests.factories.school import PersonFactory
from thiduakt.audit.models import AuditEvent
from thiduakt.school.models import ClassMember, Pupil, SchoolClass
from thiduakt.school.services.pupils import Added, NewPupil, add_pupils, remove_class, save_class, save_pupil
from thiduakt.workflow import StaleError

pytestmark = pytest.mark.django_db
AN = {"full_name": "Nguyễn Ngọc Bảo An", "gender": "FEMALE", "pupil_code": "HS001", "born_on": date(2018, 3, 5)}
A1 = {"year": 2023, "class_name": "Lớp A1", "grade": "Mẫu giáo lớn"}


@pytest.fixture
def a1(school):
    return SchoolClassFactory(school=school, name="Lớp A1")


def members():
    return sorted((str(one.pupil), one.school_class.year, str(one.school_class)) for one in ClassMember.objects.all())


# Many at once


def test_a_list_brings_pupils_classes_and_who_is_in_which(school, clerk, at):
    ben = {"full_name": "Trần Gia Bền", "gender": "MALE", "born_on": date(2018, 9, 1)}

    added = add_pupils([NewPupil(**AN, **A1), NewPupil(**ben, **A1), NewPupil(**AN)], actor=clerk, at=at)

    assert added == Added(pupils=2, classes=1, members=2)
    assert members() == [("Nguyễn Ngọc Bảo An", 2023, "Lớp A1"), ("Trần Gia Bền", 2023, "Lớp A1")]
    assert [(str(one), one.grade) for one in SchoolClass.objects.all()] == [("Lớp A1", "Mẫu giáo lớn")]
    assert list(Pupil.objects.matching("bao an hs001")) == [Pupil.objects.get(pupil_code="HS001")]
    event = AuditEvent.objects.get()
    assert (event.verb, event.changes) == ("pupil.add_many", {"học sinh": 2, "lớp": 1, "xếp lớp": 2})


def test_the_same_list_again_changes_nothing(school, clerk, at):
    rows = [
        NewPupil(**AN, **A1),
        NewPupil(full_name="Lê Văn Ổn", gender="MALE", **A1),
        NewPupil(full_name="Lê Văn Ổn", gender="MALE", **A1 | {"class_name": "Lớp A2"}),
    ]
    assert add_pupils(rows, actor=clerk, at=at) == Added(3, 2, 3)

    typed_otherwise = [
        NewPupil(**AN | {"full_name": unicodedata.normalize("NFD", AN["full_name"])}, **A1 | {"class_name": " lớp  a1 "})
    ]

    assert add_pupils([*rows, *typed_otherwise], actor=clerk, at=at) == Added(0, 0, 0)
    assert AuditEvent.objects.count() == 1


def test_a_pupil_known_by_name_and_birth_joins_the_class_of_another_year(school, clerk, at):
    known = PupilFactory(school=school, full_name="Đỗ Đức Ân", born_on=date(2017, 1, 2))

    added = add_pupils([NewPupil(full_name="đỗ đức ân", gender="MALE", born_on=date(2017, 1, 2), **A1)], actor=clerk, at=at)

    assert added == Added(pupils=0, classes=1, members=1)
    assert ClassMember.objects.get().pupil == known


def test_whom_the_importer_points_at_joins_the_class(school, clerk, at):
    known = PupilFactory(school=school)

    assert add_pupils([NewPupil(pupil=known, **A1)], actor=clerk, at=at) == Added(0, 1, 1)
    assert ClassMember.objects.get().pupil == known


def test_a_pupil_is_in_one_class_of_a_year(school, clerk, at):
    add_pupils([NewPupil(**AN, **A1)], actor=clerk, at=at)

    with pytest.raises(ValidationError, match="Nguyễn Ngọc Bảo An đã ở một lớp khác trong năm học 2023–2024"):
        add_pupils([NewPupil(**AN, **A1 | {"class_name": "Lớp A2"})], actor=clerk, at=at)

    assert SchoolClass.objects.count() == 1


@pytest.mark.parametrize(
    "wrong", [{"gender": "OTHER"}, {"full_name": ""}, {"pupil_code": "9" * 31}, {"year": 1944}, {"year": 2025}]
)
def test_one_faulty_row_stops_the_lot(school, clerk, at, wrong):
    with pytest.raises(ValidationError):
        add_pupils([NewPupil(**AN, **A1), NewPupil(**AN | A1 | {"pupil_code": "HS002"} | wrong)], actor=clerk, at=at)

    assert not Pupil.objects.exists()
    assert not SchoolClass.objects.exists()


@pytest.mark.parametrize("who", ["teacher", "group_head", "secretary", "technician", "inspector"])
def test_only_those_who_keep_the_list_add_pupils(request, who, at):
    with pytest.raises(PermissionDenied):
        add_pupils([NewPupil(**AN)], actor=request.getfixturevalue(who), at=at)


def test_nobody_places_a_pupil_of_another_school(clerk, other_school, at):
    with pytest.raises(PermissionDenied):
        add_pupils([NewPupil(pupil=PupilFactory(school=other_school), **A1)], actor=clerk, at=at)


def test_six_hundred_pupils_take_few_queries(school, clerk, at, django_assert_max_num_queries):
    rows = [
        NewPupil(
            full_name=f"Học Sinh {place}", gender="MALE", pupil_code=f"HS{place}", year=2023, class_name=f"A{place % 18}"
        )
        for place in range(620)
    ]

    with django_assert_max_num_queries(30):
        assert add_pupils(rows, actor=clerk, at=at) == Added(620, 18, 620)


# One class, one pupil


def test_a_class_is_made_with_its_teachers(school, teacher, clerk, at):
    made = save_class(SchoolClass(school=school, year=2023, name=" Lớp  A1 "), teachers=[teacher.person], actor=clerk, at=at)

    assert (str(made), list(made.teachers.all())) == ("Lớp A1", [teacher.person])
    assert list(SchoolClass.objects.visible_to(teacher, at.date())) == [made]
    save_class(made, teachers=[], version=1, actor=clerk, at=at)
    assert not SchoolClass.objects.visible_to(teacher, at.date()).exists()
    assert [event.verb for event in AuditEvent.objects.order_by("seq")] == ["class.add", "class.edit"]


def test_of_two_who_edit_a_class_the_second_is_told(school, teacher, a1, clerk, at):
    first, second = SchoolClass.objects.get(), SchoolClass.objects.get()
    save_class(first, teachers=[teacher.person], version=1, actor=clerk, at=at)

    with pytest.raises(StaleError) as refusal:
        save_class(second, teachers=[], version=1, actor=clerk, at=at)

    assert refusal.value.version == 2
    assert list(SchoolClass.objects.get().teachers.all()) == [teacher.person]


def test_a_class_stays_in_its_year(a1, clerk, at):
    a1.year = 2022

    with pytest.raises(PermissionDenied):
        save_class(a1, teachers=[], version=1, actor=clerk, at=at)


def test_the_database_holds_a_pupil_in_one_class_of_a_year(school, a1):
    pupil, other = PupilFactory(school=school, in_class=a1), SchoolClassFactory(school=school, name="A2")
    assert ClassMember.objects.get().year == 2023

    with pytest.raises(IntegrityError, match="pupil"), transaction.atomic():
        ClassMember.objects.create(pupil=pupil, school_class=other)


def test_a_year_has_one_class_of_a_name(school, a1, clerk, at):
    with pytest.raises(ValidationError, match="Năm học này đã có lớp mang tên này"):
        save_class(SchoolClass(school=school, year=2023, name="Lớp A1"), teachers=[], actor=clerk, at=at)

    assert save_class(SchoolClass(school=school, year=2022, name="Lớp A1"), teachers=[], actor=clerk, at=at).pk


def test_a_teacher_of_another_school_has_no_class_here(a1, clerk, other_school, at):
    with pytest.raises(PermissionDenied):
        save_class(a1, teachers=[PersonFactory(school=other_school)], version=1, actor=clerk, at=at)


def test_an_empty_class_is_removed_and_no_other(school, a1, clerk, at):
    pupil = PupilFactory(school=school, in_class=a1)
    with pytest.raises(ValidationError, match="Lớp còn học sinh"):
        remove_class(a1, actor=clerk, at=at)

    pupil.memberships.all().delete()
    remove_class(a1, actor=clerk, at=at)

    assert not SchoolClass.objects.exists()


def test_a_pupil_moves_within_the_year_and_stays_in_last_years_class(school, a1, clerk, at):
    last_year, a2 = SchoolClassFactory(school=school, year=2022, name="B1"), SchoolClassFactory(school=school, name="A2")
    pupil = PupilFactory(school=school, in_class=a1)
    ClassMember.objects.create(pupil=pupil, school_class=last_year)

    save_pupil(pupil, school_class=a2, version=1, actor=clerk, at=at)

    assert members() == [(str(pupil), 2022, "B1"), (str(pupil), 2023, "A2")]


def test_the_log_does_not_name_pupils(school, a1, clerk, at):
    pupil = save_pupil(Pupil(school=school, **AN), school_class=a1, actor=clerk, at=at)
    pupil.born_on = date(2018, 3, 6)
    save_pupil(pupil, version=1, actor=clerk, at=at)
    save_pupil(pupil, version=2, actor=clerk, at=at)

    events = list(AuditEvent.objects.order_by("seq"))
    assert [(event.verb, event.object_label) for event in events] == [("pupil.add", "Lớp A1"), ("pupil.edit", str(school))]
    assert events[1].changes == {"học sinh": pupil.pk, "fields": ["born_on"]}
    assert "An" not in str([(event.object_label, event.changes) for event in events])


def test_of_two_who_edit_a_pupil_the_second_is_told(school, clerk, at):
    pupil = PupilFactory(school=school)
    first, second = Pupil.objects.get(pk=pupil.pk), Pupil.objects.get(pk=pupil.pk)
    first.full_name, second.full_name = "Nguyễn Ngọc Bảo Ân", "Nguyễn Ngọc Bảo Anh"
    save_pupil(first, version=1, actor=clerk, at=at)

    with pytest.raises(StaleError) as refusal:
        save_pupil(second, version=1, actor=clerk, at=at)

    assert refusal.value.version == 2
    save_pupil(second, version=2, actor=clerk, at=at)
    assert Pupil.objects.get().full_name == "Nguyễn Ngọc Bảo Anh"


def test_a_code_is_of_one_pupil(school, clerk, at):
    PupilFactory(school=school, pupil_code="HS001")

    with pytest.raises(ValidationError, match="Mã học sinh này đã dùng cho em khác"):
        save_pupil(Pupil(school=school, **AN), actor=clerk, at=at)
