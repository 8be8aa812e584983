"""The queue of dossiers to appraise, what is asked of each, who goes to the council and who stays behind."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from nominations.dossiers.enums import DossierState as S
from nominations.dossiers.enums import ReviewState
from nominations.dossiers.models import Assessment, Dossier, Review
from nominations.dossiers.pausing import HAS_TO_WAIT, open_cases
from nominations.dossiers.queries import IN_A_LINE, full, honors_of_law
from nominations.meetings.models import Vote
from nominations.writings.queries import missing_sections
from thiduakt.catalog.models import Honor
from thiduakt.school.models import User

from .checking import Ground, Point, Seen, grounds_of, held_back, points_of
from .defaults import Item, items_for
from .enums import Proof
from .models import Appraisal, Checklist, Waiver

IN_THE_QUEUE = (S.SUBMITTED, S.APPRAISED, S.TO_COUNCIL, S.RETURNED)
BEFORE_THE_COUNCIL = (S.TO_COUNCIL, S.AWARDED)
STANDING_ROUNDS = (ReviewState.OPEN, ReviewState.CLOSED, ReviewState.HELD)
BY_WAIT = ("handed_in_at", "pk")
ASKED_OF_A_LINE = (
    "code", "handed_in_at", "waived", "review__school", "review__regime", "review__decides_on", "appraisal__marks",
    "appraisal__items",
)  # fmt: skip


def queue(user: User, on: date) -> QuerySet[Dossier]:
    """What lies before the school, of rounds that are not over; whoever waits longest first."""
    seen = Dossier.objects.visible_to(user, on).filter(state__in=IN_THE_QUEUE, review__state__in=STANDING_ROUNDS)
    return full(seen).order_by(*BY_WAIT)


def with_appraisals(rows: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """With all that `Reader` looks at, in as many queries for fifty as for one."""
    passed = Vote.objects.filter(is_passed=True).select_related("meeting__group").order_by("-meeting__held_on", "-pk")
    return rows.select_related("appraisal__changed_by", "report__outline").prefetch_related(
        Prefetch("assessments", Assessment.objects.order_by("-made_at", "-pk")),
        Prefetch("votes", passed, to_attr="passed_votes"),
        "files", "initiatives",
    )  # fmt: skip


def with_marks(rows: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """For a long list: with no more than a line says, and than `Reader.held_back` looks at."""
    newest_first = Assessment.objects.defer("facts").order_by("-made_at", "-pk")
    shown = rows.select_related("appraisal").only(*IN_A_LINE, *ASKED_OF_A_LINE)
    return shown.prefetch_related(Prefetch("assessments", newest_first))


def neighbours(dossier: Dossier, user: User, on: date) -> tuple[Dossier | None, Dossier | None]:
    """The ones before and after it among those that wait in its round."""
    waiting = list(queue(user, on).filter(review=dossier.review_id).filter(state=S.SUBMITTED).values_list("pk", flat=True))
    place = waiting.index(dossier.pk) if dossier.pk in waiting else -1
    before = waiting[place - 1] if place > 0 else None
    after = waiting[place + 1] if place + 1 < len(waiting) else None
    found = full(Dossier.objects.filter(pk__in=[key for key in (before, after) if key])).in_bulk()
    return found.get(before), found.get(after)


@dataclass(frozen=True, slots=True)
class Read:
    """One dossier as it is appraised."""

    dossier: Dossier
    appraisal: Appraisal | None
    assessment: Assessment | None
    points: list[Point]
    grounds: list[Ground]

    @property
    def held_back(self) -> list[str]:
        return held_back(self.points, self.grounds)


class Reader:
    """Reads dossiers of one school as somebody who `knows` of private matters, or not; asks for its lists once."""

    def __init__(self, school_id: int, *, knows: bool):
        self._own = {(one.code, one.regime): one.parts for one in Checklist.objects.filter(school=school_id)}
        self._knows = knows

    def items_of(self, dossier: Dossier, appraisal: Appraisal | None) -> Sequence[Item]:
        """Once appraised, the list that was asked then."""
        if appraisal and appraisal.items and dossier.state not in {S.SUBMITTED, S.RETURNED}:
            return [Item(**values) for values in appraisal.items]
        key = (dossier.code, dossier.review.regime)
        return self._own.get(key) or items_for(*key)

    def read(self, dossier: Dossier) -> Read:
        """`dossier` comes from `with_appraisals`."""
        return self._read(dossier, _seen(dossier))

    def held_back(self, dossier: Dossier) -> list[str]:
        """What people have still to say of it, whatever the program sees; `dossier` comes from `with_marks`."""
        return self._read(dossier, {}).held_back

    def _read(self, dossier: Dossier, seen: Mapping[str, Seen]) -> Read:
        appraisal = getattr(dossier, "appraisal", None)
        assessment = next(iter(dossier.assessments.all()), None)
        points = points_of(self.items_of(dossier, appraisal), seen, appraisal)
        grounds = grounds_of(assessment, dossier.waived, appraisal, knows=self._knows)
        return Read(dossier, appraisal, assessment, points, grounds)


def _seen(dossier: Dossier) -> dict[str, Seen]:
    votes = dossier.passed_votes  # type: ignore[attr-defined]  # prefetched
    passed = [
        f"{one.meeting.group} họp ngày {one.meeting.held_on:%d/%m/%Y}: {one.outcome.line}" for one in votes if one.outcome
    ]
    files, works = len(dossier.files.all()), [str(one) for one in dossier.initiatives.all()]
    return {
        Proof.REPORT: _report_seen(dossier),
        Proof.MINUTES: Seen(passed[0], fits=True) if passed else _no_meeting(dossier),
        Proof.INITIATIVES: Seen("; ".join(works), fits=True) if works else Seen("Chưa chọn sáng kiến, đề tài.", fits=False),
        Proof.EVIDENCE: Seen(f"{files} tệp minh chứng.", fits=True)
        if files
        else Seen("Chưa có tệp minh chứng.", fits=False),
        Proof.LATER: Seen("Lập cho cả danh sách khi trình hội đồng."),
    }


def _no_meeting(dossier: Dossier) -> Seen:
    if dossier.review.is_short or dossier.team_id is None:
        return Seen("Hồ sơ này không qua tổ bình xét.")
    return Seen("Chưa có kết quả họp tổ trên hệ thống.", fits=False)


def _report_seen(dossier: Dossier) -> Seen:
    if dossier.report is None:
        return Seen("Chưa viết báo cáo.", fits=False)
    left = missing_sections(dossier.report)
    return Seen(f"Báo cáo còn {len(left)} mục chưa đủ.", fits=False) if left else Seen("Báo cáo đã đủ các mục.", fits=True)


@dataclass(frozen=True, slots=True)
class Behind:
    """A dossier that does not go to the council, and why."""

    dossier: Dossier
    why: str


@dataclass(frozen=True, slots=True)
class Agenda:
    """What of a round goes to the council: what lies before it, what is ready to, and what stays behind."""

    before: list[Dossier]
    ready: list[Dossier]
    behind: list[Behind]


def in_order(dossiers: Iterable[Dossier], law: dict[str, Honor]) -> list[Dossier]:
    """By the rank of the honor, then as the names stand."""
    ranks = {code: place for place, code in enumerate(law)}
    return sorted(dossiers, key=lambda one: (ranks.get(one.code, len(ranks)), one.code, one.sort_key, one.pk))


def agenda_of(review: Review) -> Agenda:
    law = honors_of_law(review)
    standing = full(review.dossiers.exclude(state__in=(S.WITHDRAWN, S.GROUP_REFUSED, S.NOT_AWARDED)))
    rows = list(standing.select_related("person__group").prefetch_related("pupil__memberships__school_class"))
    cases = open_cases(rows)
    ready = [one for one in rows if one.state == S.APPRAISED and not one.is_paused and one.person_id not in cases]
    before = [one for one in rows if one.state in BEFORE_THE_COUNCIL]
    behind = [Behind(one, why_behind(one)) for one in in_order(rows, law) if one not in ready and one not in before]
    return Agenda(in_order(before, law), in_order(ready, law), behind)


def why_behind(dossier: Dossier) -> str:
    """As everybody may read it."""
    if dossier.is_paused:
        return paused_told(dossier.pauses)
    match dossier.state:
        case S.DRAFT:
            return "Chưa nộp."
        case S.TO_GROUP:
            return f"Chờ {dossier.team} bình xét."
        case S.SUBMITTED:
            return "Chưa thẩm định xong."
        case S.RETURNED:
            return f"Trả lại để bổ sung đến hết ngày {dossier.returned_until:%d/%m/%Y}: {dossier.returned_reason}"
    return HAS_TO_WAIT  # appraised, and still not ready


def paused_told(pauses: Sequence[str]) -> str:
    return f"Đang tạm dừng xét: {'; '.join(pauses)}"


def waivers_of(dossiers: Iterable[Dossier]) -> dict[int, list[Waiver]]:
    """The approved ones, by dossier."""
    found: dict[int, list[Waiver]] = {}
    for one in Waiver.objects.standing().filter(dossier__in=list(dossiers)):
        found.setdefault(one.dossier_id, []).append(one)
    return found


def votes_told(dossiers: Iterable[Dossier]) -> dict[int, str]:
    """The vote of the tổ, by dossier: “Tổ: 6/8”."""
    votes = Vote.objects.filter(dossier__in=list(dossiers), is_passed=True).order_by("meeting__held_on", "pk")
    return {one.dossier_id: f"Tổ: {one.agreed}/{one.counted_of}" for one in votes}
