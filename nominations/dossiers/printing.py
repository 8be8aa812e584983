"""Báo cáo thành tích as a paper: unnumbered, signed by who reports and confirmed by the head (Phụ lục of NĐ 98, NĐ 152)."""

from datetime import date
from html import escape

from nominations.dossiers.enums import NomineeKind
from nominations.dossiers.models import Dossier
from nominations.writings.queries import body_of
from thiduakt.catalog.enums import HonorKind
from thiduakt.documents.composing import CAPACITIES, usual_signer
from thiduakt.documents.kinds import Kind
from thiduakt.documents.paper import Paper, Signature, SignatureRow
from thiduakt.documents.rendering.docx import paper_docx
from thiduakt.documents.rendering.html import paper_html
from thiduakt.documents.rendering.sandbox import render
from thiduakt.ledger.queries import named_honors
from thiduakt.permissions import Role
from thiduakt.school.models import Letterhead
from thiduakt.school.queries import holders

SEALED, SIGNED = "(Ký, đóng dấu)", "(Ký, ghi rõ họ và tên)"
END = "./.</p>"


def report_paper(dossier: Dossier, *, dated: date) -> Paper:
    """As it stands. ValidationError: the school had no letterhead on that day."""
    letterhead = Letterhead.objects.on(dossier.school_id, dated)
    return Paper(
        kind=Kind.REPORT,
        subject=f"Thành tích đề nghị tặng {named(dossier)} năm học {dossier.review.year_name}",
        parent_lines=tuple(letterhead.parent_lines.splitlines()),
        issuer_lines=tuple(letterhead.issuer_lines.splitlines()),
        place=letterhead.place,
        dated=dated,
        body=_body(dossier),
        signatures=_signatures(dossier, dated),
        issuer_name=dossier.school.name,
    )


def report_file(dossier: Dossier, form: str, *, dated: date) -> bytes:
    paper = report_paper(dossier, dated=dated)
    return render(paper_html(paper)) if form == "pdf" else paper_docx(paper)


def named(dossier: Dossier) -> str:
    """“danh hiệu “Lao động tiên tiến””, “Giấy khen”: as a sentence goes on."""
    known = named_honors(dossier.school_id).get(dossier.code)
    is_title = known is not None and known.kind in {HonorKind.TITLE, HonorKind.LOCAL_TITLE}
    return f"danh hiệu “{dossier.honor_name}”" if is_title else dossier.honor_name


def _body(dossier: Dossier) -> str:
    """With the mark that ends every official text."""
    body = body_of(dossier.report) if dossier.report else ""
    if body.endswith(END):
        return body
    told = escape(f"{dossier.holder} kính đề nghị xem xét, tặng {named(dossier)}", quote=False)
    return f"{body}<p>{told}{END}"


def _signatures(dossier: Dossier, day: date) -> tuple[SignatureRow, ...]:
    """The principal confirms everybody's report but the own and the school's; whoever sends it on confirms them all."""
    principal = usual_signer(dossier.school_id, day)
    sent_on = Signature(capacity=("XÁC NHẬN CỦA", "CẤP TRÌNH KHEN"), name="", note=SEALED)
    if dossier.holder_kind == NomineeKind.SCHOOL:
        name = principal.full_name if principal else ""
        return (SignatureRow(left=sent_on, right=Signature(capacity=CAPACITIES[Role.PRINCIPAL], name=name, note=SEALED)),)
    reporter = _reporter(dossier, day)
    if principal is None or dossier.person_id == principal.pk:
        return (SignatureRow(left=sent_on, right=reporter),)
    confirmed = Signature(capacity=("XÁC NHẬN CỦA", "THỦ TRƯỞNG ĐƠN VỊ"), name=principal.full_name, note=SEALED)
    return SignatureRow(left=confirmed, right=reporter), SignatureRow(left=sent_on)


def _reporter(dossier: Dossier, day: date) -> Signature:
    """The person it is about; the head of the tổ; of a class, a pupil or somebody from outside whoever wrote it."""
    if dossier.group:
        heads = holders(dossier.school_id, {Role.GROUP_HEAD}, day)
        name = next((held.person.full_name for held in heads if held.person.group_id == dossier.group_id), "")
        return Signature(capacity=("TỔ TRƯỞNG",), name=name, note=SIGNED)
    name = dossier.person.full_name if dossier.person else str(dossier.written_by)
    return Signature(capacity=("NGƯỜI BÁO CÁO THÀNH TÍCH",), name=name, note=SIGNED)
