"""Danh sách đề nghị as appendices, one for each honor (NĐ 30/2020/NĐ-CP, Mẫu 2.1), and the bảng tổng hợp thành tích."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from nominations.dossiers.enums import NomineeKind
from nominations.dossiers.models import Dossier, Review
from nominations.dossiers.printing import named
from thiduakt.documents.composing import CAPACITIES
from thiduakt.documents.kinds import Kind
from thiduakt.documents.paper import Appendix, Column, Paper, Signature, SignatureRow, Table
from thiduakt.documents.rendering.docx import paper_docx
from thiduakt.documents.rendering.html import paper_html
from thiduakt.documents.rendering.sandbox import render
from thiduakt.ledger.models import HonorEntry, InitiativeAuthor, YearRating
from thiduakt.permissions import Role
from thiduakt.school.enums import Gender
from thiduakt.school.models import Letterhead
from thiduakt.school.queries import holders
from thiduakt.vietnamese import capitalized

from .queries import votes_told, waivers_of

YEARS = 5
NUMBER = Column("STT", 5, "center")
LAST = (
    Column("Danh hiệu, hình thức đề nghị", 16), Column("Tóm tắt thành tích", 30), Column("Kết quả bỏ phiếu", 10, "center"),
    Column("Ghi chú", 14),
)  # fmt: skip
HEADS = {
    NomineeKind.PERSON: (Column("Ông/Bà", 8, "center"), Column("Họ và tên", 14), Column("Chức vụ, đơn vị công tác", 16)),
    NomineeKind.PUPIL: (Column("Họ và tên", 18), Column("Lớp", 10)),
    NomineeKind.OUTSIDER: (Column("Họ và tên, tên đơn vị", 18), Column("Địa chỉ, đơn vị công tác", 18)),
}
OF_A_COLLECTIVE = (Column("Tên tập thể", 26),)


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a dossier in every list: the votes and what was let pass, by its key."""

    votes: dict[int, str]
    waivers: dict[int, str]

    @classmethod
    def of(cls, dossiers: Sequence[Dossier]) -> "Beside":
        waived = {key: "; ".join(one.sentence for one in found) for key, found in waivers_of(dossiers).items()}
        return cls(votes_told(dossiers), waived)


def head_of(kind: str) -> tuple[Column, ...]:
    return (NUMBER, *HEADS.get(NomineeKind(kind), OF_A_COLLECTIVE), *LAST)


def cells_of(dossier: Dossier, beside: Beside) -> list[str]:
    """The cells of a line, after its number."""
    last = [
        dossier.honor_name, dossier.summary, beside.votes.get(dossier.pk, ""), beside.waivers.get(dossier.pk, ""),
    ]  # fmt: skip
    return [*_who(dossier), *last]


def _who(dossier: Dossier) -> list[str]:
    if person := dossier.person:
        return ["Bà" if person.gender == Gender.FEMALE else "Ông", person.full_name, dossier.unit]
    if dossier.outsider:
        return [dossier.outsider.name, dossier.unit]
    if pupil := dossier.pupil:
        classes = [one.school_class.name for one in pupil.memberships.all() if one.year == dossier.review.year]
        return [pupil.full_name, ", ".join(classes)]
    return [str(dossier.holder)]


def appendices_of(dossiers: Sequence[Dossier], beside: Beside | None = None) -> list[Appendix]:
    """One for each honor and kind of holder, in the order given; by `queries.in_order`."""
    told = beside or Beside.of(dossiers)
    return [
        _appendix(list(found), told)
        for _, found in groupby(dossiers, key=lambda one: (one.code, one.holder_kind in NomineeKind.COLLECTIVES))
    ]


def _appendix(dossiers: Sequence[Dossier], beside: Beside) -> Appendix:
    first = dossiers[0]
    rows = tuple((str(number), *cells_of(one, beside)) for number, one in enumerate(dossiers, start=1))
    unit = "tập thể" if first.holder_kind in NomineeKind.COLLECTIVES else "cá nhân"
    return Appendix(
        f"Danh sách đề nghị tặng {named(first)} năm học {first.review.year_name}",
        table=Table(head_of(first.holder_kind), rows), landscape=True, closing=f"Danh sách này có {len(rows)} {unit}./.",
    )  # fmt: skip


def list_paper(review: Review, dossiers: Sequence[Dossier], *, on: date) -> Paper:
    """The lists as they stand, without number, to be read by the council. ValidationError: no letterhead."""
    return _unnumbered(review, "Danh sách đề nghị khen thưởng", appendices_of(dossiers), len(dossiers), on)


def merits_paper(review: Review, dossiers: Sequence[Dossier], *, on: date) -> Paper:
    rows = merits_of(review, dossiers)
    appendix = Appendix(
        f"Bảng tổng hợp thành tích năm học {review.year_name}", landscape=True,
        table=Table(columns_of_merits(review), tuple((str(number), *row) for number, row in enumerate(rows, start=1))),
        closing=f"Bảng này có {len(rows)} hồ sơ./.",
    )  # fmt: skip
    return _unnumbered(review, "Bảng tổng hợp thành tích", [appendix], len(rows), on)


def _unnumbered(review: Review, told: str, appendices: Sequence[Appendix], count: int, on: date) -> Paper:
    letterhead = Letterhead.objects.on(review.school_id, on)
    principal = next((held.person.full_name for held in holders(review.school_id, {Role.PRINCIPAL}, on)), "")
    return Paper(
        kind=Kind.REPORT, subject=f"{told}: {review.name}",
        parent_lines=tuple(letterhead.parent_lines.splitlines()), issuer_lines=tuple(letterhead.issuer_lines.splitlines()),
        place=letterhead.place, dated=on,
        body=f"<p>Tính đến ngày {on:%d/%m/%Y} có {count} hồ sơ đã thẩm định, trình Hội đồng Thi đua, khen thưởng xét theo "
        "từng danh hiệu, hình thức khen thưởng. Danh sách, bảng tổng hợp kèm theo./.</p>",
        recipients=("Hội đồng Thi đua - Khen thưởng", "Lưu: VT, Hồ sơ"),
        signatures=(SignatureRow(right=Signature(capacity=CAPACITIES[Role.PRINCIPAL], name=principal)),),
        appendices=tuple(appendices), issuer_name=review.school.name,
    )  # fmt: skip


def file_of(paper: Paper, form: str) -> bytes:
    return render(paper_html(paper)) if form == "pdf" else paper_docx(paper)


def columns_of_merits(review: Review) -> tuple[Column, ...]:
    years = (Column(f"{year} – {year + 1}", 7, "center") for year in _years(review))
    return (
        NUMBER, Column("Cá nhân, tập thể", 13), Column("Danh hiệu, hình thức đề nghị", 12), *years,
        Column("Danh hiệu, hình thức đã đạt", 24), Column("Sáng kiến, đề tài", 22),
    )  # fmt: skip


def merits_of(review: Review, dossiers: Sequence[Dossier]) -> list[list[str]]:
    """Of each dossier: the ratings of five years, the honors since then, the initiatives. Three queries for them all."""
    people = {one.person_id for one in dossiers if one.person_id}
    groups = {one.group_id for one in dossiers if one.group_id}
    years = _years(review)
    ratings = _ratings(review, years, people, groups)
    honors, works = _honors(review, years, people, groups), _works(review, years, people)
    lines = []
    for one in dossiers:
        key = (one.holder_kind, one.person_id or one.group_id)
        told = [ratings.get((*key, year), "") for year in years]
        lines.append([
            str(one.holder), one.honor_name, *told, "; ".join(honors.get(key, [])),
            "; ".join(works.get(one.person_id or 0, [])),
        ])  # fmt: skip
    return lines


def _years(review: Review) -> list[int]:
    """The year of the round and the four before it, the oldest first."""
    return list(range(review.year - YEARS + 1, review.year + 1))


Key = tuple[str, int | None]


def _ratings(
    review: Review, years: Sequence[int], people: set[int], groups: set[int]
) -> dict[tuple[str, int | None, int], str]:
    """In the short form of the exchange: HTXS, HTT."""
    rows = YearRating.objects.filter(school=review.school_id, year__in=years)
    told = rows.values_list("holder_kind", "person", "group", "year", "rating")
    return {
        (kind, person or group, year): rating
        for kind, person, group, year, rating in told
        if person in people or group in groups or kind == NomineeKind.SCHOOL
    }


def _honors(review: Review, years: Sequence[int], people: set[int], groups: set[int]) -> dict[Key, list[str]]:
    rows = HonorEntry.objects.standing().filter(school=review.school_id, year__in=years)
    told = rows.order_by("-year", "honor_name", "pk").values_list("holder_kind", "person", "group", "year", "honor_name")
    found: dict[Key, list[str]] = {}
    for kind, person, group, year, name in told:
        if person in people or group in groups or kind == NomineeKind.SCHOOL:
            found.setdefault((kind, person or group), []).append(f"{name} ({year}–{year + 1})")
    return found


def _works(review: Review, years: Sequence[int], people: set[int]) -> dict[int, list[str]]:
    rows = InitiativeAuthor.objects.filter(person__in=people, initiative__year__in=years)
    told = rows.order_by("-initiative__year", "pk").select_related("initiative")
    found: dict[int, list[str]] = {}
    for one in told:
        level = capitalized(one.initiative.get_level_display())
        found.setdefault(one.person_id, []).append(f"{one.initiative.name} ({level}, {one.initiative.year})")
    return found


def counts_told(dossiers: Sequence[Dossier]) -> Iterator[str]:
    """“danh hiệu “Lao động tiên tiến”: 12 cá nhân”, in the order of the list."""
    for _, found in groupby(dossiers, key=lambda one: (one.code, one.holder_kind in NomineeKind.COLLECTIVES)):
        told = list(found)
        unit = "tập thể" if told[0].holder_kind in NomineeKind.COLLECTIVES else "cá nhân"
        yield f"{capitalized(named(told[0]))}: {len(told):02d} {unit}"
