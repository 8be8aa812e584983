"""What keeps a decision from being drawn up, or from getting its number, in sentences; and what is only told."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from nominations.appraisals.authorities import PRINCIPAL
from nominations.dossiers.duplicates import are_alike
from nominations.dossiers.enums import DossierState, NomineeKind
from nominations.dossiers.models import Dossier
from nominations.dossiers.pausing import HAS_TO_WAIT, open_cases, why_paused
from thiduakt.catalog.honors import honors_on
from thiduakt.catalog.models import Honor
from thiduakt.documents.models import Document
from thiduakt.documents.richtext import plain_text
from thiduakt.ledger.models import HonorEntry, Verification
from thiduakt.permissions import Role
from thiduakt.school.models import User
from thiduakt.school.queries import holders
from thiduakt.vietnamese import listed
from thiduakt.workflow import Missing

from .enums import DecisionState, FundKind
from .models import AwardDecision, AwardLine
from .printing import LISTED

LINE_PARTS = (
    "person__group",
    "group",
    "pupil",
    "school_class",
    "outsider",
    "dossier__review",
    "entry__ended_by",
    "cancellation",
)
REREAD = "Thầy/cô mở quyết định khen thưởng, bấm Soạn lại các Điều theo danh sách."
OWN_TITLE = "Hiệu trưởng không tự khen mình: khen Hiệu trưởng thuộc thẩm quyền cấp trên."


def lines_of(decision: AwardDecision) -> list[AwardLine]:
    """In the order of the paper, each with its decision at hand."""
    lines = list(decision.lines.select_related(*LINE_PARTS))
    for line in lines:
        line.decision = decision
    return lines


def law_of(decision: AwardDecision, day: date) -> Mapping[str, Honor]:
    """Of the round, where there is one: what it began under it is decided under."""
    return honors_on(decision.school_id, on=day, regime=decision.review.regime if decision.review else None)


def principals_on(school_id: int, day: date) -> set[int]:
    """Also an acting one: who heads the school does not decide on the own title."""
    return {held.person_id for held in holders(school_id, {Role.PRINCIPAL}, day)}


def why_not_drawn_up(decision: AwardDecision) -> list[str]:
    """Before its paper is begun."""
    lines = lines_of(decision)
    found: list[str] = [] if lines else [Missing("Quyết định chưa có tên ai. Thầy/cô thêm người, tập thể được khen.")]
    day = decision.document.dated_on if decision.document else None
    if not decision.no_council_reason and any(line.dossier is None for line in lines):
        found.append(Missing("Thầy/cô ghi lý do khen không qua hội đồng.", "no_council_reason"))
    found += [Missing(f"{line.holder_name}: chưa ghi thành tích.") for line in lines if not line.citation]
    if decision.fund == FundKind.BONUS:
        found += [Missing(f"{line.holder_name}: chưa ghi tiền thưởng theo quy chế.") for line in lines if not line.amount]
    return [*found, *_refused_lines(decision, lines, day)]


def not_as_listed(paper: Document) -> Iterator[Missing]:
    """Whose articles were drawn up for other lines: a list that nobody speaks of, or one who stands in none."""
    decision = AwardDecision.objects.filter(document=paper, state=DecisionState.DRAFT).first()
    if decision is None:
        return
    text, names = plain_text(paper.body), list(decision.lines.values_list("holder_name", flat=True))
    if len(names) == 1 and names[0] not in text:
        yield Missing(f"Quyết định chỉ còn {names[0]}, Điều 1 chưa ghi tên. {REREAD}", "body")
    if len(names) > 1 and LISTED not in text:
        told = f"Quyết định có {len(names)} tập thể, cá nhân, Điều 1 chưa ghi “có danh sách kèm theo”."
        yield Missing(f"{told} {REREAD}", "body")


def why_not_decided(decision: AwardDecision) -> list[str]:
    """In the moment of its number: nobody of whom the council said otherwise since, or who has to wait."""
    return why_not_drawn_up(decision)


def _refused_lines(decision: AwardDecision, lines: Sequence[AwardLine], day: date | None) -> Iterator[str]:
    heads = principals_on(decision.school_id, day) if day else set()
    waiting = _under_verification(lines)
    for line in lines:
        if line.person_id in heads:
            yield f"{line.holder_name}: {OWN_TITLE}"
        if line.dossier and line.dossier.state != DossierState.AWARDED:
            yield f"{line.holder_name}: hồ sơ {line.dossier.get_state_display()}, không đưa vào quyết định được."
        if line.dossier and (why := why_paused(line.dossier)):
            yield f"{line.holder_name}: {why[0]}"
        elif line.person_id in waiting:
            yield f"{line.holder_name}: {HAS_TO_WAIT}"


def _under_verification(lines: Sequence[AwardLine]) -> set[int]:
    people = [line.person_id for line in lines if line.person_id]
    return set(Verification.objects.filter(person__in=people, closed_on__isnull=True).values_list("person", flat=True))


def why_left_out(dossier: Dossier, law: Mapping[str, Honor], *, heads: set[int], waiting: set[int], taken: str) -> str:
    """Why a dossier of a round does not come into a decision of the principal; empty where it does."""
    honor = law.get(dossier.code)
    if dossier.state != DossierState.AWARDED:
        return f"Hồ sơ {dossier.get_state_display()}."
    if honor is None or honor.authority != PRINCIPAL:
        return f"Thẩm quyền quyết định: {honor.authority if honor and honor.authority else 'danh mục chưa ghi'}."
    if dossier.person_id in heads:
        return OWN_TITLE
    if taken:
        return f"Đã nằm trong: {taken}."
    if why := why_paused(dossier):
        return why[0]
    return HAS_TO_WAIT if dossier.person_id in waiting else ""


def waiting_of(dossiers: Sequence[Dossier]) -> set[int]:
    return open_cases(dossiers)


def notes_on(decision: AwardDecision, lines: Sequence[AwardLine], reader: User) -> Iterator[str]:
    """What whoever draws it up, or signs it, is told; nothing of it stops anybody."""
    named = {line.person_id: line.holder_name for line in lines if line.person_id}
    signer = decision.document.signer if decision.document else None
    if signer and signer.pk in named:
        yield f"Người ký, {signer}, có tên trong danh sách được khen. Thầy/cô chọn người ký khác, hoặc trình cấp trên."
    if reader.person_id in named:
        yield "Thầy/cô có tên trong quyết định này: thầy/cô nhờ người khác soạn, hoặc xem lại từng dòng trước khi trình ký."
    yield from _one_merit(decision, lines)


def _one_merit(decision: AwardDecision, lines: Sequence[AwardLine]) -> Iterator[str]:
    """One merit is not honored many times (Luật 06/2022/QH15, Điều 5); what a dossier gave a reason for is known."""
    places: dict[str, list[int]] = {"person": [], "group": [], "pupil": [], "school_class": []}
    for line in lines:
        for place, keys in places.items():
            if key := getattr(line, f"{place}_id"):
                keys.append(key)
    standing = HonorEntry.objects.filter(school=decision.school_id, year=decision.year).standing().order_by("pk")
    if decision.replaces:
        standing = standing.exclude(award_line__decision=decision.replaces)
    known = [entry for place, keys in places.items() if keys for entry in standing.filter(**{f"{place}__in": keys})]
    for line in lines:
        if line.dossier and line.dossier.twin_reason:
            continue
        alike = [one for one in known if _same_holder(line, one) and are_alike(one.citation, line.citation)]
        if alike:
            told = listed([f"{one.honor_name} ({one.decision_number})" for one in alike[:3]])
            yield f"{line.holder_name}: thành tích có vẻ đã được khen: {told}. Một thành tích chỉ khen một lần."


def _same_holder(line: AwardLine, entry: HonorEntry) -> bool:
    if line.holder_kind == NomineeKind.OUTSIDER:
        return False
    places = ("holder_kind", "person_id", "group_id", "pupil_id", "school_class_id")
    return all(getattr(line, place) == getattr(entry, place) for place in places)
