"""Kế hoạch: reading one from text, starting an empty one, changing it, writing the one that takes its place."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from campaigns.models import Plan
from campaigns.policies import why_not_replaced
from thiduakt.audit.services import record
from thiduakt.documents.composing import CAPACITIES
from thiduakt.documents.kinds import Kind
from thiduakt.documents.models import Document
from thiduakt.documents.reading import Doubt, Reading
from thiduakt.documents.services.drafting import create_draft, discard_draft, edit_draft
from thiduakt.school.models import Letterhead, Person, SchoolYear, User
from thiduakt.school.queries import holders, school_year_on
from thiduakt.vietnamese import fold
from thiduakt.workflow import lock

# The frame of every plan (NĐ 30/2020/NĐ-CP leaves it free, practice does not); the places to fill hold back the signing.
SKELETON = """
<h2>MỤC ĐÍCH, YÊU CẦU</h2><h3>Mục đích</h3><p>[CẦN BỔ SUNG: mục đích của kế hoạch]</p>
<h3>Yêu cầu</h3><p>[CẦN BỔ SUNG: yêu cầu khi thực hiện]</p>
<h2>NỘI DUNG</h2><p>[CẦN BỔ SUNG: các phong trào, chỉ tiêu, thời gian]</p>
<h2>TỔ CHỨC THỰC HIỆN</h2><p>[CẦN BỔ SUNG: ai làm việc gì, khi nào xong]</p>
"""


@transaction.atomic
def start_plan(*, year: int, subject: str, dated_on: date, actor: User, at: datetime, **content: Any) -> Plan:
    """An own draft for `year`. `content` takes the fields of a document's draft, `source_text` and `doubts`."""
    source_text, doubts = content.pop("source_text", ""), content.pop("doubts", [])
    content.setdefault("signer", principal_on(actor.school_id, dated_on))
    document = create_draft(Kind.PLAN, subject=subject, dated_on=dated_on, actor=actor, at=at, **content)
    plan = Plan(
        document=document,
        school_id=actor.school_id,
        year=year,
        school_year=_school_year(document, year),
        source_text=source_text,
        doubts=doubts,
    )
    plan.full_clean()
    plan.save()
    return plan


def start_empty_plan(*, year: int, subject: str, dated_on: date, actor: User, at: datetime) -> Plan:
    return start_plan(
        year=year, subject=subject, dated_on=dated_on, body=SKELETON, recipients=["Lưu: VT"], actor=actor, at=at
    )


@transaction.atomic
def start_replacement(plan: Plan, *, actor: User, at: datetime) -> Plan:
    """A draft that begins as a copy of an issued plan; issuing it will end the older one."""
    older = lock(plan.document)
    if refusals := why_not_replaced(older):
        raise ValidationError(refusals)
    return start_plan(
        year=plan.year,
        subject=older.subject,
        dated_on=timezone.localdate(at),
        bases=older.bases,
        body=older.body,
        recipients=older.recipients,
        replaces=older,
        actor=actor,
        at=at,
    )


@transaction.atomic
def edit_plan(plan: Plan, *, year: int, changes: dict[str, Any], version: int, actor: User, at: datetime) -> Plan:
    """`changes` are fields of the document's draft as it was at `version`; the year is of that version too."""
    document = edit_draft(plan.document, changes=changes, version=version, actor=actor, at=at)
    stored = Plan.objects.get(pk=plan.pk)
    before, stored.document = stored.year, document
    stored.year, stored.school_year = year, _school_year(document, year)
    stored.full_clean()
    stored.save()
    if year != before:
        if document.version == version:
            document.version += 1
            document.save(update_fields=["version"])
        record(actor=actor, verb="document.edit", target=document, at=at, changes={"year": [before, year]})
    return stored


@transaction.atomic
def discard_plan(plan: Plan, *, actor: User, at: datetime) -> None:
    """Bỏ bản nháp of a plan, whole. What is refused to the document brings the plan back."""
    Plan.objects.filter(pk=plan.pk).delete()
    discard_draft(plan.document, actor=actor, at=at)


def plan_from_reading(reading: Reading, *, source_text: str, year: int, actor: User, at: datetime) -> Plan:
    """A draft of what was read. What the school's own records decide (header, number, signer) is taken from there."""
    if refusal := why_no_plan(reading):
        raise ValidationError(refusal)
    dated_on = _day(reading, year, at)
    signer = _named_signer(actor.school_id, reading.signer_name)
    doubts = doubts_about(reading, year=year, school_id=actor.school_id, at=at)
    return start_plan(
        year=year,
        subject=reading.subject or f"Công tác thi đua, khen thưởng năm {year}",
        dated_on=dated_on,
        bases=list(reading.bases),
        body=reading.body + reading.appendix,
        recipients=list(reading.recipients),
        signer=signer or principal_on(actor.school_id, dated_on),
        source_text=source_text,
        doubts=[{"line": doubt.line_number, "text": doubt.text, "reason": doubt.reason} for doubt in doubts],
        actor=actor,
        at=at,
    )


def why_no_plan(reading: Reading) -> str:
    """A paper of another kind is not read into a plan; one that does not say its kind may be one."""
    if reading.kind in {None, Kind.PLAN}:
        return ""
    return f"Văn bản này là {reading.kind.label.lower()}, không phải kế hoạch. Ở đây chỉ nhập được kế hoạch."


def doubts_about(reading: Reading, *, year: int, school_id: int, at: datetime) -> list[Doubt]:
    """What the reader doubts, and what does not agree with the year and with the records of the school."""
    dated_on = _day(reading, year, at)
    doubts = [*reading.doubts, *_foreign_marks(reading, school_id, dated_on)]
    if year not in reading.years:
        reason = f"Năm {year} không có trong trích yếu và ngày của văn bản; thầy/cô xem lại năm của kế hoạch."
        doubts.append(Doubt(None, "", reason))
    if far := why_day_is_odd(year, dated_on):
        doubts.append(Doubt(None, "", far))
    if reading.signer_name and _named_signer(school_id, reading.signer_name) is None:
        reason = "Không có ai tên này trong danh sách viên chức; người ký được để là hiệu trưởng."
        doubts.append(Doubt(None, reading.signer_name, reason))
    if reading.number is not None:
        reason = "Số này chỉ để đối chiếu: số của văn bản do văn thư cấp khi ban hành."
        doubts.append(Doubt(None, reading.number_text, reason))
    if reading.appendix:
        doubts.append(Doubt(None, "", "Phần đứng sau chữ ký được đưa xuống cuối nội dung, thầy/cô xem lại."))
    return doubts


def why_day_is_odd(year: int, dated_on: date) -> str:
    """A day more than a year away from the year of the plan is mostly a slip, and yet lawful."""
    if abs(dated_on.year - year) <= 1:
        return ""
    return f"Ngày dự kiến ban hành {dated_on:%d/%m/%Y} cách xa năm của kế hoạch ({year}); thầy/cô xem lại."


def principal_on(school_id: int, day: date) -> Person | None:
    """Who signs for the school that day, the principal before a deputy."""
    return next((held.person for held in holders(school_id, set(CAPACITIES), day)), None)


def _day(reading: Reading, year: int, at: datetime) -> date:
    today = timezone.localdate(at)
    return reading.dated or (today if year == today.year else date(year, 1, 1))


def _foreign_marks(reading: Reading, school_id: int, day: date) -> list[Doubt]:
    """Name and office code that are not the school's own of that day: the paper may be another school's."""
    letterhead = Letterhead.objects.filter(school=school_id, valid_from__lte=day).order_by("-valid_from").first()
    if letterhead is None:
        return []
    doubts = []
    names, own = " ".join((*reading.parent_lines, *reading.issuer_lines)), " ".join(letterhead.issuer_lines.split())
    if reading.issuer_lines and fold(own) not in fold(names):
        reason = f"Cơ quan ban hành không phải {own}; thầy/cô xem lại đây có phải văn bản của trường mình."
        doubts.append(Doubt(None, " ".join(reading.issuer_lines), reason))
    code = reading.symbol.partition("-")[2]
    if code and f"-{letterhead.office_code}-" not in f"-{code}-":
        reason = (
            f"Chữ viết tắt “{code}” không phải của trường ({letterhead.office_code}); "
            "thầy/cô xem lại đây có phải văn bản của trường mình."
        )
        doubts.append(Doubt(None, reading.number_text, reason))
    return doubts


def _school_year(document: Document, year: int) -> SchoolYear | None:
    """Of the day it is dated; what replaces a plan of the same year belongs to the school year of that plan."""
    older = Plan.objects.filter(document=document.replaces_id, year=year).first() if document.replaces_id else None
    return older.school_year if older else school_year_on(document.school, document.dated_on)


def _named_signer(school_id: int, name: str) -> Person | None:
    wanted = fold(name)
    people = Person.objects.filter(school=school_id) if wanted else ()
    return next((person for person in people if fold(person.full_name) == wanted), None)
