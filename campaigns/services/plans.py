"""Kế hoạch: reading one from text, starting an empty one, changing it, writing the one that takes its place."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from campaigns.models import Plan
from thiduakt.audit.services import record
from thiduakt.documents.flows import SIGNING_ROLES
from thiduakt.documents.kinds import Kind
from thiduakt.documents.reading import Doubt, Reading
from thiduakt.documents.services.drafting import create_draft, edit_draft
from thiduakt.school.models import Person, User
from thiduakt.school.queries import holders, school_year_on
from thiduakt.vietnamese import fold

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
        school_year=school_year_on(actor.school, dated_on),
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
    older = plan.document
    if older.replaced_by.exists():
        raise ValidationError("Đã có bản thay thế đang soạn cho kế hoạch này.")
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
    """`changes` are fields of the document's draft as it was at `version`."""
    document = edit_draft(plan.document, changes=changes, version=version, actor=actor, at=at)
    before, plan.document = plan.year, document
    plan.year, plan.school_year = year, school_year_on(actor.school, document.dated_on)
    plan.full_clean()
    plan.save()
    if year != before:
        record(actor=actor, verb="document.edit", target=document, at=at, changes={"year": [before, year]})
    return plan


def plan_from_reading(reading: Reading, *, source_text: str, year: int, actor: User, at: datetime) -> Plan:
    """A draft of what was read. What the school's own records decide (header, number, signer) is taken from there."""
    if reading.kind not in {None, Kind.PLAN}:
        raise ValidationError(f"Văn bản này là {reading.kind.label.lower()}, không phải kế hoạch.")
    dated_on = reading.dated or timezone.localdate(at).replace(year=year)
    doubts = list(reading.doubts)
    signer = _named_signer(actor.school_id, reading.signer_name)
    if reading.signer_name and signer is None:
        reason = "Không có ai tên này trong danh sách viên chức; người ký được để là hiệu trưởng."
        doubts.append(Doubt(None, reading.signer_name, reason))
    if reading.number is not None:
        doubts.append(
            Doubt(None, reading.number_text, "Số này chỉ để đối chiếu: số của văn bản do văn thư cấp khi ban hành.")
        )
    if reading.appendix:
        doubts.append(Doubt(None, "", "Phần đứng sau chữ ký được đưa xuống cuối nội dung, thầy/cô xem lại."))
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


def principal_on(school_id: int, day: date) -> Person | None:
    """Who signs for the school that day, the principal before a deputy."""
    return next((held.person for held in holders(school_id, SIGNING_ROLES, day)), None)


def _named_signer(school_id: int, name: str) -> Person | None:
    wanted = fold(name)
    people = Person.objects.filter(school=school_id) if wanted else ()
    return next((person for person in people if fold(person.full_name) == wanted), None)
