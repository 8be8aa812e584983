"""What is still open in a year: what must be finished before it is closed, and what may stay open for a reason."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from awards.certificates.enums import RunState
from awards.certificates.models import Certificate, PrintedSheet
from awards.decisions.enums import DecisionOrigin, DecisionState
from awards.decisions.models import AwardDecision, AwardLine
from awards.packs.enums import PackState
from awards.packs.models import Pack
from awards.rewards.models import Payment
from campaigns.campaigns.classes import Period
from campaigns.campaigns.enums import CampaignState
from campaigns.campaigns.models import Campaign
from campaigns.contests.enums import ContestState
from campaigns.contests.models import Contest
from campaigns.plans.models import Plan
from campaigns.registrations.enums import RoundState
from campaigns.registrations.models import Round
from campaigns.reporting.enums import ReportKind
from campaigns.reporting.models import Report
from campaigns.scoring.enums import SheetState
from campaigns.scoring.models import ScoreSheet
from campaigns.targets.enums import TargetState
from campaigns.targets.models import Target
from nominations.dossiers.enums import DossierState, ReviewState
from nominations.dossiers.models import Dossier, Review
from nominations.dossiers.models.dossiers import PLACES
from nominations.feedback.enums import PostingState
from nominations.feedback.models import Posting
from nominations.judging.enums import RoundState as JudgingState
from nominations.judging.models import Round as JudgingRound
from nominations.meetings.enums import MeetingState
from nominations.meetings.models import GroupMeeting
from nominations.sessions.enums import SessionState
from nominations.sessions.models import CouncilSession
from thiduakt.documents.enums import DocumentState
from thiduakt.documents.models import TEXTS
from thiduakt.permissions import may
from thiduakt.routes import row_address
from thiduakt.school.models import School, SchoolYear, User

SHOWN = 5  # rows of each matter that are named; the rest is counted


@dataclass(frozen=True, slots=True)
class Year:
    """A school year of a school, and the days from the first of September on that lie in it."""

    school: School
    number: int

    @property
    def days(self) -> tuple[date, date]:
        return Period.SCHOOL.days(self.number)

    @property
    def next(self) -> "Year":
        return Year(self.school, self.number + 1)

    @property
    def last_day(self) -> date:
        """Of its classes, as the school set it down; else of the year."""
        found = SchoolYear.objects.filter(school=self.school, starts_on__range=self.days).first()
        return found.ends_on if found else self.days[1]


@dataclass(frozen=True, slots=True)
class Check:
    """One kind of unfinished matter. `mend` says how it is finished."""

    name: str
    mend: str
    rows: Callable[[Year], QuerySet[Any]]
    is_needed: bool
    route: str = ""  # where a row is dealt with, if not on its own page
    rule: str = ""  # of that route


@dataclass(frozen=True, slots=True)
class Matter:
    """What a check found: how many, and the first of them that the reader may open."""

    name: str
    mend: str
    count: int
    links: list[dict[str, str]]
    is_needed: bool

    @property
    def told(self) -> str:
        return f"{self.name}: {self.count}."

    @property
    def more(self) -> int:
        return self.count - len(self.links)


def _of(model: Any, year: Year) -> QuerySet[Any]:
    return model.objects.filter(school=year.school, year=year.number)


def _ending(model: Any, field: str, year: Year) -> QuerySet[Any]:
    return model.objects.filter(school=year.school, **{f"{field}__range": year.days})


def dossiers_of(year: Year) -> QuerySet[Dossier]:
    found = Dossier.objects.filter(review__school=year.school, review__year=year.number)
    return found.select_related("review", *PLACES.values())


def sessions_of(year: Year) -> QuerySet[CouncilSession]:
    reviewed = Q(review__year=year.number) | Q(review__isnull=True, held_on__range=year.days)
    return CouncilSession.objects.filter(reviewed, school=year.school)


def _without_decision(year: Year) -> QuerySet[Dossier]:
    """The council said yes, and no decision, of the school or of a superior, speaks of it yet."""
    decided = AwardLine.objects.filter(dossier=OuterRef("pk"), decision__state__in=DecisionState.DECIDED)
    return dossiers_of(year).filter(~Exists(decided), state=DossierState.AWARDED)


def _draft_decisions(year: Year) -> QuerySet[AwardDecision]:
    return _of(AwardDecision, year).filter(origin=DecisionOrigin.HERE, state=DecisionState.DRAFT)


def _unpaid(year: Year) -> QuerySet[Payment]:
    return Payment.objects.due().filter(school=year.school, line__decision__year=year.number).select_related("line")


def _unprinted(year: Year) -> QuerySet[AwardDecision]:
    """Decisions of which a certificate that stands was never printed."""
    printed = PrintedSheet.objects.filter(run__state=RunState.PRINTED).values("certificate")
    waiting = Certificate.objects.filter(line__in=AwardLine.objects.standing().order_by()).exclude(pk__in=printed)
    found = _of(AwardDecision, year).filter(Exists(waiting.filter(line__decision=OuterRef("pk"))))
    return found.select_related("document", "school").defer(*(f"document__{name}" for name in TEXTS))


def _waiting_packs(year: Year) -> QuerySet[Pack]:
    return Pack.objects.filter(school=year.school, review__year=year.number).exclude(state=PackState.DECIDED)


def _untold_plans(year: Year) -> QuerySet[Plan]:
    told = Report.objects.filter(plan=OuterRef("pk"), kind=ReportKind.FINAL, document__state=DocumentState.ISSUED)
    issued = Plan.objects.filter(school=year.school, document__issued_on__range=year.days)
    return issued.filter(~Exists(told), document__state=DocumentState.ISSUED).select_related("document").without_texts()


CHECKS = (
    Check(
        "Đợt đăng ký thi đua chưa xong", "Khóa đợt, hội đồng xác nhận danh sách.",
        lambda year: _of(Round, year).filter(state__in=(RoundState.OPEN, RoundState.CLOSED)), is_needed=True,
    ),
    Check(
        "Đợt chấm sáng kiến chưa kết luận", "Tổng hợp điểm rồi kết luận đợt chấm.",
        lambda year: _of(JudgingRound, year).filter(state__in=(JudgingState.OPEN, JudgingState.COUNTED)), is_needed=True,
    ),
    Check(
        "Đợt xét khen thưởng chưa kết thúc", "Hội đồng kết luận từng hồ sơ rồi kết thúc đợt.",
        lambda year: _of(Review, year).exclude(state__in=(ReviewState.DRAFT, ReviewState.DONE)), is_needed=True,
    ),
    Check(
        "Hồ sơ đã nộp chưa có kết luận", "Xét tiếp, hoặc người đề nghị rút hồ sơ.",
        lambda year: dossiers_of(year).exclude(state__in=(*DossierState.ENDED, DossierState.DRAFT)), is_needed=True,
    ),
    Check(
        "Cuộc họp tổ bình xét chưa chốt", "Tổ trưởng chốt kết quả hoặc bỏ cuộc họp ghi nhầm.",
        lambda year: GroupMeeting.objects.filter(
            review__school=year.school, review__year=year.number, state=MeetingState.DRAFT
        ).select_related("review", "group"),
        is_needed=True,
    ),
    Check(
        "Danh sách đang công khai lấy ý kiến", "Hết thời gian thì kết thúc công khai.",
        lambda year: Posting.objects.filter(
            review__school=year.school, review__year=year.number, state=PostingState.POSTED
        ).select_related("review"),
        is_needed=True,
    ),
    Check(
        "Phiên họp hội đồng chưa xong biên bản", "Kết thúc phiên họp, ban hành biên bản.",
        lambda year: sessions_of(year).filter(state__in=(SessionState.CALLED, SessionState.OPEN, SessionState.ENDED)),
        is_needed=True,
    ),
    Check(
        "Quyết định khen thưởng chưa ban hành", "Ban hành, hoặc bỏ bản đang soạn.", _draft_decisions, is_needed=True
    ),
    Check(
        "Hồ sơ hội đồng đề nghị khen mà chưa có quyết định", "Ban hành quyết định, hoặc ghi kết quả của cấp trên.",
        _without_decision, is_needed=False,
    ),
    Check(
        "Bộ hồ sơ trình cấp trên chưa có quyết định", "Nộp, bổ sung; có quyết định thì ghi kết quả của cấp trên.",
        _waiting_packs, is_needed=False,
    ),
    Check("Tiền thưởng chưa chi", "Kế toán chi, ghi ngày chi.", _unpaid, is_needed=False),
    Check(
        "Quyết định còn giấy khen chưa in", "In giấy khen, ghi là đã in xong.", _unprinted, is_needed=False,
        route="certificates:decision", rule="certificate.print",
    ),
    Check(
        "Chỉ tiêu chưa có kết luận", "Báo kết quả rồi kết luận đạt, không đạt.",
        lambda year: _ending(Target, "due_on", year).filter(state=TargetState.OPEN), is_needed=False,
    ),
    Check(
        "Phong trào chưa tổng kết", "Ghi kết quả, tổng kết phong trào.",
        lambda year: _ending(Campaign, "sums_up_on", year).filter(state__in=CampaignState.OPEN), is_needed=False,
    ),
    Check(
        "Bảng chấm điểm chưa xếp hạng", "Hội đồng chấm xong rồi xếp hạng.",
        lambda year: _of(ScoreSheet, year).filter(state__in=(SheetState.SELF, SheetState.COUNCIL)), is_needed=False,
    ),
    Check(
        "Hội thi, cuộc thi viết chưa công bố kết quả", "Chấm xong rồi công bố.",
        lambda year: _ending(Contest, "closes_on", year).exclude(state__in=(ContestState.DRAFT, ContestState.CLOSED)),
        is_needed=False,
    ),
    Check(
        "Hồ sơ còn là bản nháp, chưa nộp", "Người lập nộp hoặc rút; không nộp thì giữ nguyên là bản nháp.",
        lambda year: dossiers_of(year).filter(state=DossierState.DRAFT), is_needed=False,
    ),
    Check(
        "Kế hoạch chưa có báo cáo tổng kết được ban hành", "Lập báo cáo tổng kết, trình ký rồi ban hành.", _untold_plans,
        is_needed=False,
    ),
)  # fmt: skip


def open_matters(year: Year, *, reader: User, on: date) -> list[Matter]:
    """As far as links go, what the reader may see; the numbers are those of the whole school."""
    found = [_found(check, year, reader, on) for check in CHECKS]
    return [matter for matter in found if matter.count]


def too_early(year: Year, on: date) -> list[str]:
    if on > (last := year.last_day):
        return []
    return [f"Năm học kết thúc ngày {last:%d/%m/%Y}, chưa khép được trước đó."]


def _found(check: Check, year: Year, reader: User, on: date) -> Matter:
    rows = check.rows(year)
    count = rows.count()
    links = list(_links(check, rows, reader, on)) if count else []
    return Matter(check.name, check.mend, count, links, check.is_needed)


def _links(check: Check, rows: QuerySet[Any], reader: User, on: date) -> Iterable[dict[str, str]]:
    if check.rule and not may(reader, check.rule, on=on):
        return
    seen = rows.model.objects.visible_to(reader, on).order_by().values("pk")
    for row in rows.filter(pk__in=seen).order_by(F("pk").asc())[:SHOWN]:
        url = row_address(check.route, row.pk) if check.route else row.get_absolute_url()
        yield {"label": str(row), "url": url}
