from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView

from awards.closing.forms import RetentionForm
from awards.closing.models import Retention
from awards.closing.services.retaining import save_retention
from thiduakt.pages import ServedForm

from .pages import Page


class RetentionEdit(ServedForm, Page, FormView):
    permission = "year.close"
    form_class = RetentionForm
    template_name = "closing/form.html"
    title = "Thời hạn lưu hồ sơ thi đua, khen thưởng"
    lead = (
        "Do nhà trường đặt, in ở đầu mỗi tệp lưu trữ. Thời hạn bảo quản của Thông tư 10/2022/TT-BNV chưa được đối chiếu với "
        "văn bản, thầy/cô tra văn bản rồi ghi."
    )
    done = "Đã lưu thời hạn lưu hồ sơ."

    def get_form_kwargs(self) -> dict[str, Any]:
        row = Retention.objects.visible_to(self.request.user, self.today).first() or Retention(school=self.school)
        return {**super().get_form_kwargs(), "row": row}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=reverse("closing:list"), **kwargs)

    def get_success_url(self) -> str:
        return reverse("closing:list")

    def serve(self, form: RetentionForm) -> None:
        told = form.cleaned_data
        save_retention(self.school, told["terms"], version=told["version"], actor=self.request.user, at=timezone.now())
