from typing import Any

from django.db import models
from django.db.models import Q

from thiduakt.school.models import User

from .document import Document

AROUND = 24  # characters beside a change that are shown with it


class SavedDraft(models.Model):
    """Lần lưu: what a draft said after one saving, kept so that any two of them can be compared and any one restored.

    `content` holds every field of a draft as JSON values (`documents.content.content_of`), `changed` the names of what
    differs from the saving before (`documents.merging.changed`), so that a list need not read the contents of all. It goes
    when the draft is thrown away.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="saved_drafts", verbose_name="văn bản")
    number = models.PositiveIntegerField("lần lưu")  # the document's `version` at that time
    content: "models.JSONField[Any, Any]" = models.JSONField("nội dung")
    changed: "models.JSONField[list[str], list[str]]" = models.JSONField("chỗ đã đổi", default=list, blank=True)
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người lưu")
    saved_at = models.DateTimeField("lưu lúc")
    note = models.CharField("ghi chú", max_length=200, blank=True)  # "Khôi phục lần lưu 3."

    class Meta:
        verbose_name = "lần lưu"
        ordering = ["-number", "-pk"]
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="saved_draft_once_per_number")]

    def __str__(self) -> str:
        return f"Lần lưu {self.number}"


class WorkingCopy(models.Model):
    """Bản đang gõ: what somebody has typed into a draft and not saved yet. It never touches the document, and goes when that
    is issued or thrown away."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="working_copies", verbose_name="văn bản")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", verbose_name="người gõ")
    base = models.PositiveIntegerField("gõ từ lần lưu")
    content: "models.JSONField[Any, Any]" = models.JSONField("nội dung")
    kept_at = models.DateTimeField("giữ lúc")

    class Meta:
        verbose_name = "bản đang gõ"
        constraints = [models.UniqueConstraint(fields=["document", "user"], name="working_copy_once_per_user")]

    def __str__(self) -> str:
        return f"Bản đang gõ của {self.user}"


class ReviewMark(models.Model):
    """Chỗ cần xem lại: a passage of a draft that somebody has to look at, and why: read from a file and not sure, or carried
    over from last year. It holds nothing back, and stays on record when it is settled."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="review_marks", verbose_name="văn bản")
    place = models.PositiveSmallIntegerField("thứ tự")
    field = models.CharField("ô", max_length=20, blank=True)  # a field of the draft; empty: the paper as a whole
    passage = models.TextField("đoạn", blank=True)  # the words as they stood in the draft then
    reason = models.TextField("lý do")
    proposal = models.TextField("đề xuất", blank=True)  # words for the passage
    settled_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người đã xem"
    )
    settled_at = models.DateTimeField("đã xem lúc", null=True, blank=True)

    class Meta:
        verbose_name = "chỗ cần xem lại"
        ordering = ["place", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_by__isnull=True, settled_at__isnull=True)
                | Q(settled_by__isnull=False, settled_at__isnull=False),
                name="review_mark_is_settled_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return self.reason

    @property
    def changed_words(self) -> str:
        """What the proposal says anew, with a few words around it: a whole sentence hides a year in it."""
        start = _shared(self.passage, self.proposal)
        end = len(self.proposal) - _shared(self.passage[start:][::-1], self.proposal[start:][::-1])
        start = self.proposal.rfind(" ", 0, max(start - AROUND, 0)) + 1
        end = self.proposal.find(" ", end + AROUND)
        words = self.proposal[start:] if end < 0 else self.proposal[start:end]
        return f"{'… ' if start else ''}{words}{' …' if end >= 0 else ''}"


def _shared(one: str, other: str) -> int:
    """How many letters both begin with."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
