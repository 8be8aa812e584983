"""What is printed of a round: the list and the summary as appendices of a paper, and the form that is filled in by hand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import escape

from campaigns.registrations.enums import HonorPart
from campaigns.registrations.models import Registration, Round
from campaigns.registrations.queries import full, honor_counts, offered_to
from thiduakt.documents.composing import CAPACITIES
from thiduakt.documents.kinds import Kind
from thiduakt.documents.paper import Appendix, Column, Paper, Signature, SignatureRow, Table
from thiduakt.documents.rendering.docx import paper_docx
from thiduakt.documents.rendering.html import paper_html
from thiduakt.documents.rendering.sandbox import render
from thiduakt.ledger.enums import HolderKind, Rating
from thiduakt.permissions import Role
from thiduakt.school.models import Letterhead, Person
from thiduakt.vietnamese import capitalized, official_date

OUTSIDE = "Không thuộc tổ nào"


@dataclass(frozen=True, slots=True)
class Sum:
    """One line of the bảng tổng hợp."""

    team: str
    part: str
    honor: str
    count: int


def sums(turn: Round) -> list[Sum]:
    """By title and form, and within each by tổ, with its total first."""
    found: dict[tuple[str, str, str], dict[str, int]] = {}
    for team, kind, part, code, name, count in honor_counts(turn):
        where = "Trường" if kind == HolderKind.SCHOOL else team or OUTSIDE
        told = found.setdefault((part, code, name), {})
        told[where] = told.get(where, 0) + count
    lines = []
    for (part, _, name), teams in found.items():
        label = str(HonorPart(part).label)
        lines.append(Sum("Toàn trường", label, name, sum(teams.values())))
        lines += [Sum(team, label, name, count) for team, count in sorted(teams.items())]
    return lines


def line_of(registration: Registration) -> list[str]:
    """The cells of a line, after its number."""
    return [
        str(registration.holder),
        str(registration.team or ""),
        "; ".join(str(one) for one in registration.titles),
        "; ".join(str(one) for one in registration.forms),
        capitalized(registration.get_aimed_rating_display()),
        registration.initiative,
        registration.commitments,
    ]


def appendices_of(turn: Round) -> tuple[Appendix, Appendix]:
    """The list and the summary, as they stand now."""
    listed = list(full(Registration.objects.filter(round=turn).listed()))
    columns = ("Cá nhân, tập thể", 14), ("Tổ", 10), ("Danh hiệu", 15), ("Hình thức", 11), ("Xếp loại phấn đấu", 9)
    wide = ("Sáng kiến dự kiến", 16), ("Chỉ tiêu cam kết", 27)
    head = tuple(Column(title, width) for title, width in (*columns, *wide))
    rows = tuple((str(number), *line_of(one)) for number, one in enumerate(listed, start=1))
    told = tuple(
        (str(number), one.team, one.part.capitalize(), one.honor, str(one.count))
        for number, one in enumerate(sums(turn), start=1)
    )
    summed = Column("Đơn vị", 30), Column("Loại", 22), Column("Danh hiệu, hình thức", 40), Column("Số đăng ký", 14, "center")
    number = Column("STT", 5, "center")
    return (
        Appendix(
            f"Danh sách đăng ký thi đua năm học {turn.year_name}", table=Table((number, *head), rows), landscape=True,
            closing=f"Danh sách này có {_counted(one.holder_kind for one in listed)}./.",
        ),
        Appendix(
            f"Bảng tổng hợp đăng ký thi đua năm học {turn.year_name}", table=Table((number, *summed), told), landscape=True
        ),
    )  # fmt: skip


def list_file(turn: Round, form: str, *, on: date) -> bytes:
    """PDF or DOCX of the state as it is, without number, to be checked. ValidationError: no letterhead."""
    letterhead = Letterhead.objects.on(turn.school_id, on)
    paper = Paper(
        kind=Kind.REPORT, subject=f"Đăng ký thi đua năm học {turn.year_name}",
        parent_lines=tuple(letterhead.parent_lines.splitlines()), issuer_lines=tuple(letterhead.issuer_lines.splitlines()),
        place=letterhead.place, dated=on, body=body_of(turn, on), recipients=("Hội đồng Thi đua, khen thưởng", "Lưu: VT"),
        signatures=(SignatureRow(right=Signature(capacity=CAPACITIES[Role.PRINCIPAL], name="")),),
        appendices=appendices_of(turn), issuer_name=turn.school.name,
    )  # fmt: skip
    return render(paper_html(paper)) if form == "pdf" else paper_docx(paper)


def body_of(turn: Round, on: date) -> str:
    """The sentence that leads to the appendices, with the numbers of the moment."""
    kinds = Registration.objects.filter(round=turn).listed().order_by().values_list("holder_kind", flat=True)
    year = "" if turn.year_name in turn.name else f" (năm học {turn.year_name})"
    return (
        f"<p>Tính đến {official_date(on)}, đợt “{escape(turn.name)}”{year} có {_counted(kinds)} đăng ký thi đua. Danh sách "
        "và bảng tổng hợp theo tổ, danh hiệu, hình thức khen thưởng kèm theo./.</p>"
    )


def _counted(kinds: Iterable[str]) -> str:
    """“24 cá nhân, 3 tập thể”; of what there is none, nothing is said."""
    kinds = list(kinds)
    people = kinds.count(HolderKind.PERSON)
    collectives = len(kinds) - people
    told = [f"{count} {name}" for count, name in ((people, "cá nhân"), (collectives, "tập thể")) if count]
    return ", ".join(told) or "0 cá nhân"


def forms_pdf(turn: Round, people: Iterable[Person], known: dict[int, Registration], *, blanks: int = 0) -> bytes:
    """One sheet for each person, filled in with what is already entered; `blanks`: sheets without a name."""
    offers = offered_to(turn, HolderKind.PERSON).items()
    sheets: list[dict[str, Any]] = [_sheet(turn, offers, person, known.get(person.pk)) for person in people]
    sheets += [_sheet(turn, offers, None, None)] * blanks
    return render(render_to_string("registrations/print_form.html", {"turn": turn, "sheets": sheets}))


def _sheet(turn: Round, offers: Any, person: Person | None, registration: Registration | None) -> dict[str, Any]:
    chosen = {one.code for one in registration.honors.all()} if registration else set()
    aimed = registration.aimed_rating if registration else None
    ratings = [(capitalized(str(one.label)), one == aimed) for one in Rating]
    return {
        "person": person,
        "registration": registration,
        "choices": [
            ("Danh hiệu thi đua", [(one.name, code in chosen) for code, one in offers if one.part == HonorPart.TITLE]),
            ("Hình thức khen thưởng", [(one.name, code in chosen) for code, one in offers if one.part == HonorPart.FORM]),
            ("Xếp loại phấn đấu", ratings),
        ],
    }
