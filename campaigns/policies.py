"""Who may do what with a plan, over and above what its document says."""

from datetime import datetime

from thiduakt.documents import policies
from thiduakt.documents.enums import DocumentState
from thiduakt.documents.models import Document
from thiduakt.school.models import User


def why_not_replaced(document: Document) -> list[str]:
    """Only what is in force is replaced, and by one plan at a time."""
    if document.state != DocumentState.ISSUED:
        return ["Chỉ thay thế được kế hoạch đang có hiệu lực."]
    if document.replaced_by.exists():
        return ["Đã có bản thay thế đang soạn cho kế hoạch này."]
    return []


def can_replace(actor: User, document: Document, at: datetime) -> bool:
    return policies.can_edit(actor, document, at) and not why_not_replaced(document)
