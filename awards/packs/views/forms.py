"""Mẫu Excel của cấp trên: the empty file, what stands where in it, and what comes of it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView, View

from awards.packs.filling import filled
from awards.packs.forms import MapForm, UploadForm
from awards.packs.models import SuperiorForm
from awards.packs.opening import Grid, grid_of, sheet_names
from awards.packs.queries import dossiers_of
from awards.packs.services.forms import form_of, map_form, upload_form
from nominations.dossiers.sheets import ascii_name
from thiduakt.excel import download
from thiduakt.pages import ServedForm

from .pages import OfKeptPack

LOST = "Mẫu Excel không còn nguyên trong kho. Thầy/cô tải mẫu lên lại."


class FormUpload(OfKeptPack, ServedForm, FormView):
    form_class = UploadForm
    template_name = "packs/upload.html"
    title = "Mẫu Excel của cấp trên"
    submit_label = "Tải lên"
    done = "Đã giữ mẫu. Thầy/cô ghép cột một lần, các năm sau hệ thống nhớ."

    def get_success_url(self) -> str:
        return reverse("packs:map_form", args=[self.pack.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(lead=self.pack, back_url=self.pack.get_absolute_url(), **kwargs)

    def serve(self, form: UploadForm) -> None:
        file = form.cleaned_data["file"]
        try:
            upload_form(self.pack, file.name, file.read(), actor=self.request.user, at=timezone.now())
        except ValidationError as refusal:
            raise ValidationError({"file": refusal.messages}) from refusal


class OfForm(OfKeptPack):
    @cached_property
    def found(self) -> SuperiorForm:
        form = form_of(self.pack)
        if form is None:
            raise Http404
        return form

    @cached_property
    def content(self) -> bytes:
        content = self.found.read()
        if content is None:
            raise ValidationError(LOST)
        return content

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Of a file that was damaged since it was looked into the pack itself tells."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return redirect(self.pack)


class FormMap(OfForm, ServedForm, FormView):
    form_class = MapForm
    template_name = "packs/map_form.html"
    title = "Ghép mẫu Excel của cấp trên"
    done = "Đã ghép mẫu."

    def get_success_url(self) -> str:
        return reverse("packs:preview_form", args=[self.pack.pk])

    @cached_property
    def sheets(self) -> list[str]:
        return sheet_names(self.content)

    @cached_property
    def sheet(self) -> str:
        """The one that the address asks for; otherwise the one that is mapped."""
        asked = self.request.POST.get("sheet") or self.request.GET.get("trang", "")
        return asked if asked in self.sheets else self.found.sheet

    @cached_property
    def grid(self) -> Grid:
        return grid_of(self.content, self.sheet)

    def get_form_kwargs(self) -> dict[str, Any]:
        given = {"form": self.found, "sheets": self.sheets, "sheet": self.sheet, "letters": self.grid.letters}
        return {**super().get_form_kwargs(), **given}

    def get_initial(self) -> dict[str, Any]:
        return {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            lead=self.found, grid=self.grid, sheets=self.sheets if len(self.sheets) > 1 else [], shown=self.sheet,
            back_url=self.pack.get_absolute_url(), upload_url=reverse("packs:form", args=[self.pack.pk]), **kwargs,
        )  # fmt: skip

    def serve(self, form: MapForm) -> None:
        told = form.cleaned_data
        map_form(
            self.pack, sheet=told["sheet"], first_row=told["first_row"], columns=form.columns(), cells=form.cells(),
            version=told["version"], actor=self.request.user, at=timezone.now(),
        )  # fmt: skip


class FormPreview(OfForm, TemplateView):
    """The filled form as a table, before it goes into the pack."""

    template_name = "packs/preview_form.html"
    title = "Xem trước biểu mẫu đã điền"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        content = filled(self.found, self.pack, dossiers_of(self.pack), at=timezone.now())
        key = self.pack.pk
        return super().get_context_data(
            lead=self.found, grid=grid_of(content, self.found.sheet), back_url=self.pack.get_absolute_url(),
            map_url=reverse("packs:map_form", args=[key]), file_url=reverse("packs:filled_form", args=[key]), **kwargs,
        )  # fmt: skip


class FormFilled(OfForm, View):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        content = filled(self.found, self.pack, dossiers_of(self.pack), at=timezone.now())
        return download(content, f"bieu-mau-{ascii_name(self.pack.addressee)}")
