"""Thành phần hồ sơ: what is asked for each honor under a regime; the school's own list over the default."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView, View

from nominations.appraisals.defaults import items_for
from nominations.appraisals.forms import ChecklistForm
from nominations.appraisals.models import Checklist
from nominations.appraisals.services.checklists import drop_checklist, save_checklist
from thiduakt.catalog.honors import honors_on
from thiduakt.catalog.models import Honor, Regime
from thiduakt.catalog.rulebook import regime_on
from thiduakt.pages import MORE, Posted, ServedForm, titles

from .pages import Page

TITLE = "Thành phần hồ sơ"


class OfRegime(Page):
    @cached_property
    def regime(self) -> Regime:
        """`thoi-ky`; without it, or by a name that is none, that of today."""
        found = Regime.objects.filter(code=self.request.GET.get("thoi-ky", "")[:30]).first()
        return found or regime_on(self.today)

    @cached_property
    def honors(self) -> dict[str, Honor]:
        return honors_on(self.request.user.school_id, on=self.today, regime=self.regime.code)

    def own(self) -> dict[str, Checklist]:
        rows = Checklist.objects.filter(school=self.request.user.school_id, regime=self.regime.code)
        return {row.code: row for row in rows}

    @property
    def here(self) -> str:
        return f"{reverse('appraisals:checklists')}?thoi-ky={self.regime.code}"

    def edit_url(self, code: str) -> str:
        return f"{reverse('appraisals:checklist', args=[code])}?thoi-ky={self.regime.code}"


class ChecklistList(OfRegime, TemplateView):
    template_name = "appraisals/checklists.html"
    title = TITLE

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = self.own()
        return super().get_context_data(
            columns=titles("Danh hiệu, hình thức", "Thành phần bắt buộc", "Đang dùng"),
            rows=[
                {
                    "name": honor.name,
                    "url": self.edit_url(code),
                    "items": [one.text for one in (own[code].parts if code in own else items_for(code, self.regime.code))
                              if one.is_required and not one.is_later],
                    "is_own": code in own,
                }
                for code, honor in self.honors.items()
            ],
            regime=self.regime,
            regimes=[
                {"label": f"Từ {one.starts_on:%d/%m/%Y}", "url": f"?thoi-ky={one.code}", "is_current": one == self.regime}
                for one in Regime.objects.order_by("starts_on")
            ],
            **kwargs,
        )  # fmt: skip


class ChecklistEdit(ServedForm, OfRegime, FormView):
    form_class = ChecklistForm
    template_name = "appraisals/checklist.html"
    done = "Đã lưu thành phần hồ sơ của trường."

    @cached_property
    def honor(self) -> Honor:
        if self.kwargs["code"] not in self.honors:
            raise Http404
        return self.honors[self.kwargs["code"]]

    @property
    def title(self) -> str:  # type: ignore[override]
        return f"{TITLE}: {self.honor.name}"

    @cached_property
    def row(self) -> Checklist | None:
        return self.own().get(self.honor.code)

    def trail(self) -> list[dict[str, str]]:
        return [*super().trail(), {"label": TITLE, "url": self.here}]

    def get_form_kwargs(self) -> dict[str, Any]:
        items = self.row.parts if self.row else items_for(self.honor.code, self.regime.code)
        return {**super().get_form_kwargs(), "items": items, "version": self.row.version if self.row else 0}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {
            "regime": self.regime,
            "row": self.row,
            "items": context["form"].items.values(),
            "back_url": self.here,
            "more": MORE,
            "drop": {"name": "drop", "label": "Dùng lại danh sách mặc định", "warning": "Danh sách riêng của trường bị xóa."}
            if self.row
            else None,
            "drop_url": reverse("appraisals:checklist_drop", args=[self.row.pk]) if self.row else "",
        }

    def get_success_url(self) -> str:
        if MORE in self.request.POST:
            return self.edit_url(self.honor.code)
        return self.here

    def serve(self, form: ChecklistForm) -> None:
        save_checklist(
            self.honor.code, self.regime.code, form.told(), version=form.cleaned_data["version"],
            actor=self.request.user, at=timezone.now(),
        )  # fmt: skip


class ChecklistDrop(Page, Posted, View):
    @cached_property
    def row(self) -> Checklist:
        return get_object_or_404(Checklist, pk=self.kwargs["pk"], school=self.request.user.school_id)

    def get_success_url(self) -> str:
        return f"{reverse('appraisals:checklists')}?thoi-ky={self.row.regime}"

    def act(self) -> str:
        row = self.row
        drop_checklist(row, actor=self.request.user, at=timezone.now())
        return "Đã dùng lại danh sách mặc định."
