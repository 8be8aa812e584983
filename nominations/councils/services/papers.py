"""Quyết định thành lập, kiện toàn: a draft of an official paper with its list, edited, signed and issued like any other."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from nominations.councils.composition import law_of
from nominations.councils.enums import CouncilKind
from nominations.councils.flows import missing_of_council, missing_of_renewal
from nominations.councils.models import Council, Renewal
from nominations.councils.policies import can_manage
from nominations.councils.printing import decision_cited, founding_body, list_of_members, renewal_body
from nominations.councils.queries import proposed_seats
from thiduakt.audit.services import record
from thiduakt.catalog.basis import basis_lines
from thiduakt.catalog.models import LegalText
from thiduakt.catalog.rulebook import regime_on
from thiduakt.documents.composing import usual_signer
from thiduakt.documents.kinds import Kind
from thiduakt.documents.models import Document
from thiduakt.documents.services.appendices import attach
from thiduakt.documents.services.drafting import create_draft
from thiduakt.school.models import User
from thiduakt.vietnamese import one_line
from thiduakt.workflow import MoveRefusedError, hold

RECIPIENTS = ("Như Điều 3", "Lưu: VT, HSTĐKT")
OLD_LAW, PRESENT_LAW, INITIATIVES = "15/2003/QH11", "06/2022/QH15", "13/2012/NĐ-CP"
OLD_REGIME = "A_2003"


def draft_founding(council: Council, *, actor: User, at: datetime) -> Document:
    return _draft(council, f"Về việc thành lập {council}", actor, at)


def draft_renewing(renewal: Renewal, *, actor: User, at: datetime) -> Document:
    return _draft(renewal, f"Về việc kiện toàn {renewal.council}", actor, at)


@transaction.atomic
def _draft(row: Council | Renewal, subject: str, actor: User, at: datetime) -> Document:
    held = hold(row, can_manage, actor=actor, at=at)
    if not held.is_draft:
        raise MoveRefusedError("Danh sách này đã có hiệu lực, không soạn quyết định nữa.")
    if held.decision:
        raise MoveRefusedError("Đã có bản nháp quyết định. Thầy/cô mở bản ấy để sửa tiếp.")
    if missing := missing_of(held):
        raise MoveRefusedError(list(missing))
    council, today = council_of(held), timezone.localdate(at)
    body = founding_body(held) if isinstance(held, Council) else renewal_body(held)
    paper = create_draft(
        Kind.DECISION, subject=subject, dated_on=today, bases=bases_of(council, held, today), body=body,
        recipients=list(RECIPIENTS), signer=usual_signer(council.school_id, today), actor=actor, at=at,
    )  # fmt: skip
    paper = attach(paper, [list_of_members(council, proposed_seats(held))], actor=actor, at=at)
    held.decision, held.version = paper, held.version + 1
    held.save(update_fields=["decision", "version"])
    record(actor=actor, verb="council.decision", target=council, at=at, changes={"văn bản": paper.pk})
    return paper


def keep_list(row: Council | Renewal, *, actor: User, at: datetime) -> None:
    """The list of the draft decision is that of the council; once it is before the signer neither changes."""
    paper = row.decision
    if paper is None:
        return
    if not paper.is_editable:
        raise MoveRefusedError(
            f"Quyết định {paper.get_state_display()} nên danh sách giữ nguyên. Thầy/cô rút lại quyết định trước khi sửa."
        )
    attach(paper, [list_of_members(council_of(row), proposed_seats(row))], actor=actor, at=at)


def refuse_undecided(row: Council | Renewal, named: str, begins_on: date, at: datetime) -> None:
    """Of a decision issued elsewhere: it has a name, its day has come, and none is being written here."""
    if row.decision:
        raise MoveRefusedError("Đang có bản nháp quyết định trong hệ thống. Thầy/cô ban hành, hoặc bỏ bản nháp ấy trước.")
    if not one_line(named):
        raise ValidationError({"named": "Thầy/cô ghi số, ngày của quyết định."})
    if begins_on > timezone.localdate(at):
        raise ValidationError({"begins_on": "Ngày của quyết định không được sau hôm nay."})


def missing_of(row: Council | Renewal) -> list[str]:
    return missing_of_council(row) if isinstance(row, Council) else missing_of_renewal(row)


def council_of(row: Council | Renewal) -> Council:
    return row if isinstance(row, Council) else row.council


def bases_of(council: Council, row: Council | Renewal, day: date) -> list[str]:
    """Căn cứ: the law, the statute of the school, of a renewal the decision before it; a text not on record is looked up."""
    numbers = []
    if council.kind == CouncilKind.AWARDS:
        numbers.append(OLD_LAW if regime_on(day).code == OLD_REGIME else PRESENT_LAW)
    if council.kind == CouncilKind.INITIATIVES:
        numbers.append(INITIATIVES)
    found = {text.number: text for text in LegalText.objects.filter(school__isnull=True, number__in=numbers)}
    lines = basis_lines((found[number] for number in numbers if number in found), council.school_id)
    if law := law_of(council):
        lines.append(statute_line(law.basis, council.school_id))
    if isinstance(row, Renewal):
        done = "kiện toàn" if council.renewals.filter(begins_on__isnull=False).exists() else "thành lập"
        lines.append(f"Căn cứ {decision_cited(council)} về việc {done} {council};")
    return [*lines, "Xét yêu cầu nhiệm vụ và thành phần của Hội đồng."]


def statute_line(basis: str, school_id: int) -> str:
    """“TT 52/2020/TT-BGDĐT, Điều 11.1” names the text by its number."""
    number = basis.partition(",")[0].partition(" ")[2]
    found = LegalText.objects.filter(school__isnull=True, number=number)[:1]
    return next(iter(basis_lines(found, school_id)), f"Căn cứ {basis};")
