"""Telling of an exemplar, and writing it further."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.views.generic import FormView

from campaigns.exemplars.forms import EditForm, ProposeForm
from campaigns.exemplars.policies import can_manage, can_write
from campaigns.exemplars.services.writing import FOUND_FIELDS, LATER_FIELDS, edit, propose
from thiduakt.ledger.years import year_on
from thiduakt.pages import ServedForm
from thiduakt.routes import Ruled
from thiduakt.school.models import Person, Pupil, SchoolClass

from .page import OfExemplar, trail


class Propose(ServedForm, Ruled, FormView):
    permission = "exemplar.propose"
    template_name = "exemplars/form.html"
    form_class = ProposeForm
    done = "Đã giới thiệu điển hình."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(title="Giới thiệu điển hình", trail=trail(), **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        user, today = self.request.user, timezone.localdate()
        return super().get_form_kwargs() | {
            "school": user.school,
            "people": Person.objects.filter(school=user.school_id).at_work(today),
            "classes": SchoolClass.objects.open_to(user, "pupil.view", today).filter(year=year_on(today)),
            "pupils": Pupil.objects.open_to(user, "pupil.view", today),
        }

    def get_initial(self) -> dict[str, Any]:
        return {"found_on": timezone.localdate()}

    def serve(self, form: ProposeForm) -> None:
        values = {name: form.cleaned_data[name] for name in FOUND_FIELDS}
        exemplar = propose(form.holder, values, actor=self.request.user, at=timezone.now())
        self.success_url = exemplar.get_absolute_url()


class Edit(ServedForm, OfExemplar, FormView):
    permission = "exemplar.propose"
    template_name = "exemplars/form.html"
    form_class = EditForm
    done = "Đã lưu."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(title="Sửa điển hình", trail=trail(), **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        user, at, one = self.request.user, timezone.now(), self.exemplar
        if not can_write(user, one, at):
            raise PermissionDenied
        return super().get_form_kwargs() | {
            "exemplar": one,
            "manages": can_manage(user, one, at),
            "people": Person.objects.filter(school=user.school_id).at_work(timezone.localdate(at)),
        }

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.exemplar, name) for name in (*FOUND_FIELDS, *LATER_FIELDS, "version")}

    def get_success_url(self) -> str:
        return self.exemplar.get_absolute_url()

    def serve(self, form: EditForm) -> None:
        values = dict(form.cleaned_data)
        edit(self.exemplar, values, version=values.pop("version"), actor=self.request.user, at=timezone.now())
