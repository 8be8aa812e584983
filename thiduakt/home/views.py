from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.views.generic import ListView, TemplateView

from thiduakt.pages import Tallied
from thiduakt.permissions import Scope, scopes
from thiduakt.routes import PUBLIC, SIGNED_IN, Ruled

from .queries import events_visible_to, lately_issued, recent_resets
from .styleguide import sample
from .tasks import tasks_of, where_work_shows

MOST_TASKS = 30  # more than anybody does in a day; the lists have them all


class Home(Ruled, TemplateView):
    """Việc của tôi."""

    permission = SIGNED_IN
    template_name = "home/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = timezone.now()
        tasks, resets = tasks_of(self.request.user, now), recent_resets(self.request.user, now)
        return super().get_context_data(
            tasks=tasks[:MOST_TASKS],
            tasks_left=len(tasks) - MOST_TASKS,
            resets=resets,
            issued=lately_issued(self.request.user, now),
            nothing=where_work_shows(self.request.user, timezone.localdate(now)),
            greeting=f"Kính chào thầy/cô {self.request.user}.",
            plans_url=reverse("campaigns:plan_list"),
            **kwargs,
        )


class AuditLog(Ruled, Tallied, ListView):
    """Nhật ký nghiệp vụ, the newest first."""

    permission = "audit.view"
    template_name = "home/audit_log.html"

    def get_queryset(self) -> Any:
        return events_visible_to(self.request.user, timezone.localdate()).defer("changes").order_by("-seq")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        columns = [{"title": title} for title in ("Lúc", "Người làm", "Việc", "Đối tượng")]
        whole_school = Scope.SCHOOL in scopes(self.request.user, self.permission, timezone.localdate())
        whose = (
            "Việc của cả trường" if whole_school else "Việc thầy/cô đã làm và việc người khác làm với dữ liệu của thầy/cô"
        )
        lead = f"{whose}. Không ai sửa hay xóa được dòng nào ở đây."
        return super().get_context_data(columns=columns, lead=lead, **kwargs)


class Styleguide(Ruled, TemplateView):
    """Every component in every state, for developers; not served to a real school."""

    permission = PUBLIC
    template_name = "home/styleguide.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**sample(), **kwargs)
