"""In giấy khen: asked for by somebody, drawn as one file, and marked as printed with the blanks that it took."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from awards.certificates.drawing.sheets import overprint_pdf, plain_pdf
from awards.certificates.enums import Purpose
from awards.certificates.flows import RUN_FLOW
from awards.certificates.models import Blank, Certificate, PrintedSheet, Printer, PrintRun, RunFile
from awards.certificates.policies import can_print
from awards.certificates.queries import HELD, design_of, sheets_of
from awards.decisions.models import AwardLine
from thiduakt.audit.services import record
from thiduakt.files.evidence import forget
from thiduakt.files.storage import store
from thiduakt.files.uploads import PDF_TYPE
from thiduakt.school.models import User
from thiduakt.vietnamese import listed
from thiduakt.workflow import MoveRefusedError, perform

MOST = 5_000  # sheets in one file: more than any school gives in a year
KEPT = timedelta(days=60)  # of a drawn file: the decision and the books are kept, and draw it anew


@dataclass(frozen=True, slots=True)
class How:
    """On what, why, and by which printer."""

    purpose: Purpose = Purpose.FIRST
    note: str = ""
    blank: Blank | None = None
    printer: Printer | None = None


@transaction.atomic
def start_run(lines: Sequence[AwardLine], *, name: str, how: How, actor: User, at: datetime) -> PrintRun:
    """In the order of `lines`, which may be of several decisions; what has no certificate, or none in force, is left out."""
    places = {line.pk: place for place, line in enumerate(lines)}
    found = Certificate.objects.filter(line__in=places).select_related(*HELD)
    standing = sorted((one for one in found if one.line.stands), key=lambda one: places[one.line_id])
    if any(not can_print(actor, one, at) for one in standing):
        raise PermissionDenied
    if not standing:
        raise MoveRefusedError("Chưa chọn giấy khen nào còn hiệu lực để in.")
    if len(standing) > MOST:
        raise MoveRefusedError(f"Mỗi lần in tới {MOST} tờ. Thầy/cô chia thành nhiều lần.")
    if how.purpose in Purpose.TOLD_WHY and not how.note.strip():
        raise ValidationError({"note": "Cấp lại thì ghi lý do, người đề nghị."})
    run = PrintRun.objects.create(
        school_id=standing[0].school_id, name=name, purpose=how.purpose, note=how.note, blank=how.blank,
        printer=how.printer if how.blank else None, total=len(standing), requested_by=actor, requested_at=at,
    )  # fmt: skip
    PrintedSheet.objects.bulk_create(
        PrintedSheet(run=run, certificate=one, position=place) for place, one in enumerate(standing, 1)
    )
    record(
        actor=actor, verb="print_run.add", target=run, at=at, reason=run.note,
        changes={"mục đích": run.purpose, "số tờ": run.total, "phôi": run.blank_id},
    )  # fmt: skip
    return run


def draw_run(run: PrintRun, *, at: datetime) -> None:
    """Outside of any transaction, for it takes a while; whoever asked for it acts."""
    asker = run.requested_by
    try:
        content = _drawn(run)
    except ValidationError as refusal:
        told = {"failure": " ".join(refusal.messages)[:500]}
        perform(RUN_FLOW, run, "fail", actor=asker, at=at, settle=lambda _: told)
        return
    sha256 = store(content, folder=RunFile.FOLDER)
    with transaction.atomic():
        drawn = {"done": run.total, "failure": ""}
        perform(RUN_FLOW, run, "draw", actor=asker, at=at, settle=lambda _: drawn)
        RunFile.objects.update_or_create(
            run=run,
            defaults={
                "original_name": "giay-khen.pdf", "content_type": PDF_TYPE, "size": len(content), "sha256": sha256,
                "uploaded_by": asker, "uploaded_at": at,
            },
        )  # fmt: skip


def retry(run: PrintRun, *, actor: User, at: datetime) -> PrintRun:
    return perform(RUN_FLOW, run, "retry", actor=actor, at=at, settle=lambda _: {"done": 0, "failure": ""})


def confirm_run(run: PrintRun, *, spoiled: int, reason: str, actor: User, at: datetime) -> PrintRun:
    """`spoiled`: blanks that were lost beside those that were used."""
    if spoiled and not run.blank_id:
        raise ValidationError({"spoiled": "Lần in này không dùng phôi, không có phôi hỏng."})
    if spoiled and not reason.strip():
        raise ValidationError({"spoiled_reason": "Có phôi hỏng thì ghi lý do, để đối chiếu số phôi."})
    settled = {"spoiled": spoiled, "spoiled_reason": reason.strip() if spoiled else "", "printed_at": at}
    return perform(RUN_FLOW, run, "confirm", actor=actor, at=at, settle=lambda _: settled)


def clear_files(*, at: datetime) -> int:
    """A file names many people, some of them children: it is not kept beyond its use. Returns how many went."""
    old = list(RunFile.objects.filter(uploaded_at__lt=at - KEPT))
    for one in old:
        one.delete()
        forget(RunFile, one.sha256)
    return len(old)


def refuse_ended(certificates: Iterable[Certificate]) -> None:
    """Nothing is drawn of an award that was taken back meanwhile."""
    if gone := [one.line.holder_name for one in certificates if not one.line.stands]:
        raise ValidationError(f"Khen thưởng của {listed(gone[:5])} đã hủy hoặc được thay thế. Thầy/cô lập lần in mới.")


def _drawn(run: PrintRun) -> bytes:
    found = list(Certificate.objects.filter(sheets__run=run).select_related(*HELD).order_by("sheets__position"))
    refuse_ended(found)
    design = design_of(run.school)
    sheets = sheets_of(found, design)

    def tell(done: int) -> None:
        PrintRun.objects.filter(pk=run.pk).update(done=done)

    if run.blank is not None:
        places = {one.field: one.place for one in run.blank.places.filter(is_shown=True)}
        shift = run.printer.shift if run.printer else (0, 0)
        return overprint_pdf(sheets, places, title=run.name, shift=shift, tell=tell)
    emblem = design.emblem.read() if design and hasattr(design, "emblem") else None
    return plain_pdf(sheets, title=run.name, emblem=emblem, tell=tell)
