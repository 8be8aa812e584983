from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from awards.ceremonies.enums import Handing
from awards.decisions.models import AwardLine
from thiduakt.vietnamese import one_line

from .ceremonies import Ceremony


class Turn(models.Model):
    """Lượt trao: people called up together, who hands over, and what. Money is told without its sum."""

    ceremony = models.ForeignKey(Ceremony, on_delete=models.CASCADE, related_name="turns", verbose_name="lễ trao thưởng")
    position = models.PositiveSmallIntegerField("thứ tự")
    name = models.CharField("tên lượt", max_length=300)
    handed_by = models.CharField("người trao", max_length=200, blank=True)
    with_certificate = models.BooleanField("trao giấy khen, bằng", default=True)
    with_money = models.BooleanField("trao tiền thưởng", default=False)
    with_flowers = models.BooleanField("tặng hoa", default=False)

    objects = models.Manager()

    class Meta:
        verbose_name = "lượt trao"
        ordering = ["ceremony", "position", "pk"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name, self.handed_by = one_line(self.name), one_line(self.handed_by)
        super().save(*args, **kwargs)

    @property
    def school_id(self) -> int:
        return self.ceremony.school_id

    @property
    def gifts(self) -> str:
        """What is handed over, in words."""
        told = (("giấy khen", self.with_certificate), ("tiền thưởng", self.with_money), ("hoa", self.with_flowers))
        return ", ".join(word for word, given in told if given)


class RecipientQuerySet(models.QuerySet["Recipient"]):
    def standing(self) -> Self:
        """Whose award is in force: a line that is cancelled is not handed over any more."""
        return self.filter(line__in=AwardLine.objects.standing().order_by().values("pk"))

    def in_order(self) -> Self:
        """As they are called up; those who are in no turn yet come last."""
        return self.order_by(F("turn__position").asc(nulls_last=True), F("turn").asc(nulls_last=True), "position", "pk")


class Recipient(models.Model):
    """Người, tập thể được trao: a line of a decision at the one ceremony where it is handed over.

    `received_by`: who takes it in the place of somebody absent, or for a collective.
    """

    ceremony = models.ForeignKey(
        Ceremony, on_delete=models.CASCADE, related_name="recipients", verbose_name="lễ trao thưởng"
    )
    line = models.OneToOneField(
        AwardLine, on_delete=models.CASCADE, related_name="recipient", verbose_name="người, tập thể được khen"
    )
    turn = models.ForeignKey(
        Turn, on_delete=models.SET_NULL, null=True, blank=True, related_name="recipients", verbose_name="lượt trao"
    )
    position = models.PositiveSmallIntegerField("thứ tự")
    handing = models.CharField("kết quả trao", max_length=10, choices=Handing, default=Handing.WAITING)
    received_by = models.CharField("người nhận thay, đại diện nhận", max_length=200, blank=True)
    handed_on = models.DateField("trao ngày", null=True, blank=True)
    told_at = models.DateTimeField("báo thời gian, địa điểm lúc", null=True, editable=False)

    objects = RecipientQuerySet.as_manager()

    class Meta:
        verbose_name = "người, tập thể được trao"
        ordering = ["ceremony", "position", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(handing__in=Handing.values), name="recipient_handing_is_known"),
            models.CheckConstraint(
                condition=Q(handing__in=Handing.DONE, handed_on__isnull=False)
                | ~Q(handing__in=Handing.DONE) & Q(handed_on__isnull=True),
                name="recipient_was_handed_it_on_a_day",
                violation_error_message="Thầy/cô ghi ngày trao.",
            ),
            models.CheckConstraint(
                condition=~Q(handing=Handing.BY_PROXY) | ~Q(received_by=""),
                name="recipient_names_the_proxy",
                violation_error_message="Thầy/cô ghi ai nhận thay.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.line)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.received_by = one_line(self.received_by)
        super().save(*args, **kwargs)

    @property
    def school_id(self) -> int:
        return self.ceremony.school_id
