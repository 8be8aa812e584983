"""Kỷ luật, nghỉ dài ngày, việc đang xác minh: for the person, the principal and the secretary. Transfers: as the ledger."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import F, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.views.generic import CreateView, ListView, UpdateView, View
from django.views.generic.detail import SingleObjectMixin
from django.views.generic.list import BaseListView

from thiduakt.excel import Column, download, subtitle, workbook
from thiduakt.ledger.fact_uses import honors_since
from thiduakt.ledger.forms.people_facts import DisciplineForm, LeaveForm, TransferForm, VerificationForm
from thiduakt.ledger.models import Discipline, HonorEntry, Leave, Transfer, Verification
from thiduakt.ledger.services.people_facts import PersonFact, is_own, remove_fact, save_fact
from thiduakt.ledger.years import year_on
from thiduakt.pages import Posted, ServedForm, Tallied, asked_key, tabs, titles
from thiduakt.permissions import may
from thiduakt.routes import Ruled, row_address
from thiduakt.school.models import Person, User

from .pages import Page

NOW = "dang"
TABS = {"": "Tất cả", NOW: "Hiện nay"}
OPEN_END = {"ended_on": "chưa rõ", "closed_on": "chưa kết thúc", "ends_on": ""}


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of fact. `slug` stands in the address; `begin`, `end`: its fields of days; `told`: what it is, in words."""

    slug: str
    model: type[PersonFact]
    form: type[forms.ModelForm]
    title: str
    one: str
    begin: str
    end: str
    told: Callable[[Any], str]

    @property
    def asked_before_removal(self) -> dict[str, Any]:
        """The reason stands in the log, which others read than those who may see what is private."""
        told = "Dòng này mất hẳn, không lấy lại được. Lý do được ghi vào nhật ký: thầy/cô không ghi nội dung việc riêng."
        return {"needs_reason": True} | ({} if self.model is Transfer else {"warning": told})


KINDS = {
    kind.slug: kind
    for kind in (
        Kind("ky-luat", Discipline, DisciplineForm, "Kỷ luật", "kỷ luật", "decided_on", "ended_on",
             lambda row: ", ".join(filter(None, (row.get_kind_display(), row.decision_number)))),
        Kind("nghi", Leave, LeaveForm, "Nghỉ dài ngày", "lần nghỉ", "starts_on", "ends_on",
             lambda row: row.get_kind_display()),
        Kind("xac-minh", Verification, VerificationForm, "Việc đang xác minh", "việc đang xác minh",
             "opened_on", "closed_on", lambda row: "đang xác minh" if row.closed_on is None else "đã kết thúc"),
    )
}  # fmt: skip
TRANSFER = Kind(
    "chuyen", Transfer, TransferForm, "Chuyển công tác", "lần chuyển công tác", "starts_on", "ends_on",
    lambda row: f"{row.get_kind_display()}: {row.unit}",
)  # fmt: skip
COLUMNS = (
    Column("Họ và tên", 30), Column("Tổ", 26), Column("Nội dung", 40), Column("Từ ngày", 14), Column("Đến ngày", 14),
    Column("Ghi chú", 40),
)  # fmt: skip


class Private(Ruled):
    """Facts that are for few: the kind stands in the address."""

    view_rule, add_rule, change_rule = "sensitive.view", "sensitive.manage", "sensitive.manage"
    family = "fact"

    @cached_property
    def kind(self) -> Kind:
        kind = KINDS.get(self.kwargs["kind"])
        if kind is None:
            raise Http404
        return kind

    @property
    def leading(self) -> tuple[str, ...]:
        """What an address names before the row."""
        return (self.kind.slug,)

    def address(self, name: str) -> str:
        return reverse(f"ledger:{self.family}_{name}", args=self.leading)

    def row_address(self, name: str, row: PersonFact) -> str:
        return row_address(f"ledger:{self.family}_{name}", *self.leading, row.pk)


class OfTransfers(Private):
    view_rule, add_rule, change_rule = "ledger.view", "ledger.enter", "ledger.correct"
    family, kind, leading = "transfer", TRANSFER, ()  # type: ignore[assignment]


class FactsShown(Private):
    """The rows of a kind that this person may see: `tab` (in force today), `nguoi` (one person)."""

    permission = "sensitive.view"
    request: HttpRequest

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.today = timezone.localdate()
        asked = request.GET.get("tab", "")
        self.tab = asked if asked in TABS else ""

    @cached_property
    def person(self) -> Person | None:
        """Whom the list is narrowed to, among those this person may read such facts about."""
        key = asked_key(self.request, "nguoi")
        return Person.objects.open_to(self.request.user, self.view_rule, self.today).filter(pk=key).first() if key else None

    @cached_property
    def found(self) -> QuerySet[Any]:
        rows = self.kind.model.objects.visible_to(self.request.user, self.today)
        return rows.filter(person=self.person) if self.person else rows

    def in_tabs(self) -> dict[str, Q]:
        begin, end = self.kind.begin, self.kind.end
        lasts = Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": self.today})
        return {"": Q(), NOW: Q(**{f"{begin}__lte": self.today}) & lasts}

    def get_queryset(self) -> QuerySet[Any]:
        rows = self.found.filter(self.in_tabs()[self.tab]).select_related("person__group")
        return rows.order_by(F(self.kind.begin).desc(), "pk")

    def cells(self, row: Any) -> list[Any]:
        begin, end = getattr(row, self.kind.begin), getattr(row, self.kind.end)
        return [str(row.person), str(row.person.group or ""), self.kind.told(row), begin, end, row.note]


class FactList(FactsShown, Page, Tallied, ListView):
    template_name = "ledger/fact_list.html"

    @property
    def title(self) -> str:
        return self.kind.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        query, user = self.request.GET, self.request.user
        can_change = may(user, self.change_rule, on=self.today)
        return context | {
            "lead": str(self.person or ""),
            "kinds": self._kinds(user),
            "actions": self._actions(user),
            "tabs": list(tabs(TABS, self.tallies, self.tab, query)),
            "columns": titles(*(column.title for column in COLUMNS), *(["Thao tác"] if can_change else [])),
            "rows": [
                [*self._shown(row), *([self._edit_link(row)] if can_change else [])]
                for row in context["page_obj"].object_list
            ],
            "empty": f"Chưa ghi {self.kind.one} nào",
        }

    def _shown(self, row: Any) -> list[Any]:
        cells = self.cells(row)
        days = [f"{day:%d/%m/%Y}" if isinstance(day, date) else day for day in cells]
        days[4] = days[4] or OPEN_END[self.kind.end]
        return days

    def _edit_link(self, row: PersonFact) -> str:
        if is_own(row, self.request.user):
            return ""
        named = format_html('Sửa<span class="visually-hidden"> dòng của {}</span>', row.person)
        return format_html('<a class="row-action" href="{}">{}</a>', self.row_address("edit", row), named)

    def _kinds(self, user: User) -> list[dict[str, Any]]:
        """The way to the other kinds that this person may see."""
        asked = f"?nguoi={self.person.pk}" if self.person else ""
        private = [(kind, reverse("ledger:fact_list", kwargs={"kind": kind.slug})) for kind in KINDS.values()]
        offered = private if may(user, "sensitive.view", on=self.today) else []
        offered = [*offered, (TRANSFER, reverse("ledger:transfer_list"))]
        return [{"label": kind.title, "url": f"{url}{asked}", "is_current": kind == self.kind} for kind, url in offered]

    def _actions(self, user: User) -> list[dict[str, str]]:
        excel = f"{self.address('excel')}?{self.request.GET.urlencode()}"
        actions = [{"label": "Xuất Excel", "url": excel, "icon": "download", "tone": "secondary"}]
        if may(user, self.add_rule, on=self.today):
            asked = f"?nguoi={self.person.pk}" if self.person else ""
            actions.insert(0, {"label": f"Ghi {self.kind.one}", "url": f"{self.address('add')}{asked}", "icon": "plus-lg"})
        return actions


class FactExcel(FactsShown, BaseListView):
    def render_to_response(self, context: dict[str, Any]) -> HttpResponse:
        asked = TABS[self.tab] if self.tab else "", str(self.person or "")
        told = subtitle(self.request.user.school, *asked, on=self.today)
        rows = ([number, *self.cells(row)] for number, row in enumerate(context["object_list"], start=1))
        content = workbook(self.kind.title.upper(), told, [Column("STT", 6), *COLUMNS], rows)
        return download(content, self.kind.slug)


class FactFormPage(ServedForm, Page):
    template_name = "ledger/fact_form.html"
    done = "Đã lưu."

    def trail(self) -> list[dict[str, str]]:
        return [*super().trail(), {"label": self.kind.title, "url": self.address("list")}]

    def get_form_class(self) -> type[forms.ModelForm]:
        return self.kind.form

    def get_success_url(self) -> str:
        return f"{self.address('list')}?nguoi={self.person.pk}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=self.get_success_url(), **kwargs)


class FactAdd(Private, FactFormPage, CreateView):
    """About the person of `?nguoi=`; without one, somebody is picked first."""

    permission = "sensitive.manage"

    @cached_property
    def person(self) -> Person | None:
        if not self.request.GET.get("nguoi"):
            return None
        people = Person.objects.filter(school=self.request.user.school_id)
        found = people.filter(pk=asked_key(self.request, "nguoi")).first()
        if found is None:
            raise Http404
        return found

    @property
    def title(self) -> str:
        return f"Ghi {self.kind.one} của {self.person}" if self.person else f"Ghi {self.kind.one}: chọn người"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.person:
            return super().get(request, *args, **kwargs)
        self.template_name = "ledger/fact_pick.html"
        people = Person.objects.filter(school=request.user.school_id).select_related("group")
        return self.render_to_response(
            {"title": self.title, "trail": self.trail(), "people": people, "back_url": self.address("list")}
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.person is None:
            raise Http404
        return super().post(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        row = self.kind.model(school=self.request.user.school, person=self.person)
        return {**super().get_form_kwargs(), "instance": row}

    def serve(self, form: forms.ModelForm) -> None:
        save_fact(form.instance, actor=self.request.user, at=timezone.now())


class OneFact(Private):
    """A row that this person may change; all others are a 404."""

    def get_queryset(self) -> QuerySet[Any]:
        rows = self.kind.model.objects.open_to(self.request.user, self.permission, timezone.localdate())
        return rows.select_related("person__group")


class FactEdit(OneFact, FactFormPage, UpdateView):
    """Shows the honors since then before anything is changed."""

    permission = "sensitive.manage"

    @property
    def title(self) -> str:
        return f"Sửa {self.kind.one} của {self.person}"

    @property
    def person(self) -> Person:
        return self.object.person

    def serve(self, form: forms.ModelForm) -> None:
        save_fact(form.instance, version=form.cleaned_data["version"], actor=self.request.user, at=timezone.now())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, stored = self.request.user, self.get_queryset().get(pk=self.object.pk)
        seen = HonorEntry.objects.visible_to(user, timezone.localdate())
        since = year_on(getattr(stored, self.kind.begin))
        return super().get_context_data(
            stored=stored,
            uses=honors_since(stored.person, since, among=seen),
            remove={"name": "remove", "label": "Xóa dòng ghi nhầm", **self.kind.asked_before_removal},
            remove_url=self.row_address("remove", stored),
            **kwargs,
        )


class FactRemove(OneFact, SingleObjectMixin, Posted, View):
    permission = "sensitive.manage"

    @cached_property
    def object(self) -> Any:
        return self.get_object()

    def get_success_url(self) -> str:
        return f"{self.address('list')}?nguoi={self.object.person_id}"

    def act(self) -> str:
        reason = self.request.POST.get("reason", "")
        remove_fact(self.object, reason=reason, actor=self.request.user, at=timezone.now())
        return "Đã xóa."


class TransferList(OfTransfers, FactList):
    permission = "ledger.view"


class TransferExcel(OfTransfers, FactExcel):
    permission = "ledger.view"


class TransferAdd(OfTransfers, FactAdd):
    permission = "ledger.enter"


class TransferEdit(OfTransfers, FactEdit):
    permission = "ledger.correct"


class TransferRemove(OfTransfers, FactRemove):
    permission = "ledger.correct"
