"""Lượt nhập Excel: the file as it came, how its columns were read, and each row with what became of it."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from thiduakt.permissions import WHOLE_SCHOOL, scopes
from thiduakt.routes import row_address
from thiduakt.school.models import School, User

from .enums import BatchState, IntakeKind, RowStatus
from .places import place_of

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

FOLDER = "intake"  # of the uploaded files, in the store
ENTER_RULES = {
    IntakeKind.PEOPLE: "intake.people",
    IntakeKind.PUPILS: "intake.pupils",
    IntakeKind.HONORS: "intake.history",
    IntakeKind.RATINGS: "intake.history",
    IntakeKind.INITIATIVES: "intake.history",
}


class BatchQuerySet(models.QuerySet["Batch"]):
    def visible_to(self, user: User, on: date) -> "BatchQuerySet":
        """The imports of the own school, of the kinds this person may enter or approve."""
        kinds = [kind for kind, rule in ENTER_RULES.items() if scopes(user, rule, on) & WHOLE_SCHOOL]
        if scopes(user, "intake.approve", on) & WHOLE_SCHOOL:
            kinds = list(IntakeKind)
        return self.filter(school=user.school_id, kind__in=kinds)


class Batch(models.Model):
    """Lượt nhập: one uploaded sheet on its way into the books, in one transaction or not at all."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+", verbose_name="trường")
    kind = models.CharField("nội dung", max_length=20, choices=IntakeKind)
    state = models.CharField("trạng thái", max_length=20, choices=BatchState, default=BatchState.MAPPING)
    file_name = models.CharField("tên tệp", max_length=200)
    sha256 = models.CharField("mã băm tệp", max_length=64)
    size = models.PositiveIntegerField("cỡ tệp")
    sheet = models.CharField("trang tính", max_length=100, blank=True)
    header_row = models.PositiveIntegerField("dòng tiêu đề", default=1)
    heads = models.JSONField("tiêu đề các cột", default=list)  # as the sheet has them, "" where a column has none
    columns = models.JSONField("cột", default=dict)  # field name -> place of its column, 0 is A
    row_count = models.PositiveIntegerField("số dòng", default=0)
    done_count = models.PositiveIntegerField("số dòng đã xử lý", default=0)  # the progress bar
    summary = models.JSONField("kết quả", default=dict)
    problem = models.TextField("vì sao không đọc được, bị trả lại, hoàn tác", blank=True)
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người nhập")
    uploaded_at = models.DateTimeField("tải lên lúc")
    prepared_by = models.ForeignKey(  # who told its columns or chose for its rows last
        User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="người ghép cột, chọn cho các dòng"
    )
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="người trình")
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="người ghi, duyệt"
    )
    decided_at = models.DateTimeField("ghi lúc", null=True)
    version = models.PositiveIntegerField("lần lưu", default=1)

    rows: "RelatedManager[Row]"
    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = "lượt nhập"
        ordering = ["-uploaded_at", "-pk"]
        indexes = [
            models.Index(fields=["school", "-uploaded_at", "-id"], name="batch_by_day"),
            models.Index(fields=["school", "state"], name="batch_by_state"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=IntakeKind.values), name="batch_kind_is_known"),
            models.CheckConstraint(condition=Q(state__in=BatchState.values), name="batch_state_is_known"),
            models.CheckConstraint(condition=Q(done_count__lte=F("row_count")), name="batch_progress_within_rows"),
            models.CheckConstraint(
                condition=~Q(kind=IntakeKind.PEOPLE, state=BatchState.DONE)
                | Q(decided_by__isnull=False, submitted_by__isnull=False)
                & ~Q(decided_by=F("uploaded_by"))
                & ~Q(decided_by=F("prepared_by"))
                & ~Q(decided_by=F("submitted_by")),
                name="batch_of_people_is_approved_by_a_second_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.file_name}"

    def get_absolute_url(self) -> str:
        return row_address("intake:batch", self.pk)


class Row(models.Model):
    """Dòng của tệp, by its number in the sheet (see places.py)."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="rows", verbose_name="lượt nhập")
    number = models.PositiveIntegerField("dòng số")
    cells = models.JSONField("các ô", default=list)  # as read; what they mean is understood anew each time
    status = models.CharField("xếp vào", max_length=10, choices=RowStatus)
    messages = models.JSONField("điều cần biết", default=list)
    choices = models.JSONField("lựa chọn", default=list)  # what a person picks from: [[id, label]]
    chosen = models.CharField("đã chọn", max_length=60, blank=True)  # the id of what was picked
    target_id = models.BigIntegerField("ghi vào", null=True)  # the person or pupil the row is about; null: a new one
    written_id = models.BigIntegerField("đã ghi thành", null=True)

    class Meta:
        verbose_name = "dòng nhập"
        ordering = ["number", "pk"]
        indexes = [models.Index(fields=["batch", "status", "number"], name="intake_row_by_status")]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=RowStatus.values), name="intake_row_status_is_known"),
            models.UniqueConstraint(fields=["batch", "number"], name="intake_row_once"),
        ]

    def __str__(self) -> str:
        return f"Dòng {self.place}"

    @property
    def place(self) -> str:
        return place_of(self.number)


class ColumnMapping(models.Model):
    """Cách ghép cột đã nhớ: the school's own layout, known again by its head."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+", verbose_name="trường")
    kind = models.CharField("nội dung", max_length=20, choices=IntakeKind)
    fingerprint = models.CharField("dấu của hàng tiêu đề", max_length=64)
    columns = models.JSONField("cột", default=dict)
    used_at = models.DateTimeField("dùng lần cuối")

    class Meta:
        verbose_name = "cách ghép cột"
        ordering = ["-used_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["school", "kind", "fingerprint"], name="column_mapping_once"),
            models.CheckConstraint(condition=Q(kind__in=IntakeKind.values), name="column_mapping_kind_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.fingerprint[:8]}"
