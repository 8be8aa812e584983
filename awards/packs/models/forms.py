from typing import Any

from django.db import models
from django.db.models import Q

from thiduakt.files.models import KeptFile
from thiduakt.ledger.years import year_name
from thiduakt.school.models import School


class SuperiorForm(KeptFile):
    """Mẫu Excel của cấp trên: the empty file that an authority hands out for a year, and what is written where.

    `columns`: {field: letter of its column}, filled from `first_row` on, a row for each dossier; `cells`: {address: field},
    each written once.
    """

    FOLDER = "forms"

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+", verbose_name="trường")
    authority = models.CharField("thẩm quyền quyết định", max_length=300)
    year = models.PositiveSmallIntegerField("năm học", help_text="Năm bắt đầu: 2022 là năm học 2022–2023.")
    sheet = models.CharField("trang tính", max_length=100)
    first_row = models.PositiveIntegerField("dòng dữ liệu đầu tiên", null=True)
    columns: "models.JSONField[dict[str, str], dict[str, str]]" = models.JSONField("cột", default=dict, blank=True)
    cells: "models.JSONField[dict[str, str], dict[str, str]]" = models.JSONField("ô", default=dict, blank=True)
    version = models.PositiveIntegerField("lần lưu", default=1, editable=False)

    objects = models.Manager()

    class Meta(KeptFile.Meta):
        verbose_name = "mẫu Excel của cấp trên"
        ordering = ["school", "authority", "-year", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["school", "authority", "year"], name="superior_form_once_a_year"),
            models.CheckConstraint(
                condition=Q(columns={}) | Q(first_row__isnull=False), name="superior_form_with_columns_has_its_row"
            ),
        ]

    def __str__(self) -> str:
        return f"Mẫu Excel năm học {self.year_name}: {self.original_name}"

    @property
    def owner(self) -> Any:
        return self

    @property
    def year_name(self) -> str:
        return year_name(self.year)

    @property
    def is_mapped(self) -> bool:
        return bool(self.columns or self.cells)
