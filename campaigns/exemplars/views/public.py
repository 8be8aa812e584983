"""Trang công khai của trường: the published articles and nothing else. Whatever is not published is not there."""

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.generic import DetailView, TemplateView

from campaigns.exemplars.models import Exemplar
from thiduakt.catalog.choices import NO, chosen
from thiduakt.school.models import School
from thiduakt.school.views.throttled import Throttled

MOST = 100  # articles on the page: the newest


class OfThePublic(Throttled):
    request: HttpRequest
    kwargs: dict[str, Any]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What is taken down here could stay with a search engine, beyond our reach: only where the school allows it."""
        answer = super().dispatch(request, *args, **kwargs)
        if chosen(self.school.pk, timezone.localdate())["public_search"] == NO:
            answer["X-Robots-Tag"] = "noindex, nofollow"
        return answer

    @cached_property
    def school(self) -> School:
        return get_object_or_404(School, code=self.kwargs["code"])

    def get_queryset(self) -> QuerySet[Exemplar]:
        shown = Exemplar.objects.filter(school=self.school).published(timezone.localdate())
        holders = shown.select_related("person", "group", "pupil", "school_class", "school")
        return holders.order_by("-published_from", "-pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(of_school=self.school, **kwargs)


class PublicList(OfThePublic, TemplateView):
    template_name = "exemplars/public.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(exemplars=self.get_queryset()[:MOST], **kwargs)


class PublicArticle(OfThePublic, DetailView):
    template_name = "exemplars/public_article.html"
    context_object_name = "exemplar"
