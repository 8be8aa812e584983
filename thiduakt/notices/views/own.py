"""One's own notices, and how they come."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView, ListView, TemplateView, View
from django.views.generic.detail import SingleObjectMixin
from django.views.generic.list import BaseListView

from thiduakt.excel import Column, download, subtitle, workbook
from thiduakt.notices.forms import PreferenceForm
from thiduakt.notices.models import Notice
from thiduakt.notices.services.own import (
    mark_all_read,
    mark_read,
    new_calendar_address,
    preference_of,
    save_preference,
)
from thiduakt.pages import Posted, ServedForm, Tallied, tabs
from thiduakt.permissions import may
from thiduakt.routes import Ruled

TABS = {"": "Chưa đọc", "tat-ca": "Tất cả"}
CONDITIONS = {"": Q(read_at__isnull=True), "tat-ca": Q()}
COLUMNS = (Column("STT", 6), Column("Việc", 30), Column("Tiêu đề", 60), Column("Báo lúc", 18), Column("Đọc lúc", 18))


def trail() -> list[dict[str, str]]:
    return [{"label": "Thông báo", "url": reverse("notices:list")}]


class OwnNotices(Ruled):
    permission = "notice.own"
    model = Notice
    request: HttpRequest

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        asked = request.GET.get("tab", "")
        self.tab = asked if asked in TABS else ""

    @cached_property
    def found(self) -> QuerySet[Notice]:
        seen = Notice.objects.visible_to(self.request.user, timezone.localdate())
        return seen.select_related("told_by__person")

    def get_queryset(self) -> QuerySet[Notice]:
        return self.found.filter(CONDITIONS[self.tab])


class NoticeList(OwnNotices, Tallied, ListView):
    template_name = "notices/notice_list.html"

    def in_tabs(self) -> dict[str, Q]:
        return CONDITIONS

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        user, query = self.request.user, self.request.GET
        actions = [{"label": "Cách nhận thông báo", "url": reverse("notices:preference"), "icon": "gear"}]
        if may(user, "notice.send", on=timezone.localdate()):
            actions.insert(0, {"label": "Thông báo chung", "url": reverse("notices:mailings"), "icon": "megaphone"})
        excel = f"{reverse('notices:excel')}?{query.urlencode()}"
        actions.append({"label": "Xuất Excel", "url": excel, "icon": "download"})
        return context | {
            "title": "Thông báo",
            "actions": [action | {"tone": "secondary"} for action in actions],
            "tabs": list(tabs(TABS, self.tallies, self.tab, query)),
            "has_unread": bool(self.tallies[""].count),
        }


class NoticeExcel(OwnNotices, BaseListView):
    def render_to_response(self, context: dict[str, Any]) -> HttpResponse:
        told = subtitle(self.request.user.school, TABS[self.tab], on=timezone.localdate())
        rows = ([number, *_cells(notice)] for number, notice in enumerate(context["object_list"], start=1))
        return download(workbook("THÔNG BÁO CỦA TÔI", told, list(COLUMNS), rows), "thong-bao")


class OpenNotice(OwnNotices, SingleObjectMixin, View):
    """A button, for it marks the notice as read; then on to what it tells of."""

    def get_queryset(self) -> QuerySet[Notice]:
        return self.found

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return redirect("notices:list")

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        notice = self.get_object()
        mark_read(notice, actor=request.user, at=timezone.now())
        return redirect(notice.url or reverse("notices:list"))


class ReadAll(OwnNotices, Posted, View):
    def get_success_url(self) -> str:
        return reverse("notices:list")

    def act(self) -> str:
        mark_all_read(actor=self.request.user, at=timezone.now())
        return "Đã đánh dấu đọc tất cả thông báo."


class PreferencePage(ServedForm, Ruled, FormView):
    permission = "notice.own"
    form_class = PreferenceForm
    template_name = "notices/preference.html"
    success_url = reverse_lazy("notices:preference")
    done = "Đã lưu cách nhận thông báo."

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": preference_of(self.request.user.person)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        has_calendar = bool(preference_of(self.request.user.person).calendar_hash)
        return super().get_context_data(
            title="Cách nhận thông báo", trail=trail(), back_url=reverse("notices:list"), has_calendar=has_calendar, **kwargs
        )

    def serve(self, form: PreferenceForm) -> None:
        told = form.cleaned_data
        save_preference(
            email=told["email"],
            wants_digest=told["wants_digest"],
            muted=told["muted"],
            actor=self.request.user,
            at=timezone.now(),
        )


class NewCalendarAddress(Ruled, TemplateView):
    """The address is shown once, in answer to the button."""

    permission = "notice.own"
    template_name = "notices/calendar_address.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect("notices:preference")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        word = new_calendar_address(actor=request.user, at=timezone.now())
        address = request.build_absolute_uri(reverse("calendar", args=[word]))
        context = {"title": "Địa chỉ lịch", "trail": trail(), "address": address}
        response = self.render_to_response(self.get_context_data(**context))
        response["Content-Location"] = reverse("notices:preference")  # where a second press leads: this is shown once
        return response


def _cells(notice: Notice) -> list[Any]:
    told = f"{timezone.localtime(notice.told_at):%H:%M %d/%m/%Y}"
    read = f"{timezone.localtime(notice.read_at):%H:%M %d/%m/%Y}" if notice.read_at else ""
    return [notice.get_kind_display(), notice.subject, told, read]
