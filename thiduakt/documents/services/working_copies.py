"""Bản đang gõ: what somebody types is kept on the server before it is saved, for that person alone.

None of this stands in the log: it is no act upon the paper, and a person who types leaves a trace every few seconds.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q, Subquery
from django.utils import timezone

from thiduakt.documents import policies
from thiduakt.documents.content import LINES, PEOPLE, content_of
from thiduakt.documents.models import Document, SavedDraft, WorkingCopy
from thiduakt.documents.richtext import clean
from thiduakt.school.models import User
from thiduakt.vietnamese import nfc
from thiduakt.workflow import MoveRefusedError, hold

from .drafting import tidy_lines

PRESENT = timedelta(minutes=2)  # whoever kept something so lately is at it
MAX_TYPED = 1_000  # characters of a field of one line or two


class KeptElsewhereError(ValidationError):
    """The same person types the same paper in another window, which kept its text last."""


@transaction.atomic
def keep(
    document: Document, *, typed: dict[str, Any], base: int, known: datetime | None, actor: User, at: datetime
) -> WorkingCopy:
    """Keep what stands in the editor: `typed` holds the fields of a draft as they were typed, right or wrong.

    `base` is the version it began from, `known` when this window's text was last kept: another window's is not overwritten.
    """
    locked = hold(document, policies.can_edit, actor=actor, at=at)
    if not locked.is_editable:
        raise MoveRefusedError(f"Văn bản đang ở trạng thái “{locked.get_state_display()}”, không sửa được nữa.")
    content = {name: _measured(name, value) for name, value in typed.items()}
    kept = of(locked, actor)
    refuse_kept_elsewhere(kept, known)
    kept = kept or WorkingCopy(document=locked, user=actor)
    kept.base, kept.content, kept.kept_at = base, content, at
    kept.save()
    return kept


def refuse_kept_elsewhere(copy: Any, known: datetime | None) -> None:
    """`copy`: the one there is, with its `kept_at`; `known`: when this window kept its own last."""
    if copy and copy.kept_at != known:
        raise KeptElsewhereError(
            f"Thầy/cô còn một bản đang gõ ở cửa sổ hoặc máy khác, tự lưu lúc {timezone.localtime(copy.kept_at):%H:%M}. "
            "Bản ở đây chưa tự lưu được: thầy/cô bấm Lưu ở đây, rồi mở lại trang để gộp với bản kia."
        )


def forget(document: Document, *, known: datetime | None, actor: User) -> bool:
    """Drop this window's copy once it is saved, or no longer wanted; another window's stays. Whether none is left."""
    kept = of(document, actor)
    if kept and kept.kept_at == known:
        WorkingCopy.objects.filter(pk=kept.pk, kept_at=kept.kept_at).delete()  # not what is being kept at this moment
    return not WorkingCopy.objects.filter(document=document, user=actor).exists()


def of(document: Document, user: User) -> WorkingCopy | None:
    return WorkingCopy.objects.filter(document=document, user=user).first()


def unsaved(document: Document, user: User) -> WorkingCopy | None:
    """What this person typed and the paper does not say."""
    return unsaved_among([document], user).get(document.pk)


def unsaved_among(documents: Iterable[Document], user: User) -> dict[int, WorkingCopy]:
    """The same of many papers, by the id of the paper."""
    papers = {document.pk: document for document in documents}
    copies = WorkingCopy.objects.filter(user=user, document__in=papers)
    return {copy.document_id: copy for copy in copies if _says_else(copy, papers[copy.document_id])}


def unsaved_by_others(document: Document, user: User) -> list[WorkingCopy]:
    """What colleagues typed since the last saving and the paper does not say."""
    last = SavedDraft.objects.filter(document=document).order_by("-number").values("saved_at")[:1]
    copies = WorkingCopy.objects.filter(document=document).exclude(user=user).annotate(last=Subquery(last))
    later = copies.filter(Q(last__isnull=True) | Q(kept_at__gt=F("last"))).select_related("user__person")
    return [copy for copy in later.order_by("-kept_at", "pk") if _says_else(copy, document)]


def unsaved_sentence(copy: WorkingCopy) -> str:
    moment = timezone.localtime(copy.kept_at)
    return f"Thầy/cô còn nội dung đang gõ lúc {moment:%H:%M} ngày {moment:%d/%m/%Y} chưa lưu vào văn bản."


def others_at_work(document: Document, user: User, at: datetime) -> list[WorkingCopy]:
    """Who else types in this draft now. To be told, never to be locked out."""
    copies = WorkingCopy.objects.filter(document=document, kept_at__gte=at - PRESENT).exclude(user=user)
    return list(copies.select_related("user__person").order_by("-kept_at", "pk"))


def _says_else(copy: WorkingCopy, document: Document) -> bool:
    saved = content_of(document) | {"dated_on": f"{document.dated_on:%d/%m/%Y}"}
    saved |= {name: str(saved[name] or "") for name in PEOPLE}
    return any(_lines(value) != _lines(saved[name]) for name, value in copy.content.items())


def _lines(value: Any) -> Any:
    """A browser ends the lines of a field in its own way."""
    return value.strip().splitlines() if isinstance(value, str) else value


def _measured(name: str, value: Any) -> Any:
    if name == "body":
        return clean(value)
    if name in LINES:
        return tidy_lines(name, value)
    if len(value) > MAX_TYPED:
        raise ValidationError({name: f"Dài {len(value)} ký tự, nhiều nhất là {MAX_TYPED}. Thầy/cô viết ngắn hơn."})
    return nfc(value)
