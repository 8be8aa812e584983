"""“Xác nhận là thầy/cô”: what changes how one signs in asks for the password again, when it was given some time ago."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView

from thiduakt.routes import SIGNED_IN
from thiduakt.school.forms.signing_in import ConfirmForm
from thiduakt.school.services.accounts import confirm_password

from .pages import FormPage, Onward

LASTS = timedelta(minutes=10)


def note_confirmation(request: HttpRequest) -> None:
    request.session["confirmed_at"] = timezone.now().timestamp()


def is_confirmed(request: HttpRequest) -> bool:
    since = timezone.now().timestamp() - request.session.get("confirmed_at", 0)
    return since <= LASTS.total_seconds()


class RecentlyAuthenticated:
    """A view that only somebody passes who gave the password within the last ten minutes; stands left of Ruled."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_confirmed(request):
            asked = urlencode({"next": request.get_full_path()})
            return redirect(f"{reverse('school:confirm')}?{asked}")
        return super().dispatch(request, *args, **kwargs)


@method_decorator(sensitive_post_parameters(), name="dispatch")
class Confirm(Onward, FormPage, FormView):
    permission = SIGNED_IN
    form_class = ConfirmForm
    template_name = "school/confirm.html"
    title = "Xác nhận là thầy/cô"
    above = ()
    submit_label = "Tiếp tục"
    lead = "Việc này thay đổi cách đăng nhập, nên thầy/cô nhập lại mật khẩu của mình."

    def get_success_url(self) -> str:
        return self.next_or_home()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(lead=self.lead, **kwargs) | {"back_url": reverse("school:safety")}

    def serve(self, form: BaseForm) -> None:
        confirm_password(self.request.user, form.cleaned_data["password"], at=timezone.now())

    def answer(self) -> HttpResponse:
        note_confirmation(self.request)
        return redirect(self.get_success_url())
