"""Người thân trong trường: what one says of oneself, so that one is kept away from judging one's kin."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView, View

from thiduakt.pages import Posted
from thiduakt.routes import Ruled
from thiduakt.school.forms.people import KinForm
from thiduakt.school.models import Kinship
from thiduakt.school.services.kinship import declare_kin, withdraw_kin

from .pages import FormPage


class KinPage(FormPage, FormView):
    permission = "kin.own"
    template_name = "school/kin.html"
    form_class = KinForm
    title = "Người thân trong trường"
    above = ()
    submit_label = "Khai báo"
    done = "Đã ghi quan hệ người thân."

    def get_success_url(self) -> str:
        return reverse("school:kin")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "person": self.request.user.person}

    def serve(self, form: KinForm) -> None:
        told = form.cleaned_data
        declare_kin(told["relative"], relation=told["relation"], actor=self.request.user, at=timezone.now())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        found = Kinship.objects.visible_to(user, timezone.localdate()).select_related("person", "relative")
        rows = [{"kin": one, "is_own": one.person_id == user.person_id} for one in found]
        return super().get_context_data(rows=rows, **kwargs)


class KinWithdraw(Ruled, Posted, View):
    permission = "kin.own"

    @cached_property
    def kinship(self) -> Kinship:
        seen = Kinship.objects.visible_to(self.request.user, timezone.localdate()).select_related("relative", "person")
        return get_object_or_404(seen, pk=self.kwargs["pk"])

    def get_success_url(self) -> str:
        return reverse("school:kin")

    def act(self) -> str:
        name = str(self.kinship.relative)
        withdraw_kin(self.kinship, actor=self.request.user, at=timezone.now())
        return f"Đã rút khai báo quan hệ với {name}."
