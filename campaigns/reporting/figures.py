"""Số liệu của báo cáo: counted from the rooms of the year, each with the words that the draft tells it with."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from campaigns.campaigns.enums import CampaignState, Launcher
from campaigns.campaigns.models import Activity, Campaign
from campaigns.contests.enums import ContestState
from campaigns.contests.models import Contest
from campaigns.exemplars.enums import ExemplarState
from campaigns.exemplars.models import Exemplar
from campaigns.plans.models import Plan
from campaigns.registrations.enums import RoundState
from campaigns.registrations.models import RegisteredHonor, Registration
from campaigns.scoring.enums import SheetKind, SheetState
from campaigns.scoring.models import ScoreSheet
from campaigns.scoring.queries import Line, lines
from campaigns.targets.enums import TargetState
from campaigns.targets.models import Target
from campaigns.targets.queries import plan_and_older
from thiduakt.ledger.enums import HolderKind, InitiativeLevel
from thiduakt.ledger.models import HonorEntry, Initiative
from thiduakt.vietnamese import capitalized

from .checking import SLOT, Figure

SCORED = {SheetKind.GROUPS: "tổ", SheetKind.PEOPLE: "cá nhân", SheetKind.CLUSTER: "trường trong cụm, khối"}
UNITS = {HolderKind.PERSON: "cá nhân", HolderKind.PUPIL: "học sinh"}  # all others are collectives


@dataclass(frozen=True, slots=True)
class Period:
    """What a report is about: a plan, from one day to another, and the school year of its registrations and honors."""

    plan: Plan
    year: int
    starts_on: date
    ends_on: date

    @property
    def campaigns(self) -> QuerySet[Campaign]:
        """Launched, and some day of them lies in the period."""
        found = Campaign.objects.filter(school=self.plan.school_id).exclude(state=CampaignState.DRAFT)
        return found.filter(launches_on__lte=self.ends_on, sums_up_on__gte=self.starts_on)

    @property
    def exemplars(self) -> QuerySet[Exemplar]:
        """Found in the period."""
        return Exemplar.objects.filter(school=self.plan.school_id, found_on__range=(self.starts_on, self.ends_on))

    @property
    def contests(self) -> QuerySet[Contest]:
        """Whose result was made known; their last day lies in the period."""
        found = Contest.objects.filter(school=self.plan.school_id, state=ContestState.CLOSED)
        return found.filter(closes_on__range=(self.starts_on, self.ends_on)).order_by("closes_on", "pk")

    @property
    def scores(self) -> QuerySet[ScoreSheet]:
        """Of the school year, ranked."""
        found = ScoreSheet.objects.filter(school=self.plan.school_id, year=self.year, state=SheetState.RANKED)
        return found.order_by("pk")

    @property
    def targets(self) -> list[Target]:
        """Of the plan, of those it took the place of, and of its campaigns, as the plan tells them."""
        plans = plan_and_older(self.plan)
        found = Target.objects.filter(Q(plan__in=plans) | Q(campaign__plan__in=plans), school=self.plan.school_id)
        return list(found.with_owners().order_by("position", "due_on", "pk"))

    def stands(self, target: Target) -> TargetState:
        """At the end of the period: what was settled later was open then."""
        settled = target.settled_on
        return TargetState(target.state) if settled and settled <= self.ends_on else TargetState.OPEN

    def is_late(self, target: Target) -> bool:
        """Still open at the end of the period, past its day."""
        return self.stands(target) == TargetState.OPEN and target.due_on < self.ends_on


def take(period: Period) -> list[Figure]:
    return [
        *_campaigns(period), *_targets(period), *_registrations(period), *_honors(period), *_initiatives(period),
        *_exemplars(period), *_contests(period), *_scores(period),
    ]  # fmt: skip


def _campaigns(period: Period) -> Iterator[Figure]:
    rows = list(period.campaigns.order_by().values_list("launcher", "state"))
    own = sum(launcher == Launcher.SCHOOL for launcher, _ in rows)
    over = sum(state in {CampaignState.SUMMED_UP, CampaignState.CLOSED} for _, state in rows)
    yield _figure("campaigns.all", "Phong trào thi đua", "triển khai {} phong trào thi đua", len(rows))
    yield _figure("campaigns.own", "Phong trào do trường phát động", "trường phát động {} phong trào", own)
    yield _figure(
        "campaigns.above", "Phong trào hưởng ứng cấp trên", "hưởng ứng {} phong trào do cấp trên phát động", len(rows) - own
    )
    yield _figure("campaigns.over", "Phong trào đã tổng kết", "đã tổng kết {} phong trào", over)
    yield _figure("campaigns.running", "Phong trào đang thực hiện", "đang thực hiện {} phong trào", len(rows) - over)
    due = Q(due_on__isnull=True) | Q(due_on__lte=period.ends_on)
    activities = Activity.objects.filter(due, campaign__in=period.campaigns.order_by().values("pk"))
    done = activities.filter(done_on__lte=period.ends_on).count()
    yield _figure(
        "campaigns.activities",
        "Hoạt động đã xong trên tổng số đến hạn",
        "hoàn thành {}/{} hoạt động",
        done,
        activities.count(),
    )


def _targets(period: Period) -> Iterator[Figure]:
    targets = period.targets
    states = Counter(map(period.stands, targets))
    asked = sum(states.values()) - states[TargetState.DROPPED]
    yield _figure("targets.achieved", "Chỉ tiêu đạt trên tổng số", "đạt {}/{} chỉ tiêu", states[TargetState.ACHIEVED], asked)
    yield _figure("targets.missed", "Chỉ tiêu không đạt", "không đạt {} chỉ tiêu", states[TargetState.MISSED])
    yield _figure("targets.open", "Chỉ tiêu đang thực hiện", "đang thực hiện {} chỉ tiêu", states[TargetState.OPEN])
    late = sum(map(period.is_late, targets))
    yield _figure("targets.late", "Chỉ tiêu quá hạn", "quá hạn {} chỉ tiêu", late)
    if states[TargetState.DROPPED]:
        yield _figure(
            "targets.dropped", "Chỉ tiêu thôi thực hiện", "thôi thực hiện {} chỉ tiêu", states[TargetState.DROPPED]
        )


def _registrations(period: Period) -> Iterator[Figure]:
    listed = Registration.objects.filter(school=period.plan.school_id, round__year=period.year)
    listed = listed.exclude(round__state=RoundState.DRAFT).listed()
    people = listed.filter(holder_kind=HolderKind.PERSON).order_by().values("person").distinct().count()
    groups = listed.exclude(holder_kind=HolderKind.PERSON).order_by().values("holder_kind", "group").distinct().count()
    yield _figure("registrations.people", "Cá nhân đăng ký thi đua", "{} cá nhân đăng ký thi đua", people)
    yield _figure("registrations.groups", "Tập thể đăng ký thi đua", "{} tập thể đăng ký thi đua", groups)
    honors = RegisteredHonor.objects.filter(registration__in=listed.order_by().values("pk"))
    rows = honors.order_by("part", "position").values_list("honor_name", "registration__holder_kind")
    for (name, unit), count in Counter((name, _unit(kind)) for name, kind in rows).items():
        yield _of_honor(f"registrations.{name}.{unit}", f"Đăng ký {name}", name, unit, count)


def _honors(period: Period) -> Iterator[Figure]:
    entries = HonorEntry.objects.filter(school=period.plan.school_id, year=period.year).standing()
    rows = entries.order_by("code", "honor_name").values_list("honor_name", "holder_kind")
    for (name, unit), count in Counter((name, _unit(kind)) for name, kind in rows).items():
        yield _of_honor(f"honors.{name}.{unit}", f"Được khen {name}", name, unit, count)


def _initiatives(period: Period) -> Iterator[Figure]:
    found = Initiative.objects.filter(school=period.plan.school_id, year=period.year)
    levels = Counter(found.order_by().values_list("level", flat=True))
    yield _figure("initiatives.all", "Sáng kiến, đề tài", "{} sáng kiến, đề tài được công nhận", sum(levels.values()))
    for level in InitiativeLevel:
        if levels[level]:
            label = capitalized(str(level.label))
            yield _figure(f"initiatives.{level}", label, f"{label}: {SLOT} sáng kiến, đề tài", levels[level])


def _exemplars(period: Period) -> Iterator[Figure]:
    states = Counter(period.exemplars.order_by().values_list("state", flat=True))
    recognised = states[ExemplarState.RECOGNISED] + states[ExemplarState.PUBLISHED]
    yield _figure("exemplars.all", "Điển hình phát hiện", "phát hiện {} điển hình", sum(states.values()))
    yield _figure("exemplars.recognised", "Điển hình đã công nhận", "công nhận {} điển hình", recognised)


def _contests(period: Period) -> Iterator[Figure]:
    """A year without any says nothing of them."""
    entries = Count("entries", filter=Q(entries__is_withdrawn=False))
    prizes = Count("entries", filter=Q(entries__is_withdrawn=False) & ~Q(entries__prize=""))
    found = list(period.contests.annotate(sent=entries, won=prizes))
    if found:
        yield _figure("contests.all", "Hội thi, cuộc thi viết", "tổ chức {} hội thi, cuộc thi viết", len(found))
    for one in found:
        name = one.name.replace(SLOT, "")
        yield _figure(f"contests.{one.pk}", name, f"{name}: {SLOT} bài dự thi, trao {SLOT} giải", one.sent, one.won)


def _scores(period: Period) -> Iterator[Figure]:
    for sheet in period.scores:
        title, ranked = sheet.title.replace(SLOT, ""), len(standing(sheet))
        yield _figure(f"scores.{sheet.pk}", title, f"{title}: xếp hạng {SLOT} {SCORED[SheetKind(sheet.kind)]}", ranked)


def standing(sheet: ScoreSheet) -> list[Line]:
    """Those that have a rank, the first before all."""
    return [line for line in lines(sheet, list(sheet.items.all())) if line.standing.rank]


def _unit(kind: str) -> str:
    return UNITS.get(HolderKind(kind), "tập thể")


def _of_honor(key: str, label: str, name: str, unit: str, count: int) -> Figure:
    """What was registered and what was received are told apart by the first word."""
    before = "Đăng ký " if key.startswith("registrations.") else "Được khen "
    return _figure(key, f"{label} ({unit})", f"{before}{name.replace(SLOT, '')}: {SLOT} {unit}", count)


def _figure(key: str, label: str, phrase: str, *numbers: int) -> Figure:
    return Figure(key, label, phrase, numbers)
