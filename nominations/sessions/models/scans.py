from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef

from thiduakt.files.models import KeptFile
from thiduakt.school.models import User

from .items import Item
from .sessions import CouncilSession
from .votes import ItemVote


class CountScanQuerySet(models.QuerySet["CountScan"]):
    def visible_to(self, user: User, on: date) -> Self:
        """Whoever reads the session and takes part in all of it: one sheet may tell of several items."""
        open_items = Item.objects.open_to(user.person_id).order_by().values("pk")
        hidden = Item.objects.filter(session=OuterRef("vote__item__session")).exclude(pk__in=open_items)
        seen = CouncilSession.objects.visible_to(user, on).order_by().values("pk")
        return self.filter(vote__item__session__in=seen).exclude(Exists(hidden))


class CountScan(KeptFile):
    """Bản chụp biên bản kiểm phiếu giấy, with the signatures of its tellers."""

    FOLDER = "counts"

    vote = models.ForeignKey(ItemVote, on_delete=models.CASCADE, related_name="scans", verbose_name="biểu quyết")

    objects = CountScanQuerySet.as_manager()

    class Meta(KeptFile.Meta):
        verbose_name = "bản chụp biên bản kiểm phiếu"
        constraints = [models.UniqueConstraint(fields=["vote", "sha256"], name="session_count_scan_once")]

    @property
    def owner(self) -> CouncilSession:
        return self.vote.item.session
