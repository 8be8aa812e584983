from typing import Self

from django.db import models

from thiduakt.school.models import User
from thiduakt.vietnamese import found_by

from .document import Document


class RegisterEntryQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        return self.filter(document__school=user.school_id)

    def matching(self, words: str) -> Self:
        """Search without marks in ký hiệu and trích yếu."""
        return self.filter(found_by(words, "document__search_key"))


class RegisterEntry(models.Model):
    """Dòng trong sổ đăng ký văn bản đi: what the clerk goes on writing after the paper itself is frozen.

    The columns (1) to (4) and (5) of NĐ 30/2020/NĐ-CP, Phụ lục IV come from the document's snapshot; these are (6) to (10).
    """

    document = models.OneToOneField(
        Document, on_delete=models.PROTECT, related_name="register_entry", verbose_name="văn bản"
    )
    archive_holder = models.CharField("đơn vị, người nhận bản lưu", max_length=150, blank=True)
    copies = models.PositiveSmallIntegerField("số lượng bản", null=True, blank=True)
    dispatched_on = models.DateField("ngày chuyển", null=True, blank=True)
    received_by = models.CharField("ký nhận", max_length=150, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    sent_up_on = models.DateField(
        "gửi cấp trên ngày", null=True, blank=True, help_text="Từ ngày này cấp trên trực tiếp xem được văn bản."
    )
    version = models.PositiveIntegerField("lần lưu", default=1, editable=False)

    objects = RegisterEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "dòng sổ văn bản đi"

    def __str__(self) -> str:
        return str(self.document)

    @property
    def school_id(self) -> int:
        return self.document.school_id
