"""Danh hiệu, hình thức khen thưởng of a day: the list, its Excel, and the page of one."""

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView, View

from thiduakt.catalog.enums import Confidence, HonorKind, HonorSubject, RuleState
from thiduakt.catalog.honors import honor_names, honors_on
from thiduakt.catalog.models import Honor, Regime
from thiduakt.catalog.rulebook import is_read
from thiduakt.catalog.telling import against, dong, honor_parts, level_label, number, regime_span, subject_label
from thiduakt.excel import Column, download, searched, subtitle, workbook
from thiduakt.pages import Tally, tabs, titles

from .law import DAY_FORMAT, LawPage, matches, trail

TABS = {"": "Tất cả", "ca-nhan": "Cá nhân", "tap-the": "Tập thể", "hoc-sinh": "Học sinh"}
SUBJECTS = {
    "": set(HonorSubject),
    "ca-nhan": {HonorSubject.INDIVIDUAL, HonorSubject.EITHER},
    "tap-the": {HonorSubject.COLLECTIVE, HonorSubject.EITHER},
    "hoc-sinh": {HonorSubject.PUPIL, HonorSubject.PUPILS},
}
COLUMNS = (
    Column("Danh hiệu, hình thức", 40), Column("Loại", 22), Column("Đối tượng", 18), Column("Cấp", 16),
    Column("Tiêu chuẩn", 60), Column("Tỷ lệ tối đa", 30), Column("Bỏ phiếu", 40), Column("Thẩm quyền quyết định", 36),
    Column("Hệ số", 10), Column("Mức thưởng (đồng)", 18), Column("Căn cứ", 40), Column("Mức đối chiếu", 22),
)  # fmt: skip


class HonorsShown(LawPage):
    """Those that the address names: `ngay`, `tab` (whom it is given to), `q`."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        asked = request.GET.get("tab", "")
        self.tab = asked if asked in TABS else ""

    @cached_property
    def found(self) -> list[Honor]:
        """As asked, in every tab."""
        if self.regime is None:
            return []
        rows = honors_on(self.school_id, on=self.day).values()
        return [row for row in rows if matches(self.words, row.name, row.code, row.authority, row.get_kind_display())]

    def in_tab(self, rows: list[Honor]) -> list[Honor]:
        return [row for row in rows if row.subject in SUBJECTS[self.tab]]


class HonorList(HonorsShown, TemplateView):
    template_name = "catalog/honor_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found, query = self.found, self.request.GET
        counts = {tab: Tally(sum(row.subject in subjects for row in found)) for tab, subjects in SUBJECTS.items()}
        return super().get_context_data(
            groups=list(self._groups(self.in_tab(found))),
            columns=titles("Danh hiệu, hình thức", "Đối tượng", "Cấp", "Mức thưởng", "Thẩm quyền quyết định"),
            tabs=list(tabs(TABS, counts, self.tab, query)),
            tab=self.tab,
            actions=self._actions(),
            **kwargs,
        )

    def _actions(self) -> list[dict[str, str]]:
        excel = f"{reverse('catalog:honors_excel')}?{self.request.GET.urlencode()}"
        actions = [{"label": "Xuất Excel", "url": excel, "icon": "download", "tone": "secondary"}]
        regime = self.regime
        if self.may_propose():
            url = reverse("catalog:honor_introduce")
            actions.append({"label": "Đề xuất danh hiệu, hình thức mới", "url": url, "icon": "plus-lg", "tone": "secondary"})
        if regime and self.may_propose() and not is_read(regime, self.school_id, self.day):
            url = reverse("catalog:reading_propose", args=[regime.code])
            actions.append({"label": "Đã nhập nội dung thời kỳ này", "url": url, "icon": "check2-all", "tone": "secondary"})
        return actions

    def _groups(self, rows: list[Honor]) -> Iterator[dict[str, Any]]:
        paying = self.paying()
        for kind in HonorKind:
            group = [_row(row, paying(row.coefficient), self.day) for row in rows if row.kind == kind]
            if group:
                yield {"label": kind.label, "rows": group}


def _row(row: Honor, paid: int | None, day: Any) -> dict[str, Any]:
    doubtful = [part for part in honor_parts(row) if part.is_doubtful]
    return {
        "honor": row,
        "url": f"{reverse('catalog:honor', args=[row.code])}?ngay={day:{DAY_FORMAT}}",
        "subject": subject_label(row),
        "level": level_label(row),
        "paid": dong(paid) if paid is not None else "",
        "coefficient": number(row.coefficient) if row.coefficient is not None else "",
        "doubtful": [f"{part.label}: {part.confidence_label}" for part in doubtful],
    }


class HonorsExcel(HonorsShown, View):
    def get(self, request: HttpRequest) -> HttpResponse:
        told = subtitle(request.user.school, TABS[self.tab], searched(self.words), on=self.day)
        paying = self.paying()
        rows = self.in_tab(self.found)
        cells = ([place, *_cells(row, paying(row.coefficient))] for place, row in enumerate(rows, start=1))
        content = workbook("DANH HIỆU, HÌNH THỨC KHEN THƯỞNG", told, [Column("STT", 6), *COLUMNS], cells)
        return download(content, "danh-muc-khen-thuong")


def _cells(row: Honor, paid: int | None) -> list[Any]:
    said = {part.key: "\n".join(part.lines) for part in honor_parts(row)}
    coefficient = float(row.coefficient) if row.coefficient is not None else None
    return [
        row.name, row.get_kind_display(), subject_label(row), level_label(row), said["conditions"], said["ratio_cap"],
        said["vote"], row.authority, coefficient, paid, row.basis, row.get_confidence_display(),
    ]  # fmt: skip


class HonorDetail(LawPage, TemplateView):
    """One honor on the day, all its rows, and what each regime says of it side by side."""

    template_name = "catalog/honor_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = self._rows()
        regimes = list(Regime.objects.select_related("runs_on").order_by("starts_on"))
        now = next((one for one in reversed(regimes) if one.starts_on <= self.day), regimes[0])
        counted = {one.pk: _counted(rows, one) for one in regimes}
        shown = _counted([row for row in rows if row.valid_from <= self.day], now)
        honor = shown or next(row for row in reversed(rows))
        names = honor_names(self.school_id)
        return super().get_context_data(
            honor=honor,
            title=honor.name,
            trail=trail(),
            actions=self._actions(now, counted),
            is_of_the_day=shown is not None,
            subject=subject_label(honor),
            level=level_label(honor),
            parts=[part for part in honor_parts(honor, names) if part.key != "conditions" and part.lines],
            conditions=[_condition(condition) for condition in honor.conditions],
            paid=self._paid(honor),
            rows=[_told(row) for row in rows],
            row_columns=titles("Áp dụng từ ngày", "Thời kỳ", "Của", "Tình trạng", "Mức đối chiếu"),
            **_comparison(regimes, counted, names),
            **kwargs,
        )

    def _rows(self) -> list[Honor]:
        known = Honor.objects.visible_to(self.request.user, self.today).filter(code=self.kwargs["code"])
        rows = list(known.select_related("regime", "decided_by__person", "proposed_by__person").order_by("valid_from", "pk"))
        if not rows:
            raise Http404
        return sorted(rows, key=lambda row: (row.valid_from, row.school_id is not None, row.pk))

    def _paid(self, honor: Honor) -> list[str]:
        paying = self.paying()
        own, collective = paying(honor.coefficient), paying(honor.collective_coefficient)
        if own is None:
            return []
        return [f"Cá nhân: {dong(own)}.", f"Tập thể: {dong(collective)}."] if collective else [f"{dong(own)}."]

    def _actions(self, now: Regime, counted: dict[int, Honor | None]) -> list[dict[str, str]]:
        if not self.may_propose() or counted[now.pk] is None:
            return []
        url = f"{reverse('catalog:honor_propose', args=[self.kwargs['code']])}?thoi-ky={now.code}"
        return [{"label": "Đề xuất quy định mới", "url": url, "icon": "plus-lg"}]


def _counted(rows: list[Honor], regime: Regime) -> Honor | None:
    """The last that counts; a regime that was not read has the rows of the one it runs on under its own."""
    of = [
        row
        for row in rows
        if row.state == RuleState.APPROVED and row.is_enabled and row.regime_id in {regime.pk, regime.runs_on_id}
    ]
    return of[-1] if of else None


def _condition(condition: dict[str, Any]) -> dict[str, Any]:
    confidence = Confidence(condition["confidence"])
    return {
        "text": condition["text"],
        "basis": condition["basis"],
        "confidence": confidence.label,
        "is_doubtful": confidence != Confidence.VERIFIED,
        "is_judged": condition["test"] == "judged",
    }


def _told(row: Honor) -> dict[str, Any]:
    return {
        "row": row,
        "span": regime_span(row.regime) if row.regime else "",
        "whose": "trường" if row.school_id else "Nhà nước",
        "state": row.state if row.is_enabled else "ENDED",
        "state_label": row.get_state_display() if row.is_enabled else "chưa dùng để xét",
        "url": reverse("catalog:proposal_honor", args=[row.pk]) if row.school_id else "",
    }


def _comparison(regimes: list[Regime], counted: dict[int, Honor | None], names: dict[str, str]) -> dict[str, Any]:
    """A column for each regime, a row for each part; what differs from the regime before is marked."""
    columns: list[dict[str, Any]] = []
    before: Honor | None = None
    for regime in regimes:
        row = counted[regime.pk]
        parts = honor_parts(row, names) if row else []
        if row and before:
            parts = against(parts, honor_parts(before, names))
        columns.append({"regime": regime, "parts": {part.key: part for part in parts}, "is_held": row is not None})
        before = row or before
    labels = {part.key: part.label for column in columns for part in column["parts"].values()}
    lines = [
        {"label": label, "cells": [{"regime": column["regime"], "part": column["parts"].get(key)} for column in columns]}
        for key, label in labels.items()
        if any(column["parts"][key].lines for column in columns if key in column["parts"])
    ]
    return {"compared": lines, "compared_columns": [{"regime": column["regime"]} for column in columns]}
