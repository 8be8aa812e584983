"""Tạm dừng xét: why nobody goes on with a dossier, by hand, for a complaint, or for a case open against the person.

Nothing is given while somebody is investigated (NĐ 152/2025/NĐ-CP, Điều 4 khoản 4). The case stands in the ledger alone: the
dossier waits from the moment it is written there until it is closed, and goes on by itself. Only those who may know of it
are told; to the others the dossier has to wait, and what is done before it reaches the school goes on, for that would tell.
"""

from collections.abc import Collection
from datetime import date

from nominations.dossiers.models import Dossier
from thiduakt.ledger.models import Verification
from thiduakt.permissions import WHOLE_SCHOOL, scopes
from thiduakt.school.models import User

UNDER_VERIFICATION = "đang có việc xem xét kỷ luật, thanh tra, xác minh chưa kết thúc."
HAS_TO_WAIT = "Hồ sơ đang chờ một việc khác kết thúc; hiệu trưởng, thư ký hội đồng biết lý do."


def why_paused(dossier: Dossier) -> list[str]:
    """A sentence for each cause that everybody may read."""
    return [f"Hồ sơ đang tạm dừng xét: {why}" for why in dossier.pauses]


def why_waiting(dossier: Dossier) -> list[str]:
    """With an open case, in words that tell nobody more than that it has to wait."""
    return [*why_paused(dossier), HAS_TO_WAIT] if open_cases([dossier]) else why_paused(dossier)


def pauses_told(dossiers: Collection[Dossier], reader: User, on: date) -> dict[int, list[str]]:
    """By key of the dossier why it is paused, as far as the reader may know; those that go on are not in it."""
    granted = scopes(reader, "sensitive.view", on)
    known = dossiers if granted & WHOLE_SCHOOL else [one for one in dossiers if one.person_id == reader.person_id]
    cases = open_cases(known) if granted else set()
    told = {one.pk: [*one.pauses, UNDER_VERIFICATION] if one.person_id in cases else one.pauses for one in dossiers}
    return {key: why for key, why in told.items() if why}


def open_cases(dossiers: Collection[Dossier]) -> set[int]:
    """The people of these dossiers against whom a case is open."""
    people = {one.person_id for one in dossiers if one.person_id}
    return set(Verification.objects.filter(person__in=people, closed_on__isnull=True).values_list("person", flat=True))
