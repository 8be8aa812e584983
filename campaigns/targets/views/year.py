"""The year in one picture: what is due in each month and how it stands, drawn by the server, with the same numbers below."""

from typing import Any

from django.urls import reverse
from django.views.generic import TemplateView

from campaigns.targets.models import Target
from campaigns.targets.queries import Tally, year_of_targets
from thiduakt.ledger.years import read_year

from .pages import Page

# Of the drawing, in its own units.
HIGH, WIDE, STEP, LEFT, TOP = 200, 36, 58, 40, 34
PARTS = (
    ("achieved", "Đạt"), ("running", "Đang thực hiện"), ("late", "Quá hạn"), ("missed", "Không đạt"),
    ("dropped", "Thôi thực hiện"),
)  # fmt: skip


class YearOfTargetsPage(Page, TemplateView):
    template_name = "targets/year.html"

    @property
    def year(self) -> int:
        return read_year(self.request.GET.get("nam", "")) or self.today.year

    @property
    def title(self) -> str:
        return f"Chỉ tiêu năm {self.year}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        seen = Target.objects.visible_to(self.request.user, self.today)
        years = sorted({*seen.order_by().values_list("year", flat=True).distinct(), self.year}, reverse=True)
        counted = year_of_targets(seen.filter(year=self.year).select_related("group", "person__group"), self.today)
        groups = sorted(counted.groups.values(), key=lambda tally: (tally.key is None, tally.label))
        most = max(tally.count for tally in counted.months)
        return super().get_context_data(
            years=[{"label": str(year), "url": f"?nam={year}", "is_current": year == self.year} for year in years],
            whole=counted.whole,
            bars=[_bar(place, tally, most) for place, tally in enumerate(counted.months)],
            legend=[{"name": name, "label": label} for name, label in PARTS],
            columns=[{"title": "Tháng"}, *_numbers()],
            months=[_cells(tally) for tally in (*counted.months, counted.whole) if tally.count],
            group_columns=[{"title": "Tổ"}, *_numbers()],
            groups=[_cells(tally) for tally in groups],
            group_links=[
                {"label": tally.label, "url": reverse("targets:group", args=[tally.key])} for tally in groups if tally.key
            ],
            year_shown=self.year,
            **kwargs,
        )


def _numbers() -> list[dict[str, str]]:
    return [{"title": label, "align": "right"} for _, label in (*PARTS, ("count", "Tổng số"))]


def _cells(tally: Tally) -> list[Any]:
    return [tally.label, *(getattr(tally, name) for name, _ in PARTS), tally.count]


def _bar(place: int, tally: Tally, most: int) -> dict[str, Any]:
    """A month's pieces from the ground up, in whole units of the drawing."""
    x, ground, pieces, sum_of_parts = LEFT + place * STEP, TOP + HIGH, [], 0
    for name, _ in PARTS:
        count = getattr(tally, name)
        below, sum_of_parts = sum_of_parts, sum_of_parts + count
        if count:
            top, bottom = (ground - round(HIGH * total / most) for total in (sum_of_parts, below))
            pieces.append({"name": name, "x": x, "y": top, "width": WIDE, "height": bottom - top})
    return {
        "pieces": pieces, "count": tally.count, "middle": x + WIDE // 2, "month": place + 1,
        "top": ground - (round(HIGH * tally.count / most) if most else 0) - 6,
    }  # fmt: skip
