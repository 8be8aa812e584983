"""Telling people: who gets a notice, and when a letter about it goes out."""

from datetime import timedelta
from smtplib import SMTPException

import pytest
from django.core import mail

from tests.factories.notices import NoticeFactory, PreferenceFactory
from tests.factories.school import UserFactory
from thiduakt.notices.enums import NoticeKind
from thiduakt.notices.models import Notice
from thiduakt.notices.services.notifying import notify
from thiduakt.notices.services.posting import post_digests, post_urgent

pytestmark = pytest.mark.django_db
URGENT, CALM = NoticeKind.REGISTRATION_RETURNED, NoticeKind.CAMPAIGN_LAUNCHED


def tell(people, actor, at, kind=CALM):
    notify(people, kind=kind, subject="Việc", url="/x/", school_id=actor.school_id, actor=actor, at=at)


def nothing_due(preference):
    return []


def test_whoever_acted_is_not_told_of_it(principal, teacher, at):
    tell([teacher.person, principal.person], principal, at)
    assert [notice.person for notice in Notice.objects.all()] == [teacher.person]


def test_nobody_is_told_twice_of_one_thing(principal, teacher, at):
    tell([teacher.person, teacher.person], principal, at)
    assert Notice.objects.count() == 1


def test_telling_many_costs_one_query(principal, school, at, django_assert_num_queries):
    people = [UserFactory(school=school).person for _ in range(3)]
    with django_assert_num_queries(1):
        tell(people, principal, at)


def test_what_blocks_somebody_is_mailed_at_the_next_turn_and_once(teacher, at):
    PreferenceFactory(person=teacher.person, email="dao@truong.example")
    NoticeFactory(person=teacher.person, kind=URGENT, subject="Đăng ký bị trả lại", url="/dang-ky/7/")
    assert [post_urgent(at), post_urgent(at)] == [1, 0]
    assert mail.outbox[0].to == ["dao@truong.example"]
    assert "/dang-ky/7/" in mail.outbox[0].body


def test_a_line_break_in_a_subject_holds_up_no_mail(principal, teacher, at):
    PreferenceFactory(person=teacher.person)
    notify(
        [teacher.person],
        kind=URGENT,
        subject="Trả lại\nđăng ký",
        url="",
        school_id=principal.school_id,
        actor=principal,
        at=at,
    )
    assert post_urgent(at) == 1
    assert "Trả lại đăng ký" in mail.outbox[0].subject


@pytest.mark.parametrize("given", ["read", "closed account"])
def test_what_was_read_or_whose_account_is_closed_is_not_mailed(given, teacher, at):
    PreferenceFactory(person=teacher.person)
    NoticeFactory(person=teacher.person, kind=URGENT, read_at=at if given == "read" else None)
    if given != "read":
        type(teacher).objects.filter(pk=teacher.pk).update(is_active=False)
    assert post_urgent(at) == 0


def test_what_blocks_nobody_waits_for_the_digest(teacher, at):
    PreferenceFactory(person=teacher.person)
    NoticeFactory(person=teacher.person, kind=CALM)
    assert post_urgent(at) == 0


def test_the_digest_is_one_letter_for_many_notices(teacher, at):
    PreferenceFactory(person=teacher.person)
    NoticeFactory(person=teacher.person, subject="Một")
    NoticeFactory(person=teacher.person, subject="Hai")
    assert [post_digests(at, nothing_due), post_digests(at, nothing_due)] == [1, 0]
    assert [word in mail.outbox[0].body for word in ("Một", "Hai")] == [True, True]


@pytest.mark.parametrize(
    "given", [{"wants_digest": False}, {"email": ""}, {"muted": [CALM.value]}], ids=["no digest", "no address", "muted"]
)
def test_who_wants_no_digest_gets_none(given, teacher, at):
    PreferenceFactory(person=teacher.person, **given)
    NoticeFactory(person=teacher.person, kind=CALM)
    assert post_digests(at, nothing_due) == 0


def test_what_blocks_somebody_is_mailed_though_muted(teacher, at):
    PreferenceFactory(person=teacher.person, muted=[URGENT.value], wants_digest=False)
    NoticeFactory(person=teacher.person, kind=URGENT)
    assert post_urgent(at) == 1


def test_what_was_read_is_not_in_the_digest(teacher, at):
    PreferenceFactory(person=teacher.person)
    NoticeFactory(person=teacher.person, read_at=at)
    assert post_digests(at, nothing_due) == 0


def test_what_is_due_comes_with_the_digest_though_nothing_was_told(teacher, at):
    PreferenceFactory(person=teacher.person)
    assert post_digests(at, lambda preference: ["- 10/10/2023: Góp ý dự thảo"]) == 1
    assert "10/10/2023: Góp ý dự thảo" in mail.outbox[0].body


def test_what_is_long_past_is_not_mailed_any_more(teacher, at):
    PreferenceFactory(person=teacher.person)
    NoticeFactory(person=teacher.person, kind=URGENT, told_at=at - timedelta(days=15))
    assert post_urgent(at) == 0


def test_a_letter_that_is_refused_is_tried_again_and_holds_up_no_other(teacher, clerk, at, monkeypatch):
    for user in (teacher, clerk):
        PreferenceFactory(person=user.person, email=f"{user.pk}@truong.example")
        NoticeFactory(person=user.person, kind=URGENT)
    send = mail.EmailMessage.send

    def refuse_one(message):
        if message.to == [f"{teacher.pk}@truong.example"]:
            raise SMTPException("550")
        return send(message)

    monkeypatch.setattr(mail.EmailMessage, "send", refuse_one)
    assert post_urgent(at) == 1
    monkeypatch.undo()
    assert post_urgent(at) == 1
    assert {message.to[0] for message in mail.outbox} == {f"{user.pk}@truong.example" for user in (teacher, clerk)}
