"""What is sent up, and what superiors answer."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from nominations.judging.enums import Verdict
from nominations.judging.services.superiors import enter_answer, send_up, take_back
from tests.factories.judging import (
    SolutionFactory,
    SubmissionFactory,
    recognised,
)
from thiduakt.ledger.models import Initiative
from thiduakt.school.models import School, User
from thiduakt.workflow import MoveRefusedError

pytestmark = pytest.mark.django_db


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
