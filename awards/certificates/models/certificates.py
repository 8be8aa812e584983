import secrets
from datetime import date
from typing import Self

from django.db import models
from django.urls import reverse

from awards.decisions.models import AwardLine
from thiduakt.permissions import WHOLE_SCHOOL, scopes
from thiduakt.school.models import User

TOKEN_BYTES = 16  # 128 bits: nobody guesses one
TOKEN_LENGTH = 22  # characters


def new_token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def visible_to(self, user: User, on: date) -> Self:
        """Those of the school, to whoever prints them."""
        if not scopes(user, "certificate.print", on) & WHOLE_SCHOOL:
            return self.none()
        return self.filter(line__decision__school=user.school_id)


class Certificate(models.Model):
    """Giấy khen, giấy chứng nhận danh hiệu: one for each line of a decision issued here, from the moment of its number.

    What it says and whether it stands is asked of the line, each time; nothing of it is kept twice. Whoever holds the paper
    holds the `token`, and reads the line by it without an account.
    """

    line = models.OneToOneField(
        AwardLine, on_delete=models.PROTECT, related_name="certificate", verbose_name="người, tập thể được khen"
    )
    token = models.CharField("mã tra cứu", max_length=TOKEN_LENGTH, unique=True, default=new_token, editable=False)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = "giấy khen"
        ordering = ["line__decision", "line__position", "pk"]

    def __str__(self) -> str:
        return str(self.line)

    @property
    def school_id(self) -> int:
        return self.line.decision.school_id

    @property
    def check_path(self) -> str:
        return reverse("check_certificate", args=[self.token])
