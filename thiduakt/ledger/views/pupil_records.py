"""Hồ sơ thi đua of a pupil and of a class: what they received, as far as the reader may see it."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from thiduakt.ledger.models import HonorEntry
from thiduakt.ledger.queries import classes_seen, pupils_seen, sees_only_own, sees_whole_school
from thiduakt.ledger.records import Record, pupil_record
from thiduakt.ledger.years import year_name
from thiduakt.school.models import ClassMember, Pupil, SchoolClass

from .records import HonorsPage, RecordExcel, RecordShown, links


class OfSeenLines(RecordShown):
    @cached_property
    def record(self) -> Record:
        lines = HonorEntry.objects.visible_to(self.request.user, timezone.localdate())
        return pupil_record(lines.of(self.holder))


class OfPupil(OfSeenLines):
    route = "pupil_record"

    @cached_property
    def holder(self) -> Pupil:
        return get_object_or_404(pupils_seen(self.request.user, timezone.localdate()), pk=self.kwargs["pk"])


class OfClass(OfSeenLines):
    route = "class_record"

    @cached_property
    def holder(self) -> SchoolClass:
        return get_object_or_404(classes_seen(self.request.user, timezone.localdate()), pk=self.kwargs["pk"])


class BelowClasses(HonorsPage):
    """Who has no list of the ledger came from the list of classes."""

    def trail(self) -> list[dict[str, str]]:
        if sees_only_own(self.request.user, timezone.localdate()):
            return [{"label": "Lớp", "url": reverse("school:class_list")}]
        return super().trail()


class PupilRecord(OfPupil, BelowClasses):
    enter_route = "enter_pupil"

    def about(self) -> str:
        """The classes, the newest first; to a teacher of the pupil, that the honors of other years are not among these."""
        memberships = ClassMember.objects.filter(pupil=self.holder).select_related("school_class").order_by("-year")
        classes = ", ".join(f"{one.school_class} {year_name(one.year)}" for one in memberships)
        if sees_whole_school(self.request.user, timezone.localdate()):
            return classes
        return f"{classes}. Ở đây chỉ có khen thưởng của năm học mà thầy/cô phụ trách lớp của em."


class ClassRecord(OfClass, BelowClasses):
    enter_route = "enter_class"
    members_name = "Học sinh của lớp"

    @property
    def title(self) -> str:
        return f"Hồ sơ thi đua: {self.holder}, năm học {year_name(self.holder.year)}"

    def members(self) -> list[dict[str, str]]:
        seen = pupils_seen(self.request.user, timezone.localdate())
        return links(seen.filter(memberships__school_class=self.holder), "pupil_record")


class PupilExcel(OfPupil, RecordExcel):
    pass


class ClassExcel(OfClass, RecordExcel):
    pass
