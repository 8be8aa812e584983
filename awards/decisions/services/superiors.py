"""Kết quả của cấp trên: a decision that came back to the school, with whom it honors and whom it does not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from awards.decisions.checking import law_of
from awards.decisions.enums import DecisionOrigin, FundKind
from awards.decisions.flows import DECISION_FLOW
from awards.decisions.models import AwardDecision, AwardLine, DecisionFile, Refusal
from awards.decisions.queries import claims, decided_above
from nominations.appraisals.authorities import PRINCIPAL
from nominations.dossiers.enums import DossierState
from nominations.dossiers.models import Dossier
from nominations.dossiers.queries import fits, full, kind_of
from thiduakt.audit.services import record
from thiduakt.files import evidence
from thiduakt.files.evidence import Prepared, Room
from thiduakt.files.models import PICTURES
from thiduakt.files.uploads import MEGABYTE, PDF_TYPE
from thiduakt.ledger.enums import Merit, Source
from thiduakt.ledger.services.entering import NewEntry, known_line
from thiduakt.permissions import require
from thiduakt.school.models import User
from thiduakt.vietnamese import one_line
from thiduakt.workflow import lock_all, perform

from .deciding import write_ledger
from .drafting import NewLine
from .lines import MOST, line_of_dossier, line_of_holder, write_lines
from .telling import tell_awarded

OF_A_SCHOOL = 1_000 * MEGABYTE
OF_THE_PRINCIPAL = "Thầy/cô lập quyết định khen thưởng của trường, không ghi là kết quả của cấp trên."
FULL = "kho bản chụp quyết định của trường đã đầy. Thầy/cô báo quản trị kỹ thuật."


@dataclass(frozen=True, slots=True, kw_only=True)
class SuperiorsDecision:
    """As it stands on its paper. `refused`: dossiers that went up and that it does not honor, with the reason told."""

    name: str
    number: str
    decided_on: date
    issuer: str
    year: int
    merit: str = Merit.YEARLY
    awarded: Sequence[Dossier] = ()
    others: Sequence[NewLine] = ()
    refused: Sequence[tuple[Dossier, str]] = ()


def record_superior(told: SuperiorsDecision, files: Iterable[File] = (), *, actor: User, at: datetime) -> AwardDecision:
    """In force at once: its lines stand in the ledger, each tied to the dossier that went up. What the ledger already tells
    of this decision is tied to, not written again. Who decides pays (NĐ 98/2023/NĐ-CP, Điều 52): no money of the school.
    """
    prepared = looked_into(files)
    with transaction.atomic():
        today = timezone.localdate(at)
        require(actor, "award.record", on=today)
        _check(told, actor, today)
        decision = AwardDecision(
            school=actor.school, origin=DecisionOrigin.SUPERIOR, name=one_line(told.name), year=told.year, merit=told.merit,
            fund=FundKind.NONE, number=one_line(told.number), decided_on=told.decided_on, issuer=one_line(told.issuer),
            created_by=actor.person,
        )  # fmt: skip
        decision.full_clean(exclude=["search_key"])
        decision.save()
        lines = write_lines(decision, _lines(decision, told), told.decided_on)
        Refusal.objects.bulk_create(
            Refusal(decision=decision, dossier=one, reason=one_line(why)[:500]) for one, why in told.refused
        )
        _tie_known(decision, lines)
        write_ledger(decision, lines, Source.BY_SUPERIOR, actor=actor, at=at)
        keep_scans(decision, prepared, actor=actor, at=at)
        perform(DECISION_FLOW, decision, "record", actor=actor, at=at)
        decision.refresh_from_db()
        tell_awarded(decision, lines, actor=actor, at=at)
        told_of = {"khen": len(lines), "không khen": len(told.refused)}
        record(actor=actor, verb="award_decision.superior", target=decision, at=at, changes=told_of)
        return decision


def looked_into(files: Iterable[File]) -> list[Prepared]:
    """Scans, before any row is held; or why one of them is none."""
    prepared, refusals = evidence.prepare(files)
    refusals += [
        f"{one.name}: chỉ nhận ảnh chụp hoặc tệp PDF." for one in prepared if one.content_type not in (*PICTURES, PDF_TYPE)
    ]
    if refusals:
        raise ValidationError({"files": refusals})
    return prepared


def keep_scans(decision: AwardDecision, prepared: Iterable[Prepared], *, actor: User, at: datetime) -> None:
    rooms = [Room(OF_A_SCHOOL - evidence.held(DecisionFile.objects.filter(decision__school=actor.school_id)), FULL)]
    if full_up := evidence.keep(decision.files, prepared, folder=DecisionFile.FOLDER, rooms=rooms, actor=actor, at=at):
        raise ValidationError({"files": full_up})


def _check(told: SuperiorsDecision, actor: User, today: date) -> None:
    if told.decided_on > today:
        raise ValidationError({"decided_on": "Ngày quyết định không được sau hôm nay."})
    for name in ("number", "issuer", "name"):
        if not one_line(getattr(told, name)):
            raise ValidationError({name: "Thầy/cô ghi như trên quyết định của cấp trên."})
    named = [*told.awarded, *(one for one, _ in told.refused)]
    if not told.awarded and not told.others and not told.refused:
        raise ValidationError("Thầy/cô chọn ít nhất một hồ sơ, hoặc ghi một người, tập thể được khen.")
    if len(named) != len({one.pk for one in named}):
        raise ValidationError("Một hồ sơ không vừa được khen vừa không được khen.")
    if len(told.awarded) + len(told.others) > MOST:
        raise ValidationError(f"Mỗi quyết định có tới {MOST} dòng. Thầy/cô ghi thành nhiều lần.")
    _check_dossiers(named, actor.school_id, today)
    for one in named:
        if (one.review.year, one.review.merit) != (told.year, told.merit):
            of = f"năm học {one.review.year_name}, {one.review.get_merit_display()}"
            raise ValidationError({"year": f"{one.holder}: hồ sơ thuộc đợt xét {of}. Thầy/cô chọn đúng, hoặc ghi riêng."})
    holders = [(one.code, one.holder_kind, one.holder.pk) for one in told.awarded]
    if twice := next((one for one, key in zip(told.awarded, holders, strict=True) if holders.count(key) > 1), None):
        raise ValidationError(f"{twice.holder}: có hai hồ sơ {twice.honor_name}, mỗi quyết định chỉ ghi một.")


def _check_dossiers(named: Sequence[Dossier], school_id: int, today: date) -> None:
    """The council passed them, they went up, and nobody has entered an answer."""
    held: list[Dossier] = lock_all(named)  # of two who enter one dossier at the same moment the second is told so
    if any(one.school_id != school_id or one.state != DossierState.AWARDED for one in held):
        raise ValidationError("Chỉ ghi kết quả của hồ sơ mà hội đồng đã đề nghị khen.")
    _refuse_own(named, school_id, today)
    if taken := claims(named).first():
        raise ValidationError(f"{taken.holder_name}: hồ sơ đã có quyết định khen: {taken.decision}.")
    if answered := Refusal.objects.filter(dossier__in=[one.pk for one in named]).select_related("dossier").first():
        raise ValidationError(f"{answered}: đã ghi là cấp trên không khen.")


def _refuse_own(named: Sequence[Dossier], school_id: int, today: date) -> None:
    """What the principal decides on never went up."""
    above = {one.pk for one in decided_above(named, school_id, today)}
    if own := next((one for one in named if one.pk not in above), None):
        raise ValidationError(f"{own.holder}: {own.honor_name} do Hiệu trưởng quyết định. {OF_THE_PRINCIPAL}")


def _lines(decision: AwardDecision, told: SuperiorsDecision) -> list[AwardLine]:
    """By the law of the day of the decision; the honor of a dossier is called as the dossier calls it."""
    law = law_of(decision, told.decided_on)
    dossiers = full(Dossier.objects.filter(pk__in=[one.pk for one in told.awarded])).order_by("sort_key", "pk")
    lines = [line_of_dossier(decision, one, law.get(one.code)) for one in dossiers]
    for one in told.others:
        honor = law.get(one.code)
        if honor is None or not fits(honor, kind_of(one.holder)) or one.holder.school_id != decision.school_id:
            raise ValidationError({"code": f"{one.holder}: danh hiệu, hình thức này không dành cho đối tượng ấy."})
        if honor.authority == PRINCIPAL:
            raise ValidationError({"code": f"{one.holder}: {honor.name} do Hiệu trưởng quyết định. {OF_THE_PRINCIPAL}"})
        lines.append(line_of_holder(decision, one.holder, honor, one.citation))
    return lines


def _tie_known(decision: AwardDecision, lines: Sequence[AwardLine]) -> None:
    for line in lines:
        if line.outsider is None:
            row = NewEntry(
                holder=line.holder,  # type: ignore[arg-type]  # never an outsider
                code=line.code, year=decision.year, source=Source.BY_SUPERIOR, decision_number=decision.number,
            )  # fmt: skip
            found = known_line(row)
            line.entry = None if found is None or AwardLine.objects.filter(entry=found).exists() else found
            line.was_known = line.entry is not None
    AwardLine.objects.bulk_update([line for line in lines if line.entry], ["entry", "was_known"])
