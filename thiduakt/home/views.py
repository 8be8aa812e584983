from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.generic import ListView, TemplateView
from django.views.generic.list import BaseListView

from thiduakt.audit.models import AuditEvent
from thiduakt.excel import Column, download, subtitle, workbook
from thiduakt.notices.queries import unread_count
from thiduakt.pages import Tallied, titles
from thiduakt.permissions import Scope, scopes
from thiduakt.routes import PUBLIC, SIGNED_IN, Ruled

from .queries import events_visible_to, lately_issued, recent_resets
from .styleguide import sample
from .tasks import parts_of, where_work_shows
from .wording import VERBS

MOST_IN_EXCEL = 20_000  # the newest ones
COLUMNS = (Column("Lúc", 18), Column("Người làm", 28), Column("Việc", 36), Column("Đối tượng", 50), Column("Lý do", 40))


class Home(Ruled, TemplateView):
    """Việc của tôi."""

    permission = SIGNED_IN
    template_name = "home/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = timezone.now()
        parts = parts_of(self.request.user, now)
        return super().get_context_data(
            parts=parts,
            resets=recent_resets(self.request.user, now),
            unread=unread_count(self.request.user.person_id),
            issued=lately_issued(self.request.user, now),
            nothing={} if parts else where_work_shows(self.request.user, timezone.localdate(now)),
            greeting=f"Kính chào thầy/cô {self.request.user}.",
            **kwargs,
        )


class EventsShown(Ruled):
    """Nhật ký nghiệp vụ, the newest first."""

    permission = "audit.view"

    def get_queryset(self) -> Any:
        return events_visible_to(self.request.user, timezone.localdate()).defer("changes").order_by("-seq")

    @property
    def whose(self) -> str:
        if Scope.SCHOOL in scopes(self.request.user, self.permission, timezone.localdate()):
            return "Việc của cả trường"
        return "Việc thầy/cô đã làm và việc người khác làm với dữ liệu của thầy/cô"


class AuditLog(EventsShown, Tallied, ListView):
    template_name = "home/audit_log.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            columns=titles("Lúc", "Người làm", "Việc", "Đối tượng"),
            lead=f"{self.whose}. Không ai sửa hay xóa được dòng nào ở đây.",
            actions=[{"label": "Xuất Excel", "url": reverse("audit_excel"), "icon": "download", "tone": "secondary"}],
            **kwargs,
        )


class AuditExcel(EventsShown, BaseListView):
    def render_to_response(self, context: dict[str, Any]) -> HttpResponse:
        today = timezone.localdate()
        told = subtitle(self.request.user.school, self.whose, on=today)
        rows = (_cells(event) for event in context["object_list"][:MOST_IN_EXCEL])
        return download(workbook("NHẬT KÝ NGHIỆP VỤ", told, COLUMNS, rows), f"nhat-ky-{today:%Y-%m-%d}")


def _cells(event: AuditEvent) -> list[str]:
    at = timezone.localtime(event.at)
    verb = VERBS.get(event.verb, event.verb)
    return [f"{at:%H:%M:%S %d/%m/%Y}", event.actor_name, verb, event.object_label, event.reason]


class Styleguide(Ruled, TemplateView):
    """Every component in every state, for developers; not served to a real school."""

    permission = PUBLIC
    template_name = "home/styleguide.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**sample(), **kwargs)
