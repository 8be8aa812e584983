"""The list of a tổ: read, given back, locked, opened again."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView, View

from campaigns.registrations import chances
from campaigns.registrations.enums import RegistrationState as S
from campaigns.registrations.flows import LIST_FLOW
from campaigns.registrations.forms import GapForm, ReturnForm
from campaigns.registrations.models import GroupList, Registration
from campaigns.registrations.policies import can_explain, can_return
from campaigns.registrations.queries import full, people_expected
from campaigns.registrations.services.consolidating import explain_gap, give_back, lock_list, reopen_list
from thiduakt.pages import Posted, ServedForm, titles, version_of

from .pages import OfRegistration, Page


class OfList(Page):
    kwargs: dict[str, Any]

    @cached_property
    def row(self) -> GroupList:
        lists = GroupList.objects.visible_to(self.request.user, self.today)
        return get_object_or_404(lists.select_related("round__school", "group", "locked_by__person"), pk=self.kwargs["pk"])

    def trail(self) -> list[dict[str, str]]:
        turn = self.row.round
        return [*super().trail(), {"label": turn.name, "url": turn.get_absolute_url()}]

    def get_success_url(self) -> str:
        return self.row.get_absolute_url()


class GroupListPage(OfList, TemplateView):
    """`version` of the list goes with every press: who locks has seen what is locked."""

    permission = "registration.view"
    template_name = "registrations/group_list.html"

    @property
    def title(self) -> str:  # type: ignore[override]
        return f"Đăng ký của {self.row.group}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row, user, at = self.row, self.request.user, timezone.now()
        found = list(full(Registration.objects.filter(round=row.round, team=row.group).standing()))
        people = [one.person for one in found if one.person]
        known = chances.of_people(row.round, people, user, self.today)
        missing = people_expected(row.round, self.today).filter(group=row.group)
        moves = LIST_FLOW.open_to(user, row, at)
        return super().get_context_data(
            row=row,
            columns=titles("Cá nhân, tập thể", "Danh hiệu, hình thức", "Xếp loại phấn đấu", "Trạng thái"),
            rows=[_line(one, known.get(one.person_id or 0, {})) for one in found],
            missing=missing.exclude(pk__in=[person.pk for person in people]),
            lock=next((move for move in moves if move.name == "lock"), None),
            lock_blockers=LIST_FLOW.moves["lock"].blockers(row),
            waiting=sum(one.state == S.SENT for one in found),
            reopen=next((move for move in moves if move.name == "reopen"), None),
            forms_url=reverse("registrations:team_forms", args=[row.pk]),
            **kwargs,
        )


class LockList(OfList, Posted, View):
    permission = "registration.consolidate"

    def act(self) -> str:
        lock_list(self.row, version=version_of(self.request), actor=self.request.user, at=timezone.now())
        return "Đã chốt danh sách của tổ."


class ReopenList(OfList, Posted, View):
    permission = "registration.view"

    def act(self) -> str:
        reason = self.request.POST.get("reason", "")
        reopen_list(self.row, reason=reason, actor=self.request.user, at=timezone.now())
        return "Đã mở lại danh sách của tổ."


class GiveBack(OfRegistration, ServedForm, FormView):
    permission = "registration.view"
    form_class = ReturnForm
    template_name = "registrations/form_page.html"
    lead = "Chỉ những mục thầy/cô đánh dấu mở lại cho người đăng ký sửa."
    submit_label = "Trả lại"

    @property
    def title(self) -> str:  # type: ignore[override]
        return f"Trả lại đăng ký của {self.registration.holder}"

    def get_success_url(self) -> str:
        return self.registration.get_absolute_url()

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.registration.version, "until": self.today + timedelta(days=3)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if not can_return(self.request.user, self.registration, timezone.now()):
            raise PermissionDenied
        return super().get_context_data(**kwargs)

    def serve(self, form: ReturnForm) -> None:
        told = form.cleaned_data
        give_back(
            self.registration, fields=told["flagged"], reason=told["reason"], until=told["until"], version=told["version"],
            actor=self.request.user, at=timezone.now(),
        )  # fmt: skip
        self.done = f"Đã trả lại đăng ký của {self.registration.holder}."


class GapEdit(OfRegistration, ServedForm, FormView):
    permission = "registration.view"
    form_class = GapForm
    template_name = "registrations/form_page.html"
    done = "Đã lưu lý do."

    @property
    def title(self) -> str:  # type: ignore[override]
        return f"Lý do chưa đạt như đăng ký: {self.registration.holder}"

    def get_success_url(self) -> str:
        return reverse("registrations:year_end", args=[self.registration.round_id])

    def get_initial(self) -> dict[str, Any]:
        return {"reason": self.registration.gap_reason, "version": self.registration.version}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if not can_explain(self.request.user, self.registration, timezone.now()):
            raise PermissionDenied
        return super().get_context_data(**kwargs | {"back_url": self.get_success_url()})

    def serve(self, form: GapForm) -> None:
        told = form.cleaned_data
        explain_gap(
            self.registration, reason=told["reason"], version=told["version"], actor=self.request.user, at=timezone.now()
        )


def _line(one: Registration, known: dict[str, chances.Chance]) -> dict[str, Any]:
    return {"one": one, "honors": [(row, known.get(row.code)) for row in one.honors.all()]}
