from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from campaigns.scoring.flows import problems
from campaigns.scoring.models import Mark, ScoreSheet
from campaigns.scoring.services.marks import Points, give_back, score_by_council, score_self
from campaigns.scoring.services.sheets import FIELDS, Told, add_sheet, copy_sheet, discard_sheet, save_sheet, take_step
from tests.factories.school import GroupFactory, UserFactory
from tests.factories.scoring import ItemFactory, SheetFactory, SubjectFactory, ready_sheet
from thiduakt.notices.models import Notice
from thiduakt.permissions import Role
from thiduakt.school.services.kinship import declare_kin
from thiduakt.workflow import MoveRefusedError, StaleError

pytestmark = pytest.mark.django_db
AT = datetime(2023, 5, 15, 8, 0, tzinfo=UTC)


def values(sheet, **changes):
    return {name: getattr(sheet, name) for name in FIELDS} | changes


def given(sheet, *points, words=""):
    return {item.pk: Points(Decimal(one), words) for item, one in zip(sheet.items.all(), points, strict=True)}


@pytest.fixture
def scored(group, group_head, principal):
    """A sheet that the tổ has scored itself on, before the council."""
    sheet = ready_sheet(group, state="SELF")
    subject = sheet.subjects.get()
    score_self(subject, given(sheet, 40, 45), is_sent=True, version=1, actor=group_head, at=AT)
    take_step(sheet, "collect", actor=principal, at=AT)
    return ScoreSheet.objects.get()


def test_a_sheet_is_drawn_up_for_groups(school, group, secretary):
    item = {"section": "I", "text": "An toàn", "max_points": Decimal(100), "is_compulsory": True}
    told = Told(values=values(SheetFactory.build(school=school)), items=[item], groups=[group])

    sheet = add_sheet(told, actor=secretary, at=AT)

    assert [str(one) for one in sheet.subjects.all()] == ["Tổ mẫu giáo lớn"]
    assert problems(sheet) == []


def test_problems_are_told_one_by_one(school):
    sheet = ScoreSheet.objects.get(pk=SheetFactory(school=school).pk)
    assert len(problems(sheet)) == 2
    ItemFactory(sheet=sheet, section="I", text="Một", max_points=38)
    ItemFactory(sheet=sheet, text="một", max_points="0.5")

    assert [str(one) for one in problems(sheet)] == [
        "Tổng điểm các tiêu chí là 38,5, chưa bằng 100.",
        "Tiêu chí “một” ghi hai lần.",
        "Có tiêu chí không thuộc mục nào, trong khi các tiêu chí khác có mục.",
        "Chưa có đối tượng nào được chấm.",
    ]


def test_a_sheet_with_problems_is_not_opened(school, principal):
    with pytest.raises(MoveRefusedError):
        take_step(SheetFactory(school=school), "open", actor=principal, at=AT)


def test_the_heads_are_told_when_a_sheet_is_opened(group, group_head, principal):
    take_step(ready_sheet(group), "open", actor=principal, at=AT)

    assert Notice.objects.filter(person=group_head.person).count() == 1


def test_a_used_sheet_is_locked_and_copied_instead(group, principal):
    sheet = ready_sheet(group, state="SELF")
    told = Told(values=values(sheet))
    with pytest.raises(MoveRefusedError, match="sao chép"):
        save_sheet(sheet, told, version=1, actor=principal, at=AT)
    with pytest.raises(MoveRefusedError):
        discard_sheet(sheet, actor=principal, at=AT)

    copy = copy_sheet(sheet, year=2023, actor=principal, at=AT)

    assert (copy.state, copy.year, copy.items.count(), copy.subjects.get().group) == ("DRAFT", 2023, 2, group)


def test_who_saves_over_somebody_is_told(school, group, principal):
    sheet = ready_sheet(group)
    told = Told(values=values(sheet), groups=[group])
    save_sheet(sheet, told, version=1, actor=principal, at=AT)

    with pytest.raises(StaleError):
        save_sheet(sheet, told, version=1, actor=principal, at=AT)


def test_the_head_scores_the_own_group_and_nobody_else_does(group, group_head, teacher, principal, stranger):
    sheet = ready_sheet(group, state="SELF")
    subject = sheet.subjects.get()
    for other in (teacher, principal, stranger):
        with pytest.raises(PermissionDenied):
            score_self(subject, given(sheet, 1, 1), is_sent=False, version=1, actor=other, at=AT)

    score_self(subject, given(sheet, 40, 45), is_sent=False, version=1, actor=group_head, at=AT)

    assert sum(mark.self_points for mark in Mark.objects.all()) == 85


def test_a_person_scores_himself(school, teacher, group_head):
    sheet = SheetFactory(school=school, kind="PEOPLE", state="SELF")
    ItemFactory(sheet=sheet)
    subject = SubjectFactory(sheet=sheet, person=teacher.person)
    with pytest.raises(PermissionDenied):
        score_self(subject, given(sheet, 1), is_sent=True, version=1, actor=group_head, at=AT)

    assert score_self(subject, given(sheet, 1), is_sent=True, version=1, actor=teacher, at=AT).sent_at == AT


def test_of_a_cluster_the_secretary_writes_what_the_schools_report(school, secretary, teacher):
    sheet = SheetFactory(school=school, kind="CLUSTER", cluster_name="Cụm 3", state="SELF")
    ItemFactory(sheet=sheet)
    subject = SubjectFactory(sheet=sheet, name="Trường Mầm non Ánh Dương")
    with pytest.raises(PermissionDenied):
        score_self(subject, given(sheet, 1), is_sent=True, version=1, actor=teacher, at=AT)

    assert score_self(subject, given(sheet, 1), is_sent=True, version=1, actor=secretary, at=AT).sent_at


def test_what_is_sent_stands_until_it_is_given_back(group, group_head, principal):
    sheet = ready_sheet(group, state="SELF")
    subject = sheet.subjects.get()
    score_self(subject, given(sheet, 40, 45), is_sent=True, version=1, actor=group_head, at=AT)
    with pytest.raises(MoveRefusedError, match="đã gửi"):
        score_self(subject, given(sheet, 50, 50), is_sent=True, version=2, actor=group_head, at=AT)
    with pytest.raises(PermissionDenied):
        give_back(subject, reason="Tự trả.", actor=group_head, at=AT)

    give_back(subject, reason="Thiếu minh chứng.", actor=principal, at=AT)

    assert score_self(subject, given(sheet, 41, 45), is_sent=True, version=3, actor=group_head, at=AT).sent_at


def test_points_lie_within_the_item_and_are_complete_when_sent(group, group_head):
    sheet = ready_sheet(group, state="SELF")
    subject = sheet.subjects.get()

    with pytest.raises(ValidationError, match="từ 0 đến 50"):
        score_self(subject, given(sheet, 51, 1), is_sent=False, version=1, actor=group_head, at=AT)
    with pytest.raises(ValidationError, match="Còn 2 tiêu chí"):
        score_self(subject, {}, is_sent=True, version=1, actor=group_head, at=AT)


def test_the_council_says_why_it_differs(scored, secretary):
    subject = scored.subjects.get()
    with pytest.raises(ValidationError, match="lý do khác"):
        score_by_council(subject, given(scored, 40, 44), version=2, actor=secretary, at=AT)

    score_by_council(subject, given(scored, 40, 44, words="Thiếu hồ sơ."), version=2, actor=secretary, at=AT)

    assert sum(mark.council_points for mark in Mark.objects.all()) == 84


def test_two_members_do_not_write_over_each_other(scored, secretary, principal):
    subject = scored.subjects.get()
    score_by_council(subject, given(scored, 40, 45), version=2, actor=secretary, at=AT)

    with pytest.raises(StaleError):
        score_by_council(subject, given(scored, 40, 45), version=2, actor=principal, at=AT)


def test_no_member_gives_the_council_points_to_himself_nor_to_kin(school, group, teacher, deputy):
    member = UserFactory(school=school, roles=[Role.COUNCIL_MEMBER], group=group)
    declare_kin(deputy.person, relation="Chị gái", actor=member, at=AT)
    sheet = SheetFactory(school=school, kind="PEOPLE", state="COUNCIL")
    own, kin, colleague = (SubjectFactory(sheet=sheet, person=one.person) for one in (member, deputy, teacher))

    for subject, why in ((own, "cho chính mình"), (kin, "người thân")):
        with pytest.raises(MoveRefusedError, match=why):
            score_by_council(subject, {}, version=1, actor=member, at=AT)

    assert score_by_council(colleague, {}, version=1, actor=member, at=AT).version == 2


def test_nobody_gives_the_council_points_to_the_own_group(school, group, secretary):
    head = UserFactory(school=school, roles=[Role.COUNCIL_MEMBER, Role.GROUP_HEAD], group=group)
    sheet = ready_sheet(group, state="COUNCIL")
    other = SubjectFactory(sheet=sheet, group=GroupFactory(school=school))

    with pytest.raises(MoveRefusedError, match="tổ của thầy/cô"):
        score_by_council(sheet.subjects.first(), {}, version=1, actor=head, at=AT)

    assert score_by_council(other, {}, version=1, actor=head, at=AT).version == 2
    assert score_by_council(sheet.subjects.first(), {}, version=1, actor=secretary, at=AT).version == 2


def test_it_is_ranked_once_every_point_is_given(scored, principal, group_head):
    with pytest.raises(MoveRefusedError, match="0/2"):
        take_step(scored, "rank", actor=principal, at=AT)
    score_by_council(scored.subjects.get(), given(scored, 40, 45), version=2, actor=principal, at=AT)

    assert take_step(scored, "rank", actor=principal, at=AT).state == "RANKED"


def test_it_goes_on_without_who_has_not_sent_only_with_a_reason(group, principal):
    sheet = ready_sheet(group, state="SELF")
    with pytest.raises(MoveRefusedError, match="chưa gửi"):
        take_step(sheet, "collect", actor=principal, at=AT)
    with pytest.raises(MoveRefusedError, match="lý do"):
        take_step(sheet, "collect_anyway", actor=principal, at=AT)

    assert take_step(sheet, "collect_anyway", reason="Quá hạn.", actor=principal, at=AT).state == "COUNCIL"


def test_nobody_scores_a_group_of_another_school(school, other_school, principal):
    told = Told(values=values(SheetFactory.build(school=school)), groups=[GroupFactory(school=other_school)])

    with pytest.raises(PermissionDenied):
        add_sheet(told, actor=principal, at=AT)
