"""Lập hồ sơ từ danh sách đăng ký: what would be begun for whom, and why somebody is passed over. It only reads."""

from collections.abc import Iterable
from dataclasses import dataclass
from zlib import crc32

from campaigns.registrations.models import Registration
from nominations.dossiers.duplicates import OF_ONE_MERIT
from nominations.dossiers.enums import DossierState as S
from nominations.dossiers.models import Dossier, Review
from nominations.dossiers.queries import fits, honors_of_law
from thiduakt.ledger.models import HonorEntry
from thiduakt.school.models import Group, Person, School

Key = tuple[str, int | None, str]  # kind and key of the holder, code of the honor


@dataclass(frozen=True, slots=True)
class Planned:
    """One honor of one registration; `skip` says why no dossier is begun for it."""

    registration: Registration
    code: str
    honor_name: str
    skip: str

    @property
    def holder(self) -> Person | Group | School:
        return self.registration.holder


def plan_of(review: Review) -> list[Planned]:
    """In the order of the list of registrations, in a number of queries that does not grow with it."""
    if review.round_id is None:
        return []
    law, named = honors_of_law(review), dict(review.honors.values_list("code", "honor_name"))
    standing, given = _standing(review), _given(review)
    listed = Registration.objects.filter(round=review.round_id).listed()
    rows = listed.select_related("person__group", "group", "school", "team").prefetch_related("honors")

    def skip(row: Registration, code: str) -> str:
        key = (row.holder_kind, row.person_id or row.group_id, code)
        if code not in named:
            return "đợt này không xét"
        if code not in law or not fits(law[code], row.holder_kind):
            return "luật của đợt không có cho đối tượng này"
        if key in standing:
            return f"đã có hồ sơ ({standing[key]})"
        if key in given:
            return "sổ khen thưởng đã ghi"
        if row.person and row.person.left_on and row.person.left_on < review.opens_on:
            return "đã chuyển đi, nghỉ việc"
        return ""

    return [
        Planned(row, honor.code, named.get(honor.code, honor.honor_name), skip(row, honor.code))
        for row in rows
        for honor in row.honors.all()
    ]


def digest_of(planned: Iterable[Planned]) -> int:
    """Tells two lists apart: who is on it, for which honor."""
    told = ";".join(f"{one.registration.pk}:{one.code}" for one in planned if not one.skip)
    return crc32(told.encode()) >> 1  # as a version is held


def _standing(review: Review) -> dict[Key, str]:
    """What is on its way to the same honor of the year, in this round or in another."""
    rows = Dossier.objects.filter(school=review.school_id, review__year=review.year)
    others = rows.exclude(state__in=(S.WITHDRAWN, S.GROUP_REFUSED)).exclude(review__merit__in=OF_ONE_MERIT)
    told = others.order_by().values_list("holder_kind", "person", "group", "code", "review__name")
    return {(kind, person or group, code): name for kind, person, group, code, name in told}


def _given(review: Review) -> set[Key]:
    rows = HonorEntry.objects.standing().filter(school=review.school_id, year=review.year).exclude(merit__in=OF_ONE_MERIT)
    told = rows.order_by().values_list("holder_kind", "person", "group", "code")
    return {(kind, person or group, code) for kind, person, group, code in told}
