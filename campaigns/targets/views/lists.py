"""The list of targets, on the page and as a sheet; and those of one tổ."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import ListView, View

from campaigns.campaigns.models import Campaign
from campaigns.plans.models import Plan
from campaigns.targets.enums import TargetState
from campaigns.targets.forms import CheckerForm, TargetFilterForm
from campaigns.targets.models import Target, at_risk, overdue
from campaigns.targets.queries import year_of_targets
from campaigns.targets.services.targets import assign_checker, checkers
from campaigns.targets.wording import measure_told, result_told, standing
from thiduakt.excel import Column, download, searched, subtitle, workbook
from thiduakt.pages import Posted, Tallied, asked_key, asked_words, tabs, titles
from thiduakt.permissions import may
from thiduakt.routes import row_address
from thiduakt.school.models import Group

from .pages import ROWS, Page, row_of

TABS = {
    "": "Tất cả",
    "dang": "Đang thực hiện",
    "cho": "Chờ kiểm tra",
    "qua-han": "Quá hạn",
    "nguy-co": "Có nguy cơ chậm",
    "dat": "Đạt",
    "khong-dat": "Không đạt",
    "thoi": "Thôi thực hiện",
}
COLUMNS = (
    Column("STT", 6), Column("Chỉ tiêu", 60), Column("Câu trong kế hoạch", 50), Column("Phải đạt", 26),
    Column("Thực hiện", 26), Column("Thời hạn", 13), Column("Kết quả", 26), Column("Tính đến", 13),
    Column("Tình trạng", 26), Column("Nguyên nhân", 36), Column("Minh chứng cần nộp", 30), Column("Người kiểm tra", 26),
)  # fmt: skip


class ChosenTargets(Page):
    """The part of the list that the address names: `tab`, `nam`, `to`, `ke_hoach`, `phong_trao`, `q`."""

    @cached_property
    def seen(self) -> QuerySet[Target]:
        return Target.objects.visible_to(self.request.user, self.today)

    @property
    def tab(self) -> str:
        asked = self.request.GET.get("tab", "")
        return asked if asked in TABS else ""

    @property
    def words(self) -> str:
        return asked_words(self.request)

    @cached_property
    def filters(self) -> TargetFilterForm:
        """Of the years, plans and campaigns those that have targets: all the rows are gone through once."""
        found = set(self.seen.order_by().values_list("year", "plan", "campaign").distinct())
        plans, campaigns = {plan for _, plan, _ in found}, {campaign for *_, campaign in found}
        return TargetFilterForm(
            self.request.GET,
            years=sorted({year for year, *_ in found}, reverse=True),
            groups=Group.objects.filter(school=self.request.user.school_id),
            plans=Plan.objects.filter(pk__in=plans - {None}).without_texts().select_related("document"),
            campaigns=self._campaigns(campaigns - {None}),
        )

    def _campaigns(self, keys: set[int]) -> QuerySet[Campaign]:
        """These, and the one that the address asks for: it may have no target yet."""
        if asked := asked_key(self.request, "phong_trao"):
            keys = keys | {asked}
        return Campaign.objects.visible_to(self.request.user, self.today).filter(pk__in=keys).only("name")

    @cached_property
    def found(self) -> QuerySet[Target]:
        """As asked, in every tab."""
        found, asked = self.seen.matching(self.words), self.filters.asked
        if year := asked("nam"):
            found = found.filter(year=year)
        if group := asked("to"):
            found = found.of_group(group)
        if plan := asked("ke_hoach"):
            found = found.filter(plan=plan)
        return found.filter(campaign=campaign) if (campaign := asked("phong_trao")) else found

    def in_tabs(self) -> dict[str, Q]:
        return {
            "": Q(),
            "dang": Q(state=TargetState.OPEN),
            "cho": Q(pk__in=Target.objects.filter(school=self.request.user.school_id).waiting().order_by().values("pk")),
            "qua-han": overdue(self.today),
            "nguy-co": at_risk(self.today),
            "dat": Q(state=TargetState.ACHIEVED),
            "khong-dat": Q(state=TargetState.MISSED),
            "thoi": Q(state=TargetState.DROPPED),
        }

    def get_queryset(self) -> QuerySet[Target]:
        return self.found.filter(self.in_tabs()[self.tab]).with_owners().order_by("due_on", "position", "pk")

    def asked(self) -> list[str]:
        """What the list is narrowed to, in words."""
        asked = self.filters.asked
        return [
            TABS[self.tab] if self.tab else "",
            f"năm {asked('nam')}" if asked("nam") else "",
            *(str(asked(name) or "") for name in ("to", "ke_hoach", "phong_trao")),
            searched(self.words),
        ]


class TargetList(ChosenTargets, Tallied, ListView):
    template_name = "targets/list.html"
    title = "Chỉ tiêu"

    def trail(self) -> list[dict[str, str]]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        query, user = self.request.GET, self.request.user
        excel = f"{reverse('targets:list_excel')}?{query.urlencode()}"
        year = self.filters.asked("nam")
        chart = f"{reverse('targets:year')}?nam={year}" if year else reverse("targets:year")
        actions = [
            {"label": "Cả năm", "url": chart, "icon": "bar-chart", "tone": "secondary"},
            {"label": "Xuất Excel", "url": excel, "icon": "download", "tone": "secondary"},
        ]
        return context | {
            "actions": actions,
            "tabs": list(tabs(TABS, self.tallies, self.tab, query)),
            "columns": titles(*ROWS),
            "rows": [row_of(target, self.today) for target in context["page_obj"].object_list],
            "filters": self.filters,
            "groups": [
                {"label": label, "url": row_address("targets:group", key.value)}
                for key, label in self.filters.fields["to"].choices
                if key
            ],
            "tab": self.tab,
            "words": self.words,
            "is_narrowed": any(self.asked()),
            "can_manage": may(user, "target.manage", on=self.today),
        }


class TargetListExcel(ChosenTargets, View):
    """The list exactly as it is shown, all of its pages."""

    def get(self, request: HttpRequest) -> HttpResponse:
        targets = self.get_queryset().select_related("checker")
        rows = ([number, *cells(target, self.today)] for number, target in enumerate(targets, start=1))
        told = subtitle(request.user.school, *self.asked(), on=self.today)
        return download(workbook("CHỈ TIÊU THI ĐUA", told, COLUMNS, rows), "chi-tieu")


def cells(target: Target, day: Any) -> list[Any]:
    return [
        target.name, target.sentence, measure_told(target), str(target.owner), target.due_on,
        result_told(target, target.reached), target.reached_on, standing(target, day)[1], target.cause,
        target.evidence_asked, str(target.checker or ""),
    ]  # fmt: skip


class OfGroup(Page):
    @cached_property
    def group(self) -> Group:
        return get_object_or_404(Group, school=self.request.user.school_id, pk=self.kwargs["pk"])

    def get_success_url(self) -> str:
        return reverse("targets:group", args=[self.group.pk])


class GroupTargets(OfGroup, Tallied, ListView):
    """What one tổ has to reach, the tổ's own and its people's; and who checks it."""

    template_name = "targets/group.html"

    @property
    def title(self) -> str:
        return f"Chỉ tiêu: {self.group}"

    def get_queryset(self) -> QuerySet[Target]:
        seen = Target.objects.visible_to(self.request.user, self.today)
        return seen.of_group(self.group).with_owners().order_by("due_on", "position", "pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        counted = self.get_queryset().select_related("person__group").filter(year=self.today.year)
        whole = year_of_targets(counted, self.today).whole
        can_manage = may(self.request.user, "target.manage", on=self.today)
        form = CheckerForm(checkers=checkers(self.group.school_id, self.today)) if can_manage else None
        return context | {
            "group": self.group,
            "whole": whole,
            "year_shown": self.today.year,
            "columns": titles(*ROWS),
            "rows": [row_of(target, self.today) for target in context["page_obj"].object_list],
            "form": form,
        }


class AssignChecker(OfGroup, Posted, View):
    """One member of the council for all that the tổ has open."""

    permission = "target.manage"

    def act(self) -> str:
        form = CheckerForm(self.request.POST, checkers=checkers(self.group.school_id, self.today))
        if not form.is_valid():
            raise ValidationError("Thầy/cô chọn thành viên hội đồng kiểm tra.")
        checker = form.cleaned_data["checker"]
        count = assign_checker(self.group, checker, actor=self.request.user, at=timezone.now())
        if not count:
            return f"{checker} đã là người kiểm tra các chỉ tiêu đang thực hiện của {self.group}."
        return f"Đã phân công {checker} kiểm tra {count} chỉ tiêu của {self.group}."
