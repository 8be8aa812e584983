"""The years of a school, and the page of one: what is still open in it, closing, opening again, its archives."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView, View

from awards.closing.enums import ClosingState
from awards.closing.flows import CLOSING_FLOW
from awards.closing.models import ArchiveFile, Retention, YearArchive, YearClosing
from awards.closing.policies import can_close
from awards.closing.queries import archives_of, years_of
from awards.closing.readiness import Matter, open_matters, too_early
from awards.closing.services.archiving import ask_for_archive
from awards.closing.services.closing import close_year, reopen_year
from awards.closing.tasks import make
from thiduakt.files.downloads import streamed_file
from thiduakt.ledger.years import year_name
from thiduakt.pages import Posted, titles

from .pages import NAME, OfYear, Page

REFRESH = 2  # seconds between two looks at an archive that is being made


class YearList(Page, TemplateView):
    template_name = "closing/list.html"
    title = NAME
    lead = "Xem việc còn dở của từng năm, khép năm, lập tệp lưu trữ, mở năm học mới từ năm trước."

    def trail(self) -> list[dict[str, str]]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        archived = set(ArchiveFile.objects.filter(archive__school=self.school).values_list("archive__year", flat=True))
        return super().get_context_data(
            columns=titles("Năm học", "Trạng thái", "Khép ngày", "Tệp lưu trữ"),
            rows=[{"closing": one, "is_archived": one.year in archived} for one in self._closings()],
            actions=list(self._actions()),
            **kwargs,
        )

    def _closings(self) -> Iterator[YearClosing]:
        known = {one.year: one for one in YearClosing.objects.visible_to(self.request.user, self.today)}
        for year in years_of(self.school, self.today):
            yield known.get(year) or YearClosing(school=self.school, year=year)

    def _actions(self) -> Iterator[dict[str, str]]:
        if self.may("year.close"):
            yield {"label": "Bàn giao hiệu trưởng", "url": reverse("closing:handover"), "icon": "people", "tone": "quiet"}
            yield {"label": "Thời hạn lưu", "url": reverse("closing:retention"), "icon": "archive", "tone": "quiet"}


class YearPage(OfYear, TemplateView):
    template_name = "closing/year.html"

    def trail(self) -> list[dict[str, str]]:
        return super().trail()[:-1]

    @property
    def title(self) -> str:  # type: ignore[override]
        return str(self.closing)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        closing, user = self.closing, self.request.user
        matters = open_matters(self.year, reader=user, on=self.today)
        closes = can_close(user, closing, timezone.now())
        self.archives = archives_of(self.school, self.year.number)
        retention = Retention.objects.visible_to(user, self.today).first()
        return super().get_context_data(
            facts=list(self._facts()),
            needed=[one for one in matters if one.is_needed],
            others=[one for one in matters if not one.is_needed],
            step=self._step(matters) if closes else None,
            earlier=self._earlier_open() if closes and not closing.is_closed else "",
            archives=self.archives,
            may_archive=closes and not any(one.is_making for one in self.archives),
            outdated=self._is_outdated(),
            terms=retention.terms if retention else "",
            next_url=reverse("closing:next_year", args=[self.year.number]) if self.may("year.begin") else "",
            **kwargs,
        )

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        response = super().render_to_response(context, **kwargs)
        if any(one.is_making for one in self.archives):
            response["Refresh"] = str(REFRESH)
        return response

    def _step(self, matters: list[Matter]) -> dict[str, Any]:
        if self.closing.is_closed:
            return {"move": CLOSING_FLOW.moves["reopen"], "url": reverse("closing:reopen", args=[self.year.number])}
        needed = [*too_early(self.year, self.today), *(one.told for one in matters if one.is_needed)]
        return {
            "move": replace(CLOSING_FLOW.moves["close"], needs_reason=bool(matters)),
            "url": reverse("closing:close", args=[self.year.number]),
            "blockers": needed,
        }

    def _earlier_open(self) -> str:
        years = [year for year in years_of(self.school, self.today) if year < self.year.number]
        closed = YearClosing.objects.filter(school=self.school, year__in=years, state=ClosingState.CLOSED)
        left = sorted(set(years) - set(closed.values_list("year", flat=True)))
        return ", ".join(map(year_name, left))

    def _facts(self) -> Iterator[dict[str, Any]]:
        closing, (first, last) = self.closing, self.year.days
        yield {"label": "Thời gian của năm thi đua", "value": f"{first:%d/%m/%Y} – {last:%d/%m/%Y}"}
        if closing.is_closed:
            yield {"label": "Khép ngày", "value": f"{closing.closed_on:%d/%m/%Y}, người khép: {closing.closed_by}"}
            if closing.left_open:
                yield {"label": "Còn dở khi khép", "value": " ".join(closing.left_open)}
                yield {"label": "Lý do vẫn khép", "value": closing.reason}
        if closing.reopened_on:
            yield {"label": "Mở lại", "value": f"ngày {closing.reopened_on:%d/%m/%Y}: {closing.reopen_reason}"}

    def _is_outdated(self) -> bool:
        """The last archive was made before the year was closed, or before it was opened again."""
        last = next((one for one in self.archives if one.is_done), None)
        days = [day for day in (self.closing.closed_on, self.closing.reopened_on) if day]
        return bool(last and days and timezone.localdate(last.asked_at) < max(days))


class YearClose(OfYear, Posted, View):
    permission = "year.close"

    def act(self) -> str:
        reason = self.request.POST.get("reason", "")
        close_year(self.school, self.year.number, reason=reason, actor=self.request.user, at=timezone.now())
        return f"Đã khép năm thi đua {year_name(self.year.number)}. Thầy/cô lập tệp lưu trữ của năm."


class YearReopen(OfYear, Posted, View):
    permission = "year.close"

    def act(self) -> str:
        if self.closing.pk is None:
            raise Http404
        reopen_year(self.closing, reason=self.request.POST.get("reason", ""), actor=self.request.user, at=timezone.now())
        return f"Đã mở lại năm thi đua {year_name(self.year.number)}."


class ArchiveMake(OfYear, Posted, View):
    permission = "year.close"

    def act(self) -> str:
        archive = ask_for_archive(self.school, self.year.number, actor=self.request.user, at=timezone.now())
        make.enqueue(archive.pk)
        archive.refresh_from_db()
        if archive.is_making:
            return "Đã nhận yêu cầu lập tệp lưu trữ. Lập xong thì tải được ở trang này."
        if archive.problem:
            raise ValidationError(f"Chưa lập được tệp lưu trữ: {archive.problem}")
        return "Đã lập tệp lưu trữ, tải được ở trang này."


class ArchiveDownload(Page, View):
    def get(self, request: Any, pk: int) -> StreamingHttpResponse:
        archives = YearArchive.objects.visible_to(request.user, self.today).order_by().values("pk")
        return streamed_file(get_object_or_404(ArchiveFile.objects.filter(archive__in=archives), archive=pk))
