"""Nhà trường: what the school says of itself."""

from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Count, QuerySet
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.views.generic import CreateView, TemplateView, View

from thiduakt.excel import Column, download, subtitle, workbook
from thiduakt.pages import titles
from thiduakt.permissions import Role
from thiduakt.routes import Ruled
from thiduakt.school.forms.letterheads import LetterheadForm, SchoolYearForm
from thiduakt.school.models import Group, Letterhead, Person, RoleAssignment, SchoolYear, User
from thiduakt.school.queries import holders
from thiduakt.school.querysets import works_on
from thiduakt.school.services.staff import add_letterhead, add_school_year

from .pages import FormPage, Page, allowed_actions


class Overview(Page, TemplateView):
    permission = "school.view"
    template_name = "school/school_overview.html"
    title = "Nhà trường"
    above = ()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, today = self.request.user, timezone.localdate()
        return super().get_context_data(
            actions=self._actions(),
            letterhead=Letterhead.objects.visible_to(user, today).filter(valid_from__lte=today).first(),
            years=SchoolYear.objects.visible_to(user, today),
            groups=_head_counts(user, today),
            people_count=Person.objects.filter(school=user.school_id).at_work(today).count(),
            task_columns=titles("Vai trò", "Người giữ vai trò"),
            tasks=_who_does_what(user, today),
            **kwargs,
        )

    def _actions(self) -> list[dict[str, str]]:
        return allowed_actions(
            self.request.user,
            ("staff.view", "Danh sách viên chức", reverse("school:person_list"), "people"),
            ("pupil.view", "Lớp, học sinh", reverse("school:class_list"), "mortarboard"),
            ("role.view", "Vai trò, ủy quyền", reverse("school:role_list"), "person-check"),
            ("school.manage", "Đổi thể thức", reverse("school:letterhead_add"), "file-earmark-text"),
            ("school.view", "Xuất Excel", reverse("school:overview_excel"), "download"),
        )


class OverviewExcel(Ruled, View):
    """The tổ with their head-counts, then each role with its holders."""

    permission = "school.view"

    def get(self, request: HttpRequest) -> HttpResponse:
        user, today = request.user, timezone.localdate()
        groups = ((group.name, group.head_count, "") for group in _head_counts(user, today))
        roles = ((role, names.count(",") + 1, names) for role, names in _who_does_what(user, today))
        columns = [Column("Tổ, vai trò", 40), Column("Số người", 12), Column("Người giữ vai trò", 70)]
        told = subtitle(user.school, on=today)
        return download(workbook("TỔ VÀ VAI TRÒ CỦA TRƯỜNG", told, columns, [*groups, *roles]), "to-va-vai-tro")


def _who_does_what(user: User, today: date) -> list[tuple[str, str]]:
    """Each role with the names of those who hold it; that everybody works here needs no saying."""
    held = holders(user.school_id, set(Role) - {Role.TEACHER}, today)
    by_role = groupby(held, RoleAssignment.get_role_display)
    return [(role, ", ".join(str(one.person) for one in those)) for role, those in by_role]


def _head_counts(user: User, today: date) -> QuerySet[Group]:
    """In the order of the names, which Django forgets where it counts."""
    counted = Group.objects.visible_to(user, today).annotate(head_count=Count("people", filter=works_on(today, "people__")))
    return counted.order_by("sort_key", "pk")


class LetterheadAdd(FormPage, CreateView):
    """Starts from the present one; those before it stay, for the papers that were issued under them."""

    permission = "school.manage"
    model = Letterhead
    form_class = LetterheadForm
    template_name = "school/letterhead_add.html"
    success_url = reverse_lazy("school:overview")
    title = "Thể thức văn bản mới"
    done = "Đã lưu thể thức văn bản."

    def get_initial(self) -> dict[str, Any]:
        latest = Letterhead.objects.visible_to(self.request.user, timezone.localdate()).first()
        fields = ("parent_lines", "issuer_lines", "place", "office_code")
        return {name: getattr(latest, name) for name in fields} if latest else {}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": Letterhead(school=self.request.user.school)}

    def serve(self, form: BaseForm) -> None:
        add_letterhead(form.instance, actor=self.request.user, at=timezone.now())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        past = Letterhead.objects.visible_to(self.request.user, timezone.localdate())
        return super().get_context_data(letterheads=past, **kwargs)


class SchoolYearAdd(FormPage, CreateView):
    permission = "school.manage"
    model = SchoolYear
    form_class = SchoolYearForm
    success_url = reverse_lazy("school:overview")
    title = "Thêm năm học"
    done = "Đã thêm năm học."

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": SchoolYear(school=self.request.user.school)}

    def serve(self, form: BaseForm) -> None:
        add_school_year(form.instance, actor=self.request.user, at=timezone.now())
