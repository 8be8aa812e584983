"""How certificates of the school look: words and emblem, blanks, printers."""

from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView, View

from awards.certificates.drawing.places import Place
from awards.certificates.drawing.trying import blank_picture, plain_picture, sample, trial_pdf
from awards.certificates.forms import BlankForm, DesignForm, EmblemForm, PrinterForm, place_forms
from awards.certificates.models import Blank, Design, Printer
from awards.certificates.queries import blanks_told, design_of, honors_worded
from awards.certificates.services.designing import (
    drop_blank,
    drop_emblem,
    drop_printer,
    put_emblem,
    save_blank,
    save_design,
    save_printer,
)
from thiduakt.files.downloads import sent_file, shown
from thiduakt.files.uploads import PDF_TYPE
from thiduakt.pages import Posted, ServedForm, asked_key, titles

from .pages import Page

PNG = "image/png"
NOWHERE = urljoin(f"{settings.SITE_URL}/", "tra-cuu/xem-thu")  # the code of a sample leads to no certificate


class Designed(Page):
    """Mẫu, phôi, máy in của trường mình."""

    permission = "certificate.design"
    above = (*Page.above, ("Mẫu, phôi, máy in", "certificates:design"))
    success_url = reverse_lazy("certificates:design")

    @cached_property
    def design(self) -> Design | None:
        return design_of(self.request.user.school)

    def get_success_url(self) -> str:
        return str(self.success_url)


class DesignPage(Designed, ServedForm, FormView):
    form_class = DesignForm
    template_name = "certificates/design.html"
    title = "Mẫu, phôi, máy in"
    done = "Đã lưu mẫu giấy khen."
    above = Page.above

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "design": self.design, "honors": honors_worded(self.request.user.school)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, used = self.request.user, blanks_told(self.request.user.school)
        blanks = Blank.objects.visible_to(user, self.today).kept()
        context = super().get_context_data(**kwargs)
        return context | {
            "design": self.design,
            "emblem": getattr(self.design, "emblem", None),
            "emblem_form": EmblemForm(),
            "word_rows": context["form"].rows(),
            "word_columns": titles("Danh hiệu, hình thức", "Dòng trên", "Dòng lớn"),
            "blanks": [{"blank": one, "used": used.get(one.pk, (0, 0))} for one in blanks],
            "blank_columns": titles("Phôi", "Đã dùng", "Trong đó hỏng", "Việc cần làm"),
            "printers": Printer.objects.visible_to(user, self.today).kept(),
            "printer_columns": titles("Máy in", "Dịch phải (mm)", "Dịch xuống (mm)", "Việc cần làm"),
        }

    def serve(self, form: DesignForm) -> None:
        save_design(
            self.request.user.school, awarding_title=form.cleaned_data["awarding_title"], wordings=form.wordings(),
            version=form.cleaned_data["version"], actor=self.request.user, at=timezone.now(),
        )  # fmt: skip


class DesignPicture(Designed, View):
    """As the next certificate would look, of nobody."""

    def get(self, request: HttpRequest) -> HttpResponse:
        design, school = self.design, request.user.school
        title = design.awarding_title if design and design.awarding_title else f"HIỆU TRƯỞNG {school}"
        picture = plain_picture(sample(awarding_title=title), emblem=_emblem(design), address=NOWHERE)
        return shown(picture, name="mau-giay-khen.png", content_type=PNG)


class EmblemPut(Designed, ServedForm, FormView):
    form_class = EmblemForm
    template_name = "certificates/form.html"
    title = "Hình trên giấy khen"
    lead = "Quốc huy, hoặc biểu trưng của trường: in giữa, trên Quốc hiệu. Nên dùng ảnh PNG nền trong suốt."
    done = "Đã thay hình trên giấy khen."
    extra_context = {"has_file": True}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=self.get_success_url(), **kwargs)

    def serve(self, form: EmblemForm) -> None:
        school = self.request.user.school
        put_emblem(school, form.cleaned_data["file"], actor=self.request.user, at=timezone.now())


class EmblemShown(Designed, View):
    def get(self, request: HttpRequest) -> HttpResponse:
        emblem = getattr(self.design, "emblem", None)
        if emblem is None:
            raise Http404
        return sent_file(emblem)


class EmblemDrop(Designed, Posted, View):
    def act(self) -> str:
        drop_emblem(self.request.user.school, actor=self.request.user, at=timezone.now())
        return "Đã bỏ hình trên giấy khen."


class OfBlank(Designed):
    @cached_property
    def blank(self) -> Blank:
        found = Blank.objects.visible_to(self.request.user, self.today).kept()
        return get_object_or_404(found.prefetch_related("places"), pk=self.kwargs["pk"])

    def places(self) -> dict[str, Place]:
        return {one.field: one.place for one in self.blank.places.all() if one.is_shown}


class BlankAdd(Designed, ServedForm, FormView):
    form_class = BlankForm
    template_name = "certificates/blank_form.html"
    title = "Thêm phôi"
    lead = "Đo trên phôi, tính từ góc trên bên trái tờ giấy A4 nằm ngang (297 × 210 mm)."
    done = "Đã lưu phôi. Thầy/cô in tờ thử ra giấy thường, soi lên phôi rồi chỉnh vị trí, chỉnh máy in."
    blank: Blank | None = None

    def get_form(self, form_class: Any = None) -> BlankForm:
        return BlankForm(self.request.POST or None, blank=self.blank)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        names = ("Nội dung", "In", "Trái", "Trên", "Rộng", "Cỡ", "Kiểu chữ", "Canh lề")
        asked = self.request.POST if self.request.method == "POST" else None
        return super().get_context_data(
            blank=self.blank, columns=titles(*names), back_url=self.get_success_url(),
            printers=Printer.objects.visible_to(self.request.user, self.today).kept(),
            preview_url=reverse("certificates:blank_picture"), preview_query=_query(asked, self.blank), **kwargs,
        )  # fmt: skip

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """“Xem thử” shows the picture of what is typed, and stores nothing."""
        if "xem-thu" in request.POST:
            return self.render_to_response(self.get_context_data(form=self.get_form()))
        return super().post(request, *args, **kwargs)

    def serve(self, form: BlankForm) -> None:
        given = form.cleaned_data
        saved = save_blank(
            self.blank, name=given["name"], places=form.told(), version=given["version"], actor=self.request.user,
            at=timezone.now(),
        )  # fmt: skip
        self.success_url = saved.get_absolute_url()


class BlankEdit(OfBlank, BlankAdd):
    title = "Sửa phôi"


class BlankPicture(Designed, View):
    """What would stand on a blank: places as they are typed, in the address."""

    def get(self, request: HttpRequest) -> HttpResponse:
        forms = place_forms(request.GET, None)
        places = {one.name: one.place() for one in forms if one.is_valid() and one.cleaned_data["is_shown"]}
        return shown(blank_picture(sample(), places, address=NOWHERE), name="phoi.png", content_type=PNG)


class BlankTrial(OfBlank, View):
    """The sheet with the grid, shifted as the printer that `?may-in=` names."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        printers = Printer.objects.visible_to(request.user, self.today).kept()
        printer = printers.filter(pk=asked_key(request, "may-in")).first()
        pdf = trial_pdf(self.places(), name=str(self.blank), shift=printer.shift if printer else (0, 0))
        return shown(pdf, name="to-in-thu.pdf", content_type=PDF_TYPE)


class BlankDrop(OfBlank, Posted, View):
    def act(self) -> str:
        drop_blank(self.blank, actor=self.request.user, at=timezone.now())
        return "Đã thôi dùng phôi. Các lần in trước vẫn ghi tên phôi này."


class OfPrinter(Designed):
    @cached_property
    def printer(self) -> Printer:
        return get_object_or_404(Printer.objects.visible_to(self.request.user, self.today).kept(), pk=self.kwargs["pk"])


class PrinterAdd(Designed, ServedForm, FormView):
    form_class = PrinterForm
    template_name = "certificates/form.html"
    title = "Thêm máy in"
    lead = "In tờ thử, đặt chồng lên phôi trước cửa sổ hoặc đèn, đo chữ lệch bao nhiêu rồi ghi vào đây."
    done = "Đã lưu máy in."
    printer: Printer | None = None

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "printer": self.printer}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=self.get_success_url(), **kwargs)

    def serve(self, form: PrinterForm) -> None:
        save_printer(
            self.printer, values=form.values(), version=form.cleaned_data["version"], actor=self.request.user,
            at=timezone.now(),
        )  # fmt: skip


class PrinterEdit(OfPrinter, PrinterAdd):
    title = "Sửa máy in"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        drop_url = reverse("certificates:drop_printer", args=[self.printer.pk])
        return super().get_context_data(drop_url=drop_url, **kwargs)


class PrinterDrop(OfPrinter, Posted, View):
    def act(self) -> str:
        drop_printer(self.printer, actor=self.request.user, at=timezone.now())
        return "Đã thôi dùng máy in."


def _emblem(design: Design | None) -> bytes | None:
    emblem = getattr(design, "emblem", None)
    return emblem.read() if emblem else None


def _query(asked: QueryDict | None, blank: Blank | None) -> str:
    """What the picture is asked for: as typed, else as kept."""
    query = QueryDict(mutable=True)
    for one in place_forms(asked, blank):
        for field in one:
            value = field.value()
            if value is not False:
                query[field.html_name] = "on" if value is True else str(value or "")
    return query.urlencode()
