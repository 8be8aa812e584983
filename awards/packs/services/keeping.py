"""What becomes of a pack when its tờ trình is issued, replaced or revoked."""

from datetime import datetime

from awards.packs.enums import PackState
from awards.packs.models import Pack
from thiduakt.documents.models import Document
from thiduakt.school.models import User
from thiduakt.workflow import lock


def follow_issue(paper: Document, actor: User, at: datetime) -> None:
    """What was built of the pack before holds a draft of it."""
    for pack in map(lock, Pack.objects.filter(document=paper, state=PackState.DRAFT)):
        pack.version += 1
        pack.save(update_fields=["version"])


def follow_paper(paper: Document, by: Document, actor: User, at: datetime) -> None:
    """What replaces it stands in its place; revoked, another is to be written. What was sent stays as it was sent.

    What was built of the pack is no longer what it is.
    """
    for pack in map(lock, Pack.objects.filter(document=paper)):
        pack.document = by if by.replaces_id == paper.pk else None
        pack.version += 1
        pack.save(update_fields=["document", "version"])
