"""A list of people is approved by somebody who had no hand in it, and the choices in it are made row by row."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from tests.factories.intake import HONOR_HEADS, make_batch, xlsx
from tests.factories.pupils import PupilFactory
from tests.factories.school import GroupFactory, PersonFactory, RoleAssignmentFactory, UserFactory
from thiduakt.audit.models import AuditEvent
from thiduakt.intake.enums import BatchState as S
from thiduakt.intake.enums import IntakeKind
from thiduakt.intake.flows import BATCH_FLOW
from thiduakt.intake.models import Batch
from thiduakt.intake.services.batches import map_columns, upload
from thiduakt.intake.services.checking import check
from thiduakt.intake.services.deciding import decide
from thiduakt.intake.services.writing import step
from thiduakt.ledger.models import HonorEntry
from thiduakt.permissions import Role
from thiduakt.school.models import RoleAssignment

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
PEOPLE = [("Họ và tên", "Giới tính", "Chức vụ"), ("Lê Thị Mới", "Nữ", "Giáo viên")]
COLUMNS = {"full_name": 0, "gender": 1, "post": 2}


@pytest.fixture
def both(school):
    """Who is principal and secretary."""
    return UserFactory(school=school, full_name="Đỗ Thị Cả Hai", roles=[Role.PRINCIPAL, Role.SECRETARY])


def people(actor, *rows):
    return make_batch(actor, *PEOPLE, *rows, at=AT, kind=IntakeKind.PEOPLE)


def take(batch, action, actor):
    return step(batch, action, version=batch.version, actor=actor, at=AT)


def test_who_hands_a_list_in_does_not_approve_it(clerk, both):
    batch = take(people(clerk), "submit", both)
    with pytest.raises(PermissionDenied):
        take(batch, "approve", both)


def test_who_chose_for_its_rows_does_not_approve_them(clerk, both, school):
    PersonFactory(school=school, full_name="Lê Thị Mới", post="Nhân viên")
    batch = people(clerk)
    batch = decide(batch, {2: "new"}, version=batch.version, actor=both, at=AT)
    with pytest.raises(PermissionDenied):
        take(take(batch, "submit", clerk), "approve", both)


def test_who_told_its_columns_does_not_approve_it(clerk, both):
    batch = people(clerk)
    batch = map_columns(batch, sheet="Sheet1", row=1, columns=COLUMNS, version=batch.version, actor=both, at=AT)
    check(batch, at=AT)
    batch.refresh_from_db()
    with pytest.raises(PermissionDenied):
        take(take(batch, "submit", clerk), "approve", both)


def test_who_had_no_hand_in_it_approves_it_whatever_other_roles_it_holds(clerk, both):
    assert take(take(people(clerk), "submit", clerk), "approve", both).state == S.DONE


@pytest.mark.parametrize("told", [{}, {"decided_by": "clerk"}, {"decided_by": "both", "prepared_by": "both"},
                                  {"decided_by": "both", "submitted_by": "both"}])  # fmt: skip
def test_the_database_too_wants_a_second_person(clerk, both, told):
    batch = take(people(clerk), "submit", clerk)
    users = {name: {"clerk": clerk, "both": both}[who] for name, who in told.items()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Batch.objects.filter(pk=batch.pk).update(state=S.DONE, **users)


def test_namesakes_of_another_code_birth_or_group_are_another_question(secretary, school):
    big, small = GroupFactory(school=school, name="Tổ lớn"), GroupFactory(school=school, name="Tổ bé")
    first = PersonFactory(school=school, full_name="Nguyễn Thị Hoa", group=big)
    PersonFactory(school=school, full_name="Nguyễn Thị Hoa", group=small)
    heads = (*HONOR_HEADS[:3], "Tổ")
    rows = [("Nguyễn Thị Hoa", "LĐTT", f"{year}-{year + 1}", of) for year, of in ((2018, "A"), (2019, "B"), (2020, "A"))]
    batch = make_batch(secretary, heads, *rows, at=AT)
    assert len({tuple(row.messages) for row in batch.rows.all()}) == 1
    decide(batch, {2: str(first.pk)}, for_all_alike=True, version=batch.version, actor=secretary, at=AT)
    assert list(batch.rows.values_list("status", flat=True)) == ["VALID", "LOOK", "VALID"]


def test_an_honor_under_the_code_of_another_child_is_refused(secretary, school):
    PupilFactory(school=school, full_name="Trần Bảo An", pupil_code="HS01")
    heads = (*HONOR_HEADS[:3], "Đối tượng", "Mã")
    rows = [(name, "Giấy khen của Hiệu trưởng", "2021-2022", "Học sinh", "HS01") for name in ("Lê Minh Đức", "Trần Bảo An")]
    batch = make_batch(secretary, heads, *rows, at=AT)
    wrong, right = batch.rows.all()
    assert (wrong.status, wrong.target_id) == ("ERROR", None)
    assert wrong.messages == ["Mã HS01 là của em Trần Bảo An, không phải Lê Minh Đức. Thầy/cô xem lại mã hoặc tên."]
    assert right.target_id is not None


def test_a_batch_is_read_to_its_end_though_its_uploader_lost_the_role(secretary):
    batch = upload(IntakeKind.HONORS, "a.xlsx", xlsx(HONOR_HEADS[:3], ("Ai", "LĐTT", "2019-2020")), actor=secretary, at=AT)
    RoleAssignment.objects.filter(person=secretary.person).delete()
    check(Batch.objects.get(), at=AT)
    batch.refresh_from_db()
    assert batch.state == S.CHECKED


def test_no_user_is_offered_what_reading_comes_to(secretary):
    batch = upload(IntakeKind.HONORS, "a.xlsx", xlsx(HONOR_HEADS[:3], ("Ai", "LĐTT", "2019-2020")), actor=secretary, at=AT)
    offered = {move.name for move in BATCH_FLOW.open_to(secretary, batch, AT)}
    assert offered == {"map", "discard"}


def test_the_log_keeps_neither_heads_nor_results(secretary, school):
    PersonFactory(school=school, full_name="Đỗ Thị Đào")
    batch = make_batch(secretary, HONOR_HEADS[:3], ("Đỗ Thị Đào", "LĐTT", "2019-2020"), at=AT)
    assert take(batch, "write", secretary).summary["done"] == {"dòng vào sổ khen thưởng": 1}
    told = {event.verb: set(event.changes) for event in AuditEvent.objects.filter(verb__startswith="intake.")}
    assert told["intake.map"] == {"state", "version", "row_count", "done_count"}
    assert told["intake.write"] == {"state", "version", "problem", "decided_by", "decided_at"}
    assert HonorEntry.objects.count() == 1


def test_a_role_that_begins_today_uploads_before_seven_in_the_morning(school):
    """00:30 of 22/11 in Việt Nam is still the 21st by UTC."""
    user, early = UserFactory(school=school), datetime(2026, 11, 21, 17, 30, tzinfo=UTC)
    RoleAssignmentFactory(school=school, person=user.person, role=Role.SECRETARY, starts_on=date(2026, 11, 22))
    assert upload(IntakeKind.HONORS, "a.xlsx", xlsx(HONOR_HEADS[:3], ("Ai", "LĐTT", "2019-2020")), actor=user, at=early).pk
