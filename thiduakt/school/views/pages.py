"""What the pages of this room share."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.generic import View
from django.views.generic.detail import SingleObjectMixin

from thiduakt.permissions import may
from thiduakt.routes import Ruled
from thiduakt.school.models import User

PLACES = {
    "overview": "Nhà trường",
    "person_list": "Viên chức",
    "account_list": "Tài khoản",
    "role_list": "Vai trò",
    "delegation_list": "Ủy quyền",
}


class Page(Ruled):
    """A page of this room: what it is called, and the pages above it."""

    title = ""
    above: tuple[str, ...] = ("overview",)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        trail = [{"label": PLACES[name], "url": reverse(f"school:{name}")} for name in self.above]
        return super().get_context_data(title=self.title, trail=trail, **kwargs)


class OwnSchool:
    """Rows of one's own school; those of another are a 404."""

    def get_queryset(self) -> Any:
        return super().get_queryset().visible_to(self.request.user)


class ServedForm(Page):
    """A form whose input one service takes; what the service refuses is shown beside the field it is about."""

    template_name = "school/form_page.html"
    submit_label = "Lưu"
    done = ""  # the sentence shown afterwards
    success_url = ""

    def get_success_url(self) -> str:
        return str(self.success_url)

    def serve(self, form: BaseForm) -> None:
        raise NotImplementedError

    def form_valid(self, form: BaseForm) -> HttpResponse:
        try:
            self.serve(form)
        except ValidationError as refusal:
            for field, errors in refusal.update_error_dict({}).items():
                form.add_error(field if field in form.fields else None, errors)
            return self.form_invalid(form)
        return self.answer()

    def answer(self) -> HttpResponse:
        messages.success(self.request, self.done)
        return redirect(self.get_success_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(submit_label=self.submit_label, back_url=self.get_success_url(), **kwargs)


class Act(Ruled, OwnSchool, SingleObjectMixin, View):
    """A button: posts to one service, then goes back to the page it stood on. A refusal is shown there."""

    http_method_names = ["post"]
    success_url = ""

    def get_success_url(self) -> str:
        return str(self.success_url)

    def act(self) -> str:
        """Call the service; returns the sentence to show."""
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object = self.get_object()
        try:
            return self.answer(self.act())
        except ValidationError as refusal:
            for sentence in refusal.messages:
                messages.error(request, sentence)
            return redirect(self.get_success_url())

    def answer(self, done: str) -> HttpResponse:
        messages.success(self.request, done)
        return redirect(self.get_success_url())


def chosen_tab(request: HttpRequest, labels: dict[str, str]) -> str:
    """The status tab that is asked for, or the first one."""
    asked = request.GET.get("tab", "")
    return asked if asked in labels else next(iter(labels))


def allowed_actions(user: User, *entries: tuple[str, str, str, str]) -> list[dict[str, str]]:
    """The buttons of a page's heading that this person may press, out of (permission, label, url, icon)."""
    today = timezone.localdate()
    labels = ((label, url, icon) for permission, label, url, icon in entries if may(user, permission, on=today))
    return [
        {"label": label, "url": url, "icon": icon, "tone": "secondary" if place else "primary"}
        for place, (label, url, icon) in enumerate(labels)
    ]


def link(url: str, text: Any) -> str:
    """A cell of a table that leads somewhere."""
    return format_html('<a href="{}">{}</a>', url, text)


def titles(*names: str) -> list[dict[str, str]]:
    """The columns of a table without numbers."""
    return [{"title": name} for name in names]


def tabs(labels: dict[str, str], counts: dict[str, int], current: str, query: Any) -> Iterator[dict[str, Any]]:
    """Status tabs that keep what else was asked of the list (`query`), but not its page."""
    kept = query.copy()
    kept.pop("page", None)
    for name, label in labels.items():
        kept["tab"] = name
        yield {"label": label, "count": counts[name], "url": f"?{kept.urlencode()}", "is_current": name == current}
