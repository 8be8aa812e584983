"""Thông báo chung: nobody gets it before its writer has seen who will, and everybody once."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from tests.factories.notices import MailingFactory, NoticeFactory
from tests.factories.school import GroupFactory, PersonFactory
from thiduakt.notices.enums import MailingState as S
from thiduakt.notices.models import Mailing, Notice
from thiduakt.notices.services.mailings import edit_mailing, send_mailing
from thiduakt.workflow import MoveRefusedError, StaleError

pytestmark = pytest.mark.django_db
WORDS = {"subject": "Họp hội đồng", "text": "14 giờ thứ Sáu."}


def text(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def mailing(school, secretary):
    return MailingFactory(school=school, written_by=secretary)


def press(client, mailing, action, **kwargs):
    return client.post(reverse("notices:mailing_step", args=[mailing.pk]), {"action": action}, **kwargs)


def test_writing_tells_nobody_yet(client, secretary, teacher):
    client.force_login(secretary)
    client.post(reverse("notices:mailing_add"), {**WORDS, "version": 1})
    assert (Mailing.objects.get().state, Notice.objects.count()) == (S.DRAFT, 0)


def test_the_page_names_who_will_get_it(client, secretary, teacher, mailing):
    client.force_login(secretary)
    assert "Đỗ Thị Đào" in text(client.get(mailing.get_absolute_url()))


def test_sending_tells_the_whole_school(client, secretary, teacher, principal, mailing):
    client.force_login(secretary)
    press(client, mailing, "send")
    told = set(Notice.objects.values_list("person__full_name", flat=True))
    assert told == {"Trần Thị Ngọc Bích", "Đỗ Thị Đào", "Hoàng Thị Phương"}


def test_sending_to_a_group_tells_that_group_alone(secretary, teacher, principal, group, mailing, at):
    mailing.groups.set([group])
    send_mailing(mailing, actor=secretary, at=at)
    assert [notice.person for notice in Notice.objects.all()] == [teacher.person]


def test_who_has_left_is_not_told(secretary, school, mailing, at):
    gone = PersonFactory(school=school, left_on="2023-06-30")
    send_mailing(mailing, actor=secretary, at=at)
    assert not Notice.objects.filter(person=gone).exists()


def test_it_is_sent_once(client, secretary, teacher, mailing):
    client.force_login(secretary)
    press(client, mailing, "send")
    sent = Notice.objects.count()
    page = text(press(client, mailing, "send", follow=True))
    assert Notice.objects.count() == sent
    assert "Đang ở trạng thái “đã gửi”" in page


def test_a_group_that_everybody_has_left_is_told_on_the_page_and_kept_from(client, secretary, school, mailing, at):
    group = GroupFactory(school=school)
    PersonFactory(school=school, group=group, left_on="2020-06-30")
    mailing.groups.set([group])
    client.force_login(secretary)

    assert "không còn ai đang làm việc" in text(client.get(mailing.get_absolute_url()))
    with pytest.raises(MoveRefusedError, match="không còn ai đang làm việc"):
        send_mailing(mailing, actor=secretary, at=at)
    mailing.refresh_from_db()
    assert mailing.state == S.DRAFT


def test_to_an_empty_group_it_is_not_sent(secretary, school, mailing, at):
    mailing.groups.set([GroupFactory(school=school, name="Tổ chưa có ai")])
    with pytest.raises(MoveRefusedError, match="không còn ai đang làm việc"):
        send_mailing(mailing, actor=secretary, at=at)


def test_what_is_sent_is_not_edited(secretary, mailing, at):
    send_mailing(mailing, actor=secretary, at=at)
    with pytest.raises(MoveRefusedError, match="không sửa được nữa"):
        edit_mailing(mailing, **WORDS, groups=[], version=1, actor=secretary, at=at)


def test_a_stale_form_is_told_and_keeps_what_was_typed(client, secretary, principal, mailing, at):
    edit_mailing(mailing, **WORDS, groups=[], version=1, actor=principal, at=at)
    client.force_login(secretary)
    typed = {"subject": "Họp khác", "text": "Chữ tôi gõ", "version": 1}
    page = text(client.post(reverse("notices:mailing_edit", args=[mailing.pk]), typed))
    mailing.refresh_from_db()
    assert mailing.subject == "Họp hội đồng"
    assert ("Có người vừa lưu" in page, "Chữ tôi gõ" in page) == (True, True)


def test_a_stale_save_raises_with_the_version_that_stands(secretary, principal, mailing, at):
    edit_mailing(mailing, **WORDS, groups=[], version=1, actor=principal, at=at)
    with pytest.raises(StaleError) as refused:
        edit_mailing(mailing, **WORDS, groups=[], version=1, actor=secretary, at=at)
    assert refused.value.version == 2


def test_a_group_of_another_school_is_left_out(secretary, other_school, mailing, at):
    edit_mailing(mailing, **WORDS, groups=[GroupFactory(school=other_school)], version=1, actor=secretary, at=at)
    assert not mailing.groups.exists()


@pytest.mark.parametrize("colleague", ["teacher", "clerk", "group_head", "technician"])
def test_a_colleague_without_the_right_neither_reads_nor_sends(colleague, client, mailing, request):
    client.force_login(request.getfixturevalue(colleague))
    assert client.get(mailing.get_absolute_url()).status_code == 403
    assert press(client, mailing, "send").status_code == 403


def test_the_service_asks_the_right_itself(teacher, mailing, at):
    with pytest.raises(PermissionDenied):
        send_mailing(mailing, actor=teacher, at=at)


def test_for_a_stranger_there_is_no_such_page(client, stranger, mailing):
    client.force_login(stranger)
    assert client.get(mailing.get_absolute_url()).status_code == 404
    assert press(client, mailing, "send").status_code == 404


def test_a_step_that_does_not_exist_is_no_page(client, secretary, mailing):
    client.force_login(secretary)
    assert press(client, mailing, "issue").status_code == 404


def test_a_step_is_not_taken_by_a_link(client, secretary, mailing):
    client.force_login(secretary)
    client.get(reverse("notices:mailing_step", args=[mailing.pk]))
    mailing.refresh_from_db()
    assert mailing.state == S.DRAFT


def test_not_signed_in_nothing_is_sent(client, mailing):
    assert press(client, mailing, "send").url.startswith("/dang-nhap/")


def test_who_has_read_it_is_shown_afterwards(client, secretary, teacher, mailing, at):
    send_mailing(mailing, actor=secretary, at=at)
    Notice.objects.filter(person=teacher.person).update(read_at=at)
    client.force_login(secretary)
    assert "Đỗ Thị Đào: đọc" in text(client.get(mailing.get_absolute_url()))


def test_the_list_costs_the_same_for_three(client, secretary, school, mailing):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries():
        with CaptureQueriesContext(connection) as found:
            client.get(reverse("notices:mailings"))
        return len(found)

    client.force_login(secretary)
    queries()
    one = queries()
    for more in MailingFactory.create_batch(2, school=school, written_by=secretary):
        NoticeFactory(mailing=more, person=secretary.person)
    assert queries() == one


def test_the_excel_is_of_the_tab_shown(client, secretary, mailing):
    client.force_login(secretary)
    assert client.get(reverse("notices:mailings_excel")).status_code == 200


def test_a_group_that_everybody_has_left_is_not_sent_to(secretary, school, mailing, at):
    gone = PersonFactory(school=school, group=GroupFactory(school=school, name="Tổ cũ"), left_on="2020-06-30")
    mailing.groups.set([gone.group])

    with pytest.raises(MoveRefusedError):
        send_mailing(mailing, actor=secretary, at=at)

    assert Mailing.objects.get().state == S.DRAFT
