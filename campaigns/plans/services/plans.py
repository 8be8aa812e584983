"""Kế hoạch: starting an empty one, changing its year, writing the one that takes its place, throwing a draft away."""

import re
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from campaigns.plans.models import Plan
from thiduakt.audit.services import record
from thiduakt.documents import policies
from thiduakt.documents.composing import usual_signer
from thiduakt.documents.kinds import Kind
from thiduakt.documents.services.drafting import create_draft, discard_draft
from thiduakt.school.models import User
from thiduakt.vietnamese import listed
from thiduakt.workflow import MoveRefusedError, hold

# The frame of every plan (NĐ 30/2020/NĐ-CP leaves it free, practice does not); the places to fill hold back the signing.
SKELETON = """
<h2>MỤC ĐÍCH, YÊU CẦU</h2><h3>Mục đích</h3><p>[CẦN BỔ SUNG: mục đích của kế hoạch]</p>
<h3>Yêu cầu</h3><p>[CẦN BỔ SUNG: yêu cầu khi thực hiện]</p>
<h2>NỘI DUNG</h2><p>[CẦN BỔ SUNG: các phong trào, chỉ tiêu, thời gian]</p>
<h2>TỔ CHỨC THỰC HIỆN</h2><p>[CẦN BỔ SUNG: ai làm việc gì, khi nào xong]</p>
"""


@transaction.atomic
def start_plan(*, year: int, subject: str, dated_on: date, actor: User, at: datetime, **content: Any) -> Plan:
    """An own draft for `year`. `content` takes the fields of a document's draft, and `source_text`."""
    source_text = content.pop("source_text", "")
    content.setdefault("signer", usual_signer(actor.school_id, dated_on))
    document = create_draft(Kind.PLAN, subject=subject, dated_on=dated_on, actor=actor, at=at, **content)
    plan = Plan(document=document, school_id=actor.school_id, year=year, source_text=source_text)
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
    older = hold(plan.document, policies.can_end, actor=actor, at=at)
    if refusals := policies.why_not_ended(older):
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
def change_year(plan: Plan, *, year: int, actor: User, at: datetime) -> Plan:
    """The year a draft is for. What it says of that year stays as it is typed."""
    document = hold(plan.document, policies.can_edit, actor=actor, at=at)
    if not document.is_editable:
        raise MoveRefusedError(f"Kế hoạch đang ở trạng thái “{document.get_state_display()}”, không đổi năm được nữa.")
    stored = Plan.objects.get(pk=plan.pk)
    before, stored.year, stored.document = stored.year, year, document
    if year != before:
        stored.full_clean()
        stored.save(update_fields=["year"])
        record(actor=actor, verb="plan.change_year", target=document, at=at, changes={"year": [before, year]})
    return stored


@transaction.atomic
def discard_plan(plan: Plan, *, actor: User, at: datetime) -> None:
    """Bỏ bản nháp of a plan, whole. What is refused to the document brings the plan back."""
    Plan.objects.filter(pk=plan.pk).delete()
    discard_draft(plan.document, actor=actor, at=at)


def why_subject_is_odd(year: int, subject: str) -> str:
    """The trích yếu names years, and not the plan's: “năm 2023”, or “năm học 2023 - 2024”."""
    named = re.findall(r"(?<!\d)20\d\d(?!\d)", subject)
    if not named or str(year) in named:
        return ""
    return f"Trích yếu ghi năm {listed(named)}, kế hoạch là của năm {year}; thầy/cô xem lại."


def whats_odd(plan: Plan) -> list[str]:
    """What is lawful in a draft and yet mostly a slip. What replaces an issued plan is dated late by its nature."""
    document = plan.document
    day = "" if document.replaces_id else why_day_is_odd(plan.year, document.dated_on)
    return [sentence for sentence in (day, why_subject_is_odd(plan.year, document.subject)) if sentence]


def why_day_is_odd(year: int, dated_on: date) -> str:
    """A day more than a year away from the year of the plan is mostly a slip, and yet lawful."""
    if abs(dated_on.year - year) <= 1:
        return ""
    return f"Ngày dự kiến ban hành {dated_on:%d/%m/%Y} cách xa năm của kế hoạch ({year}); thầy/cô xem lại."
