from typing import Any

from django.db import models

from thiduakt.files.models import KeptFile
from thiduakt.school.models import School
from thiduakt.vietnamese import one_line


class Design(models.Model):
    """Mẫu giấy khen of a school: what it may choose by NĐ 98/2023/NĐ-CP, Điều 104."""

    school = models.OneToOneField(School, on_delete=models.PROTECT, related_name="certificate_design", verbose_name="trường")
    awarding_title = models.CharField("chức danh người khen thưởng", max_length=120, blank=True)
    version = models.PositiveIntegerField("lần lưu", default=1, editable=False)

    class Meta:
        verbose_name = "mẫu giấy khen"

    def __str__(self) -> str:
        return f"Mẫu giấy khen của {self.school}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.awarding_title = one_line(self.awarding_title)
        super().save(*args, **kwargs)


class Wording(models.Model):
    """Chữ trên giấy khen of one honor, where the school wants other words than the usual ones."""

    design = models.ForeignKey(Design, on_delete=models.CASCADE, related_name="wordings", verbose_name="mẫu giấy khen")
    code = models.CharField("mã danh hiệu, hình thức", max_length=30)
    verb = models.CharField("dòng trên", max_length=60)
    title = models.CharField("dòng lớn", max_length=100)

    class Meta:
        verbose_name = "chữ trên giấy khen"
        ordering = ["design", "code", "pk"]
        constraints = [models.UniqueConstraint(fields=["design", "code"], name="certificate_wording_once")]

    def __str__(self) -> str:
        return f"{self.verb} {self.title}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.verb, self.title = one_line(self.verb), one_line(self.title)
        super().save(*args, **kwargs)


class EmblemFile(KeptFile):
    """Hình trên giấy khen: Quốc huy, or the school's own emblem."""

    FOLDER = "emblems"

    design = models.OneToOneField(Design, on_delete=models.CASCADE, related_name="emblem", verbose_name="mẫu giấy khen")

    class Meta(KeptFile.Meta):
        verbose_name = "hình trên giấy khen"

    @property
    def owner(self) -> Design:
        return self.design
