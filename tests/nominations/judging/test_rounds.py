"""A round is set up, opened and judged; the set of criteria behind it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from nominations.councils.enums import CouncilKind
from nominations.initiatives.enums import SolutionState
from nominations.judging.enums import Duty
from nominations.judging.models import CriteriaSet, Entry, Judge, Round, Sheet
from nominations.judging.queries import result
from nominations.judging.services.criteria import ToldSet, add_sample, add_set, copy_set, discard_set, save_set
from nominations.judging.services.marking import mark
from nominations.judging.services.rounds import (
    add_round,
    discard_round,
    extend,
    invite,
    put_back,
    release,
    save_round,
    take_in,
    take_step,
)
from tests.factories.contests import kin
from tests.factories.councils import CouncilFactory, nine
from tests.factories.judging import (
    CriteriaSetFactory,
    CriterionFactory,
    EntryFactory,
    JudgeFactory,
    RoundFactory,
    SolutionFactory,
    sheet,
)
from tests.factories.school import PersonFactory
from tests.nominations.judging.conftest import WHY
from thiduakt.audit.models import AuditEvent
from thiduakt.notices.models import Notice
from thiduakt.school.models import School, User
from thiduakt.workflow import MoveRefusedError, StaleError

pytestmark = pytest.mark.django_db


def values(rules: CriteriaSet | None = None, **told: object) -> dict[str, object]:
    return {
        "year": 2023, "name": "Chấm sáng kiến năm học 2023–2024", "council": "Quyết định số 45/QĐ-MNGB ngày 10/4/2024",
        "criteria_set": rules, "opens_on": date(2024, 4, 1), "closes_on": date(2024, 4, 30), "agreement": "TWO_THIRDS",
        "counts_closed_out": True, "appeal_days": 5, **told,
    }  # fmt: skip


@pytest.fixture
def rules(school: School) -> CriteriaSet:
    rules = CriteriaSetFactory(school=school)
    CriterionFactory(criteria_set=rules)
    return rules


@pytest.fixture
def draft(school: School, rules: CriteriaSet, principal: User, teacher: User, member: User) -> Round:
    """Ready to be opened: three members, one solution submitted."""
    turn = RoundFactory(school=school, criteria_set=rules)
    for user, duty in ((principal, Duty.CHAIR), (teacher, Duty.SECRETARY), (member, Duty.MEMBER)):
        JudgeFactory(round=turn, person=user.person, duty=duty)
    return turn


# Bộ tiêu chí


def test_a_set_is_stored_changed_copied_and_thrown_away(secretary: User, when) -> None:
    told = ToldSet(
        values={
            "name": "Hướng dẫn chấm", "source": "", "confidence": "VERIFIED", "aggregation": "MEAN",
            "pass_mark": Decimal(60), "a_from": None, "b_from": None, "c_from": None,
        },
        criteria=[{"text": "Tính mới", "max_points": Decimal(100), "min_points": Decimal(30)}],
    )  # fmt: skip
    rules = add_set(told, actor=secretary, at=when)
    changed = save_set(rules, ToldSet(values={**told.values, "name": "Khác"}), version=1, actor=secretary, at=when)
    assert (changed.name, changed.criteria.count()) == ("Khác", 0)
    with pytest.raises(StaleError):
        save_set(rules, told, version=1, actor=secretary, at=when)
    copied = copy_set(changed, actor=secretary, at=when)
    assert copied.name == "Khác (bản sao 1)"
    discard_set(copied, actor=secretary, at=when)
    assert not CriteriaSet.objects.filter(pk=copied.pk).exists()


def test_the_set_of_another_school_is_not_copied(secretary: User, when) -> None:
    with pytest.raises(PermissionDenied):
        copy_set(CriteriaSetFactory(), actor=secretary, at=when)


def test_a_set_that_was_used_is_locked_and_its_copy_is_not(rules: CriteriaSet, draft: Round, secretary: User, when) -> None:
    SolutionFactory(school=draft.school)
    take_step(draft, "open", actor=secretary, at=when)
    told = ToldSet(values={"name": "Khác"})
    with pytest.raises(MoveRefusedError, match="sao chép"):
        save_set(rules, told, version=1, actor=secretary, at=when)
    with pytest.raises(MoveRefusedError):
        discard_set(rules, actor=secretary, at=when)
    copied = copy_set(rules, actor=secretary, at=when)
    assert [str(one) for one in copied.criteria.all()] == ["Tính mới"]
    assert save_set(copied, told, version=1, actor=secretary, at=when).name == "Khác"


def test_the_example_bears_the_mark_that_nobody_compared_it(secretary: User, when) -> None:
    rules = add_sample(actor=secretary, at=when)
    assert rules.name == "Mẫu tham khảo, chưa đối chiếu văn bản"
    assert not rules.is_verified
    assert sum(one.max_points for one in rules.criteria.all()) == 100
    assert add_sample(actor=secretary, at=when).name == "Mẫu tham khảo, chưa đối chiếu văn bản (bản 1)"


def test_a_teacher_sets_up_nothing(teacher: User, draft: Round, when) -> None:
    for act in (
        lambda: add_sample(actor=teacher, at=when),
        lambda: add_round(values(), actor=teacher, at=when),
        lambda: discard_round(draft, actor=teacher, at=when),
        lambda: take_step(draft, "open", actor=teacher, at=when),
    ):
        with pytest.raises(PermissionDenied):
            act()


# Đợt chấm


def test_a_round_is_stored_changed_and_thrown_away(secretary: User, rules: CriteriaSet, when) -> None:
    turn = add_round(values(rules), actor=secretary, at=when)
    changed = save_round(turn, values(rules, name="Lần hai"), version=1, actor=secretary, at=when)
    assert changed.name == "Lần hai"
    with pytest.raises(StaleError):
        save_round(turn, values(rules), version=1, actor=secretary, at=when)
    discard_round(turn, actor=secretary, at=when)
    assert not Round.objects.exists()


def test_the_set_of_another_school_is_no_set_of_ours(secretary: User, other_school: School, when) -> None:
    with pytest.raises(PermissionDenied):
        add_round(values(CriteriaSetFactory(school=other_school)), actor=secretary, at=when)


def test_what_is_missing_before_a_round_is_opened_is_told(school: School, secretary: User, when) -> None:
    bare = RoundFactory(school=school, criteria_set=None)
    with pytest.raises(MoveRefusedError) as refused:
        take_step(bare, "open", actor=secretary, at=when)
    assert refused.value.messages == [
        "Chưa chọn bộ tiêu chí chấm.", "Chưa có người chấm nào.", "Năm học 2023–2024 chưa có giải pháp nào đã nộp đơn.",
    ]  # fmt: skip


@pytest.mark.parametrize(("days", "said"), [(-30, "bắt đầu từ ngày 01/04/2024"), (30, "đã qua")])
def test_a_round_is_opened_within_its_days(draft: Round, secretary: User, when, days: int, said: str) -> None:
    SolutionFactory(school=draft.school)
    with pytest.raises(MoveRefusedError, match=said):
        take_step(draft, "open", actor=secretary, at=when + timedelta(days=days))


def test_opening_takes_up_what_was_submitted_that_year_and_hands_out_the_sheets(
    draft: Round, secretary: User, teacher: User, principal: User, when
) -> None:
    submitted = SolutionFactory(school=draft.school, person=teacher.person)
    SolutionFactory(school=draft.school, year=2022)
    SolutionFactory(school=draft.school, state=SolutionState.RETURNED, returned_reason=WHY, returned_until=when.date())
    SolutionFactory(year=2023)
    take_step(draft, "open", actor=secretary, at=when)
    submitted.refresh_from_db()
    assert submitted.state == SolutionState.IN_JUDGING
    assert [one.solution for one in draft.entries.all()] == [submitted]
    people = set(Sheet.objects.values_list("judge__person", flat=True))
    assert teacher.person_id not in people
    assert len(people) == 2
    assert Notice.objects.get(person=principal.person).kind == "SOLUTION_TO_JUDGE"


def test_a_solution_that_nobody_may_judge_holds_back_the_opening(
    school: School, rules: CriteriaSet, secretary: User, teacher: User, when
) -> None:
    turn = RoundFactory(school=school, criteria_set=rules)
    JudgeFactory(round=turn, person=teacher.person, duty=Duty.CHAIR)
    solution = SolutionFactory(school=school, person=teacher.person)
    with pytest.raises(MoveRefusedError, match="mời thêm người chấm"):
        take_step(turn, "open", actor=secretary, at=when)
    solution.refresh_from_db()
    assert solution.state == SolutionState.SUBMITTED


def test_what_is_submitted_later_is_taken_in_and_what_nobody_judged_is_put_back(draft: Round, secretary: User, when) -> None:
    SolutionFactory(school=draft.school)
    turn = take_step(draft, "open", actor=secretary, at=when)
    late = SolutionFactory(school=draft.school)
    assert take_in(turn, actor=secretary, at=when) == 1
    with pytest.raises(MoveRefusedError, match="Không có giải pháp nào"):
        take_in(turn, actor=secretary, at=when)
    entry = Entry.objects.get(solution=late)
    assert entry.sheets.count() == 3
    put_back(entry, reason="Nộp nhầm năm học.", actor=secretary, at=when)
    late.refresh_from_db()
    assert late.state == SolutionState.SUBMITTED


def test_what_somebody_has_judged_is_not_put_back(turn: Round, entry: Entry, secretary: User, when) -> None:
    with pytest.raises(MoveRefusedError, match="Đã có người gửi phiếu"):
        put_back(entry, reason="Nộp nhầm.", actor=secretary, at=when)


def test_the_last_day_is_hard_until_it_is_extended_with_a_reason(
    turn: Round, entry: Entry, member: User, secretary: User, when
) -> None:
    own, criterion = Sheet.objects.get(judge__person=member.person), turn.criteria_set.criteria.get()
    late = when + timedelta(days=11)

    def send() -> Sheet:
        return mark(own, {criterion.pk: Decimal(8)}, agrees=True, is_sent=True, version=1, actor=member, at=late)

    with pytest.raises(MoveRefusedError, match="Đã hết hạn gửi phiếu chấm"):
        send()
    with pytest.raises(ValidationError, match="Hạn mới phải sau"):
        extend(turn, date(2024, 4, 30), reason="Chờ người đi công tác.", actor=secretary, at=late)
    with pytest.raises(ValidationError, match="lý do"):
        extend(turn, date(2024, 5, 5), reason=" ", actor=secretary, at=late)
    extend(turn, date(2024, 5, 5), reason="Chờ người đi công tác.", actor=secretary, at=late)
    assert send().sent_at == late
    assert AuditEvent.objects.get(verb="judging_round.extend").reason == "Chờ người đi công tác."


def test_a_judge_comes_and_goes_and_leaves_the_reason(
    turn: Round, entry: Entry, member: User, secretary: User, school: School, when
) -> None:
    judge = Judge.objects.get(person=member.person)
    with pytest.raises(MoveRefusedError, match="lý do"):
        release(judge, actor=secretary, at=when)
    release(judge, reason="Nghỉ thai sản.", actor=secretary, at=when)
    with pytest.raises(MoveRefusedError, match="đã thôi chấm"):
        release(judge, reason="Nghỉ thai sản.", actor=secretary, at=when)
    take_step(turn, "count", actor=secretary, at=when)
    assert result(Round.objects.get(pk=turn.pk))[0].told == "7,65"
    with pytest.raises(MoveRefusedError):
        invite(turn, PersonFactory(school=school), Duty.EXPERT, actor=secretary, at=when)


def test_a_round_of_a_founded_council_takes_its_members_and_its_decision(
    school, rules, principal, secretary, stranger, when
) -> None:
    council = nine(school, chair=principal, secretary=secretary, kind=CouncilKind.INITIATIVES)
    turn = add_round(values(rules, body=council, council=""), actor=secretary, at=when)
    assert turn.council_told == "Quyết định số 45/QĐ-MNGB ngày 06/9/2023"
    duties = {judge.person: judge.duty for judge in turn.judges.select_related("person")}
    assert (len(duties), duties[principal.person], duties[secretary.person]) == (9, Duty.CHAIR, Duty.SECRETARY)
    turn.judges.exclude(duty=Duty.CHAIR).delete()
    save_round(turn, values(rules, body=council, council=""), version=turn.version, actor=secretary, at=when)
    assert turn.judges.count() == 1


def test_a_round_has_one_council_and_that_of_the_own_school(school, rules, principal, secretary, stranger, when) -> None:
    council = nine(school, chair=principal, secretary=secretary, kind=CouncilKind.INITIATIVES)
    with pytest.raises(ValidationError, match="để trống quyết định ngoài hệ thống"):
        add_round(values(rules, body=council), actor=secretary, at=when)
    foreign = CouncilFactory(school=stranger.school, kind=CouncilKind.INITIATIVES)
    with pytest.raises(PermissionDenied):
        add_round(values(rules, body=foreign, council=""), actor=secretary, at=when)


def test_a_council_has_one_chair_and_each_person_once(
    turn: Round, secretary: User, member: User, school: School, when
) -> None:
    with pytest.raises(ValidationError, match="đã có chủ tịch"):
        invite(turn, PersonFactory(school=school), Duty.CHAIR, actor=secretary, at=when)
    with pytest.raises(ValidationError, match="đã có trong danh sách"):
        invite(turn, member.person, Duty.EXPERT, actor=secretary, at=when)


def test_a_stranger_is_not_invited(turn: Round, secretary: User, stranger: User, when) -> None:
    with pytest.raises(PermissionDenied):
        invite(turn, stranger.person, Duty.EXPERT, actor=secretary, at=when)


# Chấm


def test_a_sheet_is_kept_and_sent_once(turn: Round, entry: Entry, member: User, when) -> None:
    own, criterion = Sheet.objects.get(judge__person=member.person), turn.criteria_set.criteria.get()

    def give(points: object, version: int, *, is_sent: bool = True, agrees: bool | None = True) -> Sheet:
        told = {criterion.pk: None if points is None else Decimal(str(points))}
        return mark(own, told, agrees=agrees, is_sent=is_sent, version=version, actor=member, at=when)

    give(None, 1, is_sent=False)
    with pytest.raises(StaleError):
        give(8, 1)
    with pytest.raises(ValidationError, match="Còn 1 tiêu chí chưa có điểm"):
        give(None, 2)
    with pytest.raises(ValidationError, match="đề nghị công nhận hay không"):
        give(8, 2, agrees=None)
    give(8, 2)
    with pytest.raises(MoveRefusedError, match="giữ nguyên"):
        give(9, 3)


def test_nobody_marks_the_sheet_of_another_nor_one_of_kin(
    turn: Round, entry: Entry, member: User, teacher: User, author: User, when
) -> None:
    own, criterion = Sheet.objects.get(judge__person=member.person), turn.criteria_set.criteria.get()
    with pytest.raises(PermissionDenied):
        mark(own, {criterion.pk: Decimal(8)}, agrees=True, is_sent=True, version=1, actor=teacher, at=when)
    kin(member, author)
    with pytest.raises(PermissionDenied):
        mark(own, {criterion.pk: Decimal(8)}, agrees=True, is_sent=True, version=1, actor=member, at=when)


def all_in_told() -> list[str]:
    return list(Notice.objects.filter(kind="SOLUTION_ALL_JUDGED").values_list("subject", flat=True))


def test_when_whom_it_waited_for_is_excused_all_is_in_and_told(
    turn: Round, entry: Entry, member: User, secretary: User, principal: User, when
) -> None:
    release(Judge.objects.get(person=member.person), reason="Nghỉ thai sản.", actor=principal, at=when)
    assert Notice.objects.get(kind="SOLUTION_ALL_JUDGED", person=secretary.person).url == turn.get_absolute_url()
    assert all_in_told()[0] == f"Đã đủ phiếu chấm, tổng hợp điểm được ngay: {turn}"


def test_while_a_sheet_is_waited_for_nobody_is_told(
    turn: Round, entry: Entry, teacher: User, secretary: User, principal: User, when
) -> None:
    release(Judge.objects.get(person=teacher.person), reason="Nghỉ thai sản.", actor=principal, at=when)
    assert all_in_told() == []


def test_when_the_last_unjudged_solution_is_put_back_all_is_in_and_told(
    turn: Round, entry: Entry, secretary: User, principal: User, when
) -> None:
    entry.sheets.filter(sent_at__isnull=True).delete()
    other = EntryFactory(round=turn, solution=SolutionFactory(school=turn.school, state=SolutionState.IN_JUDGING))
    sheet(turn.judges.first(), other)
    put_back(other, reason="Nộp nhầm năm học.", actor=principal, at=when)
    assert Notice.objects.filter(kind="SOLUTION_ALL_JUDGED", person=secretary.person).exists()
