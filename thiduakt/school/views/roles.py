"""Vai trò và ủy quyền."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import BadRequest
from django.db.models import Count, Q, QuerySet
from django.forms import BaseForm
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import CreateView, DetailView, FormView, ListView

from thiduakt.audit.models import AuditEvent
from thiduakt.permissions import may
from thiduakt.school.enums import RoleState
from thiduakt.school.flows import ROLE_FLOW
from thiduakt.school.forms import DelegationForm, EndForm, RoleForm
from thiduakt.school.models import Delegation, RoleAssignment
from thiduakt.school.services.roles import decide_role, end_delegation, end_role, grant_delegation, propose_role

from .pages import Act, OwnSchool, Page, ServedForm, allowed_actions, chosen_tab, link, tabs, titles

TABS = {"held": "Đang giữ", "proposed": "Chờ duyệt", "past": "Đã kết thúc"}
DELEGATION_TABS = {"held": "Đang hiệu lực", "past": "Đã hết hạn"}
HISTORY = {"role.propose": "Đề xuất", "role.approve": "Duyệt", "role.refuse": "Không duyệt", "role.end": "Thôi giao"}


class RoleList(Page, OwnSchool, ListView):
    permission = "role.view"
    model = RoleAssignment
    template_name = "school/roleassignment_list.html"
    title = "Vai trò"
    paginate_by = 50

    def setup(self, *args: Any, **kwargs: Any) -> None:
        super().setup(*args, **kwargs)
        gone = Q(ends_on__lt=timezone.localdate()) | Q(person__left_on__lt=timezone.localdate())
        self.tab = chosen_tab(self.request, TABS)
        self.shown = {
            "held": Q(state=RoleState.ACTIVE) & ~gone,
            "proposed": Q(state=RoleState.PROPOSED),
            "past": Q(state=RoleState.REFUSED) | (Q(state=RoleState.ACTIVE) & gone),
        }

    def get_queryset(self) -> QuerySet[RoleAssignment]:
        return super().get_queryset().filter(self.shown[self.tab]).select_related("person")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        counts = {name: Count("pk", filter=condition) for name, condition in self.shown.items()}
        counted = RoleAssignment.objects.visible_to(self.request.user).aggregate(**counts)
        return context | {
            "actions": allowed_actions(
                self.request.user,
                ("role.propose", "Đề xuất giao vai trò", reverse("school:role_propose"), "person-plus"),
                ("role.view", "Ủy quyền", reverse("school:delegation_list"), "file-earmark-person"),
            ),
            "tabs": list(tabs(TABS, counted, self.tab, self.request.GET)),
            "columns": titles("Họ và tên", "Vai trò", "Từ ngày", "Đến hết ngày", "Căn cứ"),
            "rows": [_row(assignment) for assignment in context["object_list"]],
            "tab": self.tab,
        }


def _row(assignment: RoleAssignment) -> list[Any]:
    name = link(reverse("school:role_detail", args=[assignment.pk]), assignment.person)
    return [
        name,
        assignment.get_role_display(),
        assignment.starts_on,
        assignment.ends_on or "Chưa định",
        assignment.basis,
    ]


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
            ("Đến hết ngày", f"{assignment.ends_on:%d/%m/%Y}" if assignment.ends_on else "Chưa định"),
            ("Căn cứ", assignment.basis),
        ]
        events = AuditEvent.objects.about(assignment).order_by("seq")
        return super().get_context_data(
            facts=[{"label": label, "value": value} for label, value in facts],
            moves=[(move, move.blockers(assignment)) for move in ROLE_FLOW.open_to(user, assignment, now)],
            move_url=reverse("school:role_move", args=[assignment.pk]),
            event_columns=titles("Việc", "Người làm", "Lúc", "Lý do"),
            events=[(HISTORY[event.verb], event.actor_name, event.at, event.reason) for event in events],
            end_url=self._end_url(),
            **kwargs,
        )

    def _end_url(self) -> str:
        assignment, today = self.object, timezone.localdate()
        is_open = assignment.state == RoleState.ACTIVE and (assignment.ends_on is None or assignment.ends_on >= today)
        if is_open and may(self.request.user, "role.propose", assignment, on=today):
            return reverse("school:role_end", args=[assignment.pk])
        return ""


class RolePropose(ServedForm, CreateView):
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

    def get_success_url(self) -> str:
        return reverse("school:role_detail", args=[self.object.pk])

    def act(self) -> str:
        action, reason = self.request.POST.get("action", ""), self.request.POST.get("reason", "")
        if action not in ROLE_FLOW.moves:
            raise BadRequest
        decided = decide_role(self.object, action, actor=self.request.user, at=timezone.now(), reason=reason)
        return f"{decided}: {decided.get_state_display()}."


class RoleEnd(ServedForm, FormView):
    permission = "role.propose"
    form_class = EndForm
    above = ("overview", "role_list")
    submit_label = "Thôi giao vai trò"
    done = "Đã ghi ngày thôi giao vai trò."

    @cached_property
    def assignment(self) -> RoleAssignment:
        visible = RoleAssignment.objects.visible_to(self.request.user).select_related("person")
        return get_object_or_404(visible, pk=self.kwargs["pk"])

    @property
    def title(self) -> str:
        return f"Thôi giao vai trò {self.assignment.get_role_display()} của {self.assignment.person}"

    def get_initial(self) -> dict[str, Any]:
        return {"ends_on": timezone.localdate()}

    def get_success_url(self) -> str:
        return reverse("school:role_detail", args=[self.assignment.pk])

    def serve(self, form: BaseForm) -> None:
        end_role(self.assignment, **form.cleaned_data, actor=self.request.user, at=timezone.now())


class DelegationList(Page, OwnSchool, ListView):
    permission = "role.view"
    model = Delegation
    template_name = "school/delegation_list.html"
    title = "Ủy quyền"
    above = ("overview", "role_list")
    paginate_by = 50

    def setup(self, *args: Any, **kwargs: Any) -> None:
        super().setup(*args, **kwargs)
        self.tab = chosen_tab(self.request, DELEGATION_TABS)
        self.past = Q(ends_on__lt=timezone.localdate())

    def get_queryset(self) -> QuerySet[Delegation]:
        shown = self.past if self.tab == "past" else ~self.past
        return super().get_queryset().filter(shown).select_related("person")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        counted = Delegation.objects.visible_to(self.request.user).aggregate(
            held=Count("pk", filter=~self.past), past=Count("pk", filter=self.past)
        )
        return context | {
            "actions": allowed_actions(
                self.request.user,
                ("delegation.grant", "Ủy quyền", reverse("school:delegation_grant"), "plus-lg"),
            ),
            "tabs": list(tabs(DELEGATION_TABS, counted, self.tab, self.request.GET)),
            **self._table(context["object_list"]),
            "tab": self.tab,
        }

    def _table(self, delegations: Iterable[Delegation]) -> dict[str, Any]:
        names = ["Người được ủy quyền", "Việc", "Từ ngày", "Đến hết ngày", "Văn bản ủy quyền"]
        rows = [[one.person, one.action_label, one.starts_on, one.ends_on, one.basis] for one in delegations]
        if self.tab == "held" and may(self.request.user, "delegation.grant", on=timezone.localdate()):
            names.append("Thay đổi")
            for row, one in zip(rows, delegations, strict=True):
                row.append(link(reverse("school:delegation_end", args=[one.pk]), "Kết thúc"))
        return {"columns": titles(*names), "rows": rows}


class DelegationGrant(ServedForm, CreateView):
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


class DelegationEnd(ServedForm, FormView):
    permission = "delegation.grant"
    form_class = EndForm
    above = ("overview", "role_list", "delegation_list")
    submit_label = "Kết thúc ủy quyền"
    done = "Đã ghi ngày kết thúc ủy quyền."
    success_url = reverse_lazy("school:delegation_list")

    @cached_property
    def delegation(self) -> Delegation:
        visible = Delegation.objects.visible_to(self.request.user).select_related("person")
        return get_object_or_404(visible, pk=self.kwargs["pk"])

    @property
    def title(self) -> str:
        return f"Kết thúc ủy quyền của {self.delegation.person}"

    def get_initial(self) -> dict[str, Any]:
        return {"ends_on": timezone.localdate()}

    def serve(self, form: BaseForm) -> None:
        end_delegation(self.delegation, **form.cleaned_data, actor=self.request.user, at=timezone.now())
