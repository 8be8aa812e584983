"""Tổ và viên chức."""

from typing import Any

from django.db.models import Q, QuerySet
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import CreateView, DetailView, ListView, UpdateView
from django.views.generic.list import BaseListView

from thiduakt.excel import Column, download, searched, subtitle, workbook
from thiduakt.pages import Tallied, asked_words, tabs, titles
from thiduakt.permissions import WHOLE_SCHOOL, may, scopes
from thiduakt.routes import Ruled, row_address
from thiduakt.school.forms.people import GroupFilterForm, GroupForm, PersonForm
from thiduakt.school.models import Group, Person
from thiduakt.school.queries import namesakes, why_group_stays
from thiduakt.school.querysets import works_on
from thiduakt.school.services.staff import add_person, edit_person, remove_group, save_group

from .pages import Act, FormPage, OwnSchool, Page, allowed_actions, chosen_tab, link, sees_birth

TABS = {"working": "Đang làm việc", "left": "Đã thôi việc"}


class PeopleShown:
    """The people a list shows, and what it shows of them: on the page and in the Excel file alike."""

    model = Person

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.today = timezone.localdate()
        self.tab = chosen_tab(request, TABS)
        self.search = GroupFilterForm(request.GET, school=request.user.school)
        self.words, self.group = asked_words(request), self.search.asked()

    @cached_property
    def sees_codes(self) -> bool:
        """The list of names is for everybody; staff codes are for those who see everybody's work record."""
        return bool(scopes(self.request.user, "person.view", self.today) & WHOLE_SCHOOL)

    @cached_property
    def found(self) -> QuerySet[Person]:
        """As asked, in both states."""
        people = Person.objects.open_to(self.request.user, "staff.view", self.today).matching(
            self.words, with_codes=self.sees_codes
        )
        return people.filter(group=self.group) if self.group else people

    def get_queryset(self) -> QuerySet[Person]:
        found = self.found.select_related("group")
        return found.at_work(self.today) if self.tab == "working" else found.gone(self.today)

    def columns(self) -> list[Column]:
        columns = [Column("Họ và tên", 30), Column("Chức vụ, công việc", 26), Column("Tổ", 26)]
        if self.sees_codes:
            columns.append(Column("Mã viên chức", 16))
        if self.tab == "left":
            columns.append(Column("Ngày làm việc cuối", 16))
        return columns

    def cells(self, person: Person) -> list[Any]:
        cells = [person.full_name, person.post, str(person.group or "")]
        if self.sees_codes:
            cells.append(person.staff_code)
        if self.tab == "left":
            cells.append(person.left_on)
        return cells


class PersonList(Page, PeopleShown, Tallied, ListView):
    permission = "staff.view"
    title = "Viên chức, người lao động"
    template_name = "school/person_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        query = self.request.GET
        return context | {
            "actions": self._actions(),
            "tabs": list(tabs(TABS, self.tallies, self.tab, query)),
            "columns": titles(*(column.title for column in self.columns())),
            "rows": [self._row(person) for person in context["object_list"]],
            "search": self.search,
            "tab": self.tab,
            "words": self.words,
        }

    def in_tabs(self) -> dict[str, Q]:
        return {"working": works_on(self.today), "left": Q(left_on__lt=self.today)}

    def _row(self, person: Person) -> list[Any]:
        name, *others = self.cells(person)
        if self.sees_codes or may(self.request.user, "person.view", person, on=self.today):
            name = link(row_address("school:person_detail", person.pk), name)
        return [name, *others]

    def _actions(self) -> list[dict[str, str]]:
        excel = f"{reverse('school:person_excel')}?{self.request.GET.urlencode()}"
        return allowed_actions(
            self.request.user,
            ("staff.manage", "Thêm người", reverse("school:person_add"), "person-plus"),
            ("intake.people", "Nhập từ Excel", reverse("intake:upload_vien-chuc"), "upload"),
            ("staff.view", "Xuất Excel", excel, "download"),
        )


class PersonExcel(Ruled, PeopleShown, BaseListView):
    permission = "staff.view"

    def render_to_response(self, context: dict[str, Any]) -> HttpResponse:
        chosen = TABS[self.tab], str(self.group or ""), searched(self.words)
        told = subtitle(self.request.user.school, *chosen, on=self.today)
        columns = [Column("STT", 6), *self.columns()]
        rows = ([number, *self.cells(person)] for number, person in enumerate(context["object_list"], start=1))
        return download(workbook("DANH SÁCH VIÊN CHỨC", told, columns, rows), "danh-sach-vien-chuc")


class PersonDetail(Page, OwnSchool, DetailView):
    permission = "person.view"
    model = Person
    template_name = "school/person_detail.html"
    above = ("overview", "person_list")

    @property
    def title(self) -> str:
        return str(self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person = self.object
        facts = [
            ("Chức vụ, công việc", person.post),
            ("Tổ", person.group),
            ("Giới tính", person.get_gender_display()),
            *(
                [("Ngày sinh", person.born_on and f"{person.born_on:%d/%m/%Y}")]
                if sees_birth(self.request.user, person)
                else []
            ),
            ("Mã viên chức", person.staff_code),
            ("Cán bộ quản lý", "có" if person.is_manager else "không"),
            ("Tuyển dụng ngày", person.recruited_on and f"{person.recruited_on:%d/%m/%Y}"),
            ("Về trường ngày", person.joined_on and f"{person.joined_on:%d/%m/%Y}"),
            ("Ngày làm việc cuối", person.left_on and f"{person.left_on:%d/%m/%Y}"),
        ]
        held = person.role_assignments.in_force(timezone.localdate())
        return super().get_context_data(
            facts=[{"label": label, "value": value} for label, value in facts],
            role_columns=titles("Vai trò", "Từ ngày", "Căn cứ"),
            roles=[(row.get_role_display(), row.starts_on, row.basis) for row in held],
            actions=allowed_actions(
                self.request.user,
                ("staff.manage", "Sửa", reverse("school:person_edit", args=[person.pk]), "pencil"),
                ("ledger.view", "Hồ sơ thi đua", reverse("ledger:person_record", args=[person.pk]), "award"),
                ("account.view", "Tài khoản", reverse("school:account_detail", args=[person.pk]), "key"),
            ),
            **kwargs,
        )


class PersonAdd(FormPage, CreateView):
    permission = "staff.manage"
    model = Person
    form_class = PersonForm
    title = "Thêm người"
    above = ("overview", "person_list")
    success_url = reverse_lazy("school:person_list")

    def get_form_kwargs(self) -> dict[str, Any]:
        person = Person(school=self.request.user.school)
        return {**super().get_form_kwargs(), "instance": person, "sees_birth": sees_birth(self.request.user, person)}

    def serve(self, form: BaseForm) -> None:
        person = add_person(form.instance, actor=self.request.user, at=timezone.now())
        self.done = f"Đã thêm {person}.{_namesakes_sentence(person)}"


def _namesakes_sentence(person: Person) -> str:
    """Two may lawfully bear one name; that one person was entered twice only a reader can see."""
    others = namesakes(person)
    if not others:
        return ""
    told = "; ".join(", ".join(filter(None, (other.post, str(other.group or "")))) for other in others)
    return f" Trường đã có {len(others)} người cùng tên: {told}."


class PersonEdit(OwnSchool, FormPage, UpdateView):
    permission = "staff.manage"
    model = Person
    form_class = PersonForm
    above = ("overview", "person_list")
    done = "Đã lưu thông tin."

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "sees_birth": sees_birth(self.request.user, self.object)}

    @property
    def title(self) -> str:
        return f"Sửa thông tin của {self.object}"

    def get_success_url(self) -> str:
        return reverse("school:person_detail", args=[self.object.pk])

    def serve(self, form: BaseForm) -> None:
        edit_person(form.instance, version=form.cleaned_data["version"], actor=self.request.user, at=timezone.now())


class GroupAdd(FormPage, CreateView):
    permission = "staff.manage"
    model = Group
    form_class = GroupForm
    title = "Thêm tổ"
    success_url = reverse_lazy("school:overview")
    done = "Đã thêm tổ."

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": Group(school=self.request.user.school)}

    def serve(self, form: BaseForm) -> None:
        save_group(form.instance, actor=self.request.user, at=timezone.now())


class GroupEdit(OwnSchool, FormPage, UpdateView):
    """The name of a group; an empty group can be removed here."""

    permission = "staff.manage"
    model = Group
    form_class = GroupForm
    template_name = "school/group_edit.html"
    title = "Đổi tên tổ"
    success_url = reverse_lazy("school:overview")
    done = "Đã đổi tên tổ."

    def serve(self, form: BaseForm) -> None:
        save_group(form.instance, actor=self.request.user, at=timezone.now())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            remove_url=reverse("school:group_remove", args=[self.object.pk]),
            remove={"name": "remove", "label": "Xóa tổ"},
            blockers=why_group_stays(self.object),
            **kwargs,
        )


class GroupRemove(Act):
    permission = "staff.manage"
    model = Group
    success_url = reverse_lazy("school:overview")

    def act(self) -> str:
        name = str(self.object)
        remove_group(self.object, actor=self.request.user, at=timezone.now())
        return f"Đã xóa {name}."
