"""Đợt xét: written, opened, extended, closed, held, finished."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from nominations.dossiers.models import Review
from nominations.dossiers.queries import is_unread, offered_to
from nominations.dossiers.services import pausing, road
from nominations.dossiers.services.reviews import (
    close_review,
    extend,
    finish_review,
    hold_review,
    open_review,
    save_review,
)
from tests.factories.dossiers import DossierFactory
from tests.factories.school import UserFactory
from thiduakt.audit.models import AuditEvent
from thiduakt.notices.models import Notice
from thiduakt.permissions import Role
from thiduakt.workflow import MoveRefusedError, StaleError

from .conftest import begun, make_review

pytestmark = pytest.mark.django_db


def test_the_regime_is_that_of_the_day_of_the_decision(principal, at):
    today = at.date()
    row = Review(
        school=principal.school, created_by=principal.person, year=2022, name="Đợt cũ", opens_on=today, closes_on=today,
        decides_on=today.replace(year=2024, month=6),
    )  # fmt: skip

    saved = save_review(row, ["LDTT"], version=0, actor=principal, at=at)

    assert saved.regime == "B1_2022_ND98"


def test_another_regime_is_chosen_for_a_reason(principal, now):
    with pytest.raises(ValidationError, match="lý do không dùng"):
        make_review(principal, now, regime="A_2003", regime_reason=" ", state="DRAFT")

    assert make_review(principal, now, regime="A_2003", state="DRAFT").regime == "A_2003"


def test_an_honor_that_the_regime_does_not_know_is_refused(principal, now):
    with pytest.raises(ValidationError, match="GK_QUAN_CN"):
        make_review(principal, now, regime="B2_2022_ND152", honors=["LDTT", "GK_QUAN_CN"], state="DRAFT")


def test_a_regime_that_nobody_read_is_said_to_be_so(principal, now):
    unread = make_review(principal, now, regime="C_2026_amended", honors=["LDTT"], state="DRAFT")
    read = make_review(principal, now, name="Đợt hai", honors=["LDTT"], state="DRAFT")

    assert [is_unread(unread), is_unread(read)] == [True, False]


def test_honors_are_offered_by_the_subject_of_the_catalogue(review):
    assert list(offered_to(review, "PERSON")) == ["LDTT", "CSTDCS", "GK_HT_CN"]
    assert list(offered_to(review, "GROUP")) == ["TTLDTT"]
    assert list(offered_to(review, "PUPIL")) == ["GK_HS_CN"]
    assert list(offered_to(review, "CLASS")) == ["GK_HS_TT"]
    assert list(offered_to(review, "OUTSIDER")) == ["GK_HT_CN"]


def test_opening_tells_everybody_at_work(principal, teacher, now):
    make_review(principal, now)

    assert set(Notice.objects.values_list("person", "kind")) == {(teacher.person_id, "REVIEW_OPENED")}


def test_a_round_without_an_honor_does_not_open(principal, now):
    with pytest.raises(MoveRefusedError, match="ít nhất một danh hiệu"):
        open_review(make_review(principal, now, honors=[], state="DRAFT"), actor=principal, at=now)


def test_what_was_opened_is_edited_no_more(review, principal, now):
    review.name = "Tên khác"

    with pytest.raises(MoveRefusedError, match="đã mở"):
        save_review(review, ["LDTT"], version=review.version, actor=principal, at=now)


def test_two_who_edit_do_not_overwrite_each_other(principal, secretary, now):
    row = make_review(principal, now, state="DRAFT")
    other = Review.objects.get(pk=row.pk)
    row.intro = "Nộp cả minh chứng."
    save_review(row, ["LDTT"], version=1, actor=principal, at=now)

    with pytest.raises(StaleError):
        save_review(other, ["LDTT"], version=1, actor=secretary, at=now)
    assert Review.objects.get(pk=row.pk).intro == "Nộp cả minh chứng."


def test_the_round_of_registrations_is_of_the_same_year(principal, now):
    from tests.factories.registrations import make_round

    other_year = make_round(principal=principal, at=now, year=2022)

    with pytest.raises(ValidationError, match="chính năm học này"):
        make_review(principal, now, round=other_year, state="DRAFT")


def test_only_those_who_may_open_and_close(principal, secretary, deputy, now):
    row = make_review(secretary, now, state="DRAFT")

    for actor in (secretary, deputy):
        with pytest.raises(PermissionDenied):
            open_review(row, actor=actor, at=now)
    assert close_review(open_review(row, actor=principal, at=now), actor=principal, at=now).state == "CLOSED"


def test_a_stranger_extends_nothing(review, stranger, teacher, now):
    with pytest.raises(PermissionDenied):
        extend(
            review, person=teacher.person, until=review.closes_on + timedelta(days=3), reason="Ốm", actor=stranger, at=now
        )


def test_an_extension_opens_the_door_for_one_and_marks_the_dossier_late(review, teacher, principal, school, group, now):
    other = UserFactory(school=school, group=group, roles=[Role.TEACHER])
    dossier = begun(review, teacher, now)
    late = now + timedelta(days=22)
    close_review(review, actor=principal, at=late)
    until = late.date() + timedelta(days=2)
    extend(review, person=teacher.person, until=until, reason="Đi tập huấn.", actor=principal, at=late)

    handed = road.hand_in(dossier, version=dossier.version, actor=teacher, at=late)

    assert handed.is_late
    with pytest.raises(MoveRefusedError, match="ngừng nhận"):
        begun(review, other, late)


def test_the_council_does_not_sit_over_what_is_still_on_the_way(review, principal, now):
    dossier = DossierFactory(review=review, state="SUBMITTED")
    closed = close_review(review, actor=principal, at=now)

    with pytest.raises(MoveRefusedError, match="Còn 1 hồ sơ chưa trình"):
        hold_review(closed, actor=principal, at=now)

    pausing.pause(dossier, reason="Chờ phường xác nhận thành tích.", actor=principal, at=now)
    assert hold_review(closed, actor=principal, at=now).state == "HELD"


def test_a_round_ends_when_the_council_has_spoken_of_all(review, principal, secretary, now):
    dossier = DossierFactory(review=review, state="TO_COUNCIL")
    held = hold_review(close_review(review, actor=principal, at=now), actor=principal, at=now)

    with pytest.raises(MoveRefusedError, match="chưa ghi kết luận"):
        finish_review(held, actor=principal, at=now)
    road.award(dossier, actor=secretary, at=now)
    assert finish_review(held, actor=principal, at=now).state == "DONE"


def test_each_step_stands_in_the_log(review, principal, now):
    close_review(review, actor=principal, at=now)

    verbs = AuditEvent.objects.filter(verb__startswith="review.").order_by("seq").values_list("verb", flat=True)
    assert list(verbs) == ["review.draft", "review.open", "review.close"]
