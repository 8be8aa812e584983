"""Which rows belong to a school year and stay as they are once it is closed; and the sentence for whoever wants otherwise.

Left out is what outlives its year: a council sits until the next one, an initiative is tried and taken over for years, an
exemplar may be taken down, and what was decided may be cancelled, paid, printed, made public and answered by a superior.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model

from awards.decisions.models import AwardDecision
from campaigns.campaigns.models import Campaign
from campaigns.contests.models import Contest, Entry, Judge, JudgeSheet
from campaigns.registrations.models import GroupList, Registration, Round, RoundExtension
from campaigns.scoring.models import ScoreSheet, Subject
from campaigns.targets.models import Progress, Target
from nominations.appraisals.models import Appraisal, Waiver
from nominations.dossiers.models import Dossier, Review, ReviewExtension
from nominations.feedback.models import Opinion, Posting
from nominations.judging.models import Appeal
from nominations.judging.models import Entry as JudgedEntry
from nominations.judging.models import Round as JudgingRound
from nominations.meetings.models import GroupMeeting
from nominations.sessions.models import CouncilSession
from thiduakt.ledger.years import year_name, year_on

from .enums import ClosingState
from .models import YearClosing


def year_of_session(session: CouncilSession) -> int:
    """A council may sit in September on what was done in the year before."""
    return session.review.year if session.review else year_on(session.held_on)


def _year_of_decision(decision: AwardDecision) -> int | None:
    """Only while it is written first: what is in force may be cancelled and corrected at any time."""
    return decision.year if decision.is_ours and decision.is_draft and not decision.replaces_id else None


# What runs over several years belongs to the one that it ends in.
YEAR_OF: Mapping[type[Model], Callable[[Any], int | None]] = {
    Campaign: lambda one: year_on(one.sums_up_on),
    Target: lambda one: year_on(one.due_on),
    Progress: lambda one: year_on(one.target.due_on),
    ScoreSheet: lambda one: one.year,
    Subject: lambda one: one.sheet.year,
    Contest: lambda one: year_on(one.closes_on),
    Entry: lambda one: year_on(one.contest.closes_on),
    Judge: lambda one: year_on(one.contest.closes_on),
    JudgeSheet: lambda one: year_on(one.entry.contest.closes_on),
    Round: lambda one: one.year,
    RoundExtension: lambda one: one.round.year,
    GroupList: lambda one: one.round.year,
    Registration: lambda one: one.round.year,
    JudgingRound: lambda one: one.year,
    JudgedEntry: lambda one: one.round.year,
    Appeal: lambda one: one.entry.round.year,
    Review: lambda one: one.year,
    ReviewExtension: lambda one: one.review.year,
    Dossier: lambda one: one.review.year,
    Appraisal: lambda one: one.dossier.review.year,
    Waiver: lambda one: one.dossier.review.year,
    GroupMeeting: lambda one: one.review.year,
    Posting: lambda one: one.review.year,
    Opinion: lambda one: one.posting.review.year,
    CouncilSession: year_of_session,
    AwardDecision: _year_of_decision,
}


def closed_year_of(row: Any) -> YearClosing | None:
    """The closed year that a row belongs to."""
    year = told(row) if (told := YEAR_OF.get(type(row))) else None
    if year is None:
        return None
    return YearClosing.objects.filter(school=row.school_id, year=year, state=ClosingState.CLOSED).first()


def refuse_closed_year(row: Any) -> None:
    if closed := closed_year_of(row):
        raise ValidationError(closed_told(closed))


def closed_told(closed: YearClosing) -> str:
    return (
        f"Năm thi đua {year_name(closed.year)} đã khép ngày {closed.closed_on:%d/%m/%Y}, nội dung của năm không sửa được. "
        "Khi thật cần, hiệu trưởng mở lại năm ấy và ghi lý do."
    )
