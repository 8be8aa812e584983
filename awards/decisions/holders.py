"""Whom a decision without a council can name: found by kind and by the words of a name."""

from datetime import date
from typing import cast

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from nominations.dossiers.enums import NomineeKind
from nominations.dossiers.models.dossiers import Nominee
from thiduakt.school.models import ClassMember, Group, Person, Pupil, School, SchoolClass
from thiduakt.vietnamese import finds

from .models import AwardDecision

KINDS = {
    "vien-chuc": "Cán bộ, giáo viên, nhân viên", "to": "Tổ, trường", "lop": "Lớp", "hoc-sinh": "Học sinh",
}  # fmt: skip
OUTSIDE = NomineeKind.OUTSIDER  # whoever is named beside those found
KINDS_OF = {
    "vien-chuc": (NomineeKind.PERSON, OUTSIDE), "to": (NomineeKind.GROUP, OUTSIDE), "lop": (NomineeKind.CLASS,),
    "hoc-sinh": (NomineeKind.PUPIL,),
}  # fmt: skip
MODELS = {"p": Person, "g": Group, "c": SchoolClass, "h": Pupil, "s": School}
SHOWN = 60  # at a time: whoever looks for more types a name


def found_holders(kind: str, words: str, decision: AwardDecision, day: date) -> dict[str, str]:
    """By key (“p12”) how each is called."""
    school = decision.school
    match kind:
        case "to":
            told = {"s" + str(school.pk): str(school)} | _keyed("g", Group.objects.filter(school=school), words)
        case "lop":
            told = _keyed("c", SchoolClass.objects.filter(school=school).order_by("-pk"), words)
        case "hoc-sinh":
            members = ClassMember.objects.filter(school_class__school=school, year=decision.year)
            pupils = members.select_related("pupil", "school_class").order_by("pupil__sort_key", "pk")
            named = [(one.pupil, one.school_class.name) for one in pupils if finds(words, one.pupil.full_name)]
            told = {f"h{pupil.pk}": f"{pupil.full_name} ({where})" for pupil, where in named[:SHOWN]}
        case _:
            people = Person.objects.filter(school=school).at_work(day).select_related("group").order_by("sort_key", "pk")
            told = {f"p{one.pk}": one.label for one in people if finds(words, one.full_name)}
    return dict(list(told.items())[:SHOWN])


def _keyed(letter: str, rows: QuerySet, words: str) -> dict[str, str]:
    return {f"{letter}{row.pk}": str(row) for row in rows if finds(words, str(row))}


def holder_named(key: str, school: School) -> Nominee:
    model = MODELS[key[0]]
    of_school = {"pk": school.pk} if model is School else {"school": school}
    found = model._default_manager.filter(**of_school, pk=key[1:]).first()
    if found is None:
        raise ValidationError({"holder": "Người, tập thể này không còn trong danh sách của trường."})
    return cast(Nominee, found)
