from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.generic import ListView, TemplateView, View

from thiduakt.audit.models import AuditEvent
from thiduakt.routes import PUBLIC, SIGNED_IN, Ruled

from .styleguide import sample
from .tasks import tasks_of


class Home(Ruled, TemplateView):
    """Việc của tôi."""

    permission = SIGNED_IN
    template_name = "home/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tasks = tasks_of(self.request.user, timezone.now())
        greeting = f"Kính chào thầy/cô {self.request.user}."
        return super().get_context_data(
            tasks=tasks, greeting=greeting, plans_url=reverse("campaigns:plan_list"), **kwargs
        )


class AuditLog(Ruled, ListView):
    """Nhật ký nghiệp vụ of the school, the newest first."""

    permission = "audit.view"
    template_name = "home/audit_log.html"
    paginate_by = 50

    def get_queryset(self) -> Any:
        return AuditEvent.objects.filter(school_id=self.request.user.school_id).order_by("-seq")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        columns = [{"title": title} for title in ("Lúc", "Người làm", "Việc", "Đối tượng")]
        return super().get_context_data(columns=columns, **kwargs)


@method_decorator(login_not_required, name="dispatch")
class Health(Ruled, View):
    """For the watchdog of the server: the process answers and its database too."""

    permission = PUBLIC

    def get(self, request: HttpRequest) -> HttpResponse:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return HttpResponse("ok", content_type="text/plain")


@method_decorator(login_not_required, name="dispatch")
class Styleguide(Ruled, TemplateView):
    """Every component in every state, for developers; not served to a real school."""

    permission = PUBLIC
    template_name = "home/styleguide.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**sample(), **kwargs)
