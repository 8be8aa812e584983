"""Trang công khai của trường: what it has published, gathered; the published list and nothing else of whom it names."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from awards.publications.enums import Subject
from awards.publications.models import ALL_YEARS, Publication
from awards.publications.printing import cells_of
from awards.publications.queries import shown_of, years_of
from campaigns.exemplars.views.public import OfThePublic
from thiduakt.ledger.years import read_year, year_name
from thiduakt.pages import titles

MOST = 100  # of each kind on the front page: the newest


class OfThePublished(OfThePublic):
    def published(self) -> QuerySet[Publication]:
        shown = Publication.objects.filter(school=self.school, on_page=True).shown(timezone.localdate())
        whole = shown.select_related("school", "decision__document", "decision__school")
        return whole.order_by("-shown_from", "-pk")


class PublicFront(OfThePublished, TemplateView):
    template_name = "publications/public.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = self.published()
        return super().get_context_data(
            decisions=found.filter(subject=Subject.DECISION)[:MOST],
            rolls=found.filter(subject=Subject.ROLL)[:MOST],
            exemplars=self.get_queryset()[:MOST],
            **kwargs,
        )


class PublicPublication(OfThePublished, TemplateView):
    """One list, as the books have it now."""

    template_name = "publications/public_list.html"

    @cached_property
    def publication(self) -> Publication:
        return get_object_or_404(self.published(), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one = self.publication
        years = years_of(one) if one.year == ALL_YEARS else []
        asked = read_year(self.request.GET.get("nam", ""))
        year = asked if asked in years else next(iter(years), None)
        names, rows = cells_of(shown_of(one, year=year).rows)
        address = reverse("public_publication", args=[self.school.code, one.pk])
        return super().get_context_data(
            publication=one,
            columns=titles(*names),
            rows=rows,
            years=[{"label": year_name(each), "url": f"{address}?nam={each}", "is_current": each == year} for each in years],
            **kwargs,
        )
