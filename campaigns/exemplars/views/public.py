"""Trang công khai của trường: the published articles and nothing else. Whatever is not published is not there."""

import math
from functools import cached_property
from http import HTTPStatus
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.generic import DetailView, TemplateView

from campaigns.exemplars.models import Exemplar
from thiduakt.addresses import throttled_address
from thiduakt.routes import PUBLIC, Ruled
from thiduakt.school.models import School
from thiduakt.school.services.throttling import OF_READER, TooManyError, minute_after, spend

MOST = 100  # articles on the page: the newest


class OfThePublic(Ruled):
    permission = PUBLIC
    request: HttpRequest
    kwargs: dict[str, Any]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """So often and no more: whoever takes down whole sites asks elsewhere."""
        at = timezone.now()
        try:
            spend([(OF_READER, OF_READER.key(throttled_address(request)))], at=at)
        except TooManyError as refusal:
            page = render(request, "429.html", {"until": minute_after(refusal.until)}, status=HTTPStatus.TOO_MANY_REQUESTS)
            page["Retry-After"] = str(math.ceil((refusal.until - at).total_seconds()))
            return page
        return super().dispatch(request, *args, **kwargs)

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
