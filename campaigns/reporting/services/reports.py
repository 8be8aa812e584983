"""Báo cáo: starting one from a plan, taking its figures anew, throwing a draft away."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from campaigns.plans.models import Plan
from campaigns.reporting.drafting import body, results
from campaigns.reporting.enums import ReportKind
from campaigns.reporting.figures import Period, take
from campaigns.reporting.models import Report
from thiduakt.audit.services import record
from thiduakt.documents import policies
from thiduakt.documents.composing import usual_signer
from thiduakt.documents.kinds import Kind
from thiduakt.documents.models import Document
from thiduakt.documents.services.appendices import attach
from thiduakt.documents.services.drafting import create_draft, discard_draft
from thiduakt.permissions import require
from thiduakt.school.models import User
from thiduakt.vietnamese import official_date, one_line
from thiduakt.workflow import GoneError, MoveRefusedError, hold

RECIPIENTS = ["Hội đồng Thi đua - Khen thưởng (để b/c)", "Các tổ chuyên môn", "Lưu: VT, HSTĐKT"]


@transaction.atomic
def start_report(
    plan: Plan, *, kind: ReportKind, year: int, starts_on: date, ends_on: date, dated_on: date, actor: User, at: datetime
) -> Report:
    """A draft about a plan of the own school, issued here or on paper, with its figures and the table of its targets."""
    require(actor, "report.draft", on=timezone.localdate(at))
    if plan.school_id != actor.school_id:
        raise PermissionDenied
    if ends_on < starts_on:
        raise ValidationError({"ends_on": "Ngày cuối kỳ báo cáo không được trước ngày đầu kỳ."})
    period = Period(plan, year, starts_on, ends_on)
    figures = take(period)
    paper = create_draft(
        Kind.REPORT,
        subject=f"{kind.label.capitalize()} công tác thi đua, khen thưởng năm {plan.year}",
        dated_on=dated_on,
        bases=_bases(plan),
        body=body(kind, period, figures),
        recipients=RECIPIENTS,
        signer=usual_signer(actor.school_id, dated_on),
        actor=actor,
        at=at,
    )
    report = Report(
        document=paper, school_id=actor.school_id, plan=plan, kind=kind, year=year, starts_on=starts_on, ends_on=ends_on,
        figures=[figure.to_dict() for figure in figures], taken_at=at,
    )  # fmt: skip
    report.full_clean()
    report.save()
    _attach_results(paper, period, actor=actor, at=at)
    return report


@transaction.atomic
def start_replacement(report: Report, *, actor: User, at: datetime) -> Report:
    """A draft with the words of an issued report and the figures of today: where both differ, the proof-reader tells it.

    Issuing it will end the older one.
    """
    older = hold(report.document, policies.can_end, actor=actor, at=at)
    if refusals := policies.why_not_ended(older):
        raise ValidationError(refusals)
    stored = Report.objects.select_related("plan__document__replaces", "plan__school").get(pk=report.pk)
    paper = create_draft(
        Kind.REPORT,
        subject=older.subject,
        dated_on=timezone.localdate(at),
        bases=older.bases,
        addressees=older.addressees,
        body=older.body,
        recipients=older.recipients,
        signer=usual_signer(actor.school_id, timezone.localdate(at)),
        replaces=older,
        actor=actor,
        at=at,
    )
    newer = Report(
        document=paper, school_id=stored.school_id, plan=stored.plan, kind=stored.kind, year=stored.year,
        starts_on=stored.starts_on, ends_on=stored.ends_on, figures=stored.figures, taken_at=stored.taken_at,
    )  # fmt: skip
    newer.full_clean(exclude=["plan"])  # its draft may have been thrown away since
    newer.save()
    return retake(newer, actor=actor, at=at) if stored.plan else newer


@transaction.atomic
def retake(report: Report, *, actor: User, at: datetime) -> Report:
    """Lấy lại số liệu: the newer stand beside the older. The words stay as they are; the appendix is the data itself."""
    document = hold(report.document, policies.can_edit, actor=actor, at=at)
    if not document.is_editable:
        raise MoveRefusedError(f"Báo cáo đang ở trạng thái “{document.get_state_display()}”, không lấy lại số liệu được.")
    stored = Report.objects.select_related("plan__document__replaces", "plan__school").filter(pk=report.pk).first()
    if stored is None:
        raise GoneError(report)
    if stored.plan is None:
        raise MoveRefusedError("Bản nháp kế hoạch của báo cáo đã bỏ, không lấy lại số liệu được.")
    period = Period(stored.plan, stored.year, stored.starts_on, stored.ends_on)
    stored.older_figures, stored.older_taken_at = stored.figures, stored.taken_at
    stored.figures, stored.taken_at = [figure.to_dict() for figure in take(period)], at
    stored.save(update_fields=["figures", "taken_at", "older_figures", "older_taken_at"])
    record(actor=actor, verb="report.retake", target=document, at=at)
    _attach_results(document, period, actor=actor, at=at)
    return stored


@transaction.atomic
def discard_report(report: Report, *, actor: User, at: datetime) -> None:
    """Bỏ bản nháp, whole. What is refused to the document brings the report back."""
    Report.objects.filter(pk=report.pk).delete()
    discard_draft(report.document, actor=actor, at=at)


def _bases(plan: Plan) -> list[str]:
    """The plan itself, once it has a number; one issued on paper whoever drafts cites."""
    document = plan.document
    if not document.is_numbered or document.issued_on is None:
        return []
    subject = one_line(document.subject)
    about = f"về {subject[:1].lower()}{subject[1:]}"
    return [f"Căn cứ {document} {official_date(document.issued_on)} của {plan.school} {about}."]


def _attach_results(document: Document, period: Period, *, actor: User, at: datetime) -> None:
    appendix = results(period)
    if appendix.table and appendix.table.rows:
        attach(document, [appendix], actor=actor, at=at)
