from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from nominations.councils.enums import SeatFunction
from thiduakt.school.models import Person
from thiduakt.vietnamese import one_line

from .councils import Council, Renewal

SITTING = Q(begins_on__isnull=False, ends_on__isnull=True)
PROPOSED = Q(begins_on__isnull=True)


def sitting_on(day: date) -> Q:
    """The condition that a seat is held that day: from the day of its decision to the day before the next one."""
    return Q(begins_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gte=day))


class SeatQuerySet(models.QuerySet["Seat"]):
    def on(self, day: date) -> Self:
        return self.filter(sitting_on(day))

    def sitting(self) -> Self:
        return self.filter(SITTING)

    def proposed(self) -> Self:
        """Of a list whose decision is not issued yet: of a council there is one at a time."""
        return self.filter(PROPOSED)


def _once(fields: list[str], name: str, told: str, **whose: Any) -> list[models.UniqueConstraint]:
    """Among those who sit, and among those who are proposed: of a council there is one open list of each."""
    return [
        models.UniqueConstraint(
            fields=fields, condition=Q(**whose) & state, name=f"{name}_{key}", violation_error_message=told
        )
        for key, state in (("sitting", SITTING), ("proposed", PROPOSED))
    ]


class Seat(models.Model):
    """Thành viên hội đồng: who sits in it as what, from when until when. Without `begins_on` the seat is only proposed.

    `renewal`: the list it came with; None: that of the founding decision.
    """

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="seats", verbose_name="hội đồng")
    renewal = models.ForeignKey(
        Renewal, on_delete=models.CASCADE, null=True, editable=False, related_name="seats", verbose_name="lần kiện toàn"
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="council_seats", verbose_name="viên chức"
    )
    outside_name = models.CharField("họ tên người ngoài trường", max_length=100, blank=True)
    outside_post = models.CharField("chức vụ, đơn vị của người ngoài trường", max_length=200, blank=True)
    function = models.CharField("chức danh", max_length=10, choices=SeatFunction, default=SeatFunction.MEMBER)
    stands_for = models.CharField("đại diện cho", max_length=200, blank=True)
    duties = models.CharField("nhiệm vụ được phân công", max_length=500, blank=True)
    position = models.PositiveSmallIntegerField("thứ tự", default=0)
    begins_on = models.DateField("từ ngày", null=True, editable=False)
    ends_on = models.DateField("đến hết ngày", null=True, editable=False)
    why_ended = models.CharField("lý do thôi", max_length=500, blank=True, editable=False)

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = "thành viên hội đồng"
        ordering = ["council_id", "position", "pk"]
        indexes = [models.Index(fields=["person", "begins_on"], name="seat_by_person")]
        constraints = [
            models.CheckConstraint(condition=Q(function__in=SeatFunction.values), name="seat_function_is_known"),
            models.CheckConstraint(
                condition=Q(person__isnull=False, outside_name="", outside_post="")
                | Q(person__isnull=True) & ~Q(outside_name="") & ~Q(outside_post=""),
                name="seat_is_of_one_person",
                violation_error_message="Thầy/cô chọn một viên chức của trường, hoặc ghi họ tên, đơn vị của người ngoài.",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True, why_ended="") | Q(ends_on__gte=F("begins_on")) & ~Q(why_ended=""),
                name="seat_ends_after_it_begins_for_a_reason",
            ),
            *_once(["council", "person"], "seat_person_once", "Mỗi người chỉ có một chức danh trong hội đồng."),
            *_once(["council"], "seat_one_chair", "Hội đồng chỉ có một Chủ tịch.", function=SeatFunction.CHAIR),
            *_once(["council"], "seat_one_secretary", "Hội đồng chỉ có một Thư ký.", function=SeatFunction.SECRETARY),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        for name in ("outside_name", "outside_post", "stands_for", "duties"):
            setattr(self, name, one_line(getattr(self, name)))
        super().save(*args, **kwargs)

    @property
    def name(self) -> str:
        return self.person.full_name if self.person else self.outside_name

    @property
    def post(self) -> str:
        return self.person.post if self.person else self.outside_post

    @property
    def school_id(self) -> int:
        return self.council.school_id
