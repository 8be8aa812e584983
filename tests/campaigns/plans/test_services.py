from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from campaigns.plans.models import Plan
from campaigns.plans.services.plans import change_year, discard_plan, start_empty_plan, start_replacement
from tests.factories.documents import PlanFactory
from tests.factories.school import SchoolYearFactory
from thiduakt.audit.models import AuditEvent
from thiduakt.documents.flows import missing_parts
from thiduakt.documents.models import Document
from thiduakt.workflow import MoveRefusedError


def test_an_empty_plan_has_the_three_headings_and_cannot_be_submitted_yet(principal, at):
    plan = start_empty_plan(year=2024, subject="Công tác năm 2024", dated_on=date(2024, 1, 5), actor=principal, at=at)

    for heading in ("<h2>MỤC ĐÍCH, YÊU CẦU</h2>", "<h2>NỘI DUNG</h2>", "<h2>TỔ CHỨC THỰC HIỆN</h2>"):
        assert heading in plan.document.body
    assert plan.document.signer == principal.person
    assert "body" in [missing.field for missing in missing_parts(plan.document)]


@pytest.mark.parametrize("who", ["clerk", "secretary", "teacher", "technician", "superior"])
def test_others_do_not_start_a_plan(who, request, at):
    with pytest.raises(PermissionDenied):
        start_empty_plan(
            year=2024, subject="x", dated_on=date(2024, 1, 5), actor=request.getfixturevalue(who), at=at
        )  # fmt: skip

    assert not Document.objects.exists()


@pytest.mark.parametrize("year", [1999, 2101])
def test_an_impossible_year_leaves_neither_plan_nor_paper(year, principal, at):
    with pytest.raises(ValidationError, match="từ 2000 đến 2100"):
        start_empty_plan(year=year, subject="x", dated_on=date(2024, 1, 5), actor=principal, at=at)

    assert not Document.objects.exists()


def test_a_replacement_begins_as_a_copy(principal, school, at):
    plan = PlanFactory(school=school, state="ISSUED")

    newer = start_replacement(plan, actor=principal, at=at)

    assert newer.document.replaces == plan.document
    assert (newer.document.body, newer.document.state) == (plan.document.body, "DRAFT")
    with pytest.raises(ValidationError, match="Đã có văn bản thay thế hoặc thu hồi"):
        start_replacement(plan, actor=principal, at=at)


def test_only_an_issued_plan_is_replaced(principal, school, at):
    with pytest.raises(ValidationError, match="đang có hiệu lực"):
        start_replacement(PlanFactory(school=school, state="SIGNED"), actor=principal, at=at)


def test_a_draft_is_discarded_whole_and_the_log_remembers(deputy, school, at):
    plan = PlanFactory(school=school, document__subject="Công tác năm 2024")

    discard_plan(plan, actor=deputy, at=at)

    assert (Plan.objects.count(), Document.objects.count()) == (0, 0)
    event = AuditEvent.objects.get()
    assert (event.verb, event.object_id, event.actor_name) == ("document.discard", plan.pk, "Nguyễn Thị Ánh")
    assert "Công tác năm 2024" in event.object_label


@pytest.mark.parametrize("state", ["CONSULTING", "SUBMITTED", "SIGNED", "ISSUED", "REPLACED", "REVOKED"])
def test_what_others_have_been_shown_is_not_discarded(state, principal, school, at):
    plan = PlanFactory(school=school, state=state)

    with pytest.raises(MoveRefusedError, match="chỉ bỏ được bản nháp"):
        discard_plan(plan, actor=principal, at=at)

    assert Plan.objects.get() == plan
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("who", ["clerk", "secretary", "teacher", "technician", "superior", "stranger"])
def test_only_drafters_discard(who, school, request, at):
    plan = PlanFactory(school=school)

    with pytest.raises(PermissionDenied):
        discard_plan(plan, actor=request.getfixturevalue(who), at=at)

    assert Plan.objects.get() == plan


def test_a_discarded_replacement_may_be_begun_again(principal, school, at):
    plan = PlanFactory(school=school, state="ISSUED")
    discard_plan(start_replacement(plan, actor=principal, at=at), actor=principal, at=at)

    assert start_replacement(plan, actor=principal, at=at).document.replaces == plan.document


@pytest.mark.django_db(transaction=True)
def test_two_who_replace_one_plan_at_once_make_one_draft(principal, school, at):
    plan, together = PlanFactory(school=school, state="ISSUED"), Barrier(2)

    def replace_it(_):
        together.wait()
        try:
            start_replacement(plan, actor=principal, at=at)
        except ValidationError as refusal:
            return refusal.messages
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        said = list(threads.map(replace_it, range(2)))

    done, refused = sorted(said, key=bool)
    assert done is None
    assert refused[0].startswith("Đã có văn bản thay thế hoặc thu hồi")
    assert Plan.objects.filter(document__replaces=plan.document).count() == 1


def test_a_replacement_belongs_to_the_school_year_of_what_it_replaces(principal, school, at):
    its_year = SchoolYearFactory(school=school)
    SchoolYearFactory(school=school, starts_on=date(2023, 9, 5), ends_on=date(2024, 5, 31))
    plan = PlanFactory(school=school, state="ISSUED", document__dated_on=date(2023, 2, 15))

    newer = start_replacement(plan, actor=principal, at=at)

    assert newer.school_year == its_year
    assert change_year(newer, year=2024, actor=principal, at=at).school_year != its_year


def test_the_year_of_a_draft_is_changed_and_the_log_tells_both(deputy, school, at):
    plan = PlanFactory(school=school)

    change_year(plan, year=2024, actor=deputy, at=at)

    assert Plan.objects.get().year == 2024
    event = AuditEvent.objects.get()
    assert (event.verb, event.object_id, event.changes) == ("plan.change_year", plan.pk, {"year": [2023, 2024]})


def test_the_same_year_again_is_no_event(principal, school, at):
    change_year(PlanFactory(school=school), year=2023, actor=principal, at=at)

    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("year", [1999, 2101])
def test_an_impossible_year_is_not_stored(year, principal, school, at):
    with pytest.raises(ValidationError, match="từ 2000 đến 2100"):
        change_year(PlanFactory(school=school), year=year, actor=principal, at=at)

    assert Plan.objects.get().year == 2023


@pytest.mark.parametrize("state", ["SUBMITTED", "SIGNED", "ISSUED"])
def test_the_year_of_what_is_before_the_signer_stays(state, principal, school, at):
    with pytest.raises(MoveRefusedError, match="không đổi năm được nữa"):
        change_year(PlanFactory(school=school, state=state), year=2024, actor=principal, at=at)


@pytest.mark.parametrize("who", ["clerk", "secretary", "teacher", "technician", "superior", "stranger"])
def test_others_do_not_change_the_year(who, school, request, at):
    with pytest.raises(PermissionDenied):
        change_year(PlanFactory(school=school), year=2024, actor=request.getfixturevalue(who), at=at)
