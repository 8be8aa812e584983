"""What the pages of this room share."""

import re
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from thiduakt.intake.enums import IntakeKind
from thiduakt.intake.kinds import KINDS
from thiduakt.intake.kinds.whose import BORN
from thiduakt.intake.models import ENTER_RULES, Batch, Row
from thiduakt.intake.workbooks import head_key
from thiduakt.permissions import WHOLE_SCHOOL, may, scopes
from thiduakt.routes import SIGNED_IN, Ruled
from thiduakt.school.models import User

BIRTH = re.compile(r"\b(ngay|thang|nam) sinh\b|\bsinh ngay\b|\bntns\b")  # in a head, as `head_key` has it
BIRTH_HIDDEN = f"{BORN.label}: người tải tệp lên cần xem lại."
SLUGS = {
    IntakeKind.PEOPLE: "vien-chuc",
    IntakeKind.PUPILS: "hoc-sinh",
    IntakeKind.HONORS: "khen-thuong",
    IntakeKind.RATINGS: "xep-loai",
    IntakeKind.INITIATIVES: "sang-kien",
}


def kinds_of(user: User) -> list[IntakeKind]:
    """What this person may enter from sheets."""
    today = timezone.localdate()
    return [kind for kind in KINDS if may(user, ENTER_RULES[kind], on=today)]


def trail(batch: Batch | None = None) -> list[dict[str, str]]:
    room = {"label": "Nhập từ Excel", "url": reverse("intake:list")}
    return [room, {"label": batch.file_name, "url": batch.get_absolute_url()}] if batch else [room]


class IntakePage(Ruled):
    """Which kinds a person may enter the rules of the kinds say, one of which is enough for the pages that all share."""

    permission = SIGNED_IN
    request: HttpRequest

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if not request.user.is_authenticated:
            return
        self.kinds = kinds_of(request.user)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not self.kinds and not may(request.user, "intake.approve", on=timezone.localdate()):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def batches(self) -> QuerySet[Batch]:
        seen = Batch.objects.visible_to(self.request.user, timezone.localdate())
        return seen.select_related("school", "uploaded_by__person", "decided_by__person")


class OfBatch(IntakePage):
    """A batch that this person may not see is a 404. Days of birth in it are for few, and for whoever brought them."""

    kwargs: dict[str, Any]

    @cached_property
    def sees_birth(self) -> bool:
        user = self.request.user
        of_all = scopes(user, "birth.view", timezone.localdate()) & WHOLE_SCHOOL
        return self.batch.uploaded_by_id == user.pk or bool(of_all)

    def birth_places(self) -> set[int]:
        """The columns that are not for this reader: mapped as days of birth, or headed so."""
        if self.sees_birth:
            return set()
        headed = {place for place, head in enumerate(self.batch.heads) if BIRTH.search(head_key(head))}
        return headed | {place for name, place in self.batch.columns.items() if name == BORN.name}

    def messages_of(self, row: Row) -> Sequence[str]:
        """What is to be known of a row; what is wrong with a day of birth quotes it."""
        if self.sees_birth:
            return row.messages
        return [BIRTH_HIDDEN if sentence.startswith(f"{BORN.label}:") else sentence for sentence in row.messages]

    @cached_property
    def batch(self) -> Batch:
        return get_object_or_404(self.batches(), pk=self.kwargs["pk"])
