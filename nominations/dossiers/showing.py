"""What the page of a dossier tells its reader: the road, what is still missing, and what the law says of the holder."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse

from campaigns.registrations.chances import known_to
from nominations.dossiers.duplicates import used_up
from nominations.dossiers.enums import DossierState as S
from nominations.dossiers.enums import Part
from nominations.dossiers.flows import incomplete
from nominations.dossiers.models import Dossier
from nominations.dossiers.queries import is_unread
from nominations.dossiers.services.assessing import judge, told
from nominations.writings.queries import missing_sections
from thiduakt.eligibility import Verdict
from thiduakt.ledger.models import HonorEntry
from thiduakt.ledger.records import RecordYear, collective_record, person_record, pupil_record
from thiduakt.ledger.telling import ANSWERS, OPEN_VERDICTS, VERDICTS
from thiduakt.permissions import WHOLE_SCHOOL, Scope, may, scopes
from thiduakt.school.models import Group, Person, Pupil, School, SchoolClass, User
from thiduakt.workflow import Missing

WITHOUT_REPORT = ("LDTT", "KNC_GD")  # by custom the list alone is asked for, no report (not held against a text)
STEPS = (
    ("Đang soạn", (S.DRAFT, S.RETURNED)), ("Tổ bình xét", (S.TO_GROUP,)), ("Thẩm định", (S.SUBMITTED, S.APPRAISED)),
    ("Trình hội đồng", (S.TO_COUNCIL,)), ("Kết luận", (S.AWARDED, S.NOT_AWARDED)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that is still missing, and the page where it is mended; `is_due`: it cannot be handed in without."""

    sentence: str
    url: str = ""
    is_due: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One condition: how it looks, in a word, and its sentences."""

    look: str
    word: str
    asked: str
    have: str
    missing: str
    source: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the law says, no further than its reader may know."""

    verdict: str
    label: str
    lines: Sequence[Line]
    answers: Sequence[Mapping[str, Any]]
    made_at: datetime | None = None  # None: live
    code: str = ""  # of what it was made for, where it was kept
    changes: Sequence[str] = ()
    is_in_part: bool = False


def road_of(dossier: Dossier) -> list[dict[str, str]]:
    steps = [step for step in STEPS if step[0] != "Tổ bình xét" or (dossier.team_id and not dossier.review.is_short)]
    state = S.TO_GROUP if dossier.state == S.GROUP_REFUSED else dossier.state
    place = next((number for number, (_, states) in enumerate(steps) if state in states), 0)
    ended = dossier.state in {S.AWARDED, S.NOT_AWARDED}

    def look(number: int) -> str:
        if number < place or ended:
            return "done"
        return "current" if number == place and dossier.state != S.WITHDRAWN else "todo"

    said = "" if dossier.state in {S.DRAFT, S.TO_COUNCIL} else dossier.get_state_display()
    return [
        {
            "label": label,
            "state": look(number),
            "detail": said if number == place else "",
        }
        for number, (label, _) in enumerate(steps)
    ]


def lacks_of(dossier: Dossier) -> Iterator[Lack]:
    """Of a dossier that is still written: what keeps it back first, then what would make it complete."""
    edit = reverse("dossiers:edit", args=[dossier.pk])
    for sentence in incomplete(dossier):
        field = sentence.field if isinstance(sentence, Missing) else ""
        yield Lack(str(sentence), f"{edit}#id_{field}" if field else "", is_due=True)
    for sentence in used_up(dossier):
        yield Lack(str(sentence), f"{edit}#id_initiatives")
    report, evidence = (reverse(f"dossiers:{route}", args=[dossier.pk]) for route in ("report", "evidence"))
    for name in dossier.returned_fields:
        page = {Part.REPORT: report, Part.EVIDENCE: evidence}.get(Part(name), edit)
        yield Lack(f"Bổ sung mục bị trả lại: {Part(name).label}.", page)
    if dossier.report is not None:
        for key, _, why in missing_sections(dossier.report):
            yield Lack(f"Báo cáo thành tích. {why}", f"{report}#muc-{key}")
    elif dossier.code not in WITHOUT_REPORT:
        yield Lack("Chưa viết báo cáo thành tích.", report)
    if not dossier.files.exists():
        yield Lack("Chưa có minh chứng nào.", evidence)


def judgements_of(dossier: Dossier, reader: User, on: date) -> tuple[Judgement | None, Judgement | None]:
    """(as it was frozen, as it is now). Whoever may not see who is eligible sees neither."""
    if not sees_eligibility(dossier, reader, on):
        return None, None
    knows_all = _knows_all(dossier, reader, on)
    verdict, answers = _live(dossier, on, knows_all=knows_all)
    frozen = _frozen(dossier, knows_all=knows_all)
    if frozen and frozen.code == dossier.code:
        frozen = replace(frozen, changes=list(_changes(frozen.answers, answers)))
    return frozen, _judgement(verdict, answers, knows_all=knows_all)


def frozen_for(dossier: Dossier, reader: User, on: date) -> Judgement | None:
    """As it was when it was handed in, of the honor that is asked for now."""
    if not sees_eligibility(dossier, reader, on):
        return None
    frozen = _frozen(dossier, knows_all=_knows_all(dossier, reader, on))
    return frozen if frozen and frozen.code == dossier.code else None


def sees_eligibility(dossier: Dossier, reader: User, on: date) -> bool:
    granted = scopes(reader, "eligibility.view", on)
    if granted & WHOLE_SCHOOL:
        return True
    is_own = Scope.OWN in granted and dossier.person_id in {None, reader.person_id}
    return is_own or (Scope.GROUP in granted and dossier.team_id is not None and dossier.team_id == reader.group_id)


def strip_of(dossier: Dossier, reader: User, on: date) -> list[RecordYear]:
    """The five years up to that of the round, as far as the reader may read the ledger."""
    holder, last = dossier.holder, dossier.review.year
    seen = HonorEntry.objects.visible_to(reader, on)
    match holder:
        case Person():
            if not may(reader, "ledger.view", holder, on=on):
                return []
            return person_record(holder, with_sensitive=may(reader, "sensitive.view", holder, on=on)).strip(last)
        case Pupil() | SchoolClass():
            return pupil_record(seen.of(holder)).strip(last)
        case Group() | School():
            whole = scopes(reader, "ledger.view", on) & WHOLE_SCHOOL
            own = isinstance(holder, Group) and Scope.GROUP in scopes(reader, "ledger.view", on)
            if whole or (own and holder.pk == reader.group_id):
                return collective_record(holder).strip(last)
    return []


def law_of(dossier: Dossier) -> str:
    """A sentence where nobody has read the law of the round: then nothing is concluded."""
    if not is_unread(dossier.review):
        return ""
    return "Văn bản của thời kỳ pháp lý này chưa được nhập, chưa đối chiếu: máy không kết luận đủ điều kiện cho ai."


def _knows_all(dossier: Dossier, reader: User, on: date) -> bool:
    knows = known_to(reader, on)
    return knows is None or dossier.person_id in knows


def _frozen(dossier: Dossier, *, knows_all: bool) -> Judgement | None:
    kept = dossier.assessments.first()
    if kept is None:
        return None
    verdict, answers = (kept.verdict, kept.answers) if knows_all else (kept.open_verdict, kept.open_answers)
    return _judgement(verdict, answers, knows_all=knows_all, made_at=kept.made_at, code=kept.code)


def _live(dossier: Dossier, on: date, *, knows_all: bool) -> tuple[str, list[dict[str, Any]]]:
    try:
        judged = judge(dossier, on=on)
    except ValidationError:  # of so early a day no law was entered
        judged = None
    if judged is None:
        return Verdict.NEEDS_REVIEW.value, []
    found = judged.found if knows_all else judged.open_found
    return found.verdict.value, told(found)


def _judgement(
    verdict: str, answers: list[dict[str, Any]], *, knows_all: bool, made_at: datetime | None = None, code: str = ""
) -> Judgement:
    labels = VERDICTS if knows_all else OPEN_VERDICTS
    order = sorted(answers, key=lambda one: (one["met"] is True, one["met"] is None))
    lines = [
        Line(
            ANSWERS[one["met"]][0].value, ANSWERS[one["met"]][1], one["asked"], one["have"], one["missing"], one["source"],
            one["sure"],
        )
        for one in order
    ]  # fmt: skip
    return Judgement(verdict, labels[Verdict(verdict)], lines, answers, made_at, code, is_in_part=not knows_all)


def _changes(then: Sequence[Mapping[str, Any]], now: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """What the books say otherwise since; a fact that was told anew in other words only is none."""
    known = {one["key"]: one for one in then}
    for one in now:
        before = known.get(one["key"])
        if before and (before["met"] != one["met"] or before["have"] != one["have"]):
            yield f"{one['asked']}: {before['have'] or 'chưa rõ'} → {one['have'] or 'chưa rõ'}"
