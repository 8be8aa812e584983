"""What a draft says, as JSON values: the same dictionary of the row, of a saving, and of what two people make of it."""

from datetime import date
from typing import Any

from thiduakt.school.models import Person

from .models import Document

LINES = ("addressees", "bases", "recipients")
PEOPLE = ("signer", "secretary")
# In the order of the paper, under the names that its page shows.
FIELD_NAMES = {
    "subject": "Trích yếu",
    "dated_on": "Ngày dự kiến ban hành",
    "signer": "Người ký",
    "secretary": "Thư ký",
    "addressees": "Kính gửi",
    "bases": "Căn cứ",
    "body": "Nội dung",
    "recipients": "Nơi nhận",
}
DRAFT_FIELDS = tuple(FIELD_NAMES)
Content = dict[str, Any]
NOTHING: Content = {"subject": "", "dated_on": "", "body": "", **dict.fromkeys(PEOPLE), **{name: [] for name in LINES}}


def content_of(document: Document) -> Content:
    """`dated_on` in ISO form, people by key."""
    people = {"signer": document.signer_id, "secretary": document.secretary_id}
    return {name: getattr(document, name) for name in DRAFT_FIELDS} | {"dated_on": document.dated_on.isoformat(), **people}


def values_of(content: Content) -> dict[str, Any]:
    """The values as the fields of a document take them."""
    people = {name: Person.objects.filter(pk=content.get(name) or 0).first() for name in PEOPLE}
    return content | {"dated_on": date.fromisoformat(content["dated_on"]), **people}
