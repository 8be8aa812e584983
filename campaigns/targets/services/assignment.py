"""Phụ lục phân công thực hiện: who does what of the plan by when, shown by what, checked by whom."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.core.exceptions import ValidationError

from campaigns.plans.models import Plan
from campaigns.targets.enums import TargetState
from campaigns.targets.models import Target
from campaigns.targets.queries import plan_and_older
from campaigns.targets.wording import measure_told
from thiduakt.documents.composing import standing_paper
from thiduakt.documents.models import Document
from thiduakt.documents.paper import Appendix, Column, Table
from thiduakt.documents.rendering.alone import landscape_pdf
from thiduakt.documents.services.appendices import attach
from thiduakt.school.models import User

TITLE = "Phân công thực hiện"
COLUMNS = (
    Column("TT", 5, "center"),
    Column("Nội dung, chỉ tiêu", 38),
    Column("Đơn vị, người thực hiện", 17),
    Column("Thời hạn", 10, "center"),
    Column("Minh chứng", 15),
    Column("Người kiểm tra", 15),
)


def assigned(plan: Plan) -> Sequence[Target]:
    """In the order of the plan; what the school no longer pursues is left out."""
    targets = Target.objects.filter(plan__in=plan_and_older(plan)).exclude(state=TargetState.DROPPED)
    return list(targets.with_owners().select_related("checker").order_by("position", "pk"))


def rows_of(targets: Sequence[Target]) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (
            str(place), f"{target.name} ({measure_told(target)})", str(target.owner), f"{target.due_on:%d/%m/%Y}",
            target.evidence_asked, str(target.checker or ""),
        )
        for place, target in enumerate(targets, start=1)
    )  # fmt: skip


def assignment(plan: Plan) -> Appendix:
    """ValidationError where there is nothing to assign: no empty table is printed."""
    targets = assigned(plan)
    if not targets:
        raise ValidationError(
            "Kế hoạch chưa có chỉ tiêu nào để phân công. Thầy/cô lập chỉ tiêu từ các câu của kế hoạch trước."
        )
    closing = f"Bảng này có {len(targets):02d} nội dung, chỉ tiêu./."
    table = Table(columns=COLUMNS, rows=rows_of(targets))
    return Appendix(title=TITLE, table=table, closing=closing, landscape=True)


def attach_assignment(plan: Plan, *, actor: User, at: datetime) -> Document:
    """Into a draft, in the place of an older one."""
    return attach(plan.document, [assignment(plan)], actor=actor, at=at)


def assignment_pdf(plan: Plan) -> bytes:
    """The appendix alone, tied to its plan by number and date: of an issued plan, which takes nothing in any more."""
    document = plan.document
    whole = standing_paper(document, is_draft=not document.is_numbered)
    alone = replace(whole, bases=(), body="", appendices=(assignment(plan),))
    return landscape_pdf(alone)
