import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.factories.ledger import YearRatingFactory
from tests.factories.school import GroupFactory, PersonFactory
from thiduakt.audit.models import AuditEvent
from thiduakt.ledger.models import CollectiveYear, YearRating
from thiduakt.ledger.services.ratings import (
    NewRating,
    correct_rating,
    fill_grid,
    known_ratings,
    record_ratings,
    remove_rating,
    save_collective_year,
)
from thiduakt.workflow import StaleError

pytestmark = pytest.mark.django_db
OUTSIDERS = ["teacher", "group_head", "deputy", "technician", "inspector", "stranger"]


@pytest.fixture
def dao(school, group):
    return PersonFactory(school=school, group=group, full_name="Đỗ Thị Đào")


def test_ratings_of_people_groups_and_the_school_are_written_at_once(dao, group, school, secretary, at):
    rows = [NewRating(holder=holder, year=2022, rating=rating) for holder, rating in ((dao, "HTXS"), (group, "HTT"))]
    rows.append(NewRating(holder=school, year=2022, rating="HTXS", registered=True, basis=" QĐ 12/QĐ-UBND "))

    written = record_ratings(rows, actor=secretary, at=at)

    assert len(written) == 3
    assert known_ratings(school) == {
        ("PERSON", dao.pk, 2022): "HTXS",
        ("GROUP", group.pk, 2022): "HTT",
        ("SCHOOL", school.pk, 2022): "HTXS",
    }
    of_school = YearRating.objects.get(holder_kind="SCHOOL")
    assert (of_school.registered, of_school.basis, of_school.person, of_school.group) == (True, "QĐ 12/QĐ-UBND", None, None)
    event = AuditEvent.objects.get()
    assert (event.verb, event.changes) == ("rating.enter", {"số dòng": 3})


def test_known_ratings_are_left_as_they_are(dao, school, secretary, at):
    YearRatingFactory(person=dao, year=2022, rating="HTT")

    written = record_ratings(
        [NewRating(holder=dao, year=year, rating="HTXS") for year in (2021, 2022, 2021)], actor=secretary, at=at
    )

    assert [row.year for row in written] == [2021]
    assert record_ratings([NewRating(holder=dao, year=2021, rating="HT")], actor=secretary, at=at) == []
    assert {key[-1]: rating for key, rating in known_ratings(school).items()} == {2021: "HTXS", 2022: "HTT"}
    assert AuditEvent.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"rating": "XS"}, "rating"), ({"rating": ""}, "rating"), ({"year": 1944}, "year"), ({"year": 2024}, "year"),
     ({"basis": "Đ" * 201}, "basis"), ({"note": "Đ" * 301}, "note")],
)  # fmt: skip
def test_one_faulty_row_stops_the_lot(dao, school, secretary, at, wrong, field):
    good = NewRating(holder=school, year=2022, rating="HTT")

    with pytest.raises(ValidationError) as refusal:
        record_ratings([good, NewRating(**{"holder": dao, "year": 2022, "rating": "HTT"} | wrong)], actor=secretary, at=at)

    assert list(refusal.value.message_dict) == [field]
    assert not YearRating.objects.exists()


@pytest.mark.parametrize("who", OUTSIDERS)
def test_only_those_who_keep_the_ledger_rate(request, who, dao, at):
    with pytest.raises(PermissionDenied):
        record_ratings([NewRating(holder=dao, year=2022, rating="HTT")], actor=request.getfixturevalue(who), at=at)


def test_many_ratings_take_few_queries(dao, school, secretary, at, django_assert_max_num_queries):
    rows = [NewRating(holder=dao, year=year, rating="HTT") for year in range(1950, 2020)]

    with django_assert_max_num_queries(16):
        assert len(record_ratings(rows, actor=secretary, at=at)) == 70


def test_a_grid_names_whom_somebody_else_rated_meanwhile_and_stores_nothing(dao, school, group, secretary, at):
    anh = PersonFactory(school=school, full_name="Nguyễn Thị Ánh")
    rows = [NewRating(holder=one, year=2022, rating="HTT") for one in (dao, anh)]
    YearRatingFactory(person=dao, rating="HTXS")

    with pytest.raises(ValidationError) as refusal:
        fill_grid(rows, actor=secretary, at=at)

    assert (
        "Đỗ Thị Đào: vừa có người ghi “hoàn thành xuất sắc nhiệm vụ”, thầy/cô chọn “hoàn thành tốt"
        in refusal.value.messages[0]
    )
    assert YearRating.objects.count() == 1
    assert len(fill_grid(rows[1:], actor=secretary, at=at)) == 1


def test_a_grid_takes_the_same_word_twice(dao, secretary, at):
    YearRatingFactory(person=dao, rating="HTT")

    assert fill_grid([NewRating(holder=dao, year=2022, rating="HTT")], actor=secretary, at=at) == []


def test_a_correction_says_why_and_grows_the_version(dao, secretary, at):
    rating = YearRatingFactory(person=dao, rating="HTT")
    rating.rating, rating.note = "HTXS", " theo  QĐ mới "

    correct_rating(rating, version=1, reason="Ghi nhầm dòng.", actor=secretary, at=at)

    stored = YearRating.objects.get()
    assert (stored.rating, stored.note, stored.version) == ("HTXS", "theo QĐ mới", 2)
    event = AuditEvent.objects.get()
    assert (event.verb, event.changes, event.reason) == ("rating.correct", {"fields": ["note", "rating"]}, "Ghi nhầm dòng.")


def test_a_correction_without_a_reason_is_refused(dao, secretary, at):
    rating = YearRatingFactory(person=dao, rating="HTT")
    rating.rating = "HTXS"

    with pytest.raises(ValidationError, match="cần ghi lý do"):
        correct_rating(rating, version=1, reason=" ", actor=secretary, at=at)

    assert YearRating.objects.get().rating == "HTT"


def test_of_two_corrections_the_second_is_told(dao, secretary, principal, at):
    first, second = YearRatingFactory(person=dao, rating="HTT"), YearRating.objects.get()
    first.rating, second.rating = "HTXS", "HT"
    correct_rating(first, version=1, reason="Nhầm.", actor=secretary, at=at)

    with pytest.raises(StaleError) as refusal:
        correct_rating(second, version=1, reason="Nhầm.", actor=principal, at=at)

    assert refusal.value.version == 2
    assert YearRating.objects.get().rating == "HTXS"


@pytest.mark.parametrize("who", [*OUTSIDERS, "clerk"])
def test_only_principal_and_secretary_correct(request, who, dao, at):
    rating = YearRatingFactory(person=dao, rating="HTT")
    actor = request.getfixturevalue(who)

    with pytest.raises(PermissionDenied):
        correct_rating(rating, version=1, reason="Nhầm.", actor=actor, at=at)
    with pytest.raises(PermissionDenied):
        remove_rating(rating, reason="Nhầm.", actor=actor, at=at)


def test_a_rating_typed_into_the_wrong_line_is_removed_with_a_reason(dao, secretary, at):
    rating = YearRatingFactory(person=dao)
    with pytest.raises(ValidationError, match="cần ghi lý do"):
        remove_rating(rating, reason="", actor=secretary, at=at)

    remove_rating(rating, reason="Nhầm dòng.", actor=secretary, at=at)

    assert not YearRating.objects.exists()
    assert AuditEvent.objects.get().verb == "rating.remove"


# Numbers of a collective


def test_numbers_of_a_group_are_kept_and_edited(school, group, secretary, at):
    row = CollectiveYear(school=school, group=group, year=2022, size=12)

    save_collective_year(row, version=1, actor=secretary, at=at)
    row.completed = 12
    save_collective_year(row, version=1, actor=secretary, at=at)

    stored = CollectiveYear.objects.get()
    assert (stored.size, stored.completed, stored.version) == (12, 12, 2)
    assert [event.verb for event in AuditEvent.objects.order_by("seq")] == ["collective.add", "collective.edit"]
    row.completed = 11
    with pytest.raises(StaleError):
        save_collective_year(row, version=1, actor=secretary, at=at)


def test_more_than_all_cannot_have_completed_their_tasks(school, secretary, at):
    with pytest.raises(ValidationError, match="không được lớn hơn số người"):
        save_collective_year(
            CollectiveYear(school=school, year=2022, size=5, completed=6), version=1, actor=secretary, at=at
        )


def test_numbers_are_told_once_a_year(school, group, secretary, at):
    for place in (None, group):
        save_collective_year(
            CollectiveYear(school=school, group=place, year=2022, size=5), version=1, actor=secretary, at=at
        )
        with pytest.raises(ValidationError, match="vừa có người ghi"):
            save_collective_year(
                CollectiveYear(school=school, group=place, year=2022, size=6), version=1, actor=secretary, at=at
            )


def test_nobody_counts_a_group_of_another_school(school, other_school, secretary, at):
    strange = CollectiveYear(school=school, group=GroupFactory(school=other_school), year=2022, size=5)
    for row in (strange, CollectiveYear(school=other_school, year=2022, size=5)):
        with pytest.raises(PermissionDenied):
            save_collective_year(row, version=1, actor=secretary, at=at)
