from datetime import date
from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from awards.certificates.drawing.places import HEIGHT, WIDTH, Align, Place
from awards.certificates.enums import FieldAlign, FieldName, FieldStyle
from thiduakt.permissions import WHOLE_SCHOOL, scopes
from thiduakt.routes import row_address
from thiduakt.school.models import School, User
from thiduakt.vietnamese import one_line

MOST_SHIFT = 20  # mm
SMALLEST, LARGEST = 8, 60  # points
LINES = {FieldName.ACHIEVEMENT: 3, FieldName.CAPACITY: 3, FieldName.ROLL: 1, FieldName.DATED: 1, FieldName.SIGNER: 1}
PLACED = ("x", "y", "width", "size", "style", "align")
LEAST_NAME, LEAST = 18, 10  # points: smaller is read by nobody who looks at a wall


class OfDesigners(models.QuerySet):
    def visible_to(self, user: User, on: date) -> Self:
        """Of the school, to whoever prints certificates."""
        if not scopes(user, "certificate.print", on) & WHOLE_SCHOOL:
            return self.none()
        return self.filter(school=user.school_id)

    def kept(self) -> Self:
        """Those that are still in use."""
        return self.filter(is_kept=True)


def _mm(label: str, least: int, most: int) -> models.DecimalField:
    limits = [MinValueValidator(least), MaxValueValidator(most)]
    return models.DecimalField(label, max_digits=4, decimal_places=1, validators=limits)


class Blank(models.Model):
    """Phôi giấy khen that a printing house has made: where its empty places are. `is_kept`: still in use."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="blanks", verbose_name="trường")
    name = models.CharField("tên phôi", max_length=100)
    is_kept = models.BooleanField("còn dùng", default=True)
    version = models.PositiveIntegerField("lần lưu", default=1, editable=False)

    objects = OfDesigners.as_manager()

    class Meta:
        verbose_name = "phôi giấy khen"
        ordering = ["school", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "name"],
                condition=Q(is_kept=True),
                name="blank_name_once",
                violation_error_message="Trường đã có phôi mang tên này.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = one_line(self.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return row_address("certificates:blank", self.pk)


class BlankPlace(models.Model):
    """Vị trí một nội dung trên phôi: millimetres from the top left corner of the sheet, points."""

    blank = models.ForeignKey(Blank, on_delete=models.CASCADE, related_name="places", verbose_name="phôi")
    field = models.CharField("nội dung", max_length=20, choices=FieldName)
    is_shown = models.BooleanField("in lên phôi", default=True)
    x = _mm("cách mép trái (mm)", 0, WIDTH)
    y = _mm("cách mép trên (mm)", 0, HEIGHT)
    width = _mm("rộng (mm)", 5, WIDTH)
    size = models.DecimalField(
        "cỡ chữ (pt)", max_digits=3, decimal_places=1, validators=[MinValueValidator(SMALLEST), MaxValueValidator(LARGEST)]
    )
    style = models.CharField("kiểu chữ", max_length=20, choices=FieldStyle)
    align = models.CharField("canh lề", max_length=10, choices=FieldAlign)

    class Meta:
        verbose_name = "vị trí trên phôi"
        ordering = ["blank", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["blank", "field"], name="blank_place_once"),
            models.CheckConstraint(
                condition=Q(x__gte=0, y__gte=0, y__lte=HEIGHT, width__gte=5, x__lte=WIDTH - F("width")),
                name="blank_place_is_on_the_sheet",
                violation_error_message="Ô chữ vượt ra ngoài tờ giấy rộng 297 mm: giảm “cách mép trái” hoặc “rộng”.",
            ),
            models.CheckConstraint(condition=Q(size__gte=SMALLEST, size__lte=LARGEST), name="blank_place_size_is_readable"),
            models.CheckConstraint(condition=Q(field__in=FieldName.values), name="blank_place_field_is_known"),
            models.CheckConstraint(condition=Q(style__in=FieldStyle.values), name="blank_place_style_is_known"),
            models.CheckConstraint(condition=Q(align__in=FieldAlign.values), name="blank_place_align_is_known"),
        ]

    def __str__(self) -> str:
        return self.get_field_display()

    @property
    def place(self) -> Place:
        name = FieldName(self.field)
        return Place(
            float(self.x), float(self.y), float(self.width), float(self.size), self.style, Align(self.align),
            least=LEAST_NAME if name == FieldName.RECIPIENT else LEAST, lines=LINES.get(name, 2),
        )  # fmt: skip


class Printer(models.Model):
    """Máy in, and by how much it prints beside the place: a sheet with a grid, laid over a blank, shows that."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="printers", verbose_name="trường")
    name = models.CharField("tên máy in", max_length=100)
    shift_x = _mm("dịch sang phải (mm)", -MOST_SHIFT, MOST_SHIFT)
    shift_y = _mm("dịch xuống dưới (mm)", -MOST_SHIFT, MOST_SHIFT)
    is_kept = models.BooleanField("còn dùng", default=True)
    version = models.PositiveIntegerField("lần lưu", default=1, editable=False)

    objects = OfDesigners.as_manager()

    class Meta:
        verbose_name = "máy in"
        ordering = ["school", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "name"],
                condition=Q(is_kept=True),
                name="printer_name_once",
                violation_error_message="Trường đã có máy in mang tên này.",
            ),
            models.CheckConstraint(
                condition=Q(
                    shift_x__gte=-MOST_SHIFT, shift_x__lte=MOST_SHIFT, shift_y__gte=-MOST_SHIFT, shift_y__lte=MOST_SHIFT
                ),
                name="printer_shift_is_small",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = one_line(self.name)
        super().save(*args, **kwargs)

    @property
    def shift(self) -> tuple[float, float]:
        """Millimetres to the right and down."""
        return float(self.shift_x), float(self.shift_y)
