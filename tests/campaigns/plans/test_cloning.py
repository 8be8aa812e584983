"""A plan of an earlier year taken over: section by section, with what no longer holds marked."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from campaigns.plans.models import Plan
from campaigns.plans.services.cloning import clone_plan, sections_of, subject_of_year
from tests.factories.documents import PlanFactory
from thiduakt.audit.models import AuditEvent

BODY = (
    "<p>Mở đầu năm 2023.</p><h2>MỤC ĐÍCH <em>chung</em></h2><p>Thi đua năm 2023.</p>"
    "<table><tbody><tr><td>Năm 2023</td></tr></tbody></table><h2>TỔ CHỨC</h2><ul><li><p>Các tổ làm.</p></li></ul>"
)
ALL = ("can-cu", "phan-0", "phan-1", "phan-2", "noi-nhan")


@pytest.fixture
def older(school, principal):
    return PlanFactory(school=school, state="ISSUED", document__signer=principal.person, document__body=BODY)


def clone(older, actor, at, *, parts=ALL, year=2024, day=date(2024, 2, 15)):
    return clone_plan(older, year=year, subject="Công tác năm 2024", dated_on=day, parts=parts, actor=actor, at=at)


def test_the_sections_are_named_by_their_headings(older):
    assert [section.title for section in sections_of(older.document)] == [
        "Căn cứ (1)",
        "Phần mở đầu (1 đoạn)",
        "MỤC ĐÍCH chung (3 đoạn)",
        "TỔ CHỨC (2 đoạn)",
        "Nơi nhận (2)",
    ]


def test_all_sections_together_are_the_whole_plan(older, principal, at):
    newer = clone(older, principal, at).document

    assert (newer.body, newer.bases, newer.recipients) == (BODY, older.document.bases, older.document.recipients)


def test_what_belongs_to_the_old_paper_stays_with_it(older, principal, at):
    newer = clone(older, principal, at)

    document = newer.document
    assert (newer.year, document.dated_on, document.state) == (2024, date(2024, 2, 15), "DRAFT")
    assert (document.number, document.signed_on, document.replaces) == (None, None, None)
    assert document.signer == principal.person
    assert AuditEvent.objects.get(verb="plan.clone").changes == {"from": older.pk}


def test_what_may_not_hold_is_marked_in_the_order_of_the_text(older, principal, at):
    marks = clone(older, principal, at).document.review_marks.all()

    assert [(mark.place, mark.field, mark.passage, mark.proposal) for mark in marks] == [
        (1, "body", "Mở đầu năm 2023.", "Mở đầu năm 2024."),
        (2, "body", "Thi đua năm 2023.", "Thi đua năm 2024."),
        (3, "body", "Năm 2023", "Năm 2024"),
    ]


def test_a_basis_that_is_repealed_by_then_is_marked_with_its_successor(older, principal, at):
    newer = clone(older, principal, at, parts=("can-cu",), day=date(2024, 2, 15))
    assert not newer.document.review_marks.exists()

    old = "Căn cứ Nghị định số 91/2017/NĐ-CP ngày 31/7/2017 của Chính phủ;"
    oldest = PlanFactory(school=older.school, year=2022, document__bases=[old])
    mark = clone(oldest, principal, at, parts=("can-cu",)).document.review_marks.get()
    assert (mark.field, mark.passage) == ("bases", old)
    assert mark.proposal.startswith("Căn cứ Nghị định số 98/2023/NĐ-CP")


def test_an_empty_choice_is_refused_and_stores_nothing(older, principal, at):
    with pytest.raises(ValidationError, match="Chưa chọn phần nào"):
        clone(older, principal, at, parts=("phan-9",))

    assert Plan.objects.get() == older


def test_the_year_must_be_another(older, principal, at):
    with pytest.raises(ValidationError, match="cũng là của năm 2023"):
        clone(older, principal, at, year=2023)


@pytest.mark.parametrize("who", ["clerk", "secretary", "teacher", "technician", "superior", "stranger"])
def test_others_clone_nothing(who, older, request, at):
    with pytest.raises(PermissionDenied):
        clone(older, request.getfixturevalue(who), at)

    assert Plan.objects.get() == older


@pytest.mark.parametrize(
    ("subject", "moved"),
    [
        ("Công tác thi đua, khen thưởng năm 2023", "Công tác thi đua, khen thưởng năm 2024"),
        ("Thi đua năm học 2022 - 2023", "Thi đua năm học 2023 - 2024"),
        ("Thi đua yêu nước", "Thi đua yêu nước"),
    ],
)
def test_the_subject_begins_with_the_new_year(subject, moved):
    assert subject_of_year(subject, since=2023, year=2024) == moved
