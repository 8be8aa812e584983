"""Lớp, học sinh."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Prefetch, Q, QuerySet
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.views.generic import CreateView, DetailView, ListView, UpdateView
from django.views.generic.list import BaseListView

from thiduakt.eligibility.periods import FIRST_MONTH
from thiduakt.excel import Column, download, searched, subtitle, workbook
from thiduakt.pages import Tallied, asked_key, asked_words, tabs, titles
from thiduakt.permissions import may
from thiduakt.routes import Ruled, row_address
from thiduakt.school.forms.pupils import PupilForm, SchoolClassForm
from thiduakt.school.models import ClassMember, Pupil, SchoolClass
from thiduakt.school.services.pupils import remove_class, save_class, save_pupil

from .pages import Act, FormPage, OwnSchool, Page, allowed_actions, chosen_tab, link, sees_birth

TABS = {"studying": "Đang học", "left": "Đã ra trường"}
YEARS_BACK = 12  # for which a class may be written by hand; older ones come from Excel
CLASS_COLUMNS = (Column("Lớp", 30), Column("Khối", 24), Column("Giáo viên", 50), Column("Sĩ số", 10))
PUPIL_COLUMNS = (Column("Họ và tên", 34), Column("Mã học sinh", 18), Column("Giới tính", 12), Column("Lớp", 30))
HONORS = "Khen thưởng"  # where a row leads to the record of a class, a pupil


def year_name(year: int) -> str:
    return f"{year}–{year + 1}"


def year_today() -> int:
    today = timezone.localdate()
    return today.year if today.month >= FIRST_MONTH else today.year - 1


class ClassesShown(Ruled):
    """The classes of one year: the one asked for, or the newest that has any."""

    permission = "pupil.view"
    model = SchoolClass

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.today = timezone.localdate()

    @cached_property
    def years(self) -> list[int]:
        """The newest first; of a school without classes the present one."""
        known = SchoolClass.objects.visible_to(self.request.user, self.today).order_by("-year")
        return list(known.values_list("year", flat=True).distinct()) or [year_today()]

    @cached_property
    def year(self) -> int:
        asked = self.request.GET.get("nam", "")
        return next((year for year in self.years if str(year) == asked), self.years[0])

    def get_queryset(self) -> QuerySet[SchoolClass]:
        classes = SchoolClass.objects.visible_to(self.request.user, self.today).filter(year=self.year)
        counted = classes.annotate(size=Count("members", distinct=True)).order_by("sort_key", "pk")
        return counted.prefetch_related("teachers")

    def cells(self, one: SchoolClass) -> list[Any]:
        return [one.name, one.grade, ", ".join(str(teacher) for teacher in one.teachers.all()), one.size]


class ClassList(ClassesShown, Page, Tallied, ListView):
    title = "Lớp, học sinh"
    template_name = "school/schoolclass_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        columns = titles(*(column.title for column in CLASS_COLUMNS))
        columns[-1]["align"] = "end"
        return context | {
            "actions": self._actions(),
            "columns": [*columns, *titles(HONORS)],
            "rows": [
                [link(row_address("school:class_detail", one.pk), name), *others, record_link("ledger:class_record", one)]
                for one in context["object_list"]
                for name, *others in [self.cells(one)]
            ],
            "years": [{"value": year, "label": year_name(year), "is_chosen": year == self.year} for year in self.years],
        }

    def _actions(self) -> list[dict[str, str]]:
        return allowed_actions(
            self.request.user,
            ("pupil.view", "Tất cả học sinh", reverse("school:pupil_list"), "people"),
            ("pupil.manage", "Thêm lớp", reverse("school:class_add"), "plus-lg"),
            ("intake.pupils", "Nhập từ Excel", reverse("intake:upload_hoc-sinh"), "upload"),
            ("pupil.view", "Xuất Excel", f"{reverse('school:class_excel')}?nam={self.year}", "download"),
        )


class ClassExcel(ClassesShown, BaseListView):
    def render_to_response(self, context: dict[str, Any]) -> HttpResponse:
        told = subtitle(self.request.user.school, f"năm học {year_name(self.year)}", on=self.today)
        rows = ([number, *self.cells(one)] for number, one in enumerate(context["object_list"], start=1))
        return download(workbook("DANH SÁCH LỚP", told, [Column("STT", 6), *CLASS_COLUMNS], rows), "danh-sach-lop")


def in_class_of_newest_year() -> Prefetch:
    """The classes a pupil was in, the newest first."""
    members = ClassMember.objects.select_related("school_class").order_by("-school_class__year", "pk")
    return Prefetch("memberships", members)


def pupil_cells(pupil: Pupil) -> list[Any]:
    newest = next(iter(pupil.memberships.all()), None)
    told = f"{newest.school_class}, {year_name(newest.school_class.year)}" if newest else ""
    return [pupil.full_name, pupil.pupil_code, pupil.get_gender_display(), told]


class PupilsShown(Ruled):
    """The pupils that the address names: `tab`, `q`, `lop` (a class)."""

    permission = "pupil.view"
    model = Pupil

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.today = timezone.localdate()
        self.tab, self.words = chosen_tab(request, TABS), asked_words(request)

    @cached_property
    def school_class(self) -> SchoolClass | None:
        key = asked_key(self.request, "lop")
        return SchoolClass.objects.visible_to(self.request.user, self.today).filter(pk=key).first() if key else None

    @cached_property
    def found(self) -> QuerySet[Pupil]:
        pupils = Pupil.objects.visible_to(self.request.user, self.today).matching(self.words)
        return pupils.filter(memberships__school_class=self.school_class) if self.school_class else pupils

    def in_tabs(self) -> dict[str, Q]:
        left = Q(left_on__lt=self.today)
        return {"studying": Q(left_on__isnull=True) | Q(left_on__gte=self.today), "left": left}

    def get_queryset(self) -> QuerySet[Pupil]:
        return self.found.filter(self.in_tabs()[self.tab]).prefetch_related(in_class_of_newest_year())


class PupilList(PupilsShown, Page, Tallied, ListView):
    title = "Học sinh"
    above = ("overview", "class_list")
    template_name = "school/pupil_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        query, user = self.request.GET, self.request.user
        excel = f"{reverse('school:pupil_excel')}?{query.urlencode()}"
        return context | {
            "actions": allowed_actions(
                user,
                ("pupil.manage", "Thêm học sinh", reverse("school:pupil_add"), "person-plus"),
                ("pupil.view", "Xuất Excel", excel, "download"),
            ),
            "tabs": list(tabs(TABS, self.tallies, self.tab, query)),
            "columns": titles(*(column.title for column in PUPIL_COLUMNS), HONORS),
            "rows": pupil_rows(user, context["object_list"]),
            "kept": [("tab", self.tab)] + ([("lop", self.school_class.pk)] if self.school_class else []),
            "school_class": self.school_class,
            "words": self.words,
        }


def record_link(route: str, row: SchoolClass | Pupil) -> str:
    """The way to what the class, the pupil received: whoever reads these lists may go there."""
    named = format_html('Hồ sơ<span class="visually-hidden"> của {}</span>', row)
    return link(row_address(route, row.pk), named)


def pupil_rows(user: Any, pupils: Any) -> list[list[Any]]:
    """A name leads to the form of the pupil for those who may change it."""
    rows = [[*pupil_cells(pupil), record_link("ledger:pupil_record", pupil)] for pupil in pupils]
    if may(user, "pupil.manage", on=timezone.localdate()):
        for row, pupil in zip(rows, pupils, strict=True):
            row[0] = link(row_address("school:pupil_edit", pupil.pk), row[0])
    return rows


class PupilExcel(PupilsShown, BaseListView):
    def render_to_response(self, context: dict[str, Any]) -> HttpResponse:
        of_class = f"{self.school_class}, năm học {year_name(self.school_class.year)}" if self.school_class else ""
        chosen = TABS[self.tab], of_class, searched(self.words)
        told = subtitle(self.request.user.school, *chosen, on=self.today)
        rows = ([number, *pupil_cells(pupil)] for number, pupil in enumerate(context["object_list"], start=1))
        content = workbook("DANH SÁCH HỌC SINH", told, [Column("STT", 6), *PUPIL_COLUMNS], rows)
        return download(content, "danh-sach-hoc-sinh")


class ClassDetail(Page, OwnSchool, DetailView):
    permission = "pupil.view"
    model = SchoolClass
    template_name = "school/schoolclass_detail.html"
    context_object_name = "school_class"
    above = ("overview", "class_list")

    @property
    def title(self) -> str:
        return f"{self.object}, năm học {year_name(self.object.year)}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one, user = self.object, self.request.user
        pupils = Pupil.objects.filter(memberships__school_class=one).prefetch_related(in_class_of_newest_year())
        teachers = ", ".join(str(teacher) for teacher in one.teachers.all())
        of_class = urlencode({"lop": one.pk})
        return super().get_context_data(
            facts=[{"label": "Khối", "value": one.grade}, {"label": "Giáo viên", "value": teachers}],
            columns=titles(*(column.title for column in PUPIL_COLUMNS[:-1]), HONORS),
            rows=[[*row[:-2], row[-1]] for row in pupil_rows(user, pupils)],
            actions=allowed_actions(
                user,
                ("pupil.manage", "Thêm học sinh", f"{reverse('school:pupil_add')}?{of_class}", "person-plus"),
                ("pupil.manage", "Sửa lớp", reverse("school:class_edit", args=[one.pk]), "pencil"),
                ("ledger.view", "Khen thưởng của lớp", reverse("ledger:class_record", args=[one.pk]), "award"),
                ("pupil.view", "Xuất Excel", f"{reverse('school:pupil_excel')}?{of_class}", "download"),
            ),
            **kwargs,
        )


class ClassForm(FormPage):
    permission = "pupil.manage"
    model = SchoolClass
    form_class = SchoolClassForm
    above = ("overview", "class_list")

    def get_form_kwargs(self) -> dict[str, Any]:
        newest = year_today() + 1
        years = [(year, year_name(year)) for year in range(newest, newest - YEARS_BACK, -1)]
        return {**super().get_form_kwargs(), "years": years}

    def serve(self, form: BaseForm) -> None:
        self.object = save_class(
            form.instance,
            teachers=form.cleaned_data["teachers"],
            version=form.cleaned_data.get("version"),
            actor=self.request.user,
            at=timezone.now(),
        )


class ClassAdd(ClassForm, CreateView):
    title = "Thêm lớp"
    done = "Đã thêm lớp."
    success_url = reverse_lazy("school:class_list")

    def get_initial(self) -> dict[str, Any]:
        return {"year": year_today()}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": SchoolClass(school=self.request.user.school)}


class ClassEdit(OwnSchool, ClassForm, UpdateView):
    template_name = "school/schoolclass_edit.html"
    done = "Đã lưu lớp."

    @property
    def title(self) -> str:
        return f"Sửa {self.object}, năm học {year_name(self.object.year)}"

    def get_success_url(self) -> str:
        return reverse("school:class_detail", args=[self.object.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            remove_url=reverse("school:class_remove", args=[self.object.pk]),
            remove={"name": "remove", "label": "Xóa lớp"},
            blockers=["Lớp còn học sinh."] if self.object.members.exists() else [],
            **kwargs,
        )


class ClassRemove(Act):
    permission = "pupil.manage"
    model = SchoolClass
    success_url = reverse_lazy("school:class_list")

    def act(self) -> str:
        name = str(self.object)
        remove_class(self.object, actor=self.request.user, at=timezone.now())
        return f"Đã xóa {name}."


class PupilFormPage(FormPage):
    permission = "pupil.manage"
    model = Pupil
    form_class = PupilForm
    above = ("overview", "class_list", "pupil_list")

    @cached_property
    def classes(self) -> QuerySet[SchoolClass]:
        """Of the newest year, or of the year of the class that the page was opened from."""
        classes = SchoolClass.objects.visible_to(self.request.user, timezone.localdate())
        year = self.asked.year if self.asked else classes.order_by("-year").values_list("year", flat=True).first()
        return classes.filter(year=year)

    @cached_property
    def asked(self) -> SchoolClass | None:
        """The class that the page was opened from: `?lop=`."""
        if not self.request.GET.get("lop"):
            return None
        classes = SchoolClass.objects.visible_to(self.request.user, timezone.localdate())
        found = classes.filter(pk=asked_key(self.request, "lop")).first()
        if found is None:
            raise Http404
        return found

    def form_of(self, pupil: Pupil) -> dict[str, Any]:
        return {"instance": pupil, "classes": self.classes, "sees_birth": sees_birth(self.request.user, pupil)}

    def get_success_url(self) -> str:
        return reverse("school:class_detail", args=[self.asked.pk]) if self.asked else reverse("school:pupil_list")


class PupilAdd(PupilFormPage, CreateView):
    title = "Thêm học sinh"

    def get_initial(self) -> dict[str, Any]:
        return {"school_class": self.asked}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), **self.form_of(Pupil(school=self.request.user.school))}

    def serve(self, form: BaseForm) -> None:
        told = form.cleaned_data["school_class"]
        pupil = save_pupil(form.instance, school_class=told, actor=self.request.user, at=timezone.now())
        self.done = f"Đã thêm {pupil}."


class PupilEdit(OwnSchool, PupilFormPage, UpdateView):
    done = "Đã lưu thông tin."

    @property
    def title(self) -> str:
        return f"Sửa thông tin của {self.object}"

    def get_initial(self) -> dict[str, Any]:
        return {"school_class": self.classes.filter(members__pupil=self.object).first()}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), **self.form_of(self.object)}

    def serve(self, form: BaseForm) -> None:
        save_pupil(
            form.instance,
            school_class=form.cleaned_data["school_class"],
            version=form.cleaned_data["version"],
            actor=self.request.user,
            at=timezone.now(),
        )
