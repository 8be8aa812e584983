"""Mô tả sáng kiến: written as every writing is, by the authors, while that part of the request is open."""

from datetime import datetime
from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils import timezone

from nominations.initiatives.enums import Part
from nominations.initiatives.models import Solution
from nominations.initiatives.policies import can_write
from nominations.initiatives.services.holding import hold_part, why_shut
from nominations.writings.models import Writing
from nominations.writings.views.pages import Compare, OfWriting, Restore, Revisions, WritingEdit
from thiduakt.documents.views.typed import DropTyped, KeepTyped

from .pages import OfSolution


class OfDescription(OfWriting, OfSolution):
    routes = "initiatives:description"
    heading = "Mô tả sáng kiến"
    once = True

    @property
    def lead(self) -> Any:
        return self.solution.name

    @property
    def back_url(self) -> str:
        return self.solution.get_absolute_url()

    @cached_property
    def writing(self) -> Writing:
        return self.solution.writing

    def shut(self, at: datetime) -> str:
        return why_shut(self.solution, Part.DESCRIPTION, at)

    def hold(self, at: datetime) -> None:
        hold_part(self.solution, Part.DESCRIPTION, actor=self.request.user, at=at)

    def trail(self) -> list[dict[str, str]]:
        return OfSolution.trail(self)


class OfWritten(OfDescription):
    """For its authors alone."""

    permission = "solution.own"

    @cached_property
    def solution(self) -> Solution:
        solution = super().solution
        if not can_write(self.request.user, solution, timezone.now()):
            raise PermissionDenied
        return solution


class DescriptionEdit(OfWritten, WritingEdit):
    pass


class DescriptionKeep(OfWritten, KeepTyped):
    once = False


class DescriptionDrop(OfWritten, DropTyped):
    pass


class DescriptionRevisions(OfDescription, Revisions):
    def solutions(self) -> QuerySet[Solution]:
        """Of the solution it says no more than its name."""
        return Solution.objects.visible_to(self.request.user, self.today).select_related("writing")


class DescriptionCompare(OfDescription, Compare):
    def shut(self, at: datetime) -> str:
        """Whoever only reads it restores nothing."""
        writes = can_write(self.request.user, self.solution, at)
        return super().shut(at) if writes else "Thầy/cô chỉ xem."


class DescriptionRestore(OfWritten, Restore):
    pass
