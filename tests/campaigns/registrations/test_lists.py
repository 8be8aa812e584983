"""The lists of a round, what comes of it, and what is printed."""

import contextlib
from collections import Counter
from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.registrations.models import GroupList, RegisteredHonor, Registration, Round, SignedForm
from campaigns.registrations.models.registrations import keys_of
from campaigns.registrations.services.consolidating import lock_list
from campaigns.registrations.services.rounds import close_round, confirm_round, extend
from campaigns.registrations.services.writing import enter_for, write
from tests.campaigns.registrations.pages import url
from tests.campaigns.registrations.test_services import photograph
from tests.factories.registrations import SOME, make_registration
from tests.factories.school import GroupFactory, PersonFactory, UserFactory
from tests.ledger.pages import main, page, sheet
from thiduakt.documents.kinds import Kind
from thiduakt.documents.models import Document
from thiduakt.ledger.models import YearRegistration
from thiduakt.ledger.years import year_on
from thiduakt.notices.models import Notice
from thiduakt.permissions import Role
from thiduakt.school.models import Person
from thiduakt.workflow import MoveRefusedError

pytestmark = pytest.mark.django_db


# The lists


def test_a_search_needs_no_marks_and_the_sheet_holds_what_is_shown(client, secretary, turn, registration):
    client.force_login(secretary)

    assert "Đỗ Thị Đào" in page(client, url("list", turn.pk), q="do thi dao")
    assert "Đỗ Thị Đào" not in page(client, url("list", turn.pk), q="huong")
    assert "Đỗ Thị Đào" not in page(client, url("list", turn.pk), tab="soan")
    assert "Đỗ Thị Đào" in page(client, url("list", turn.pk), ma="LDTT", to=registration.team_id)
    assert sheet(client, url("excel", turn.pk), q="dao")[4][1] == "Đỗ Thị Đào"


def test_the_list_costs_the_same_for_one_and_three(client, secretary, school, group, turn, now):

    def cost():
        with CaptureQueriesContext(
            connection,
        ) as spent:
            page(client, url("list", turn.pk))
        return len(spent)

    client.force_login(secretary)
    people = [UserFactory(school=school, group=group, roles=[Role.TEACHER]) for _ in range(3)]
    make_registration(turn, people[0], now)
    one = cost()
    for user in people[1:]:
        make_registration(turn, user, now)

    assert cost() == one


def test_the_summary_counts_by_honor_and_group(client, secretary, turn, registration):
    client.force_login(secretary)

    assert sheet(client, url("summary_excel", turn.pk))[4:] == [
        [1, "Toàn trường", "danh hiệu thi đua", "Lao động tiên tiến", 1],
        [2, "Tổ mẫu giáo lớn", "danh hiệu thi đua", "Lao động tiên tiến", 1],
    ]


def test_one_button_reminds_those_whom_the_page_named(client, secretary, group_head, turn, registration):
    client.force_login(secretary)
    Notice.objects.all().delete()

    assert "Phạm Thị Hương" in page(client, url("remind", turn.pk))
    assert "Đỗ Thị Đào" not in page(client, url("remind", turn.pk)).split("<form")[0]
    client.post(url("remind", turn.pk))
    assert Notice.objects.filter(person=group_head.person, kind="REGISTRATION_REMINDER").exists()


def test_a_head_locks_the_list_that_was_shown(client, group_head, group, turn, registration):
    client.force_login(group_head)
    row = GroupList.objects.get(round=turn, group=group)

    assert "Chốt 1 bản đăng ký" in page(client, row.get_absolute_url())
    client.post(url("lock", row.pk), {"version": row.version - 1})
    registration.refresh_from_db()
    assert registration.state == "SENT"
    client.post(url("lock", row.pk), {"version": row.version})
    registration.refresh_from_db()
    assert registration.state == "AGREED"


def test_a_return_without_a_reason_is_refused_with_what_was_chosen(client, group_head, registration):
    client.force_login(group_head)
    asked = {"flagged": ["titles"], "reason": "Sửa.", "until": "01/01/2027", "version": registration.version}

    answer = client.post(url("give_back", registration.pk), asked)

    assert "20 ký tự" in main(answer)
    assert "Sửa." in main(answer)


# The whole


def test_the_council_reads_the_numbers_before_it_says_yes(client, principal, group_head, group, turn, registration, now):
    row = GroupList.objects.get(round=turn, group=group)
    lock_list(row, version=row.version, actor=group_head, at=now)
    client.force_login(principal)
    client.post(url("round_step", turn.pk), {"action": "close"})

    assert "Danh sách hiện có 1 bản đăng ký" in page(client, url("confirm", turn.pk))
    client.post(url("confirm", turn.pk), {"version": 1})
    turn.refresh_from_db()
    assert turn.state == "CONFIRMED"


def test_what_was_promised_stands_beside_what_came_of_it(
    client, principal, secretary, group_head, group, turn, registration, now
):
    row = GroupList.objects.get(round=turn, group=group)
    lock_list(row, version=row.version, actor=group_head, at=now)
    close_round(turn, actor=principal, at=now)
    confirm_round(turn, version=1, actor=principal, at=now)
    client.force_login(secretary)

    assert "1 bản chưa đạt" in page(client, url("year_end", turn.pk))
    registration.refresh_from_db()
    client.post(url("gap", registration.pk), {"reason": "Nghỉ ốm dài", "version": registration.version})
    assert sheet(client, url("year_end_excel", turn.pk))[4][1:] == [
        "Đỗ Thị Đào", "Tổ mẫu giáo lớn", "Lao động tiên tiến", None, "chưa đạt", "Nghỉ ốm dài",
    ]  # fmt: skip


def test_a_round_is_written_opened_and_extended_on_its_pages(client, principal, teacher, now):
    client.force_login(principal)
    day = now.date()
    told = {
        "year": year_on(day),
        "name": "Đợt 1",
        "opens_on": f"{day:%d/%m/%Y}",
        "closes_on": f"{day:%d/%m/%Y}",
        "version": 1,
    }
    client.post(url("round_add"), told)
    turn = Round.objects.get()
    client.post(url("round_step", turn.pk), {"action": "open"})
    until = f"{day + timedelta(days=3):%d/%m/%Y}"
    client.post(url("extend", turn.pk), {"person": teacher.person_id, "until": until, "reason": "Nằm viện"})

    turn.refresh_from_db()
    assert (turn.state, [str(one.person) for one in turn.extensions.all()]) == ("OPEN", ["Đỗ Thị Đào"])


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_the_list_is_printed_as_it_stands(client, secretary, turn, registration, form):
    client.force_login(secretary)

    answer = client.get(url("list_file", turn.pk, form))

    assert answer.content[:4] == (b"%PDF" if form == "pdf" else b"PK\x03\x04")


def test_forms_are_printed_blank_filled_in_and_for_a_whole_group(client, group_head, turn, registration, group):
    client.force_login(group_head)
    row = GroupList.objects.get(round=turn, group=group)

    for address in (url("blank_form", turn.pk), url("form", registration.pk), url("team_forms", row.pk)):
        assert client.get(address).content.startswith(b"%PDF")


def test_a_signed_form_is_sent_in_and_read_by_whom_it_concerns(client, clerk, teacher, accountant, turn, now):

    registration = enter_for(turn, teacher.person, SOME, version=0, actor=clerk, at=now)
    client.force_login(clerk)

    client.post(url("paper", registration.pk), {"file": SimpleUploadedFile("phiếu.jpg", photograph())})
    form = SignedForm.objects.get()

    client.force_login(teacher)
    answer = client.get(url("paper_file", form.pk))
    assert (answer["Content-Type"], answer.content[:2]) == ("image/jpeg", b"\xff\xd8")
    client.force_login(accountant)
    assert client.get(url("paper_file", form.pk)).status_code == 404


def test_the_work_of_each_is_told(client, principal, teacher, group_head, turn, now):
    client.force_login(teacher)
    assert "Đăng ký thi đua" in page(client, "/")
    make_registration(turn, teacher, now)
    client.force_login(group_head)
    assert "Tổng hợp, chốt đăng ký của tổ" in page(client, "/")
    close_round(turn, actor=principal, at=now)
    client.force_login(principal)
    assert "Xác nhận danh sách đăng ký của trường" in page(client, "/")


def test_the_report_of_a_round_is_a_draft_with_the_list_and_the_summary_as_appendices(client, secretary, turn, registration):
    client.force_login(secretary)

    client.post(url("draft_paper", turn.pk))

    document = Document.objects.get(kind=Kind.REPORT)
    assert f"đợt “{turn.name}” (năm học {turn.year_name}) có 1 cá nhân đăng ký thi đua." in document.body
    assert document.appendices[0]["closing"] == "Danh sách này có 1 cá nhân./."
    assert [one["landscape"] for one in document.appendices] == [True, True]
    assert document.appendices[0]["table"]["rows"][0][1] == "Đỗ Thị Đào"
    assert client.get(document.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("route", ["round_step", "draft_paper"])
def test_a_button_is_not_for_whoever_may_not_press_it(client, teacher, turn, route):
    client.force_login(teacher)

    assert client.post(url(route, turn.pk), {"action": "close"}).status_code == 403


@pytest.mark.parametrize("route", ["round", "list", "excel", "summary", "matrix", "year_end"])
def test_what_is_only_read_takes_no_post(client, principal, turn, route):
    client.force_login(principal)

    assert client.post(url(route, turn.pk)).status_code == 405


def test_a_colleague_gives_nothing_back_and_locks_nothing(client, school, group, registration):
    client.force_login(UserFactory(school=school, group=group, full_name="Lê Thị Ổi", roles=[Role.TEACHER]))
    row = GroupList.objects.get(group=group)

    assert client.post(url("give_back", registration.pk), {}).status_code == 404
    assert client.post(url("lock", row.pk), {"version": row.version}).status_code == 403
    assert client.post(url("remind", registration.round_id)).status_code == 403


def test_a_head_sees_the_own_list_only(client, school, group_head, turn):
    GroupList.objects.create(round=turn, group=GroupFactory(school=school, name="Tổ nhà trẻ"))
    client.force_login(group_head)

    shown = page(client, url("round", turn.pk))

    assert "Tổ mẫu giáo lớn" in shown
    assert "Tổ nhà trẻ" not in shown


def test_the_page_tells_who_changed_what(client, teacher, turn, now):
    kept = make_registration(turn, teacher, now, send=False)
    write(turn, teacher.person, replace(SOME, titles=("CSTDCS",)), version=1, send=False, actor=teacher, at=now)
    client.force_login(teacher)

    assert "Lao động tiên tiến → Chiến sĩ thi đua cơ sở" in page(client, kept.get_absolute_url())


def test_of_many_people_the_steps_are_shown_one_to_after_the_other(client, secretary, school, group, turn):
    other = GroupFactory(school=school, name="Tổ nhà trẻ Đỗ Đức")
    PersonFactory.create_batch(15, school=school, group=group)
    PersonFactory.create_batch(15, school=school, group=other)
    client.force_login(secretary)

    first = client.get(url("matrix", turn.pk), follow=True)
    shown = client.get(url("matrix", turn.pk), {"to": other.pk})

    assert first.redirect_chain
    assert {person.group for person, *_ in shown.context["rows"]} == {other}
    assert len(shown.context["rows"]) == 15
    assert shown.context["leaf"].before
    assert len(client.get(url("matrix", turn.pk), {"to": ""}).context["rows"]) > 30
    assert [row[2] for row in sheet(client, url("matrix_excel", turn.pk), to=other.pk)[4:]] == [other.name] * 15
    assert client.get(url("matrix", turn.pk), {"to": "' OR 1=1"}).status_code == 200


def test_a_round_of_forty_five_ends_at_its_deadline_for_all_but_the_one_who_has_more_time(
    school, group, principal, group_head, turn, now
):
    people = [UserFactory(school=school, group=group, roles=[Role.TEACHER]) for _ in range(45)]
    ill, late, *others = people
    for user in others:
        make_registration(turn, user, now)
    closing = datetime.combine(turn.closes_on, time(23, 59, 59), tzinfo=now.tzinfo)
    make_registration(turn, late, closing, send=False)
    after = closing + timedelta(seconds=2)
    extend(turn, person=ill.person, until=turn.closes_on + timedelta(days=5), reason="Nằm viện", actor=principal, at=after)
    for user in (late, ill):
        with contextlib.suppress(MoveRefusedError):
            write(turn, user.person, SOME, version=1 if user is late else 0, send=True, actor=user, at=after)
    close_round(turn, actor=principal, at=after)
    row = GroupList.objects.get(round=turn, group=group)
    lock_list(row, version=row.version, actor=group_head, at=after)

    listed = Registration.objects.filter(round=turn).listed()
    assert (listed.count(), listed.get(is_late=True).person) == (44, ill.person)
    confirm_round(turn, version=44, actor=principal, at=after)
    assert Registration.objects.get(person=late.person).state == "DRAFT"
    told = YearRegistration.objects.filter(person__in=[user.person for user in people])
    assert Counter(told.values_list("is_registered", flat=True)) == {True: 44, False: 1}


def test_three_thousand_registrations_are_a_page_a_search_and_a_sheet(client, school, group, secretary, turn, now):
    people = Person.objects.bulk_create(
        PersonFactory.build(school=school, group=group, full_name=f"Đỗ Thị Đào {place}", sort_key=f"dao{place:04}")
        for place in range(3000)
    )
    moments = {"entered_at": now, "sent_at": now, "person_confirmed_at": now}
    told = {"team": group, "state": "SENT", "entered_by": secretary, **moments}
    rows = [Registration(round=turn, school=school, person=person, **told) for person in people]
    for row in rows:
        row.sort_key, row.search_key = keys_of(row)
    RegisteredHonor.objects.bulk_create(
        RegisteredHonor(registration=row, part="TITLE", code="LDTT", honor_name="Lao động tiên tiến", position=1)
        for row in Registration.objects.bulk_create(rows)
    )
    client.force_login(secretary)

    last = client.get(url("list", turn.pk), {"page": 60})

    assert [row.person.full_name for row in last.context["rows"]][-1] == "Đỗ Thị Đào 2999"
    assert len(client.get(url("list", turn.pk), {"q": "dao 1234"}).context["rows"]) == 1
    assert len(sheet(client, url("excel", turn.pk))) == 4 + 3000
