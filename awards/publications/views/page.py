"""The page of one publication: what the public sees of it, and the buttons."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView, View

from awards.publications.enums import PublicationState as S
from awards.publications.flows import PUBLICATION_FLOW
from awards.publications.models import ALL_YEARS
from awards.publications.printing import cells_of, places_told, sheet
from awards.publications.queries import pupils_of, shown_of, years_of
from awards.publications.services.publishing import begin_notice, discard_publication, publish, withdraw
from thiduakt.documents.models import Document
from thiduakt.files.downloads import shown
from thiduakt.files.uploads import PDF_TYPE
from thiduakt.ledger.years import read_year, year_name
from thiduakt.pages import Posted, titles
from thiduakt.vietnamese import capitalized

from .pages import OfPublication

TONES = {"withdraw": "danger"}


class PublicationPage(OfPublication, TemplateView):
    template_name = "publications/publication.html"

    @property
    def title(self) -> str:  # type: ignore[override]
        return str(self.publication)

    def trail(self) -> list[dict[str, str]]:
        return super().trail()[:1]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one, at = self.publication, timezone.now()
        told = shown_of(one, year=self._year())
        names, rows = cells_of(told.rows)
        pupils = pupils_of(one)
        return super().get_context_data(
            publication=one,
            facts=list(self._facts()),
            columns=titles(*names),
            rows=rows,
            unnamed=told.unnamed,
            years=self._years(),
            pupil_count=len(pupils),
            named_count=sum(asked.is_named for asked in pupils),
            steps=[
                {
                    "move": move,
                    "url": reverse(f"publications:{move.name}", args=[one.pk]),
                    "blockers": move.blockers(one),
                    "tone": TONES.get(move.name, "primary"),
                }
                for move in PUBLICATION_FLOW.open_to(self.request.user, one, at)
            ],
            may_edit=one.state in S.EDITABLE,
            may_discard=one.published_at is None,
            public_url=public_address(one) if one.is_shown(self.today) and one.on_page else "",
            paper=self._paper(),
            **kwargs,
        )

    def _facts(self) -> Iterator[dict[str, Any]]:
        one = self.publication
        yield {"label": "Nội dung", "value": one.told_of, "url": one.decision.get_absolute_url() if one.decision else ""}
        yield {"label": "Nơi công bố", "value": capitalized(places_told(one))}
        yield {"label": "Thời gian", "value": f"từ ngày {one.shown_from:%d/%m/%Y} đến hết ngày {one.shown_until:%d/%m/%Y}"}
        if one.published_at:
            moment = timezone.localtime(one.published_at)
            yield {"label": "Người công bố", "value": f"{one.published_by}, lúc {moment:%H:%M ngày %d/%m/%Y}"}
        if one.withdrawn_at:
            yield {"label": "Gỡ lúc", "value": f"{timezone.localtime(one.withdrawn_at):%H:%M ngày %d/%m/%Y}"}

    def _year(self) -> int | None:
        """Of a roll of all years: the one that is asked for, else the newest."""
        if self.publication.year != ALL_YEARS:
            return None
        years = years_of(self.publication)
        asked = read_year(self.request.GET.get("nam", ""))
        return asked if asked in years else next(iter(years), None)

    def _years(self) -> list[dict[str, Any]]:
        if self.publication.year != ALL_YEARS:
            return []
        here = self._year()
        return [
            {"label": year_name(year), "url": f"?nam={year}", "is_current": year == here}
            for year in years_of(self.publication)
        ]

    def _paper(self) -> Document | None:
        seen = Document.objects.visible_to(self.request.user, self.today)
        return seen.filter(pk=self.publication.paper_id).first() if self.publication.paper_id else None


class PublicationPublish(OfPublication, Posted, View):
    def act(self) -> str:
        publish(self.publication, actor=self.request.user, at=timezone.now())
        return "Đã công bố."


class PublicationWithdraw(OfPublication, Posted, View):
    def act(self) -> str:
        reason = self.request.POST.get("reason", "")
        withdraw(self.publication, reason=reason, actor=self.request.user, at=timezone.now())
        return "Đã gỡ. Từ lúc này người ngoài không xem được nữa."


class PublicationDiscard(OfPublication, Posted, View):
    def act(self) -> str:
        discard_publication(self.publication, actor=self.request.user, at=timezone.now())
        self.success_url = reverse("publications:list")
        return "Đã bỏ bản công bố đang soạn."


class PublicationNotice(OfPublication, Posted, View):
    """Begin the notice, and go on writing it."""

    def act(self) -> str:
        paper = begin_notice(self.publication, actor=self.request.user, at=timezone.now())
        self.success_url = reverse("documents:edit", args=[paper.pk])
        return "Thông báo có danh sách như người ngoài đang thấy."


class PublicationSheet(OfPublication, View):
    """For the notice-board, with the code of the public page where it stands there."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        one = self.publication
        address = request.build_absolute_uri(public_address(one)) if one.on_page else ""
        return shown(sheet(one, address), name="cong-bo-khen-thuong.pdf", content_type=PDF_TYPE)


def public_address(publication: Any) -> str:
    return reverse("public_publication", args=[publication.school.code, publication.pk])
