"""What a draft says, as JSON values: the same dictionary of the row, of a saving, and of what two people make of it."""

from datetime import date
from typing import Any

from thiduakt.school.models import Person

from .models import Document

LINES = ("addressees", "bases", "recipients")
# In the order of the paper, under the names that its page shows.
FIELD_NAMES = {
    "subject": "Trích yếu",
    "dated_on": "Ngày dự kiến ban hành",
    "signer": "Người ký",
    "addressees": "Kính gửi",
    "bases": "Căn cứ",
    "body": "Nội dung",
    "recipients": "Nơi nhận",
}
DRAFT_FIELDS = tuple(FIELD_NAMES)
Content = dict[str, Any]
NOTHING: Content = {"subject": "", "dated_on": "", "signer": None, "body": "", **{name: [] for name in LINES}}


def content_of(document: Document) -> Content:
    """`dated_on` in ISO form, `signer` by key."""
    values = {name: getattr(document, name) for name in DRAFT_FIELDS}
    return values | {"dated_on": document.dated_on.isoformat(), "signer": document.signer_id}


def values_of(content: Content) -> dict[str, Any]:
    """The values as the fields of a document take them."""
    signer = Person.objects.filter(pk=content["signer"]).first()
    return content | {"dated_on": date.fromisoformat(content["dated_on"]), "signer": signer}
