"""Gửi bài dự thi from a phone, and the page of an entry for those who may know whose it is."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView, View

from campaigns.contests.enums import ContestState
from campaigns.contests.forms import EntryForm
from campaigns.contests.models import Entry, EntryFile
from campaigns.contests.policies import can_change, oversees, sees_marks
from campaigns.contests.queries import authors_told, counted_sheets
from campaigns.contests.services.entries import Entered, change_entry, enter, remove_file, withdraw_entry
from thiduakt.files.downloads import sent_file
from thiduakt.pages import Posted, ServedForm
from thiduakt.school.models import Person
from thiduakt.workflow import Move

from .pages import OfContest, Page

WITHDRAW = Move(
    "withdraw", "Rút bài", (), "", lambda *args: True, warning="Bài đã rút không đưa lại được; có thể gửi bài mới."
)


class Entering(ServedForm):
    template_name = "contests/enter.html"
    form_class = EntryForm
    request: HttpRequest

    def sent_before(self) -> Entry | None:
        return None

    def get_form_kwargs(self) -> dict[str, Any]:
        user, entry = self.request.user, self.sent_before()
        people = Person.objects.filter(school=user.school_id).exclude(pk=user.person_id)
        still = Q(pk__in=people.at_work(timezone.localdate()).order_by().values("pk"))
        offered = still | Q(pk__in=entry.co_authors.order_by().values("pk")) if entry else still
        kwargs = {**super().get_form_kwargs(), "entry": entry}  # type: ignore[misc]
        return kwargs | {"people": people.filter(offered).select_related("group")}

    def sent(self, form: EntryForm) -> Entered:
        raise NotImplementedError

    def serve(self, form: EntryForm) -> None:
        entered = self.sent(form)
        self.done, self.success_url = "Đã gửi bài dự thi.", reverse("contests:entry", args=[entered.entry.pk])
        if entered.refusals:
            self.done = "Đã gửi bài dự thi. Có tệp chưa nhận được, thầy/cô xem lý do rồi gửi thêm ở đây."
            self.success_url = reverse("contests:entry_edit", args=[entered.entry.pk])
            for sentence in entered.refusals:
                messages.error(self.request, sentence)

    def values(self, form: EntryForm) -> dict[str, Any]:
        told = form.cleaned_data
        return {
            "co_authors": told["co_authors"], "files": told["files"], "actor": self.request.user, "at": timezone.now(),
        }  # fmt: skip


class EntryAdd(Entering, OfContest, FormView):
    permission = "contest.enter"
    title = "Gửi bài dự thi"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.contest.takes_entries(timezone.localdate()):
            messages.info(request, "Hội thi không nhận bài vào lúc này.")
            return redirect(self.contest)
        return super().get(request, *args, **kwargs)

    def sent(self, form: EntryForm) -> Entered:
        return enter(self.contest, form.cleaned_data, **self.values(form))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(contest=self.contest, back_url=self.contest.get_absolute_url(), **kwargs)


class OfEntry(Page):
    """Whoever wrote it; whoever organises the contest and does not judge it; all who judged, once it is counted."""

    @cached_property
    def entry(self) -> Entry:
        found = Entry.objects.filter(contest__in=self.seen().order_by().values("pk"))
        entry = get_object_or_404(found.select_related("contest", "author"), pk=self.kwargs["pk"])
        if not self.knows(entry):
            raise Http404
        return entry

    def knows(self, entry: Entry) -> bool:
        user, at = self.request.user, timezone.now()
        return (
            user.person_id in {person.pk for person in entry.authors}
            or oversees(user, entry.contest, at)
            or sees_marks(user, entry.contest, at)
        )

    def trail(self) -> list[dict[str, str]]:
        contest = self.entry.contest
        return [*super().trail(), {"label": contest.name, "url": contest.get_absolute_url()}]

    def get_success_url(self) -> str:
        return reverse("contests:entry", args=[self.entry.pk])


class EntryPage(OfEntry, TemplateView):
    template_name = "contests/entry.html"

    @property
    def title(self) -> str:
        return self.entry.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        entry = self.entry
        changes = can_change(self.request.user, entry, timezone.now())
        edit = {"label": "Sửa, thêm tệp", "url": reverse("contests:entry_edit", args=[entry.pk]), "icon": "pencil"}
        facts = [
            {"label": "Mã số", "value": entry.number},
            {"label": "Người dự thi", "value": authors_told(entry)},
            {"label": "Học sinh, lớp tham gia", "value": entry.taking_part},
            {"label": "Gửi lúc", "value": f"{timezone.localtime(entry.sent_at):%H:%M %d/%m/%Y}"},
        ]
        return super().get_context_data(
            entry=entry,
            facts=facts,
            files=list(entry.files.all()),
            actions=[edit] if changes else [],
            withdraw=WITHDRAW if changes else None,
            **kwargs,
        )


class EntryEdit(Entering, OfEntry, FormView):
    permission = "contest.enter"
    title = "Sửa bài dự thi"

    def sent_before(self) -> Entry:
        return self.entry

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not can_change(request.user, self.entry, timezone.now()):
            messages.info(request, "Bài này không sửa được nữa.")
            return redirect(self.entry.contest)
        return super().get(request, *args, **kwargs)

    def sent(self, form: EntryForm) -> Entered:
        return change_entry(self.entry, form.cleaned_data, version=form.cleaned_data["version"], **self.values(form))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        entry = self.entry
        back = reverse("contests:entry", args=[entry.pk])
        return super().get_context_data(contest=entry.contest, files=list(entry.files.all()), back_url=back, **kwargs)

    def get_success_url(self) -> str:
        return str(self.success_url)


class EntryWithdraw(OfEntry, Posted, View):
    permission = "contest.enter"

    def act(self) -> str:
        withdraw_entry(self.entry, actor=self.request.user, at=timezone.now())
        return "Đã rút bài dự thi."


class SeenFile(OfEntry):
    """Of the entries that this person knows; and to a judge of those in hand."""

    @cached_property
    def file(self) -> EntryFile:
        found = EntryFile.objects.filter(entry__contest__in=self.seen().order_by().values("pk"))
        file = get_object_or_404(found.select_related("entry__contest", "entry__author"), pk=self.kwargs["pk"])
        if not (self.knows(file.entry) or self.judges(file.entry)):
            raise Http404
        return file

    @cached_property
    def entry(self) -> Entry:
        return self.file.entry

    def judges(self, entry: Entry) -> bool:
        if entry.contest.state != ContestState.JUDGING:
            return False
        own = self.request.user.person_id
        return any(sheet.entry_id == entry.pk and sheet.judge.person_id == own for sheet in counted_sheets(entry.contest))


class EntryFileDownload(SeenFile, View):
    """To a judge it bears the number alone."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        file, name = self.file, ""
        if file.entry.contest.is_anonymous and not self.knows(file.entry):
            name = f"bai-{file.entry.number}-tep-{file.pk}.{file.original_name.rpartition('.')[2]}"
        return sent_file(file, name=name)


class EntryFileRemove(SeenFile, Posted, View):
    permission = "contest.enter"

    def get_success_url(self) -> str:
        return reverse("contests:entry_edit", args=[self.entry.pk])

    def act(self) -> str:
        name = self.file.original_name
        remove_file(self.file, actor=self.request.user, at=timezone.now())
        return f"Đã bỏ {name}."
