"""What the pages of this room share."""

from django.urls import reverse

from thiduakt.ledger.enums import HolderKind
from thiduakt.ledger.models import HonorEntry
from thiduakt.ledger.models.holders import PLACES
from thiduakt.pages import RoomPage
from thiduakt.routes import row_address

# In an address, and as a tab says it.
HOLDERS = {
    "vien-chuc": (HolderKind.PERSON, "Cá nhân"),
    "to": (HolderKind.GROUP, "Tổ"),
    "truong": (HolderKind.SCHOOL, "Trường"),
    "hoc-sinh": (HolderKind.PUPIL, "Học sinh"),
    "lop": (HolderKind.CLASS, "Lớp"),
}
RECORDS = {
    HolderKind.PERSON: "ledger:person_record",
    HolderKind.GROUP: "ledger:group_record",
    HolderKind.PUPIL: "ledger:pupil_record",
    HolderKind.CLASS: "ledger:class_record",
}
NOT_KNOWN = "chưa rõ"


class Page(RoomPage):
    above = (("Sổ khen thưởng", "ledger:entries"),)


def record_url(entry: HonorEntry) -> str:
    """The record of the entry's holder."""
    if entry.holder_kind == HolderKind.SCHOOL:
        return reverse("ledger:school_record")
    kind = HolderKind(entry.holder_kind)
    return row_address(RECORDS[kind], getattr(entry, f"{PLACES[kind]}_id"))


def decision(entry: HonorEntry) -> str:
    """“1520/QĐ-UBND, 30/06/2023”; empty where nothing of it is known."""
    day = f"{entry.decided_on:%d/%m/%Y}" if entry.decided_on else ""
    return ", ".join(filter(None, (entry.decision_number, day)))
