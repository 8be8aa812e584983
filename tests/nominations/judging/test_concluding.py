"""What the council concludes, the decision that is issued and kept, and the appeals against it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from nominations.initiatives.enums import SolutionState
from nominations.judging.enums import AppealState, RoundState, Verdict
from nominations.judging.models import Appeal, Entry, Judge, Round, Sheet
from nominations.judging.queries import result
from nominations.judging.services.appeals import answer, rejudge, send_appeal
from nominations.judging.services.concluding import Ruling, conclude
from nominations.judging.services.marking import mark
from nominations.judging.services.papers import draft_decision, draft_minutes
from nominations.judging.services.rounds import (
    release,
    take_step,
)
from tests.factories.contests import kin
from tests.factories.judging import sheet
from tests.factories.school import DelegationFactory
from tests.nominations.judging.conftest import WHY
from thiduakt.documents.enums import DocumentState
from thiduakt.notices.models import Notice
from thiduakt.school.models import User
from thiduakt.workflow import MoveRefusedError, StaleError

pytestmark = pytest.mark.django_db


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
