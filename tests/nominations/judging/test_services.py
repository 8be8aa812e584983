"""The road of a round: set up, judged, counted, concluded, decided, kept; appeals; what superiors answer."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from nominations.initiatives.enums import SolutionState
from nominations.initiatives.models import Author
from nominations.judging.enums import AppealState, Duty, RoundState, Verdict
from nominations.judging.models import Appeal, CriteriaSet, Entry, Judge, Round, Sheet
from nominations.judging.queries import result
from nominations.judging.services.appeals import answer, rejudge, send_appeal
from nominations.judging.services.concluding import Ruling, conclude, keep_in_ledger
from nominations.judging.services.criteria import ToldSet, add_sample, add_set, copy_set, discard_set, save_set
from nominations.judging.services.marking import mark
from nominations.judging.services.papers import draft_decision, draft_minutes
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
from nominations.judging.services.superiors import enter_answer, send_up, take_back
from tests.factories.contests import kin
from tests.factories.judging import (
    CriteriaSetFactory,
    CriterionFactory,
    JudgeFactory,
    RoundFactory,
    SolutionFactory,
    SubmissionFactory,
    recognised,
    sheet,
)
from tests.factories.school import DelegationFactory, PersonFactory
from thiduakt.audit.models import AuditEvent
from thiduakt.documents.enums import DocumentState
from thiduakt.documents.models import Document
from thiduakt.ledger.models import Initiative
from thiduakt.notices.models import Notice
from thiduakt.school.models import School, User
from thiduakt.workflow import MoveRefusedError, StaleError

pytestmark = pytest.mark.django_db
WHY = "Giải pháp chưa nêu được điểm mới so với năm trước."


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


@pytest.fixture
def counted(turn: Round, entry: Entry) -> Round:
    """One solution of 7,77 points, all of three members in favour."""
    waiting = entry.sheets.get(sent_at__isnull=True)
    waiting.delete()
    sheet(turn.judges.order_by("pk")[2], entry, 8)
    Round.objects.filter(pk=turn.pk).update(state=RoundState.COUNTED)
    return Round.objects.get(pk=turn.pk)


@pytest.fixture
def concluded(counted: Round, entry: Entry, principal: User, when) -> Round:
    conclude(counted, [Ruling(entry.pk, Verdict.RECOGNISED)], version=1, actor=principal, at=when)
    return take_step(counted, "conclude", actor=principal, at=when)


@pytest.fixture
def refused(counted: Round, entry: Entry, principal: User, when) -> Entry:
    conclude(counted, [Ruling(entry.pk, Verdict.REFUSED, WHY)], version=1, actor=principal, at=when)
    take_step(counted, "conclude", actor=principal, at=when)
    return Entry.objects.get(pk=entry.pk)


def issue(paper: Document) -> None:
    """As the documents' own road leaves it, without walking it here."""
    Document.objects.filter(pk=paper.pk).update(
        state=DocumentState.ISSUED, number=25, symbol="QĐ-MNGB", series="QĐ", year=2024, issued_on=date(2024, 5, 10),
        signed_on=date(2024, 5, 9), signed_paper={}, snapshot={}, snapshot_hash="0" * 64,
    )  # fmt: skip


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


# Kết luận


def test_refusing_and_recognising_against_the_marks_ask_for_a_reason(
    counted: Round, entry: Entry, principal: User, when
) -> None:
    with pytest.raises(ValidationError, match="ít nhất 20 ký tự"):
        conclude(counted, [Ruling(entry.pk, Verdict.REFUSED, "Chưa tốt.")], version=1, actor=principal, at=when)
    counted.criteria_set.criteria.update(min_points=Decimal(9))
    with pytest.raises(ValidationError, match="biên bản"):
        conclude(counted, [Ruling(entry.pk, Verdict.RECOGNISED)], version=1, actor=principal, at=when)
    conclude(counted, [Ruling(entry.pk, Verdict.RECOGNISED, WHY)], version=1, actor=principal, at=when)
    with pytest.raises(StaleError):
        conclude(counted, [], version=1, actor=principal, at=when)


def test_nobody_concludes_what_they_or_kin_have_written_the_deputy_does_when_delegated(
    counted: Round, entry: Entry, principal: User, deputy: User, author: User, when
) -> None:
    kin(principal, author)
    ruling = [Ruling(entry.pk, Verdict.RECOGNISED)]
    for actor in (principal, deputy):
        with pytest.raises(PermissionDenied):
            conclude(counted, ruling, version=1, actor=actor, at=when)
    DelegationFactory(person=deputy.person, action="judging.recognise", starts_on=date(2024, 4, 1), ends_on=date(2024, 5, 1))
    conclude(counted, ruling, version=1, actor=User.objects.get(pk=deputy.pk), at=when)
    entry.refresh_from_db()
    assert entry.verdict == Verdict.RECOGNISED


def test_a_round_is_concluded_when_every_solution_is(
    counted: Round, entry: Entry, principal: User, secretary: User, when
) -> None:
    with pytest.raises(MoveRefusedError, match="Còn giải pháp chưa có kết luận"):
        take_step(counted, "conclude", actor=principal, at=when)
    with pytest.raises(PermissionDenied):
        take_step(counted, "conclude", actor=secretary, at=when)


def test_the_refused_solution_is_refused_and_its_author_told(refused: Entry, author: User) -> None:
    assert refused.solution.state == SolutionState.REFUSED
    assert Notice.objects.get(person=author.person).kind == "SOLUTION_RESULT"


def test_recognised_it_enters_the_ledger_when_its_decision_is_issued(
    concluded: Round, entry: Entry, principal: User, secretary: User, teacher: User, when
) -> None:
    with pytest.raises(MoveRefusedError, match="Chưa có quyết định"):
        keep_in_ledger(concluded, actor=secretary, at=when)
    paper = draft_decision(concluded, actor=secretary, at=when)
    with pytest.raises(ValidationError, match="Không có sáng kiến"):
        draft_decision(concluded, actor=secretary, at=when)
    with pytest.raises(MoveRefusedError):
        keep_in_ledger(concluded, actor=secretary, at=when)
    issue(paper)
    with pytest.raises(PermissionDenied):
        keep_in_ledger(concluded, actor=teacher, at=when)
    assert keep_in_ledger(concluded, actor=secretary, at=when + timedelta(days=30)) == 1
    kept = Initiative.objects.get()
    assert (kept.name, kept.year, kept.level) == ("Vườn cổ tích của bé", 2023, "truong")
    assert (kept.decision_number, kept.decided_on, kept.issuer) == (
        "25/QĐ-MNGB",
        date(2024, 5, 10),
        "Trường Mầm non Giang Biên",
    )
    solution = Entry.objects.get().solution
    assert (solution.state, solution.ledger_initiative) == (SolutionState.RECOGNISED, kept)
    with pytest.raises(MoveRefusedError):
        keep_in_ledger(concluded, actor=secretary, at=when)


def test_what_an_author_of_another_school_has_of_it_stays_theirs(
    concluded: Round, entry: Entry, secretary: User, when
) -> None:
    entry.solution.authors.update(share=70)
    Author.objects.create(solution=entry.solution, outside_name="Lê Thị Mơ", outside_unit="Trường Ánh Dương", share=30)
    issue(draft_decision(concluded, actor=secretary, at=when))
    keep_in_ledger(concluded, actor=secretary, at=when + timedelta(days=30))
    assert [author.share for author in Initiative.objects.get().authors.all()] == [70]


def test_a_name_that_the_ledger_has_already_is_not_written_twice(
    concluded: Round, entry: Entry, secretary: User, when
) -> None:
    recognised(SolutionFactory(school=concluded.school, person=entry.solution.person, name="Vườn cổ tích của bé"))
    issue(draft_decision(concluded, actor=secretary, at=when))
    with pytest.raises(ValidationError, match="Sổ đã ghi sáng kiến"):
        keep_in_ledger(concluded, actor=secretary, at=when + timedelta(days=30))


def test_a_discarded_draft_frees_its_solutions_for_the_next_one(
    concluded: Round, entry: Entry, secretary: User, when
) -> None:
    draft_decision(concluded, actor=secretary, at=when).delete()
    assert draft_decision(concluded, actor=secretary, at=when).state == DocumentState.DRAFT


def test_minutes_are_drafted_once(concluded: Round, secretary: User, when) -> None:
    draft_minutes(concluded, actor=secretary, at=when)
    with pytest.raises(MoveRefusedError, match="đã có biên bản"):
        draft_minutes(concluded, actor=secretary, at=when)


def test_no_paper_is_drafted_before_the_conclusion(counted: Round, secretary: User, when) -> None:
    for draft in (draft_minutes, draft_decision):
        with pytest.raises(MoveRefusedError, match="chưa kết luận"):
            draft(counted, actor=secretary, at=when)


# Xem xét lại


def test_an_author_appeals_once_within_the_days(refused: Entry, author: User, teacher: User, when) -> None:
    with pytest.raises(PermissionDenied):
        send_appeal(refused, reason=WHY, actor=teacher, at=when)
    with pytest.raises(ValidationError, match="ít nhất 20"):
        send_appeal(refused, reason="Chưa đúng.", actor=author, at=when)
    with pytest.raises(PermissionDenied):
        send_appeal(refused, reason=WHY, actor=author, at=when + timedelta(days=6))
    send_appeal(refused, reason=WHY, actor=author, at=when + timedelta(days=5))
    with pytest.raises(MoveRefusedError, match="đã có đề nghị"):
        send_appeal(refused, reason=WHY, actor=author, at=when)


def test_the_chair_answers_and_may_change_the_conclusion(
    refused: Entry, author: User, principal: User, secretary: User, when
) -> None:
    appeal = send_appeal(refused, reason=WHY, actor=author, at=when)
    assert Notice.objects.filter(person=principal.person, kind="SOLUTION_APPEAL").exists()
    with pytest.raises(PermissionDenied):
        answer(appeal, WHY, verdict=Verdict.RECOGNISED, actor=secretary, at=when)
    with pytest.raises(ValidationError, match="ít nhất 20"):
        answer(appeal, "Đồng ý.", verdict=Verdict.RECOGNISED, actor=principal, at=when)
    answer(appeal, WHY, verdict=Verdict.RECOGNISED, actor=principal, at=when)
    refused.refresh_from_db()
    assert refused.verdict == Verdict.RECOGNISED
    assert refused.solution.state == SolutionState.IN_JUDGING
    assert Notice.objects.filter(person=author.person, kind="SOLUTION_APPEAL_ANSWERED").exists()
    paper = draft_decision(refused.round, actor=secretary, at=when)
    assert paper.appendices[0]["table"]["rows"][0][1] == "Vườn cổ tích của bé"


def test_what_was_recognised_is_not_taken_back_by_an_appeal(
    concluded: Round, entry: Entry, author: User, principal: User, when
) -> None:
    appeal = send_appeal(entry, reason=WHY, actor=author, at=when)
    with pytest.raises(ValidationError, match="không làm mất"):
        answer(appeal, WHY, verdict=Verdict.REFUSED, actor=principal, at=when)
    appeal.refresh_from_db()
    assert appeal.state == AppealState.SENT


def test_others_judge_it_anew_and_their_marks_take_the_place_of_the_first(
    refused: Entry, author: User, principal: User, teacher: User, accountant: User, secretary: User, when
) -> None:
    appeal = send_appeal(refused, reason=WHY, actor=author, at=when)
    for wrong in (teacher.person, author.person):
        with pytest.raises(ValidationError, match="người khác"):
            rejudge(appeal, [wrong], actor=principal, at=when)
    rejudge(appeal, [accountant.person], actor=principal, at=when)
    appeal.refresh_from_db()
    turn = Round.objects.get(pk=refused.round_id)
    assert result(turn)[0].told == "7,77"
    with pytest.raises(MoveRefusedError, match="chưa gửi phiếu"):
        answer(appeal, WHY, verdict=Verdict.RECOGNISED, actor=principal, at=when)
    own, criterion = Sheet.objects.get(judge__appeal=appeal), turn.criteria_set.criteria.get()
    mark(own, {criterion.pk: Decimal(9)}, agrees=True, is_sent=True, version=1, actor=accountant, at=when)
    assert result(turn)[0].told == "7,77"  # nobody is told before it is answered
    answer(appeal, WHY, verdict=Verdict.RECOGNISED, actor=principal, at=when)
    line = result(turn)[0]
    assert (line.told, line.is_rejudged, line.agreement_told) == ("9", True, "cần 1/1, đạt 1/1")


def test_who_does_not_judge_anew_is_excused_and_another_is_asked(
    refused: Entry, author: User, principal: User, accountant: User, clerk: User, when
) -> None:
    appeal = send_appeal(refused, reason=WHY, actor=author, at=when)
    rejudge(appeal, [accountant.person], actor=principal, at=when)
    release(Judge.objects.get(person=accountant.person), reason="Nghỉ ốm dài ngày.", actor=principal, at=when)
    with pytest.raises(MoveRefusedError, match="Không còn người chấm lại"):
        answer(Appeal.objects.get(), WHY, verdict=Verdict.RECOGNISED, actor=principal, at=when)
    rejudge(Appeal.objects.get(), [clerk.person], actor=principal, at=when)
    assert Sheet.objects.filter(judge__person=clerk.person, sent_at__isnull=True).exists()


def test_kin_of_the_author_answers_nothing(refused: Entry, author: User, principal: User, when) -> None:
    appeal = send_appeal(refused, reason=WHY, actor=author, at=when)
    kin(principal, author)
    with pytest.raises(PermissionDenied):
        answer(appeal, WHY, verdict=Verdict.RECOGNISED, actor=principal, at=when)
    assert Appeal.objects.get().state == AppealState.SENT


# Cấp trên


def above(**told: object) -> dict[str, object]:
    return {
        "verdict": Verdict.RECOGNISED, "decision_number": "812/QĐ-UBND", "decided_on": date(2024, 6, 20),
        "issuer": "UBND quận Long Biên", "reason": "", **told,
    }  # fmt: skip


def test_only_what_the_ledger_has_is_sent_up_and_once_to_a_level(
    school: School, secretary: User, teacher: User, when
) -> None:
    at, solution = when + timedelta(days=60), SolutionFactory(school=school)

    def send(level: str = "co_so", actor: User = secretary):
        return send_up([solution], level=level, sent_on=date(2024, 5, 20), paper="Tờ trình số 12/TTr", actor=actor, at=at)

    with pytest.raises(MoveRefusedError, match="chưa được trường công nhận"):
        send()
    recognised(solution)
    with pytest.raises(PermissionDenied):
        send(actor=teacher)
    send()
    with pytest.raises(ValidationError, match="đã trình cấp ấy"):
        send()
    send("tinh")


def test_the_ledger_holds_the_higher_level_and_is_never_lowered(school: School, secretary: User, when) -> None:
    at, solution = when + timedelta(days=90), recognised(SolutionFactory(school=school))
    city, quan = SubmissionFactory(solution=solution, level="tinh"), SubmissionFactory(solution=solution)
    enter_answer(city, above(issuer="UBND Thành phố"), version=1, actor=secretary, at=at)
    enter_answer(quan, above(), version=1, actor=secretary, at=at)
    kept = Initiative.objects.get()
    assert (kept.level, kept.issuer, kept.decision_number) == ("tinh", "UBND Thành phố", "812/QĐ-UBND")
    with pytest.raises(MoveRefusedError, match="đã ghi"):
        enter_answer(quan, above(), version=2, actor=secretary, at=at)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"verdict": ""}, "chọn kết quả"),
        ({"verdict": Verdict.REFUSED, "reason": "Không."}, "ít nhất 20"),
        ({"decided_on": date(2024, 5, 1)}, "từ ngày trình"),
        ({"issuer": ""}, "ghi đủ số"),
    ],
)
def test_what_the_superior_answered_is_whole(school: School, secretary: User, when, told, said) -> None:
    row = SubmissionFactory(solution=recognised(SolutionFactory(school=school)))
    with pytest.raises(ValidationError, match=said):
        enter_answer(row, above(**told), version=1, actor=secretary, at=when + timedelta(days=90))


def test_a_line_written_by_mistake_is_taken_back(school: School, secretary: User, when) -> None:
    row = SubmissionFactory(solution=recognised(SolutionFactory(school=school)))
    take_back(row, actor=secretary, at=when)
    assert not school.solutions.get().sent_up.exists()
