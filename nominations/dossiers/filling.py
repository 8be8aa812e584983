"""What the school's books already tell for an achievement report, section by section, as rich text.

Only what the writer may read anyway: into the report of somebody else goes no day of birth, and no line of the ledger, that
the writer could not look up. Discipline, leave and open cases are never told.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from django.db.models import F, Q, QuerySet

from nominations.dossiers.enums import NomineeKind
from nominations.dossiers.models import Dossier, Outsider
from nominations.writings.enums import Fill
from nominations.writings.models import Section
from thiduakt.catalog.enums import HonorKind
from thiduakt.documents.richtext import dash_list
from thiduakt.ledger.models import CollectiveYear, HonorEntry, Initiative, InitiativeAuthor, YearRating
from thiduakt.ledger.models.holders import HeldQuerySet
from thiduakt.ledger.queries import named_honors
from thiduakt.ledger.years import year_name
from thiduakt.permissions import may
from thiduakt.school.models import ClassMember, Person, Pupil, SchoolClass, User
from thiduakt.vietnamese import capitalized

YEARS = 5  # of ratings, the year of the report the last
TITLES = (HonorKind.TITLE, HonorKind.LOCAL_TITLE)
NONE = "<p>Không.</p>"


@dataclass(frozen=True, slots=True)
class Case:
    """Who writes for whom, and on which day."""

    dossier: Dossier
    reader: User
    on: date

    @property
    def is_own(self) -> bool:
        return self.dossier.person_id is not None and self.dossier.person_id == self.reader.person_id

    def seen(self, rows: HeldQuerySet) -> QuerySet:
        """Of the holder: the own rows, of others those that the ledger shows to this person."""
        found = rows if self.is_own else rows.visible_to(self.reader, self.on)  # type: ignore[attr-defined]
        return found.of(self.dossier.holder)  # type: ignore[arg-type]  # an outsider stands in no book


def filled(parts: Iterable[Section], dossier: Dossier, *, reader: User, on: date) -> dict[str, str]:
    """By the key of the section; a section that no book knows anything of stays empty."""
    case = Case(dossier, reader, on)
    return {part.key: FILLERS[part.fill](case) for part in parts if part.fill in FILLERS and not part.is_heading}


def _identity(case: Case) -> str:
    holder = case.dossier.holder
    match holder:
        case Person():
            return _of_person(case, holder)
        case Pupil():
            return _of_pupil(case, holder)
        case SchoolClass():
            teachers = ", ".join(str(one) for one in holder.teachers.order_by("sort_key"))
            size = holder.members.count()
            return _lines(("Lớp", holder.name), ("Số học sinh", str(size or "")), ("Giáo viên", teachers))
        case Outsider():
            return _lines(("Họ và tên, tên đơn vị", holder.name), ("Địa chỉ, đơn vị công tác", holder.unit))
    return _of_collective(case)


def _of_person(case: Case, person: Person) -> str:
    return _lines(
        ("Họ và tên", person.full_name),
        ("Sinh ngày, tháng, năm", _birth(case, person)),
        ("Giới tính", capitalized(person.get_gender_display())),
        ("Quê quán", ""),
        ("Nơi thường trú", ""),
        ("Đơn vị công tác", ", ".join(str(one) for one in (person.group, person.school) if one)),
        ("Chức vụ (Đảng, chính quyền, đoàn thể)", person.post),
        ("Trình độ chuyên môn, nghiệp vụ", ""),
        ("Học hàm, học vị, danh hiệu, giải thưởng", ""),
    )


def _of_pupil(case: Case, pupil: Pupil) -> str:
    member = ClassMember.objects.filter(pupil=pupil, year=case.dossier.review.year).select_related("school_class").first()
    return _lines(
        ("Họ và tên", pupil.full_name),
        ("Sinh ngày, tháng, năm", _birth(case, pupil)),
        ("Lớp", str(member.school_class) if member else ""),
    )


def _of_collective(case: Case) -> str:
    """The number of people as the school's papers tell it of that year; without them it is for the writer to say."""
    dossier = case.dossier
    year = CollectiveYear.objects.filter(school=dossier.school_id, group=dossier.group_id, year=dossier.review.year).first()
    return _lines(
        ("Tên tập thể", str(dossier.holder)),
        ("Trụ sở, điện thoại", ""),
        ("Quá trình thành lập", ""),
        ("Cơ cấu tổ chức", ""),
        (f"Số người năm học {year_name(dossier.review.year)}", str(year.size) if year else ""),
        ("Tổ chức đảng, đoàn thể", ""),
        ("Cơ sở vật chất", ""),
    )


def _birth(case: Case, holder: Person | Pupil) -> str:
    knows = case.is_own or _knows_birth(case, holder)
    return f"{holder.born_on:%d/%m/%Y}" if holder.born_on and knows else ""


def _knows_birth(case: Case, holder: Person | Pupil) -> bool:
    if isinstance(holder, Person):
        return may(case.reader, "birth.view", holder, on=case.on)
    return Pupil.objects.open_to(case.reader, "birth.view", case.on).filter(pk=holder.pk).exists()


def _duties(case: Case) -> str:
    person, year = case.dossier.person, case.dossier.review.year
    if person is None:
        return ""
    classes = SchoolClass.objects.filter(teachers=person, year=year)
    taught = [f"Giáo viên phụ trách: {one}, năm học {year_name(year)}." for one in classes]
    post = ", ".join(str(one) for one in (person.post, person.group) if one)
    return dash_list([f"{capitalized(post)}.", *taught]) if post or taught else ""


def _honors(case: Case) -> str:
    return _entries(case, "Danh hiệu thi đua", lambda kind: kind in TITLES)


def _forms(case: Case) -> str:
    return _entries(case, "Hình thức khen thưởng", lambda kind: kind not in TITLES)


def _entries(case: Case, name: str, fits: Callable[[str], bool]) -> str:
    """Decided by that day, in the order of the years; a code of no catalogue is a form."""
    if isinstance(case.dossier.holder, Outsider):
        return NONE
    known = named_honors(case.dossier.school_id)
    decided = Q(decided_on__isnull=True) | Q(decided_on__lte=case.on)
    seen = (
        case.seen(HonorEntry.objects.standing()).filter(decided).order_by("year", F("decided_on").asc(nulls_last=True), "pk")
    )
    rows = [
        (entry.year_name, entry.honor_name, _decision(entry.decision_number, entry.decided_on, entry.issuer))
        for entry in seen
        if fits(known[entry.code].kind if entry.code in known else HonorKind.FORM)
    ]
    return _table(("Năm học", name, "Số, ngày, tháng, năm của quyết định; cơ quan ban hành"), rows)


def _ratings(case: Case) -> str:
    if case.dossier.holder_kind not in {NomineeKind.PERSON, NomineeKind.GROUP, NomineeKind.SCHOOL}:
        return ""
    last = case.dossier.review.year
    seen = case.seen(YearRating.objects.filter(year__gt=last - YEARS, year__lte=last)).order_by("year", "pk")
    rows = [(year_name(one.year), capitalized(one.get_rating_display()), one.basis) for one in seen]
    return _table(("Năm học", "Xếp loại", "Văn bản công nhận"), rows) if rows else ""


def _initiatives(case: Case) -> str:
    if case.dossier.person_id is None:
        return ""
    authorships = InitiativeAuthor.objects.filter(person=case.dossier.person_id).select_related("initiative")
    if not case.is_own:
        shown = Initiative.objects.visible_to(case.reader, case.on)
        authorships = authorships.filter(initiative__in=shown.order_by().values("pk"))
    told = []
    for one in authorships.order_by("initiative__year", "initiative_id"):
        work = one.initiative
        share = f", tỷ lệ đóng góp {one.share}%" if one.share < 100 else ""
        decision = _decision(work.decision_number, work.decided_on, work.issuer)
        told.append(
            f"“{work.name}”, năm học {year_name(work.year)}, {work.get_level_display()} công nhận"
            f"{f' ({decision})' if decision else ''}{share}."
        )
    return dash_list(told)


def _summary(case: Case) -> str:
    return "".join(f"<p>{_plain(line)}</p>" for line in case.dossier.summary.splitlines() if line.strip())


def _decision(number: str, day: date | None, issuer: str) -> str:
    dated = f" ngày {day:%d/%m/%Y}" if day else ""
    return "; ".join(filter(None, [f"Số {number}{dated}" if number else dated.strip().capitalize(), issuer]))


def _lines(*told: tuple[str, str]) -> str:
    return dash_list([f"{label}: {value}".strip() for label, value in told])


def _table(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    if not rows:
        return NONE
    head = "".join(f"<th><p>{_plain(title)}</p></th>" for title in titles)
    body = "".join("<tr>" + "".join(f"<td><p>{_plain(cell)}</p></td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _plain(text: str) -> str:
    return escape(text, quote=False)


FILLERS: dict[str, Callable[[Case], str]] = {
    Fill.IDENTITY: _identity,
    Fill.DUTIES: _duties,
    Fill.HONORS: _honors,
    Fill.FORMS: _forms,
    Fill.RATINGS: _ratings,
    Fill.INITIATIVES: _initiatives,
    Fill.SUMMARY: _summary,
}
