"""What the pages of this room share."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.views.generic import View
from django.views.generic.detail import SingleObjectMixin

from thiduakt.pages import Posted, ServedForm, asked_next
from thiduakt.permissions import may
from thiduakt.routes import Ruled
from thiduakt.school.models import Person, Pupil, User

PLACES = {
    "overview": "Nhà trường",
    "person_list": "Viên chức",
    "class_list": "Lớp",
    "pupil_list": "Học sinh",
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


class Onward:
    """Leads where the person was going: `next`, if it is a page of ours."""

    def next_or_home(self) -> str:
        return asked_next(self.request) or reverse("home")

    def with_next(self, url: str) -> str:
        """`url`, and onward from there."""
        onward = self.next_or_home()
        return url if onward == reverse("home") else f"{url}?{urlencode({'next': onward})}"


class OwnSchool:
    """The rows on which this person may do what the page is for; all others are a 404."""

    def get_queryset(self) -> Any:
        return super().get_queryset().open_to(self.request.user, self.permission, timezone.localdate())


class FormPage(ServedForm, Page):
    """A page that is one form."""

    template_name = "school/form_page.html"
    submit_label = "Lưu"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(submit_label=self.submit_label, back_url=self.get_success_url(), **kwargs)


class Act(Ruled, OwnSchool, SingleObjectMixin, Posted, View):
    """A button upon one row."""

    success_url = ""

    @cached_property
    def object(self) -> Any:
        return self.get_object()

    def get_success_url(self) -> str:
        return str(self.success_url)


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


def sees_birth(user: User, row: Person | Pupil) -> bool:
    """The day of birth is shown to few, and in no list."""
    return may(user, "birth.view", row, on=timezone.localdate())
