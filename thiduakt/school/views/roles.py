"""Vai trò và ủy quyền."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import BadRequest, ValidationError
from django.db.models import Q, QuerySet
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import CreateView, DetailView, FormView, ListView
from django.views.generic.detail import SingleObjectMixin
from django.views.generic.list import BaseListView

from thiduakt.audit.models import AuditEvent
from thiduakt.excel import Column, download, subtitle, workbook
from thiduakt.forms import ReasonForm
from thiduakt.pages import Tallied, tabs, titles
from thiduakt.permissions import may
from thiduakt.routes import Ruled, row_address
from thiduakt.school.flows import ROLE_FLOW
from thiduakt.school.forms.roles import DelegationForm, EndForm, RoleForm
from thiduakt.school.models import Delegation, RoleAssignment
from thiduakt.school.services.roles import (
    cancel_delegation,
    decide_role,
    end_delegation,
    grant_delegation,
    propose_role,
    propose_role_end,
)
from thiduakt.school.wording import ACTS
from thiduakt.workflow import Move

from .pages import Act, FormPage, OwnSchool, Page, allowed_actions, chosen_tab, link

TABS = {"held": "Đang giữ", "proposed": "Chờ duyệt", "past": "Đã kết thúc"}
DELEGATION_TABS = {"held": "Đang hiệu lực", "past": "Đã hết hạn"}
# The steps of a role that need no more than a button, by the one of the two who takes them.
DECIDING = ("approve", "refuse", "cancel", "end", "keep")
WITHDRAWING = ("withdraw", "withdraw_end")


ROLE_COLUMNS = (
    Column("Họ và tên", 30),
    Column("Vai trò", 30),
    Column("Từ ngày", 14),
    Column("Đến hết ngày", 24),
    Column("Căn cứ", 44),
)
DELEGATION_COLUMNS = (
    Column("Người được ủy quyền", 30),
    Column("Việc", 44),
    Column("Từ ngày", 14),
    Column("Đến hết ngày", 14),
    Column("Văn bản ủy quyền", 44),
)


class RolesShown(Ruled, OwnSchool):
    """The roles that stand where the tab says."""

    permission = "role.view"
    model = RoleAssignment

    def setup(self, *args: Any, **kwargs: Any) -> None:
        super().setup(*args, **kwargs)
        self.tab = chosen_tab(self.request, TABS)
        self.shown = RoleAssignment.objects.standings(timezone.localdate())

    @cached_property
    def found(self) -> QuerySet[RoleAssignment]:
        """The person's school is the row's own: said again, it lets the database follow the index of names."""
        return super().get_queryset().filter(person__school=self.request.user.school_id)

    def in_tabs(self) -> dict[str, Q]:
        return self.shown

    def get_queryset(self) -> QuerySet[RoleAssignment]:
        return self.found.filter(self.shown[self.tab]).select_related("person")


class RoleList(Page, RolesShown, Tallied, ListView):
    template_name = "school/roleassignment_list.html"
    title = "Vai trò"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        excel = f"{reverse('school:role_excel')}?{self.request.GET.urlencode()}"
        return context | {
            "actions": allowed_actions(
                self.request.user,
                ("role.propose", "Đề xuất giao vai trò", reverse("school:role_propose"), "person-plus"),
                ("role.view", "Ủy quyền", reverse("school:delegation_list"), "file-earmark-person"),
                ("role.view", "Xuất Excel", excel, "download"),
            ),
            "tabs": list(tabs(TABS, self.tallies, self.tab, self.request.GET)),
            "columns": titles(*(column.title for column in ROLE_COLUMNS)),
            "rows": [
                [link(row_address("school:role_detail", assignment.pk), name), *others]
                for assignment in context["object_list"]
                for name, *others in [_cells(assignment)]
            ],
            "tab": self.tab,
        }


class RoleExcel(RolesShown, BaseListView):
    def render_to_response(self, context: dict[str, Any]) -> HttpResponse:
        told = subtitle(self.request.user.school, TABS[self.tab], on=timezone.localdate())
        rows = ([number, *_cells(one)] for number, one in enumerate(context["object_list"], start=1))
        return download(workbook("DANH SÁCH VAI TRÒ", told, [Column("STT", 6), *ROLE_COLUMNS], rows), "danh-sach-vai-tro")


def _cells(assignment: RoleAssignment) -> list[Any]:
    person, role = str(assignment.person), assignment.get_role_display()
    return [person, role, assignment.starts_on, _last_day(assignment), assignment.basis]


def _last_day(assignment: RoleAssignment) -> str:
    if proposed := assignment.end_proposed_on:
        return f"{proposed:%d/%m/%Y} (chờ duyệt)"
    return f"{assignment.ends_on:%d/%m/%Y}" if assignment.ends_on else "Chưa định"


class RoleDetail(Page, OwnSchool, DetailView):
    permission = "role.view"
    model = RoleAssignment
    template_name = "school/roleassignment_detail.html"
    above = ("overview", "role_list")

    @property
    def title(self) -> str:
        return str(self.object)

    def get_queryset(self) -> QuerySet[RoleAssignment]:
        return super().get_queryset().select_related("person__group")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        assignment, user, now = self.object, self.request.user, timezone.now()
        facts = [
            ("Họ và tên", assignment.person),
            ("Vai trò", assignment.get_role_display()),
            ("Chức vụ, công việc", assignment.person.post),
            ("Từ ngày", f"{assignment.starts_on:%d/%m/%Y}"),
            ("Đến hết ngày", _last_day(assignment)),
            ("Căn cứ", assignment.basis),
        ]
        moves = {move.name: move for move in ROLE_FLOW.open_to(user, assignment, now)}
        events = AuditEvent.objects.about(assignment).order_by("seq")
        return super().get_context_data(
            facts=[{"label": label, "value": value} for label, value in facts],
            moves=list(self._buttons(moves)),
            event_columns=titles("Việc", "Người làm", "Lúc", "Lý do"),
            events=[(ACTS.get(event.verb, event.verb), event.actor_name, event.at, event.reason) for event in events],
            end_url=reverse("school:role_end", args=[assignment.pk]) if "propose_end" in moves else "",
            **kwargs,
        )

    def _buttons(self, moves: dict[str, Move]) -> Iterator[tuple[Move, list[str], str]]:
        """Each step with what stands in its way and with its address."""
        for route, names in (("role_move", DECIDING), ("role_withdraw", WITHDRAWING)):
            for move in filter(None, map(moves.get, names)):
                yield move, list(move.blockers(self.object)), reverse(f"school:{route}", args=[self.object.pk])


class RolePropose(FormPage, CreateView):
    permission = "role.propose"
    model = RoleAssignment
    form_class = RoleForm
    title = "Đề xuất giao vai trò"
    above = ("overview", "role_list")
    submit_label = "Gửi hiệu trưởng duyệt"
    success_url = reverse_lazy("school:role_list")
    done = "Đã gửi đề xuất. Vai trò có hiệu lực khi hiệu trưởng duyệt."

    def get_initial(self) -> dict[str, Any]:
        return {"person": self.request.GET.get("person"), "starts_on": timezone.localdate()}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "school": self.request.user.school}

    def serve(self, form: BaseForm) -> None:
        propose_role(**form.cleaned_data, actor=self.request.user, at=timezone.now())


class RoleMove(Act):
    permission = "role.approve"
    model = RoleAssignment
    steps = DECIDING

    def get_success_url(self) -> str:
        return reverse("school:role_detail", args=[self.kwargs["pk"]])

    def act(self) -> str:
        assignment, action, form = self.object, self.request.POST.get("action", ""), ReasonForm(self.request.POST)
        if action not in self.steps:
            raise BadRequest
        if not form.is_valid():
            raise ValidationError([sentence for sentences in form.errors.values() for sentence in sentences])
        reason = form.cleaned_data["reason"]
        decided = decide_role(assignment, action, actor=self.request.user, at=timezone.now(), reason=reason)
        return f"Đã ghi bước “{ROLE_FLOW.moves[action].label}”. {decided}."


class RoleWithdraw(RoleMove):
    """What was proposed is taken back by the one who proposes."""

    permission = "role.propose"
    steps = WITHDRAWING


class RoleEnd(FormPage, FormView):
    permission = "role.propose"
    form_class = EndForm
    above = ("overview", "role_list")
    submit_label = "Gửi hiệu trưởng duyệt"
    done = "Đã gửi đề xuất. Vai trò được giữ cho đến khi hiệu trưởng duyệt."

    @cached_property
    def assignment(self) -> RoleAssignment:
        found = RoleAssignment.objects.open_to(self.request.user, self.permission, timezone.localdate())
        return get_object_or_404(found.select_related("person"), pk=self.kwargs["pk"])

    @property
    def title(self) -> str:
        return f"Đề xuất thôi giao vai trò {self.assignment.get_role_display()} của {self.assignment.person}"

    def get_initial(self) -> dict[str, Any]:
        return {"ends_on": timezone.localdate()}

    def get_success_url(self) -> str:
        return reverse("school:role_detail", args=[self.assignment.pk])

    def serve(self, form: BaseForm) -> None:
        propose_role_end(self.assignment, **form.cleaned_data, actor=self.request.user, at=timezone.now())


class DelegationsShown(Ruled, OwnSchool):
    """The delegations that stand where the tab says."""

    permission = "role.view"
    model = Delegation

    def setup(self, *args: Any, **kwargs: Any) -> None:
        super().setup(*args, **kwargs)
        self.tab = chosen_tab(self.request, DELEGATION_TABS)
        self.shown = Delegation.objects.standings(timezone.localdate())

    @cached_property
    def found(self) -> QuerySet[Delegation]:
        return super().get_queryset()

    def in_tabs(self) -> dict[str, Q]:
        return self.shown

    def get_queryset(self) -> QuerySet[Delegation]:
        return self.found.filter(self.shown[self.tab]).select_related("person")

    def cells(self, one: Delegation) -> list[Any]:
        return [str(one.person), one.action_label, one.starts_on, one.ends_on, one.basis]


class DelegationList(Page, DelegationsShown, Tallied, ListView):
    template_name = "school/delegation_list.html"
    title = "Ủy quyền"
    above = ("overview", "role_list")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        excel = f"{reverse('school:delegation_excel')}?{self.request.GET.urlencode()}"
        return context | {
            "actions": allowed_actions(
                self.request.user,
                ("delegation.grant", "Ủy quyền", reverse("school:delegation_grant"), "plus-lg"),
                ("role.view", "Xuất Excel", excel, "download"),
            ),
            "tabs": list(tabs(DELEGATION_TABS, self.tallies, self.tab, self.request.GET)),
            **self._table(context["object_list"]),
            "tab": self.tab,
        }

    def _table(self, delegations: Iterable[Delegation]) -> dict[str, Any]:
        names = [column.title for column in DELEGATION_COLUMNS]
        rows = [self.cells(one) for one in delegations]
        if self.tab == "held" and may(self.request.user, "delegation.grant", on=timezone.localdate()):
            names.append("Thay đổi")
            for row, one in zip(rows, delegations, strict=True):
                label = "Hủy" if one.can_be_cancelled(timezone.localdate()) else "Kết thúc"
                row.append(link(row_address("school:delegation_end", one.pk), label))
        return {"columns": titles(*names), "rows": rows}


class DelegationExcel(DelegationsShown, BaseListView):
    def render_to_response(self, context: dict[str, Any]) -> HttpResponse:
        told = subtitle(self.request.user.school, DELEGATION_TABS[self.tab], on=timezone.localdate())
        rows = ([number, *self.cells(one)] for number, one in enumerate(context["object_list"], start=1))
        return download(
            workbook("DANH SÁCH ỦY QUYỀN", told, [Column("STT", 6), *DELEGATION_COLUMNS], rows), "danh-sach-uy-quyen"
        )


class DelegationGrant(FormPage, CreateView):
    permission = "delegation.grant"
    model = Delegation
    form_class = DelegationForm
    title = "Ủy quyền một việc"
    above = ("overview", "role_list", "delegation_list")
    submit_label = "Ủy quyền"
    success_url = reverse_lazy("school:delegation_list")
    done = "Đã ghi ủy quyền."

    def get_initial(self) -> dict[str, Any]:
        return {"starts_on": timezone.localdate()}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "school": self.request.user.school}

    def serve(self, form: BaseForm) -> None:
        grant_delegation(**form.cleaned_data, actor=self.request.user, at=timezone.now())


class DelegationEnd(OwnSchool, SingleObjectMixin, FormPage, FormView):
    """The last day of a delegation; what has not begun can be taken back here."""

    permission = "delegation.grant"
    model = Delegation
    form_class = EndForm
    template_name = "school/delegation_end.html"
    above = ("overview", "role_list", "delegation_list")
    submit_label = "Kết thúc ủy quyền"
    done = "Đã ghi ngày kết thúc ủy quyền."
    success_url = reverse_lazy("school:delegation_list")

    @cached_property
    def object(self) -> Delegation:
        return self.get_object(self.get_queryset().select_related("person"))

    @property
    def title(self) -> str:
        return f"Kết thúc ủy quyền của {self.object.person}"

    def get_initial(self) -> dict[str, Any]:
        return {"ends_on": max(timezone.localdate(), self.object.starts_on)}

    def serve(self, form: BaseForm) -> None:
        end_delegation(self.object, **form.cleaned_data, actor=self.request.user, at=timezone.now())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            can_cancel=self.object.can_be_cancelled(timezone.localdate()),
            cancel={"name": "cancel", "label": "Hủy ủy quyền"},
            cancel_url=reverse("school:delegation_cancel", args=[self.object.pk]),
            **kwargs,
        )


class DelegationCancel(Act):
    permission = "delegation.grant"
    model = Delegation
    success_url = reverse_lazy("school:delegation_list")

    def act(self) -> str:
        name = str(self.object)
        cancel_delegation(self.object, actor=self.request.user, at=timezone.now())
        return f"Đã hủy ủy quyền. {name}."
