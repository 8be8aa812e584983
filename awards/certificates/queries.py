"""What a certificate says, whether it stands, and how often it was printed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast
from urllib.parse import urljoin

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from awards.decisions.enums import DecisionOrigin, DecisionState
from awards.decisions.models import AwardDecision, AwardLine
from awards.decisions.printing import printed_honor
from thiduakt.counting import count_of
from thiduakt.documents.composing import standing_paper
from thiduakt.documents.models import TEXTS, Document
from thiduakt.documents.paper import Certificate as Words
from thiduakt.documents.paper import Paper, Signature
from thiduakt.permissions import WHOLE_SCHOOL, scopes
from thiduakt.routes import row_address
from thiduakt.school.models import School, User
from thiduakt.vietnamese import official_date

from .drawing.sheets import Sheet
from .enums import RunState
from .models import Certificate, Design, PrintedSheet, PrintRun

HELD = ("line__decision__school", "line__decision__document", "line__entry__ended_by", "line__cancellation__document")


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a certificate is in force; `by` tells the decision that ended it."""

    label: str
    by: str = ""
    is_valid: bool = False

    @property
    def level(self) -> str:
        return "success" if self.is_valid else "error"


IN_FORCE = Standing("Còn hiệu lực", is_valid=True)


def standing_of(line: AwardLine) -> Standing:
    """Asked each time: what was issued is never marked, the decision that ends it is."""
    if line.cancellation is not None and line.cancellation.is_in_force:
        return Standing("Đã thu hồi", _told(line.cancellation.document))
    if line.stands:
        return IN_FORCE
    newer = line.decision.replaced_by.filter(state__in=DecisionState.DECIDED).select_related("document").first()
    if newer is not None:
        return Standing("Đã thay thế", _told(newer.document))
    return Standing("Đã thu hồi")


def _told(paper: Document | None) -> str:
    return f"Quyết định số {paper.notation}, {official_date(paper.issued_on)}" if paper and paper.issued_on else ""


def words_of(line: AwardLine, paper: Paper, design: Design | None) -> Words:
    """What stands on it: names and the signature as the issued paper has them, the honor in the words of the school."""
    decision = line.decision
    own = next((one for one in design.wordings.all() if one.code == line.code), None) if design else None
    verb, title = (own.verb, own.title) if own else usual_words(line)
    return Words(
        awarding_title=(design.awarding_title if design else "") or paper.authority or f"HIỆU TRƯỞNG {decision.school}",
        verb=verb,
        title=title,
        recipient=line.holder_name,
        description=line.unit,
        achievement=line.citation or f"Năm học {decision.year_name.replace('–', ' - ')}",
        decision=decision.notation,
        decided=cast("date", decision.day),
        roll_number=line.position,
        place=paper.place,
        signature=(paper.signatures[0].right if paper.signatures else None) or Signature(("HIỆU TRƯỞNG",), ""),
    )


def usual_words(line: AwardLine) -> tuple[str, str]:
    """NĐ 98/2023/NĐ-CP, Điều 104: what is given, and its name in large letters."""
    return "TẶNG DANH HIỆU" if line.is_title else "TẶNG", honor_told(line).upper()


def honor_told(line: AwardLine) -> str:
    """As the decision prints it: “Giấy khen”, “Lao động tiên tiến”."""
    return printed_honor(line).removeprefix("danh hiệu ").strip("“”")


def check_url(certificate: Certificate) -> str:
    """Where its QR code leads."""
    return urljoin(f"{settings.SITE_URL}/", certificate.check_path.lstrip("/"))


def design_of(school: School) -> Design | None:
    return Design.objects.filter(school=school).select_related("emblem").prefetch_related("wordings").first()


def sheets_of(certificates: Iterable[Certificate], design: Design | None) -> list[Sheet]:
    """In the order given; each decision's paper is read once."""
    papers: dict[int, Paper] = {}
    sheets = []
    for one in certificates:
        decision = one.line.decision
        if decision.pk not in papers:
            papers[decision.pk] = standing_paper(cast("Document", decision.document))
        sheets.append(Sheet(words_of(one.line, papers[decision.pk], design), check_url(one)))
    return sheets


def drawn_of(lines: Sequence[AwardLine]) -> int:
    """Of these lines, how many certificates may be in somebody's hands: those whose file was drawn."""
    sheets = PrintedSheet.objects.filter(certificate__line__in=[line.pk for line in lines], run__state__in=RunState.DRAWN)
    return sheets.values("certificate").distinct().count()


def decisions_with_certificates(user: User, on: date) -> QuerySet[Any]:
    """Decisions issued here, with how many certificates they have and how many of these were printed."""
    certificates = Certificate.objects.visible_to(user, on)
    printed = PrintedSheet.objects.filter(run__state=RunState.PRINTED).values("certificate")
    found = AwardDecision.objects.filter(origin=DecisionOrigin.HERE, state__in=DecisionState.DECIDED, school=user.school_id)
    if not scopes(user, "certificate.print", on) & WHOLE_SCHOOL:
        return found.none()
    told = found.select_related("document", "school").defer(*(f"document__{name}" for name in TEXTS))
    return told.annotate(
        certificates=count_of(certificates, "line__decision"),
        printed=count_of(certificates.filter(pk__in=printed), "line__decision"),
    )


def certificates_of(decision: AwardDecision) -> QuerySet[Certificate]:
    """In the order of the list, with how often each was printed."""
    printed = PrintedSheet.objects.filter(run__state=RunState.PRINTED)
    found = Certificate.objects.filter(line__decision=decision).select_related(*HELD)
    return found.annotate(printed=count_of(printed, "certificate")).order_by("line__position", "pk")


def honors_worded(school: School) -> list[tuple[str, str, str, str]]:
    """(code, name, the usual line above, the usual large line) of each honor that a decision of the school gives."""
    lines = AwardLine.objects.filter(decision__school=school, decision__origin=DecisionOrigin.HERE)
    found = lines.order_by("code", "honor_name").values_list("code", "honor_name", "is_title").distinct()
    each = {code: AwardLine(code=code, honor_name=name, is_title=is_title) for code, name, is_title in found}
    return [(line.code, line.honor_name, *usual_words(line)) for line in each.values()]


def told_of(decision: AwardDecision, reader: User, at: datetime) -> list[dict[str, Any]]:
    """For the page of the decision: how many certificates it has, and where they are printed."""
    found = decisions_with_certificates(reader, timezone.localdate(at)).filter(pk=decision.pk).first()
    if found is None or not found.certificates:
        return []
    told = f"{found.certificates} giấy khen, đã in {found.printed}"
    return [{"label": "Giấy khen", "value": told, "url": row_address("certificates:decision", decision.pk)}]


def runs_of(decision: AwardDecision) -> QuerySet[PrintRun]:
    sheets = PrintedSheet.objects.filter(certificate__line__decision=decision)
    return PrintRun.objects.filter(pk__in=sheets.values("run")).select_related("blank", "requested_by__person")


def blanks_told(school: School) -> dict[int, tuple[int, int]]:
    """Of each blank how many were used, and how many of these were spoiled."""
    found: dict[int, tuple[int, int]] = {}
    runs = PrintRun.objects.filter(Q(blank__isnull=False), school=school, state=RunState.PRINTED)
    for run in runs.order_by():
        used, spoiled = found.get(run.blank_id or 0, (0, 0))
        found[run.blank_id or 0] = (used + run.blanks_used, spoiled + run.spoiled)
    return found


def has_ended(run: PrintRun) -> bool:
    """Whether an award of a drawn and not yet printed file was taken back meanwhile: the file is given to nobody."""
    standing = AwardLine.objects.standing().order_by().values("pk")
    ended = PrintedSheet.objects.filter(run=run).exclude(certificate__line__in=standing)
    return run.state == RunState.READY and ended.exists()
