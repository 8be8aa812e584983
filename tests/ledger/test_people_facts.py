from datetime import date
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from openpyxl import load_workbook

from tests.factories.ledger import (
    DisciplineFactory,
    HonorEntryFactory,
    LeaveFactory,
    TransferFactory,
    VerificationFactory,
)
from tests.factories.school import PersonFactory, UserFactory
from thiduakt.audit.models import AuditEvent
from thiduakt.ledger.models import Discipline, Leave, Transfer, Verification
from thiduakt.ledger.services.people_facts import remove_fact, save_fact
from thiduakt.ledger.wording import ACTS
from thiduakt.permissions import Role
from thiduakt.workflow import StaleError

pytestmark = pytest.mark.django_db
PRIVATE = {"ky-luat": DisciplineFactory, "nghi": LeaveFactory, "xac-minh": VerificationFactory}
TOLD = {
    "ky-luat": {"kind": "canh_cao", "decided_on": "03/10/2022", "ended_on": "03/10/2023", "decision_number": "15/QĐ-MNGB"},
    "nghi": {"kind": "om_dau", "starts_on": "03/10/2022", "ends_on": "03/12/2022"},
    "xac-minh": {"opened_on": "10/05/2023", "closed_on": ""},
}
SECRET = "Ghi chú Zqx"  # stands in the note of a private row, and in no page of others
SEE = {"principal", "secretary"}


@pytest.fixture
def dao(teacher):
    return teacher.person


def url(name, kind=None, row=None, **query):
    args = [*([kind] if kind else []), *([row.pk] if row else [])]
    return reverse(f"ledger:{name}", args=args, query=query or None)


def excel(client, name, kind=None, **query):
    content = client.get(url(name, kind, **query)).content
    return [[cell.value for cell in row] for row in load_workbook(BytesIO(content)).active.iter_rows()]


# Rules


@pytest.mark.parametrize("who", ["teacher", "group_head", "deputy", "clerk", "inspector", "technician", "stranger"])
def test_only_principal_and_secretary_write_what_is_private(request, who, dao, at):
    actor = request.getfixturevalue(who)
    for model in (Discipline, Leave, Verification):
        with pytest.raises(PermissionDenied):
            save_fact(model(person=dao), actor=actor, at=at)
    for make in PRIVATE.values():
        with pytest.raises(PermissionDenied):
            remove_fact(make(person=dao), reason="Nhầm.", actor=actor, at=at)


def test_the_log_says_that_something_private_was_written_and_not_what(dao, secretary, at):
    fact = save_fact(
        Discipline(person=dao, kind="canh_cao", decided_on=date(2023, 1, 5), note=SECRET), actor=secretary, at=at
    )
    with pytest.raises(ValidationError, match="cần ghi lý do"):
        remove_fact(fact, reason=" ", actor=secretary, at=at)
    remove_fact(fact, reason="Ghi nhầm người.", actor=secretary, at=at)

    told = [
        (event.verb, event.object_label, event.object_type, event.changes, event.reason)
        for event in AuditEvent.objects.order_by("seq")
    ]
    assert told == [
        ("person_fact.private", "Đỗ Thị Đào", "school.person", {}, ""),
        ("person_fact.private_remove", "Đỗ Thị Đào", "school.person", {}, "Ghi nhầm người."),
    ]
    assert ACTS["person_fact.private_remove"] == "Xóa thông tin riêng của viên chức"


@pytest.mark.parametrize("who", ["secretary", "principal"])
@pytest.mark.parametrize("kind", PRIVATE)
def test_nobody_changes_or_removes_what_is_private_about_oneself(client, request, principal, secretary, at, who, kind):
    actor = request.getfixturevalue(who)
    fact = PRIVATE[kind](person=actor.person, note=SECRET)
    client.force_login(actor)

    with pytest.raises(ValidationError, match="không tự sửa, tự xóa"):
        remove_fact(fact, reason="Nhầm.", actor=actor, at=at)
    with pytest.raises(ValidationError, match="không tự sửa, tự xóa"):
        save_fact(fact, version=1, actor=actor, at=at)
    (row,) = client.get(url("fact_list", kind)).context["rows"]
    assert row[-1] == ""
    client.post(url("fact_edit", kind, fact), TOLD[kind] | {"note": "", "version": 1})
    client.post(url("fact_remove", kind, fact), {"reason": "Nhầm."})
    assert type(fact).objects.get().note == SECRET
    assert not AuditEvent.objects.exists()

    other = principal if actor == secretary else secretary
    remove_fact(fact, reason="Ghi nhầm người.", actor=other, at=at)


def test_own_transfers_are_mended_like_those_of_others(secretary, at):
    transfer = TransferFactory(person=secretary.person)

    remove_fact(transfer, reason="Ghi hai lần.", actor=secretary, at=at)

    assert AuditEvent.objects.get().verb == "person_fact.transfer_remove"


@pytest.mark.parametrize(
    ("fact", "field"),
    [
        (Discipline(kind="canh_cao", decided_on=date(2023, 10, 6)), "decided_on"),
        (Discipline(kind="canh_cao", decided_on=date(2023, 1, 5), ended_on=date(2023, 1, 4)), "__all__"),
        (Discipline(kind="khac", decided_on=date(2023, 1, 5)), "kind"),
        (Leave(kind="om_dau", starts_on=date(2023, 1, 5), ends_on=date(2023, 1, 4)), "__all__"),
        (Verification(opened_on=date(2023, 10, 6)), "opened_on"),
        (Verification(opened_on=date(2023, 1, 5), closed_on=date(2023, 1, 4)), "__all__"),
        (Transfer(kind="CAME", unit="", starts_on=date(2023, 1, 5)), "unit"),
        (Transfer(kind="CAME", unit="X", starts_on=date(2023, 1, 5), ends_on=date(2023, 1, 4)), "ends_on"),
    ],
)
def test_what_cannot_be_is_refused(dao, secretary, at, fact, field):
    fact.person = dao

    with pytest.raises(ValidationError) as refusal:
        save_fact(fact, actor=secretary, at=at)

    assert list(refusal.value.message_dict) == [field]


def test_of_two_who_change_a_row_the_second_is_told(dao, secretary, at):
    first, second = VerificationFactory(person=dao), Verification.objects.get()
    first.closed_on = second.closed_on = date(2023, 9, 1)
    save_fact(first, version=1, actor=secretary, at=at)

    with pytest.raises(StaleError) as refusal:
        save_fact(second, version=1, actor=secretary, at=at)

    assert refusal.value.version == 2


def test_the_clerk_writes_transfers_and_does_not_change_them(dao, clerk, secretary, at):
    told = {"kind": "CAME", "unit": " Trường  khác ", "starts_on": date(2023, 9, 1)}
    transfer = save_fact(Transfer(person=dao, **told), actor=clerk, at=at)

    assert transfer.unit == "Trường khác"
    with pytest.raises(PermissionDenied):
        save_fact(transfer, version=1, actor=clerk, at=at)
    with pytest.raises(ValidationError, match="cần ghi lý do"):
        remove_fact(transfer, reason="", actor=secretary, at=at)
    remove_fact(transfer, reason="Nhầm người.", actor=secretary, at=at)
    assert [event.reason for event in AuditEvent.objects.order_by("seq")] == ["", "Nhầm người."]


# Pages of what is private


@pytest.mark.parametrize("kind", PRIVATE)
@pytest.mark.parametrize(
    "who", ["principal", "secretary", "teacher", "deputy", "clerk", "inspector", "group_head", "technician"]
)
def test_only_the_person_the_principal_and_the_secretary_see_it(client, request, dao, kind, who):
    row = PRIVATE[kind](person=dao, note=SECRET)
    user = request.getfixturevalue(who)
    client.force_login(user)

    page = client.get(url("fact_list", kind))
    assert (SECRET in page.text) is (who in {*SEE, "teacher"})
    if page.status_code == 200:
        assert (SECRET in str(excel(client, "fact_excel", kind))) is (who in {*SEE, "teacher"})
    assert client.get(url("fact_add", kind)).status_code == (200 if who in SEE else 403)
    assert client.get(url("fact_edit", kind, row)).status_code == (200 if who in SEE else 403)
    assert client.post(url("fact_edit", kind, row), TOLD[kind]).status_code == (200 if who in SEE else 403)
    assert (client.post(url("fact_remove", kind, row)).status_code == 302) is (who in SEE)


@pytest.mark.parametrize("kind", PRIVATE)
def test_a_colleague_sees_nothing_of_it(client, school, group, dao, kind):
    PRIVATE[kind](person=dao, note=SECRET)
    client.force_login(UserFactory(school=school, group=group, full_name="Lê Thị Lan", roles=[Role.TEACHER]))

    page = client.get(url("fact_list", kind, nguoi=dao.pk))
    assert "Đào" not in page.text
    assert SECRET not in str(excel(client, "fact_excel", kind))
    assert [tab["count"] for tab in page.context["tabs"]] == [0, 0]


@pytest.mark.parametrize("kind", PRIVATE)
def test_nothing_is_found_by_a_stranger(client, stranger, dao, kind):
    row = PRIVATE[kind](person=dao, note=SECRET)
    client.force_login(stranger)

    assert SECRET not in client.get(url("fact_list", kind)).text
    assert client.get(url("fact_add", kind, nguoi=dao.pk)).status_code == 404
    assert client.post(url("fact_add", kind, nguoi=dao.pk), TOLD[kind]).status_code == 404
    assert client.get(url("fact_edit", kind, row)).status_code == 404
    assert client.post(url("fact_remove", kind, row)).status_code == 404


@pytest.mark.parametrize("kind", PRIVATE)
def test_nobody_signed_out_comes_in(client, dao, kind):
    row = PRIVATE[kind](person=dao)

    for address in (url("fact_list", kind), url("fact_excel", kind), url("fact_add", kind), url("fact_edit", kind, row)):
        assert client.get(address).url.startswith(reverse("login"))
    assert client.post(url("fact_remove", kind, row)).url.startswith(reverse("login"))


@pytest.mark.parametrize("name", ["fact_list", "fact_excel", "fact_add"])
def test_a_kind_that_is_none_is_not_found(client, secretary, name):
    client.force_login(secretary)

    assert client.get(url(name, "khac")).status_code == 404


@pytest.mark.parametrize("kind", PRIVATE)
def test_a_row_is_written_changed_and_removed(client, secretary, dao, kind):
    model = PRIVATE[kind]._meta.model
    client.force_login(secretary)
    assert "Đỗ Thị Đào – Giáo viên, Tổ mẫu giáo lớn" in client.get(url("fact_add", kind)).text
    assert client.post(url("fact_add", kind), TOLD[kind]).status_code == 404

    response = client.post(url("fact_add", kind, nguoi=dao.pk), TOLD[kind] | {"version": 1})
    assert response.url == url("fact_list", kind, nguoi=dao.pk)
    row = model.objects.get()

    assert client.post(url("fact_edit", kind, row), TOLD[kind] | {"note": "Sửa", "version": 1}).status_code == 302
    stale = client.post(url("fact_edit", kind, row), TOLD[kind] | {"note": "Gõ sau", "version": 1})
    assert "Có người vừa sửa dòng này" in stale.text
    assert 'value="Gõ sau"' in stale.text
    assert model.objects.get().note == "Sửa"

    client.get(url("fact_remove", kind, row))
    assert client.put(url("fact_remove", kind, row)).status_code == 405
    assert model.objects.count() == 1
    client.post(url("fact_remove", kind, row))
    assert model.objects.count() == 1
    client.post(url("fact_remove", kind, row), {"reason": "Ghi nhầm."})
    assert model.objects.count() == 0


def test_the_honors_since_then_are_shown_before_it_is_changed(client, secretary, dao):
    row = DisciplineFactory(person=dao)
    HonorEntryFactory(person=dao, year=2021)
    HonorEntryFactory(person=dao, year=2022)
    client.force_login(secretary)

    uses = client.get(url("fact_edit", "ky-luat", row)).context["uses"]

    assert [use.sentence for use in uses] == ["Lao động tiên tiến năm học 2022–2023 của Đỗ Thị Đào."]


def test_tabs_tell_what_is_so_today(client, secretary, dao):
    VerificationFactory(person=dao)
    VerificationFactory(person=dao, closed_on=date(2023, 6, 1))
    client.force_login(secretary)

    page = client.get(url("fact_list", "xac-minh", tab="dang"))

    assert [(tab["label"], tab["count"]) for tab in page.context["tabs"]] == [("Tất cả", 2), ("Hiện nay", 1)]
    assert [row[4] for row in page.context["rows"]] == ["chưa kết thúc"]
    assert "Chưa ghi kỷ luật nào" in client.get(url("fact_list", "ky-luat")).text


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_costs_the_same_for_one_and_for_three(client, school, secretary, count, django_assert_max_num_queries):
    for _ in range(count):
        LeaveFactory(person=PersonFactory(school=school))
    client.force_login(secretary)

    with django_assert_max_num_queries(7):
        assert len(client.get(url("fact_list", "nghi")).context["rows"]) == count


# Transfers


@pytest.mark.parametrize(
    ("who", "sees", "adds", "changes"),
    [("principal", 1, 1, 1), ("secretary", 1, 1, 1), ("clerk", 1, 1, 0), ("deputy", 1, 0, 0), ("inspector", 1, 0, 0),
     ("group_head", 1, 0, 0), ("teacher", 1, 0, 0), ("technician", 0, 0, 0), ("accountant", 0, 0, 0)],
)  # fmt: skip
def test_transfers_open_as_the_ledger_does(client, request, dao, who, sees, adds, changes):
    row = TransferFactory(person=dao)
    client.force_login(request.getfixturevalue(who))

    page = client.get(url("transfer_list"))
    assert page.status_code == (200 if sees else 403)
    assert ("chuyển đến: Trường Mầm non Ánh Dương" in page.text) is bool(sees)
    if sees:
        assert excel(client, "transfer_excel")[4][3] == "chuyển đến: Trường Mầm non Ánh Dương"
    assert client.get(url("transfer_add")).status_code == (200 if adds else 403)
    assert client.get(url("transfer_edit", row=row)).status_code == (200 if changes else 403)


def test_a_transfer_is_written_changed_and_removed_with_a_reason(client, secretary, stranger, dao):
    client.force_login(secretary)
    told = {"kind": "SECONDED", "unit": "Phòng GD&ĐT", "starts_on": "01/09/2022", "ends_on": "", "version": 1}
    client.post(url("transfer_add", nguoi=dao.pk), told)
    row = Transfer.objects.get()
    client.post(url("transfer_edit", row=row), told | {"ends_on": "31/05/2023"})
    row.refresh_from_db()
    assert (row.ends_on, row.version) == (date(2023, 5, 31), 2)

    assert "cần ghi lý do" in client.post(url("transfer_remove", row=row), follow=True).text
    client.force_login(stranger)
    assert client.post(url("transfer_remove", row=row), {"reason": "x"}).status_code == 404
    client.force_login(secretary)
    assert client.post(url("transfer_remove", row=row), {"reason": "x"}).url == url("transfer_list", nguoi=dao.pk)
    assert not Transfer.objects.exists()
