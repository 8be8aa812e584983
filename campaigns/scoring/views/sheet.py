"""The page of one sheet with its totals, problems and ranking; as a sheet of Excel and as a page to print."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView, View

from campaigns.campaigns.policies import can_see
from campaigns.scoring.enums import SheetState as S
from campaigns.scoring.flows import SHEET_FLOW, problems
from campaigns.scoring.models import Item
from campaigns.scoring.policies import barred, can_manage, can_score_self, may_score, sees_all, subjects_seen
from campaigns.scoring.queries import Line, lines, sections
from thiduakt.documents.rendering.sandbox import render
from thiduakt.excel import Column, Value, download, subtitle, workbook
from thiduakt.files.downloads import shown
from thiduakt.ledger.years import year_name
from thiduakt.marks import points_told
from thiduakt.pages import titles
from thiduakt.school.models import Letterhead
from thiduakt.vietnamese import capitalized

from .pages import OfSheet

ON_A_PAGE = 6  # subjects side by side, on A4 landscape
TONES = {"take_back": "secondary", "collect_anyway": "secondary"}


class Scored(OfSheet):
    """What of a sheet this person reads: the own lines, and the council's points once they are made known."""

    @cached_property
    def items(self) -> list[Item]:
        return list(self.sheet.items.all())

    @cached_property
    def sees_council(self) -> bool:
        return self.sheet.state == S.RANKED or sees_all(self.request.user, self.sheet, timezone.now())

    @cached_property
    def lines(self) -> list[Line]:
        seen = {one.pk for one in subjects_seen(self.request.user, self.sheet, timezone.now())}
        return [line for line in lines(self.sheet, self.items) if line.subject.pk in seen]

    def rank(self, line: Line) -> str:
        if not self.sees_council:
            return "chưa công bố"
        if line.failed:
            return f"không xếp hạng: 0 điểm ở tiêu chí bắt buộc “{'”, “'.join(line.failed)}”"
        return str(line.standing.rank) if line.standing.rank else "chưa đủ điểm"

    def difference(self, line: Line) -> str:
        """In words too: colour alone says nothing to everybody."""
        if not self.sees_council or not line.standing.is_complete or line.subject.sent_at is None:
            return ""
        gap = line.difference
        if not gap:
            return "bằng điểm tự chấm"
        return f"hội đồng chấm {'cao' if gap > 0 else 'thấp'} hơn {points_told(abs(gap))}"

    def reasons(self, line: Line) -> list[str]:
        """Why the council gave other points, item by item."""
        marks = [(item, line.marks.get(item.pk)) for item in self.items] if self.sees_council else []
        return [f"{item}: {mark.reason}" for item, mark in marks if mark and mark.reason]


class SheetDetail(Scored, TemplateView):
    template_name = "scoring/detail.html"

    @property
    def title(self) -> str:
        return self.sheet.title

    def trail(self) -> list[dict[str, str]]:
        return super().trail()[:1]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sheet, at, user = self.sheet, timezone.now(), self.request.user
        manages = can_manage(user, sheet, at)
        return super().get_context_data(
            sheet=sheet,
            actions=list(self._actions()) if manages else [],
            road=_road(sheet.state),
            steps=list(self._steps()),
            facts=[{"label": label, "value": value, "url": url} for label, value, url in self._facts() if value],
            problems=problems(sheet) if manages and sheet.state == S.DRAFT else [],
            edit_url=reverse("scoring:edit", args=[sheet.pk]),
            sections=sections(self.items),
            item_total=sum(one.max_points for one in self.items),
            item_columns=titles("Tiêu chí", "Điểm tối đa", "Bắt buộc"),
            rows=[self._row(line) for line in self.lines],
            columns=titles("Đối tượng", "Tự chấm", "Hội đồng chấm", "Chênh lệch", "Xếp hạng", "Việc"),
            manages=manages,
            may_discard=manages and sheet.state == S.DRAFT,
            **kwargs,
        )

    def _row(self, line: Line) -> dict[str, Any]:
        subject, user, at, state = line.subject, self.request.user, timezone.now(), self.sheet.state
        return {
            "line": line,
            "own": line.own_total if subject.sent_at else None,
            "council": line.standing.total if self.sees_council and state in {S.COUNCIL, S.RANKED} else None,
            "difference": self.difference(line),
            "reasons": self.reasons(line),
            "rank": self.rank(line) if state in {S.COUNCIL, S.RANKED} else "",
            "may_self": state == S.SELF and not subject.sent_at and can_score_self(user, subject, at),
            "may_give_back": state == S.SELF and subject.sent_at and can_manage(user, self.sheet, at),
            "may_council": state == S.COUNCIL and self.scores and subject.pk not in self.barred,
            "why_barred": self.barred.get(subject.pk, "") if state == S.COUNCIL and self.scores else "",
        }

    @cached_property
    def scores(self) -> bool:
        return may_score(self.request.user, self.sheet, timezone.now())

    @cached_property
    def barred(self) -> dict[int, str]:
        return barred(self.request.user, [line.subject for line in self.lines])

    def _steps(self) -> Iterator[dict[str, Any]]:
        for move in SHEET_FLOW.open_to(self.request.user, self.sheet, timezone.now()):
            yield {
                "move": move,
                "url": reverse("scoring:step", args=[self.sheet.pk, move.name]),
                "blockers": move.blockers(self.sheet),
                "tone": TONES.get(move.name, "primary"),
            }

    def _actions(self) -> Iterator[dict[str, str]]:
        if self.sheet.state == S.DRAFT:
            yield {"label": "Sửa", "url": reverse("scoring:edit", args=[self.sheet.pk]), "icon": "pencil"}

    def _facts(self) -> Iterator[tuple[str, Any, str]]:
        sheet = self.sheet
        yield "Năm học", year_name(sheet.year), ""
        yield "Chấm cho", capitalized(sheet.get_kind_display()), ""
        yield "Cụm, khối", sheet.cluster_name, ""
        yield "Trưởng cụm, khối", sheet.cluster_head, ""
        if sheet.campaign and can_see(self.request.user, sheet.campaign, timezone.now()):
            yield "Của phong trào", sheet.campaign, sheet.campaign.get_absolute_url()
        yield "Tổng điểm quy định", points_told(sheet.total), ""
        yield "Người lập", sheet.created_by, ""


def _road(state: str) -> list[dict[str, str]]:
    states = list(S)
    here = states.index(S(state))
    return [
        {
            "label": capitalized(str(one.label)),
            "state": "done" if place < here else "current" if place == here else "todo",
        }
        for place, one in enumerate(states)
    ]


class Table(Scored):
    """The whole sheet as a table: a row for each item, two columns for each subject, then totals and ranks."""

    def heads(self, lines: Sequence[Line]) -> list[str]:
        found = ["Mục", "Tiêu chí", "Điểm tối đa"]
        for line in lines:
            found += [f"{line.subject} – tự chấm", f"{line.subject} – hội đồng"]
        return found

    def rows(self, lines: Sequence[Line]) -> Iterator[list[Value]]:
        for item in self.items:
            yield [item.section, item.text, points_told(item.max_points), *self._points(item, lines)]
        yield ["", "Tổng điểm", points_told(self.sheet.total), *self._totals(lines)]
        yield ["", "Xếp hạng", "", *(cell for line in lines for cell in ("", self.rank(line)))]

    def _points(self, item: Item, lines: Sequence[Line]) -> Iterator[str]:
        for line in lines:
            mark = line.marks.get(item.pk)
            own = mark.self_points if mark and line.subject.sent_at else None
            council = mark.council_points if mark and self.sees_council else None
            yield from ("" if one is None else points_told(one) for one in (own, council))

    def _totals(self, lines: Sequence[Line]) -> Iterator[str]:
        for line in lines:
            yield points_told(line.own_total) if line.subject.sent_at else ""
            yield points_told(line.standing.total) if self.sees_council and line.standing.is_complete else ""


class SheetExcel(Table, View):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        widths = [24, 50, 10]
        columns = [
            Column(head, widths[place] if place < len(widths) else 14) for place, head in enumerate(self.heads(self.lines))
        ]
        asked = [f"năm học {year_name(self.sheet.year)}", self.sheet.cluster_name]
        asked.append(self.sheet.covenant and f"giao ước: {self.sheet.covenant}")
        head = subtitle(request.user.school, *asked, on=timezone.localdate())
        return download(
            workbook(self.sheet.title.upper(), head, columns, self.rows(self.lines)), f"cham-diem-{self.sheet.pk}"
        )


class SheetPdf(Table, View):
    """Landscape, with the covenant above the table and places to sign below it."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        today: date = timezone.localdate()
        context = {
            "letterhead": Letterhead.objects.filter(school=self.sheet.school_id, valid_from__lte=today)
            .order_by("-valid_from")
            .first(),
            "sheet": self.sheet,
            "year": year_name(self.sheet.year),
            "tables": [
                {"heads": self.heads(lines), "rows": list(self.rows(lines))}
                for lines in (self.lines[first : first + ON_A_PAGE] for first in range(0, len(self.lines), ON_A_PAGE))
            ],
            "subjects": [str(line.subject) for line in self.lines],
            "day": today,
        }
        pdf = render(render_to_string("scoring/sheet_pdf.html", context))
        return shown(pdf, name=f"cham-diem-{self.sheet.pk}.pdf", content_type="application/pdf")
