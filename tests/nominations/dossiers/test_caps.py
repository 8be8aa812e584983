"""Tỷ lệ tối đa and the shares of a list, as it stands."""

import pytest

from nominations.dossiers.caps import caps_of, shares_of
from tests.factories.dossiers import DossierFactory, ReviewFactory
from tests.factories.ledger import HonorEntryFactory
from tests.factories.school import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def old_review(school):
    return ReviewFactory(school=school, year=2022, regime="A_2003", honors=["LDTT", "CSTDCS", "TTLDTT"])


def on_the_list(review, count, code="LDTT", state="SUBMITTED", **told):
    return [DossierFactory(review=review, code=code, state=state, **told) for _ in range(count)]


def test_fifteen_of_a_hundred_are_counted_over_the_list_as_it_grows(old_review):
    on_the_list(old_review, 7)
    people = [row.person for row in on_the_list(old_review, 7, state="TO_GROUP")]
    for person in people[:2]:
        DossierFactory(review=old_review, person=person, code="CSTDCS", state="TO_GROUP")

    (cap,) = caps_of(old_review)

    assert (cap.code, cap.all.count, cap.all.most, cap.all.wished, cap.all.too_many) == ("CSTDCS", 14, 2, 2, 0)
    assert (cap.submitted.count, cap.submitted.most, cap.submitted.wished) == (7, 1, 0)
    assert cap.too_many == 0


def test_a_list_that_is_too_long_is_told_so(old_review):
    people = [row.person for row in on_the_list(old_review, 7)]
    for person in people[:3]:
        DossierFactory(review=old_review, person=person, code="CSTDCS", state="SUBMITTED")

    (cap,) = caps_of(old_review)

    assert (cap.submitted.most, cap.submitted.wished, cap.too_many) == (1, 3, 2)


def test_who_reached_the_title_already_counts_too(old_review, school):
    for _ in range(20):
        HonorEntryFactory(person=PersonFactory(school=school), school=school, year=2022, code="LDTT")

    assert caps_of(old_review)[0].all.count == 20


def test_drafts_and_what_was_withdrawn_do_not_count(old_review):
    for state in ("DRAFT", "RETURNED", "WITHDRAWN", "GROUP_REFUSED", "NOT_AWARDED"):
        told = {"returned_reason": "x", "returned_to": "SUBMITTED", "returned_until": "2023-10-10"}
        on_the_list(old_review, 1, state=state, **(told if state == "RETURNED" else {}))

    assert caps_of(old_review)[0].all.count == 0


def test_the_law_of_2022_sets_no_cap(school):
    assert caps_of(ReviewFactory(school=school)) == []


def test_the_shares_of_those_who_work_with_their_own_hands(old_review, school, group):
    manager = PersonFactory(school=school, is_manager=True)
    workers = [PersonFactory(school=school, group=group) for _ in range(3)]
    for person in (manager, workers[0]):
        DossierFactory(review=old_review, person=person, state="SUBMITTED")
    DossierFactory(review=old_review, person=None, holder_kind="GROUP", group=group, code="TTLDTT", state="SUBMITTED")

    shares = shares_of(old_review)

    assert (shares.dossiers, shares.collectives, shares.collectives_share) == (3, 1, "33,3%")
    rows = {row[0]: row[3] for row in shares.rows}
    assert (rows["Người trực tiếp làm việc"], rows["Cán bộ quản lý"], rows["Tổ mẫu giáo lớn"]) == (1, 1, 1)


@pytest.mark.parametrize("count", [1, 5])
def test_both_ask_the_same_of_one_and_of_many(old_review, count, django_assert_num_queries):
    on_the_list(old_review, count)

    with django_assert_num_queries(9):
        caps_of(old_review)
        shares_of(old_review)
