"""Each kind of what is carried over. Whether something was copied already is told by the rows of its own room."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from awards.closing.readiness import Year
from campaigns.campaigns.models import Campaign
from campaigns.campaigns.services.cloning import clone_campaigns
from campaigns.campaigns.services.cloning import moved as moved_campaign
from campaigns.campaigns.services.writing import PARTS
from campaigns.plans.models import Plan
from campaigns.plans.services.cloning import clone_plan, sections_of
from campaigns.registrations.models import Round
from campaigns.registrations.services.rounds import save_round
from campaigns.scoring.models import ScoreSheet
from campaigns.scoring.services.sheets import copy_sheet
from nominations.councils.enums import CouncilKind, CouncilState
from nominations.councils.models import Council
from nominations.councils.services.founding import add_council
from nominations.dossiers.models import Review
from nominations.dossiers.queries import honors_of_law
from nominations.dossiers.services.reviews import save_review
from thiduakt.documents.enums import DocumentState
from thiduakt.ledger.years import year_name
from thiduakt.school.models import SchoolYear, User
from thiduakt.school.services.staff import add_school_year

from .items import Carrier, Item, later, moved
from .targets import copies_of, copy_target, find_targets


def _school_years(year: Year) -> Iterator[Item]:
    years = SchoolYear.objects.filter(school=year.school)
    for one in years.filter(starts_on__range=year.days):
        days = later(one.starts_on), later(one.ends_on)
        made = years.filter(starts_on__range=year.next.days).first()
        yield Item(f"school_year-{one.pk}", one, f"Năm học {year_name(year.number + 1)}", days, made)


def _copy_school_year(one: SchoolYear, year: Year, actor: User, at: datetime) -> Any:
    starts_on, ends_on = later(one.starts_on), later(one.ends_on)
    return add_school_year(SchoolYear(school=year.school, starts_on=starts_on, ends_on=ends_on), actor=actor, at=at)


def _plans(year: Year) -> Iterator[Item]:
    """Those in force; of a year that has its plan already, nothing."""
    standing = Plan.objects.filter(school=year.school, document__state=DocumentState.ISSUED)
    plans = standing.filter(document__dated_on__range=year.days).select_related("document")
    for one in plans.order_by("year", "pk"):
        ended = (DocumentState.REPLACED, DocumentState.REVOKED)
        made = Plan.objects.filter(school=year.school, year=one.year + 1).exclude(document__state__in=ended)
        name = moved(one.document.subject, one.year)
        yield Item(f"plan-{one.pk}", one, name, (later(one.document.dated_on),), made.select_related("document").first())


def _copy_plan(one: Plan, year: Year, actor: User, at: datetime) -> Any:
    return clone_plan(
        one, year=one.year + 1, subject=moved(one.document.subject, one.year), dated_on=later(one.document.dated_on),
        parts=[section.key for section in sections_of(one.document)], actor=actor, at=at,
    )  # fmt: skip


def _campaigns(year: Year) -> Iterator[Item]:
    found = Campaign.objects.filter(school=year.school, sums_up_on__range=year.days).order_by("launches_on", "pk")
    copies = {one.cloned_from_id: one for one in copies_of(year, found.order_by().values("pk"))}
    for one in found:
        on = moved_campaign(one, 1)
        yield Item(f"campaign-{one.pk}", one, on.name, (on.launches_on, on.sums_up_on), copies.get(one.pk))


def _copy_campaign(one: Campaign, year: Year, actor: User, at: datetime) -> Any:
    (made,) = clone_campaigns([one], years=1, parts=list(PARTS), actor=actor, at=at)
    return made


def _sheets(year: Year) -> Iterator[Item]:
    """One that was copied within its own year, to mend it, is a sheet of that year like any other."""
    found = ScoreSheet.objects.filter(school=year.school, year=year.number).order_by("pk")
    copies = ScoreSheet.objects.filter(copied_from__in=found.values("pk"), year=year.number + 1)
    made = {one.copied_from_id: one for one in copies}
    for one in found:
        yield Item(f"sheet-{one.pk}", one, f"{one.title} ({year_name(year.number + 1)})", made=made.get(one.pk))


def _copy_sheet(one: ScoreSheet, year: Year, actor: User, at: datetime) -> Any:
    return copy_sheet(one, year=year.number + 1, actor=actor, at=at)


def _councils(year: Year) -> Iterator[Item]:
    """Of each kind one, as its room draws it up from the last of that kind."""
    councils = Council.objects.filter(school=year.school)
    found = councils.filter(year=year.number, kind__in=CouncilKind.ONE_AT_A_TIME).exclude(state=CouncilState.DRAFT)
    newest = {one.kind: one for one in found.order_by("begins_on", "pk")}
    for kind, one in newest.items():
        made = councils.filter(kind=kind, year=year.number + 1).first()
        yield Item(f"council-{one.pk}", one, moved(one.name, year.number), made=made)


def _copy_council(one: Council, year: Year, actor: User, at: datetime) -> Any:
    name = moved(one.name, year.number)
    return add_council(CouncilKind(one.kind), year=year.number + 1, name=name, actor=actor, at=at)


def _rounds(year: Year) -> Iterator[Item]:
    later_ones = {one.name: one for one in Round.objects.filter(school=year.school, year=year.number + 1)}
    for one in Round.objects.filter(school=year.school, year=year.number).order_by("opens_on", "pk"):
        name = moved(one.name, year.number)
        yield Item(f"round-{one.pk}", one, name, (later(one.opens_on), later(one.closes_on)), later_ones.get(name))


def _copy_round(one: Round, year: Year, actor: User, at: datetime) -> Any:
    row = Round(
        school=year.school, year=year.number + 1, name=moved(one.name, year.number), intro=one.intro,
        opens_on=later(one.opens_on), closes_on=later(one.closes_on),
    )  # fmt: skip
    return save_round(row, version=1, actor=actor, at=at)


def _reviews(year: Year) -> Iterator[Item]:
    later_ones = {one.name: one for one in Review.objects.filter(school=year.school, year=year.number + 1)}
    for one in Review.objects.filter(school=year.school, year=year.number).order_by("opens_on", "pk"):
        name = moved(one.name, year.number)
        yield Item(f"review-{one.pk}", one, name, (later(one.opens_on), later(one.closes_on)), later_ones.get(name))


def _copy_review(one: Review, year: Year, actor: User, at: datetime) -> Any:
    """Under the law of its own day: what that law does not know any more is left out."""
    row = Review(
        school=year.school, year=year.number + 1, name=moved(one.name, year.number), merit=one.merit, intro=one.intro,
        opens_on=later(one.opens_on), closes_on=later(one.closes_on), decides_on=later(one.decides_on),
        is_short=one.is_short, round=_round_of(one, year), created_by=actor.person,
    )  # fmt: skip
    known = honors_of_law(row)
    codes = [code for code in one.honors.values_list("code", flat=True) if code in known]
    return save_review(row, codes, version=1, actor=actor, at=at)


def _round_of(review: Review, year: Year) -> Round | None:
    """The copy of the round that the older one drew its dossiers from."""
    if review.round is None:
        return None
    name = moved(review.round.name, year.number)
    return Round.objects.filter(school=year.school, year=year.number + 1, name=name).first()


# In this order: a review finds its round, a target its plan and its campaign.
CARRIERS = (
    Carrier("school_year", "Năm học", "school.manage", _school_years, _copy_school_year),
    Carrier(
        "plan", "Kế hoạch", "plan.edit", _plans, _copy_plan,
        note="Bản nháp của năm sau; chỗ không còn đúng (năm, ngày lễ, văn bản đã hết hiệu lực) được đánh dấu để xem lại.",
    ),
    Carrier(
        "campaign", "Phong trào thi đua", "campaign.manage", _campaigns, _copy_campaign,
        note="Cùng tiêu chí, hoạt động, khen thưởng dự kiến.",
    ),
    Carrier(
        "target", "Chỉ tiêu", "target.manage", find_targets, copy_target,
        note="Chỉ tiêu, người thực hiện, người kiểm tra; kết quả để trống. Người được giao nhận thông báo.",
    ),
    Carrier(
        "sheet", "Bảng chấm điểm thi đua", "score.manage", _sheets, _copy_sheet, note="Tiêu chí, đối tượng; điểm để trống."
    ),
    Carrier(
        "council", "Hội đồng", "council.manage", _councils, _copy_council,
        note="Danh sách đang lập theo hội đồng gần nhất, hoạt động khi có quyết định mới.",
    ),
    Carrier("round", "Đợt đăng ký thi đua", "round.draft", _rounds, _copy_round),
    Carrier(
        "review", "Đợt xét khen thưởng", "review.manage", _reviews, _copy_review,
        note="Danh hiệu, hình thức theo luật của ngày dự kiến quyết định mới.",
    ),
)  # fmt: skip
