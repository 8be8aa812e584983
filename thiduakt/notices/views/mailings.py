"""Thông báo chung: the outbox, and what lies in it."""

from typing import Any

from django.db.models import Q, QuerySet
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import CreateView, DetailView, ListView, UpdateView, View
from django.views.generic.detail import SingleObjectMixin
from django.views.generic.list import BaseListView

from thiduakt.counting import count_of
from thiduakt.excel import Column, download, subtitle, workbook
from thiduakt.notices.enums import MailingState as S
from thiduakt.notices.flows import MAILING_FLOW, nobody_to_tell
from thiduakt.notices.forms import MailingForm
from thiduakt.notices.models import Mailing, Notice
from thiduakt.notices.queries import recipients
from thiduakt.notices.services.mailings import discard_mailing, edit_mailing, send_mailing, write_mailing
from thiduakt.pages import Posted, ServedForm, Tallied, tabs, titles
from thiduakt.routes import Ruled

from .own import trail

TABS = {"": "Đang soạn", "da-gui": "Đã gửi", "da-bo": "Đã bỏ"}
CONDITIONS = {"": Q(state=S.DRAFT), "da-gui": Q(state=S.SENT), "da-bo": Q(state=S.DISCARDED)}
COLUMNS = (
    Column("STT", 6), Column("Tiêu đề", 60), Column("Trạng thái", 16), Column("Người soạn", 26), Column("Gửi lúc", 18),
    Column("Số người nhận", 14), Column("Đã đọc", 10),
)  # fmt: skip
STEPS = {"send": (send_mailing, "Đã gửi thông báo."), "discard": (discard_mailing, "Đã bỏ thông báo.")}


class Mailings(Ruled):
    permission = "notice.send"
    model = Mailing
    request: HttpRequest

    @cached_property
    def found(self) -> QuerySet[Mailing]:
        seen = Mailing.objects.visible_to(self.request.user, timezone.localdate())
        return seen.select_related("written_by__person")

    def get_queryset(self) -> QuerySet[Mailing]:
        return self.found


class MailingsShown(Mailings):
    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        asked = request.GET.get("tab", "")
        self.tab = asked if asked in TABS else ""

    def get_queryset(self) -> QuerySet[Mailing]:
        told = Notice.objects.all()
        counts = {"told": count_of(told, "mailing"), "read": count_of(told.filter(read_at__isnull=False), "mailing")}
        shown = self.found.filter(CONDITIONS[self.tab]).annotate(**counts)
        return shown.order_by("-written_at", "-pk")


class MailingList(MailingsShown, Tallied, ListView):
    template_name = "notices/mailing_list.html"

    def in_tabs(self) -> dict[str, Q]:
        return CONDITIONS

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        query = self.request.GET
        excel = f"{reverse('notices:mailings_excel')}?{query.urlencode()}"
        return context | {
            "title": "Thông báo chung",
            "trail": trail(),
            "actions": [
                {"label": "Soạn thông báo", "url": reverse("notices:mailing_add"), "icon": "plus-lg", "tone": "primary"},
                {"label": "Xuất Excel", "url": excel, "icon": "download", "tone": "secondary"},
            ],
            "tabs": list(tabs(TABS, self.tallies, self.tab, query)),
            "columns": titles("Tiêu đề", "Trạng thái", "Người soạn", "Người nhận", "Đã đọc"),
            "rows": context["page_obj"].object_list,
        }


class MailingExcel(MailingsShown, BaseListView):
    def render_to_response(self, context: dict[str, Any]) -> HttpResponse:
        told = subtitle(self.request.user.school, TABS[self.tab], on=timezone.localdate())
        rows = ([number, *_cells(mailing)] for number, mailing in enumerate(context["object_list"], start=1))
        return download(workbook("THÔNG BÁO CHUNG", told, list(COLUMNS), rows), "thong-bao-chung")


class MailingFormPage(ServedForm, Mailings):
    form_class = MailingForm
    template_name = "notices/mailing_form.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "school": self.request.user.school}

    def get_success_url(self) -> str:
        return self.object.get_absolute_url()

    def told(self, form: BaseForm) -> dict[str, Any]:
        names = ("subject", "text", "groups")
        return {name: form.cleaned_data[name] for name in names} | {"actor": self.request.user, "at": timezone.now()}


class MailingAdd(MailingFormPage, CreateView):
    done = "Đã soạn thông báo. Thầy/cô xem lại người nhận rồi bấm gửi."

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": Mailing(school=self.request.user.school)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        above = [*trail(), {"label": "Thông báo chung", "url": reverse("notices:mailings")}]
        back = reverse("notices:mailings")
        return super().get_context_data(title="Soạn thông báo", trail=above, back_url=back, **kwargs)

    def serve(self, form: BaseForm) -> None:
        self.object = write_mailing(**self.told(form))


class MailingEdit(MailingFormPage, UpdateView):
    done = "Đã lưu thông báo."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        above = [*trail(), {"label": "Thông báo chung", "url": reverse("notices:mailings")}]
        back = self.object.get_absolute_url()
        return super().get_context_data(title="Sửa thông báo", trail=above, back_url=back, **kwargs)

    def serve(self, form: BaseForm) -> None:
        edit_mailing(self.object, version=form.cleaned_data["version"], **self.told(form))


class MailingPage(Mailings, DetailView):
    """What will be sent, and to whom: seen before it goes."""

    template_name = "notices/mailing.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mailing, now = self.object, timezone.now()
        today = timezone.localdate(now)
        moves = MAILING_FLOW.open_to(self.request.user, mailing, now)
        return super().get_context_data(
            title=mailing.subject,
            trail=[*trail(), {"label": "Thông báo chung", "url": reverse("notices:mailings")}],
            moves=[
                {"move": move, "blockers": nobody_to_tell(mailing, today) if move.name == "send" else []} for move in moves
            ],
            step_url=reverse("notices:mailing_step", args=[mailing.pk]),
            edit_url=reverse("notices:mailing_edit", args=[mailing.pk]),
            people=recipients(mailing, today) if mailing.state == S.DRAFT else (),
            notices=mailing.notices.select_related("person").order_by("person__sort_key", "pk"),
            **kwargs,
        )


class MailingStep(Mailings, SingleObjectMixin, Posted, View):
    @cached_property
    def mailing(self) -> Mailing:
        return self.get_object()

    def get_success_url(self) -> str:
        return self.mailing.get_absolute_url()

    def act(self) -> str:
        if (action := self.request.POST.get("action", "")) not in STEPS:
            raise Http404
        service, sentence = STEPS[action]
        service(self.mailing, actor=self.request.user, at=timezone.now())
        return sentence


def _cells(mailing: Any) -> list[Any]:
    sent = f"{timezone.localtime(mailing.sent_at):%H:%M %d/%m/%Y}" if mailing.sent_at else ""
    return [mailing.subject, mailing.get_state_display(), str(mailing.written_by), sent, mailing.told, mailing.read]
