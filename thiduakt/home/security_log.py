"""Nhật ký an ninh: the page, its search and its Excel."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import ListView
from django.views.generic.list import BaseListView

from thiduakt.audit.models import SecurityEvent, SecurityKind
from thiduakt.excel import Column, download, searched, subtitle, workbook
from thiduakt.pages import Tallied, asked_words, tabs, titles
from thiduakt.permissions import RULES, Scope, scopes
from thiduakt.routes import Ruled
from thiduakt.school.models import Person, User

K = SecurityKind
TABS = {"": "Tất cả", "vao": "Ra vào", "tu-choi": "Bị từ chối", "bao-ve": "Bảo vệ tài khoản", "tai-ve": "Tải về"}
KINDS = {
    "vao": (K.SIGN_IN, K.SIGN_OUT, K.SESSION_ENDED, K.CONFIRMED),
    "tu-choi": (K.SIGN_IN_REFUSED, K.SIGN_IN_LOCKED, K.CODE_REFUSED, K.CONFIRM_REFUSED, K.DENIED),
    "bao-ve": (
        K.SIGN_IN_UNLOCKED, K.PASSWORD_CHANGED, K.PASSWORD_RESET, K.SECOND_FACTOR_ON, K.SECOND_FACTOR_OFF,
        K.SECOND_FACTOR_RESET, K.RECOVERY_CODES_NEW, K.RECOVERY_CODE_USED,
    ),
    "tai-ve": (K.EXPORTED,),
}  # fmt: skip
COLUMNS = (
    Column("Lúc", 18),
    Column("Tài khoản của", 28),
    Column("Việc", 28),
    Column("Chi tiết", 40),
    Column("Địa chỉ máy", 20),
)
MOST_IN_EXCEL = 20_000


def security_events_visible_to(user: User, on: date) -> QuerySet[SecurityEvent]:
    """The whole school's; to a teacher what happened to the own account."""
    events = SecurityEvent.objects.filter(school_id=user.school_id)
    granted = scopes(user, "security.view", on)
    if Scope.SCHOOL in granted:
        return events
    return events.filter(user_id=user.pk) if Scope.OWN in granted else events.none()


class ShownEvents(Ruled):
    permission = "security.view"
    request: Any

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)  # type: ignore[misc]
        asked = request.GET.get("tab", "")
        self.tab = asked if asked in TABS else ""

    @cached_property
    def words(self) -> str:
        return asked_words(self.request)

    @cached_property
    def found(self) -> QuerySet[SecurityEvent]:
        events = security_events_visible_to(self.request.user, timezone.localdate())
        if not self.words:
            return events
        people = Person.objects.filter(school=self.request.user.school_id).matching(self.words)
        return events.filter(user_id__in=User.objects.filter(person__in=people).values("pk"))

    def get_queryset(self) -> QuerySet[SecurityEvent]:
        return self.found.filter(kind__in=KINDS[self.tab]) if self.tab else self.found

    def cells(self, event: SecurityEvent) -> list[str]:
        at = timezone.localtime(event.at)
        return [f"{at:%H:%M:%S %d/%m/%Y}", event.user_name, event.get_kind_display(), _detail(event), event.address]


def _detail(event: SecurityEvent) -> str:
    """Of a refusal or an export `detail` is the rule that was asked."""
    rule = RULES.get(event.detail)
    return rule.label if rule else event.detail


class SecurityLog(ShownEvents, Tallied, ListView):
    template_name = "home/security_log.html"

    def in_tabs(self) -> dict[str, Q]:
        return {"": Q(), **{tab: Q(kind__in=kinds) for tab, kinds in KINDS.items()}}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        query = self.request.GET
        whole_school = Scope.SCHOOL in scopes(self.request.user, self.permission, timezone.localdate())
        return context | {
            "lead": f"{'Của cả trường' if whole_school else 'Của tài khoản thầy/cô'}, trong mười hai tháng gần nhất.",
            "searches": whole_school,
            "actions": [
                {"label": "Xuất Excel", "url": f"{reverse('security_excel')}?{query.urlencode()}", "icon": "download"}
            ],
            "tabs": list(tabs(TABS, self.tallies, self.tab, query)),
            "columns": titles(*(column.title for column in COLUMNS)),
            "rows": [self.cells(event) for event in context["object_list"]],
            "words": self.words,
            "kept": [("tab", self.tab)] if self.tab else [],
        }


class SecurityExcel(ShownEvents, BaseListView):
    def render_to_response(self, context: dict[str, Any]) -> HttpResponse:
        today = timezone.localdate()
        told = subtitle(self.request.user.school, TABS[self.tab] if self.tab else "", searched(self.words), on=today)
        rows = (self.cells(event) for event in context["object_list"][:MOST_IN_EXCEL])
        return download(workbook("NHẬT KÝ AN NINH", told, COLUMNS, rows), f"nhat-ky-an-ninh-{today:%Y-%m-%d}")
