"""A new import: the official template to fill in, and the sheet that comes back. Each kind has its address."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView, View

from thiduakt.excel import download
from thiduakt.intake.enums import BatchState, IntakeKind
from thiduakt.intake.forms import UploadForm
from thiduakt.intake.kinds import KINDS
from thiduakt.intake.services.batches import upload
from thiduakt.intake.tasks import read_batch
from thiduakt.intake.templates import official_template
from thiduakt.pages import ServedForm
from thiduakt.routes import Ruled

from .pages import SLUGS, trail


class Upload(ServedForm, Ruled, FormView):
    form_class = UploadForm
    template_name = "intake/upload.html"
    kind: IntakeKind | None = None  # the address gives it, with its rule

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kind = KINDS[self.kind]
        return super().get_context_data(
            title=f"Nhập từ Excel: {self.kind.label.lower()}",
            trail=trail(),
            lead=kind.lead,
            template_url=reverse(f"intake:template_{SLUGS[self.kind]}"),
            needed=[field.label for field in kind.fields if field.required],
            is_approved=self.kind == IntakeKind.PEOPLE,
            **kwargs,
        )

    def serve(self, form: UploadForm) -> None:
        file, now = form.cleaned_data["file"], timezone.now()
        self.batch = upload(self.kind, file.name, file.read(), actor=self.request.user, at=now)
        if self.batch.uploaded_at != now:
            messages.info(self.request, "Tệp này đã tải lên trước đó và đang chờ; đây là lượt nhập ấy.")
        elif self.batch.state == BatchState.READING:
            read_batch.enqueue(self.batch.pk)

    def answer(self) -> HttpResponse:
        return redirect(self.batch)


class Template(Ruled, View):
    kind: IntakeKind | None = None

    def get(self, request: HttpRequest) -> HttpResponse:
        content = official_template(KINDS[self.kind], request.user.school)
        return download(content, f"mau-nhap-{SLUGS[self.kind]}")
