"""The pages of the room, as each role finds them."""

from datetime import timedelta

import pytest

from campaigns.registrations.models import Registration, Round
from campaigns.registrations.services.consolidating import give_back
from campaigns.registrations.services.writing import enter_for
from tests.campaigns.registrations.pages import url
from tests.factories.registrations import SOME, make_round
from tests.factories.school import UserFactory
from tests.ledger.pages import main, page
from thiduakt.permissions import Role

pytestmark = pytest.mark.django_db


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


def test_who_may_not_open_the_list_of_their_to_reads_its_name_without_a_link(client, teacher, group_head, turn, group):
    found = {}
    for user in (teacher, group_head):
        client.force_login(user)
        told = page(client, url("round", turn.pk))
        found[user] = (str(group) in told, url("group_list", turn.lists.get(group=group).pk) in told)

    assert found == {teacher: (True, False), group_head: (True, True)}


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


def test_a_step_that_is_refused_keeps_the_reason_that_was_typed(client, group_head, teacher, turn, now):
    entered = enter_for(turn, teacher.person, SOME, version=0, actor=group_head, at=now)
    client.force_login(teacher)
    stale = {"action": "decline", "reason": "Tôi đăng ký sáng kiến khác.", "version": entered.version - 1}

    answer = client.post(url("step", entered.pk), stale, follow=True)

    assert "Tôi đăng ký sáng kiến khác." in main(answer)
    entered.refresh_from_db()
    assert entered.state == "ASKED"
