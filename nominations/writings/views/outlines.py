"""Mẫu báo cáo thành tích, đề cương sáng kiến: those of the system, and the school's own in their place."""

from functools import cached_property
from itertools import groupby
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView, TemplateView, View

from nominations.writings.enums import Fill, Use
from nominations.writings.forms import OutlineForm
from nominations.writings.models import Outline
from nominations.writings.services.outlines import copy_outline, end_outline, save_outline
from thiduakt.catalog.honors import honor_choices, honor_names
from thiduakt.pages import MORE, Posted, ServedForm, set_place, version_of
from thiduakt.routes import Ruled, address
from thiduakt.vietnamese import capitalized


class OutlinePage(Ruled):
    permission = "outline.manage"
    request: HttpRequest
    kwargs: dict[str, Any]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        set_place(request, address("dossiers:list"))  # outlines have no entry of their own

    def seen(self) -> Any:
        return Outline.objects.visible_to(self.request.user, timezone.localdate())

    @cached_property
    def outline(self) -> Outline:
        return get_object_or_404(self.seen(), pk=self.kwargs["pk"])

    def trail(self) -> list[dict[str, str]]:
        return [{"label": "Mẫu báo cáo", "url": reverse("writings:outlines")}]

    def get_success_url(self) -> str:
        return self.outline.get_absolute_url()

    @property
    def is_own(self) -> bool:
        return self.outline.school_id is not None and self.outline.until_on is None


class Outlines(OutlinePage, TemplateView):
    template_name = "writings/outlines.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        names = honor_names(self.request.user.school_id)
        found = self.seen().standing(today).annotate(count=Count("writings")).order_by("use", "school", "honor_code", "pk")
        order = list(Use)
        rows = [{"outline": one, "honor": names.get(one.honor_code, one.honor_code)} for one in found]
        rows.sort(key=lambda row: order.index(Use(row["outline"].use)))
        uses = [
            {"label": capitalized(str(Use(use).label)), "rows": list(group)}
            for use, group in groupby(rows, key=lambda row: row["outline"].use)
        ]
        return super().get_context_data(uses=uses, **kwargs)


class OutlineDetail(OutlinePage, TemplateView):
    template_name = "writings/outline.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        outline, school_id = self.outline, self.request.user.school_id
        edit = {"label": "Sửa mẫu", "url": reverse("writings:outline_edit", args=[outline.pk]), "icon": "pencil"}
        fills = {part.key: capitalized(str(Fill(part.fill).label)) for part in outline.parts if part.fill}
        return super().get_context_data(
            outline=outline,
            honor=honor_names(school_id).get(outline.honor_code, outline.honor_code),
            parts=[{"part": part, "fill": fills.get(part.key, "")} for part in outline.parts],
            trail=self.trail(),
            actions=[edit] if self.is_own else [],
            is_own=self.is_own,
            honors=honor_choices(school_id, timezone.localdate()) if outline.use != Use.INITIATIVE else [],
            copy_url=reverse("writings:outline_copy", args=[outline.pk]),
            end_url=reverse("writings:outline_end", args=[outline.pk]),
            **kwargs,
        )


class OutlineCopy(OutlinePage, Posted, View):
    def act(self) -> str:
        honor = self.request.POST.get("honor", "")
        if honor and honor not in dict(honor_choices(self.request.user.school_id, timezone.localdate())):
            raise ValidationError("Thầy/cô chọn danh hiệu, hình thức trong danh sách.")
        made = copy_outline(self.outline, honor_code=honor, actor=self.request.user, at=timezone.now())
        self.success_url = reverse("writings:outline_edit", args=[made.pk])
        return "Đã lập mẫu riêng của trường. Báo cáo bắt đầu viết từ nay theo mẫu này; bài đã viết giữ mẫu cũ."


class OutlineEdit(OutlinePage, ServedForm, FormView):
    template_name = "campaigns/form.html"
    form_class = OutlineForm
    extra_context = {
        "title": "Sửa mẫu",
        "lead": "Bài đã viết giữ mẫu cũ; bài bắt đầu viết từ nay theo mẫu mới.",
        "more": MORE,
    }
    done = "Đã lưu mẫu."
    stored: Outline

    @cached_property
    def outline(self) -> Outline:
        own = self.seen().filter(school=self.request.user.school_id, until_on=None)
        return get_object_or_404(own, pk=self.kwargs["pk"])

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "outline": self.outline}

    def serve(self, form: OutlineForm) -> None:
        version = form.cleaned_data["version"]
        self.stored = save_outline(self.outline, **form.told(), version=version, actor=self.request.user, at=timezone.now())

    def get_success_url(self) -> str:
        if MORE in self.request.POST:
            return reverse("writings:outline_edit", args=[self.stored.pk])
        return self.stored.get_absolute_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        trail = [*self.trail(), {"label": str(self.outline), "url": self.outline.get_absolute_url()}]
        return super().get_context_data(trail=trail, back_url=self.outline.get_absolute_url(), **kwargs)


class OutlineEnd(OutlinePage, Posted, View):
    def act(self) -> str:
        end_outline(self.outline, version=version_of(self.request), actor=self.request.user, at=timezone.now())
        return "Đã thôi dùng mẫu riêng. Bài bắt đầu viết từ nay theo mẫu của hệ thống."
