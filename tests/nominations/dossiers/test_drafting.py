"""Lập hồ sơ: for whom somebody may begin one, what is written of it, drafts for all who registered."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from campaigns.registrations.services.writing import Content as Registered
from nominations.dossiers.models import Dossier
from nominations.dossiers.planning import digest_of, plan_of
from nominations.dossiers.services import road
from nominations.dossiers.services.drafting import Content, TwinError, begin_for_outsider, draw_up, write
from tests.factories.ledger import HonorEntryFactory
from tests.factories.pupils import PupilFactory, SchoolClassFactory
from tests.factories.registrations import make_registration, make_round
from tests.factories.school import GroupFactory, UserFactory
from thiduakt.audit.chain import breaks
from thiduakt.audit.models import AuditEvent
from thiduakt.notices.models import Notice
from thiduakt.permissions import Role
from thiduakt.workflow import MoveRefusedError, StaleError

from .conftest import GOOD_REASON, SUMMARY, begun, make_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(school, group):
    return UserFactory(school=school, group=group, full_name="Lê Thị Ổi", roles=[Role.TEACHER])


@pytest.fixture
def our_class(school, teacher):
    one = SchoolClassFactory(school=school, year=2023, name="Mẫu giáo lớn A1")
    one.teachers.add(teacher.person)
    return one


def test_everybody_begins_the_own(review, teacher, now):
    made = begun(review, teacher, now)

    assert (made.state, made.honor_name, made.team, made.written_by) == (
        "DRAFT", "Lao động tiên tiến", teacher.person.group, teacher,
    )  # fmt: skip


def test_nobody_begins_that_of_a_colleague(review, teacher, colleague, now):
    with pytest.raises(PermissionDenied):
        begun(review, teacher, now, holder=colleague.person)


def test_the_head_proposes_a_member_and_the_group_and_nobody_else(review, group_head, teacher, group, school, now):
    begun(review, group_head, now, holder=teacher.person)
    begun(review, group_head, now, holder=group, code="TTLDTT")

    for holder in (UserFactory(school=school).person, GroupFactory(school=school), school):
        with pytest.raises(PermissionDenied):
            begun(review, group_head, now, holder=holder, code="TTLDTT")
    assert Notice.objects.filter(person=teacher.person, kind="DOSSIER_BEGUN").count() == 1


def test_the_class_teacher_proposes_pupils_and_the_class(review, teacher, our_class, school, now):
    ours, other = PupilFactory(school=school, in_class=our_class), PupilFactory(school=school)

    pupil = begun(review, teacher, now, holder=ours, code="GK_HS_CN")
    begun(review, teacher, now, holder=our_class, code="GK_HS_TT")

    assert (pupil.holder_kind, pupil.team) == ("PUPIL", None)
    with pytest.raises(PermissionDenied):
        begun(review, teacher, now, holder=other, code="GK_HS_CN")


def test_the_leaders_propose_the_school_and_somebody_from_outside(review, deputy, teacher, school, now):
    content = Content(code="GK_HT_CN", summary=SUMMARY)
    outsider = {"name": "Nguyễn Văn  Ẩn", "unit": "Ban đại diện cha mẹ"}

    made = begin_for_outsider(review, **outsider, content=content, actor=deputy, at=now)
    begun(review, deputy, now, holder=school, code="TTLDTT")

    assert str(made.holder) == "Nguyễn Văn Ẩn"
    with pytest.raises(PermissionDenied):
        begin_for_outsider(review, **outsider, content=content, actor=teacher, at=now)


def test_a_stranger_begins_nothing_here(review, stranger, teacher, school, now):
    for holder in (stranger.person, teacher.person, school):
        with pytest.raises(PermissionDenied):
            begun(review, stranger, now, holder=holder)


def test_an_honor_for_others_is_refused(review, teacher, now):
    with pytest.raises(ValidationError, match="các danh hiệu, hình thức của đợt xét"):
        begun(review, teacher, now, code="TTLDTT")


def test_the_day_of_a_merit_lies_in_no_future(short_review, teacher, now):
    with pytest.raises(ValidationError, match="tương lai"):
        begun(short_review, teacher, now, code="GK_HT_CN", merit_on=now.date() + timedelta(days=1))


def test_a_second_one_of_the_same_honor_leads_to_the_first(review, dossier, teacher, now):
    with pytest.raises(TwinError) as refused:
        begun(review, teacher, now)

    assert refused.value.twins[0].url == dossier.get_absolute_url()


def test_what_was_withdrawn_makes_room(review, dossier, teacher, now):
    road.withdraw(dossier, version=dossier.version, actor=teacher, at=now)

    assert begun(review, teacher, now).pk != dossier.pk


def test_a_tab_that_is_old_overwrites_nothing(dossier, teacher, now):
    content = Content(code="LDTT", summary="Lần một, đủ dài để đọc.")
    write(dossier, content, version=dossier.version, actor=teacher, at=now)

    with pytest.raises(StaleError):
        write(dossier, replace(content, summary="Lần hai."), version=dossier.version, actor=teacher, at=now)
    assert Dossier.objects.get().summary == "Lần một, đủ dài để đọc."


def test_only_what_was_flagged_opens_again(review, dossier, teacher, group_head, now):
    handed = road.hand_in(dossier, version=dossier.version, actor=teacher, at=now)
    back = road.give_back(
        handed, fields=["summary"], reason=GOOD_REASON, until=now.date() + timedelta(days=3), version=handed.version,
        actor=group_head, at=now,
    )  # fmt: skip

    with pytest.raises(ValidationError, match="Danh hiệu, hình thức đề nghị"):
        write(back, Content(code="CSTDCS", summary=SUMMARY), version=back.version, actor=teacher, at=now)
    told = Content(code="LDTT", summary=f"{SUMMARY} Học kỳ II thêm 3 buổi.")
    assert write(back, told, version=back.version, actor=teacher, at=now).summary.endswith("3 buổi.")


def test_what_was_handed_in_is_written_no_more(dossier, teacher, now):
    handed = road.hand_in(dossier, version=dossier.version, actor=teacher, at=now)

    with pytest.raises(MoveRefusedError, match="không sửa được nữa"):
        write(handed, Content(code="LDTT"), version=handed.version, actor=teacher, at=now)


def test_drafts_are_drawn_up_for_all_who_registered_but_the_skipped(principal, secretary, teacher, colleague, now):
    turn = make_round(principal=principal, at=now)
    for user, titles in ((teacher, ("LDTT", "CSTDCS")), (colleague, ("LDTT",))):
        make_registration(turn, user, now, content=Registered(titles=titles))
    review = make_review(principal, now, round=turn, honors=["LDTT"])
    begun(review, colleague, now)

    told = {(str(one.holder), one.code): one.skip for one in plan_of(review)}
    made = draw_up(review, version=digest_of(plan_of(review)), actor=secretary, at=now)

    assert told == {
        ("Đỗ Thị Đào", "LDTT"): "", ("Đỗ Thị Đào", "CSTDCS"): "đợt này không xét",
        ("Lê Thị Ổi", "LDTT"): "đã có hồ sơ (Xét thi đua cuối năm)",
    }  # fmt: skip
    assert [(str(one.holder), one.registration.round, one.state) for one in made] == [("Đỗ Thị Đào", turn, "DRAFT")]
    (event,) = AuditEvent.objects.about(made[0])
    assert (event.verb, event.changes) == ("dossier.begin", {"danh hiệu, hình thức": "Lao động tiên tiến"})
    assert list(breaks()) == []


def test_what_the_ledger_already_tells_is_passed_over(principal, teacher, now):
    turn = make_round(principal=principal, at=now)
    make_registration(turn, teacher, now, content=Registered(titles=("LDTT",)))
    HonorEntryFactory(person=teacher.person, school=teacher.school, year=2023, code="LDTT")
    review = make_review(principal, now, round=turn, honors=["LDTT"])

    assert [one.skip for one in plan_of(review)] == ["sổ khen thưởng đã ghi"]


def test_the_plan_asks_the_same_of_one_and_of_many(principal, school, group, now, django_assert_max_num_queries):
    turn = make_round(principal=principal, at=now)
    review = make_review(principal, now, round=turn, honors=["LDTT"])
    for number in range(3):
        user = UserFactory(school=school, group=group, full_name=f"Cô {number}", roles=[Role.TEACHER])
        make_registration(turn, user, now, content=Registered(titles=("LDTT",)))

    with django_assert_max_num_queries(8):
        assert len(plan_of(review)) == 3


def test_a_list_that_has_changed_since_is_read_again(principal, teacher, now):
    turn = make_round(principal=principal, at=now)
    make_registration(turn, teacher, now, content=Registered(titles=("LDTT",)))
    review = make_review(principal, now, round=turn, honors=["LDTT"])

    seen = digest_of(plan_of(review))
    other = UserFactory(school=teacher.school, full_name="Lê Thị Ổi", roles=[Role.TEACHER])
    make_registration(turn, other, now, content=Registered(titles=("LDTT",)))
    turn.registrations.filter(person=teacher.person).delete()

    assert len([one for one in plan_of(review) if not one.skip]) == 1
    with pytest.raises(ValidationError, match="vừa thay đổi"):
        draw_up(review, version=seen, actor=principal, at=now)
    with pytest.raises(PermissionDenied):
        draw_up(review, version=digest_of(plan_of(review)), actor=teacher, at=now)


def test_the_own_draft_from_the_registration_is_gone_on_with_by_the_person(principal, teacher, secretary, now):
    turn = make_round(principal=principal, at=now)
    make_registration(turn, teacher, now, content=Registered(titles=("LDTT",)))
    review = make_review(principal, now, round=turn, honors=["LDTT"])
    (made,) = draw_up(review, version=digest_of(plan_of(review)), actor=secretary, at=now)

    told = Content(code="LDTT", summary=SUMMARY)
    with pytest.raises(PermissionDenied):
        write(made, told, version=made.version, actor=secretary, at=now)
    assert write(made, told, version=made.version, actor=teacher, at=now).summary == SUMMARY
