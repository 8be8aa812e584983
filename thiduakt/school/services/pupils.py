"""Lớp, học sinh. The log tells of them by their keys: whoever reads the log need not know the pupils by name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from thiduakt.audit.services import record
from thiduakt.permissions import require
from thiduakt.school.models import ClassMember, Person, Pupil, School, SchoolClass, User
from thiduakt.school.models.pupils import pupil_search_key
from thiduakt.vietnamese import one_line, person_sort_key, sort_key
from thiduakt.workflow import StaleError, lock

BATCH = 1000  # rows of one INSERT
FIRST_YEAR = 1945
EDITED = ("full_name", "pupil_code", "born_on", "gender", "left_on")
PupilKey = tuple[str, ...]
ClassKey = tuple[int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPupil:
    """A pupil as a list tells it. `pupil`: somebody the school knows already, who only joins the class."""

    full_name: str = ""
    gender: str = ""
    pupil_code: str = ""
    born_on: date | None = None
    year: int | None = None
    class_name: str = ""
    grade: str = ""
    pupil: Pupil | None = None

    @property
    def key(self) -> PupilKey:
        return pupil_key(self.full_name, self.pupil_code, self.born_on, self.class_key)

    @property
    def class_key(self) -> ClassKey | None:
        return class_key(self.year, self.class_name) if self.year is not None and self.class_name.strip() else None


@dataclass(frozen=True, slots=True)
class Added:
    """How many rows an import wrote; `told`: the pupil of each line."""

    pupils: int
    classes: int
    members: int
    told: Sequence[Pupil] = field(default=(), compare=False)


def pupil_key(full_name: str, pupil_code: str, born_on: date | None, of_class: ClassKey | None = None) -> PupilKey:
    """The code, or where there is none the name with the day of birth, or at last with the class."""
    if code := one_line(pupil_code):
        return (code.casefold(),)
    name = one_line(full_name).casefold()
    return (name, born_on.isoformat()) if born_on else (name, "", *map(str, of_class or ()))


def class_key(year: int, name: str) -> ClassKey:
    return year, one_line(name).casefold()


def known_pupils(school: School) -> dict[PupilKey, Pupil]:
    """By each key that a list may tell the pupil by; of namesakes the first."""
    known: dict[PupilKey, Pupil] = {}
    of_school = Pupil.objects.filter(school=school).order_by("pk").prefetch_related("memberships__school_class")
    for pupil in of_school:
        known.setdefault(pupil_key(pupil.full_name, "", pupil.born_on), pupil)
        if pupil.pupil_code:
            known[pupil_key("", pupil.pupil_code, None)] = pupil
        for member in pupil.memberships.all():
            of_class = class_key(member.school_class.year, member.school_class.name)
            known.setdefault(pupil_key(pupil.full_name, "", None, of_class), pupil)
    return known


@transaction.atomic
def save_class(
    school_class: SchoolClass, *, teachers: Iterable[Person], version: int | None = None, actor: User, at: datetime
) -> SchoolClass:
    """A new class (`version` is None), or what changed since `version`. `teachers`: all of them, from now on."""
    today = timezone.localdate(at)
    require(actor, "pupil.manage", school_class, on=today)
    teachers = list(teachers)
    if any(teacher.school_id != actor.school_id for teacher in teachers):
        raise PermissionDenied
    _tidy_class(school_class, today)
    school_class.full_clean()
    is_new = school_class.pk is None
    if not is_new:
        school_class.version = _stored_class(school_class, version).version + 1
    school_class.save()
    school_class.teachers.set(teachers)
    record(actor=actor, verb="class.add" if is_new else "class.edit", target=school_class, at=at)
    return school_class


@transaction.atomic
def remove_class(school_class: SchoolClass, *, actor: User, at: datetime) -> None:
    """Only an empty one, made by mistake."""
    require(actor, "pupil.manage", school_class, on=timezone.localdate(at))
    held = lock(school_class)
    if held.members.exists():
        raise ValidationError("Lớp còn học sinh. Thầy/cô chuyển các em sang lớp khác trước khi xóa lớp.")
    record(actor=actor, verb="class.remove", target=held, at=at)
    try:
        held.delete()
    except ProtectedError as used:
        raise ValidationError("Lớp này đã có trong sổ khen thưởng nên không xóa được.") from used


@transaction.atomic
def save_pupil(
    pupil: Pupil, *, school_class: SchoolClass | None = None, version: int | None = None, actor: User, at: datetime
) -> Pupil:
    """A new pupil (`version` is None), or what changed since `version`; and the class of its year, where one is given."""
    require(actor, "pupil.manage", pupil, on=timezone.localdate(at))
    if school_class and school_class.school_id != pupil.school_id:
        raise PermissionDenied
    lock(pupil.school)
    for name in ("full_name", "pupil_code"):
        setattr(pupil, name, one_line(getattr(pupil, name)))
    pupil.full_clean()
    changed = list(EDITED) if pupil.pk is None else _changed_since(pupil, version)
    is_new = pupil.pk is None
    if changed:
        pupil.version += 0 if is_new else 1
        pupil.save()
    if school_class and _join(pupil, school_class):
        changed.append("class")
    if changed:
        told = {"học sinh": pupil.pk} | ({} if is_new else {"fields": changed})
        record(
            actor=actor,
            verb="pupil.add" if is_new else "pupil.edit",
            target=school_class or pupil.school,
            at=at,
            changes=told,
        )
    return pupil


def add_pupils(rows: Sequence[NewPupil], *, actor: User, at: datetime) -> Added:
    """Write the pupils, classes and members that are not known yet. One act, one event; a faulty row stops all of them."""
    today = timezone.localdate(at)
    require(actor, "pupil.manage", on=today)
    if any(row.pupil and row.pupil.school_id != actor.school_id for row in rows):
        raise PermissionDenied
    with transaction.atomic():
        lock(actor.school)
        classes, new_classes = _with_classes(rows, actor.school, today)
        pupils, new_pupils = _with_pupils(rows, actor.school)
        members = _write_members(rows, pupils, classes)
        added = Added(new_pupils, new_classes, members, pupils)
        if added != Added(0, 0, 0):
            told = {"học sinh": added.pupils, "lớp": added.classes, "xếp lớp": added.members}
            record(actor=actor, verb="pupil.add_many", target=actor.school, at=at, changes=told)
    return added


def _tidy_class(school_class: SchoolClass, today: date) -> SchoolClass:
    school_class.name, school_class.grade = one_line(school_class.name), one_line(school_class.grade)
    if not FIRST_YEAR <= school_class.year <= today.year + 1:  # next year's classes are made in summer
        raise ValidationError({"year": f"Năm học phải bắt đầu từ {FIRST_YEAR} đến {today.year + 1}."})
    school_class.sort_key = sort_key(school_class.name)[:300]
    return school_class


def _stored_class(school_class: SchoolClass, version: int | None) -> SchoolClass:
    """As it stands, where nobody saved it since `version`; it stays in its year, in which its pupils have no other."""
    stored = lock(school_class)
    if stored.year != school_class.year:
        raise PermissionDenied
    if stored.version != version:
        raise StaleError(
            "Có người vừa sửa lớp này sau khi thầy/cô mở. Nội dung thầy/cô gõ vẫn còn dưới đây: thầy/cô mở lớp ở cửa sổ "
            "khác, so lại rồi lưu.",
            version=stored.version,
        )
    return stored


def _changed_since(pupil: Pupil, version: int | None) -> list[str]:
    stored = lock(pupil)
    if stored.version != version:
        raise StaleError(
            "Có người vừa sửa thông tin của em này sau khi thầy/cô mở. Nội dung thầy/cô gõ vẫn còn dưới đây: thầy/cô mở "
            "thông tin mới ở cửa sổ khác, so lại rồi lưu.",
            version=stored.version,
        )
    return sorted(name for name in EDITED if getattr(pupil, name) != getattr(stored, name))


def _join(pupil: Pupil, school_class: SchoolClass) -> bool:
    """Whether the pupil came into this class: of its year it is the only one."""
    of_year = ClassMember.objects.filter(pupil=pupil, year=school_class.year)
    if of_year.filter(school_class=school_class).exists():
        return False
    of_year.delete()
    ClassMember.objects.create(pupil=pupil, school_class=school_class)
    return True


def _with_classes(rows: Sequence[NewPupil], school: School, today: date) -> tuple[dict[ClassKey, SchoolClass], int]:
    """All classes of the school by their key, with those that `rows` name first, and how many of them are new."""
    classes = {class_key(one.year, one.name): one for one in SchoolClass.objects.filter(school=school)}
    fresh: dict[ClassKey, SchoolClass] = {}
    for row in rows:
        key = row.class_key
        if key and key not in classes and key not in fresh:
            new = SchoolClass(school=school, year=key[0], name=row.class_name, grade=row.grade)
            _tidy_class(new, today).clean_fields(exclude=["school"])
            fresh[key] = new
    SchoolClass.objects.bulk_create(fresh.values(), batch_size=BATCH)
    return classes | fresh, len(fresh)


def _with_pupils(rows: Sequence[NewPupil], school: School) -> tuple[list[Pupil], int]:
    """The pupil of each row, and how many of them are new."""
    known = known_pupils(school)
    fresh: dict[PupilKey, Pupil] = {}
    for row in rows:
        if row.pupil is None and row.key not in known and row.key not in fresh:
            new = Pupil(
                school=school,
                full_name=one_line(row.full_name),
                pupil_code=one_line(row.pupil_code),
                born_on=row.born_on,
                gender=row.gender,
            )
            new.sort_key, new.search_key = person_sort_key(new.full_name), pupil_search_key(new)
            new.clean_fields(exclude=["school"])
            fresh[row.key] = new
    Pupil.objects.bulk_create(fresh.values(), batch_size=BATCH)
    known |= fresh
    return [row.pupil or known[row.key] for row in rows], len(fresh)


def _write_members(rows: Sequence[NewPupil], pupils: list[Pupil], classes: dict[ClassKey, SchoolClass]) -> int:
    """How many came into a class. A pupil who is in another class of that year stops the lot."""
    placed = ClassMember.objects.filter(school_class__in=classes.values()) if classes else ClassMember.objects.none()
    held = {(pupil, year): one for pupil, year, one in placed.values_list("pupil", "year", "school_class")}
    fresh = []
    for row, pupil in zip(rows, pupils, strict=True):
        if row.class_key is None:
            continue
        school_class = classes[row.class_key]
        present = held.setdefault((pupil.pk, school_class.year), school_class.pk)
        if present != school_class.pk:
            raise ValidationError(f"{pupil} đã ở một lớp khác trong năm học {school_class.year}–{school_class.year + 1}.")
        fresh.append(ClassMember(pupil=pupil, school_class=school_class, year=school_class.year))
    known = set(placed.values_list("pupil", "school_class"))
    unique = {(one.pupil_id, one.school_class_id): one for one in fresh}
    new = [one for key, one in unique.items() if key not in known]
    ClassMember.objects.bulk_create(new, batch_size=BATCH)
    return len(new)
