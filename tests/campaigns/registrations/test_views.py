"""The pages of the room, as each role finds them."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from campaigns.registrations.models import GroupList, Registration, Round, SignedForm
from campaigns.registrations.services.consolidating import give_back, lock_list
from campaigns.registrations.services.rounds import close_round, confirm_round
from campaigns.registrations.services.writing import enter_for, write
from tests.campaigns.registrations.test_services import photograph
from tests.factories.registrations import SOME, make_registration, make_round
from tests.factories.school import GroupFactory, UserFactory
from tests.ledger.pages import main, page, sheet
from thiduakt.documents.kinds import Kind
from thiduakt.documents.models import Document
from thiduakt.ledger.years import year_on
from thiduakt.notices.models import Notice
from thiduakt.permissions import Role

pytestmark = pytest.mark.django_db


def url(route, *args):
    return reverse(f"registrations:{route}", args=args)


@pytest.fixture
def now():
    return timezone.localtime()


@pytest.fixture
def turn(principal, group_head, teacher, now):
    return make_round(principal=principal, at=now, year=year_on(now.date()))


@pytest.fixture
def registration(turn, teacher, now):
    return make_registration(turn, teacher, now)


def typed(version=0, **other):
    return {"titles": ["LDTT"], "initiative": "Trò chơi dân gian", "version": version, "lam": "gui"} | other


ROUND_PAGES = ("round", "list", "summary", "matrix", "year_end", "write_own", "enter_pick", "remind", "confirm", "extend")
ROUND_FILES = ("excel", "summary_excel", "matrix_excel", "year_end_excel")


def test_every_page_of_a_round_opens_for_whoever_has_every_role(client, school, group, turn, registration):
    user = UserFactory(school=school, group=group, full_name="Người có mọi vai trò", roles=list(Role))
    client.force_login(user)
    row = turn.lists.get(group=group)
    addresses = [url(route, turn.pk) for route in (*ROUND_PAGES, *ROUND_FILES)]
    addresses += [url("rounds"), url("mine"), url("round_add"), url("write_group", turn.pk, group.pk)]
    addresses += [url("write_school", turn.pk), url("group_list", row.pk)]
    addresses += [url("registration", registration.pk), url("give_back", registration.pk)]

    assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 200)


def test_a_stranger_finds_nothing(client, stranger, turn, registration, group):
    client.force_login(stranger)
    row = turn.lists.get(group=group)
    addresses = [url(route, turn.pk) for route in (*ROUND_PAGES, *ROUND_FILES) if route != "enter_pick"]
    addresses += [url("registration", registration.pk), url("group_list", row.pk), url("form", registration.pk)]

    assert {client.get(address).status_code for address in addresses} == {404}


def test_a_colleague_sees_the_own_registration_and_no_other(client, school, group, turn, registration):
    client.force_login(UserFactory(school=school, group=group, full_name="Lê Thị Ổi", roles=[Role.TEACHER]))

    assert client.get(url("registration", registration.pk)).status_code == 404
    assert "Đỗ Thị Đào" not in page(client, url("list", turn.pk))


# Writing


def test_the_own_registration_is_written_and_sent_with_one_press(client, teacher, turn):
    client.force_login(teacher)

    answer = client.post(url("write_own", turn.pk), typed())

    registration = Registration.objects.get(person=teacher.person)
    assert answer.url == registration.get_absolute_url()
    assert (registration.state, [one.code for one in registration.honors.all()]) == ("SENT", ["LDTT"])


def test_the_form_says_beside_each_honor_whether_it_can_be_reached_and_why(client, teacher, turn):
    client.force_login(teacher)

    shown = page(client, url("write_own", turn.pk))

    assert "Lao động tiên tiến" in shown
    assert "/du-dieu-kien/cua-toi/?nam=" in shown
    assert "Điều 7" in shown


def test_under_the_law_of_2003_registering_is_a_condition(client, principal, teacher, now):
    turn = make_round(principal=principal, at=now, year=2022)
    client.force_login(teacher)

    assert "không đăng ký thi đua thì không được xét" in page(client, url("write_own", turn.pk))


def test_a_refused_form_is_shown_again_with_all_that_was_typed(client, teacher, turn):
    client.force_login(teacher)

    answer = client.post(url("write_own", turn.pk), typed(titles=[], commitments="Không nghỉ buổi nào"))

    assert answer.status_code == 200
    assert "Không nghỉ buổi nào" in main(answer)
    assert "Trò chơi dân gian" in main(answer)
    assert "ít nhất một danh hiệu" in main(answer)


@pytest.mark.parametrize("odd", [{"titles": ["XYZ"]}, {"version": "x"}, {"aimed_rating": "A"}, {"initiative": "\x00"}])
def test_whatever_is_posted_is_answered(client, teacher, turn, odd):
    client.force_login(teacher)

    assert client.post(url("write_own", turn.pk), typed(**odd)).status_code in {200, 302}


def test_of_what_came_back_only_the_flagged_part_is_open_with_the_note_beside_it(
    client, teacher, group_head, turn, registration, now
):
    give_back(
        registration, fields=["initiative"], reason="Ghi rõ tên sáng kiến định làm năm nay.", until=now.date(),
        version=registration.version, actor=group_head, at=now,
    )  # fmt: skip
    client.force_login(teacher)
    registration.refresh_from_db()

    assert page(client, url("write_own", turn.pk)).count("Phạm Thị Hương ghi: Ghi rõ tên sáng kiến") == 1
    client.post(url("write_own", turn.pk), typed(registration.version, titles=["CSTDCS"], commitments="Lén sửa"))
    registration.refresh_from_db()
    assert (registration.state, registration.initiative, registration.commitments) == (
        "SENT", "Trò chơi dân gian", SOME.commitments,
    )  # fmt: skip
    assert [one.code for one in registration.honors.all()] == ["LDTT"]


def test_after_the_deadline_the_page_says_whom_to_ask(client, principal, teacher, now):
    turn = make_round(principal=principal, at=now, days=0)
    Round.objects.filter(pk=turn.pk).update(
        opens_on=now.date() - timedelta(days=5), closes_on=now.date() - timedelta(days=1)
    )
    client.force_login(teacher)

    answer = client.post(url("write_own", turn.pk), typed())

    assert "gia hạn riêng" in main(answer)
    assert not Registration.objects.exists()


def test_a_head_enters_for_somebody_who_then_says_yes(client, group_head, teacher, turn):
    client.force_login(group_head)
    client.post(url("enter_for", turn.pk, teacher.person_id), typed())
    registration = Registration.objects.get()
    client.force_login(teacher)

    assert "Xác nhận đúng ý tôi" in page(client, registration.get_absolute_url())
    client.post(url("step", registration.pk), {"action": "accept", "version": registration.version})
    registration.refresh_from_db()
    assert registration.state == "SENT"


def test_a_step_that_is_none_of_the_persons_is_a_404(client, teacher, registration):
    client.force_login(teacher)

    assert client.post(url("step", registration.pk), {"action": "agree"}).status_code == 404


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
