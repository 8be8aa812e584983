"""Tài khoản. A person is named in the address, because some have no account yet."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import DetailView, FormView, ListView

from thiduakt.pages import asked_words, tabs, titles
from thiduakt.school.forms import AccountForm
from thiduakt.school.models import Person, User
from thiduakt.school.policies import can_close, can_reopen, can_reset_password
from thiduakt.school.queries import why_person_is_needed
from thiduakt.school.services.accounts import free_username, open_account, reset_password, set_account_active

from .pages import PLACES, Act, FormPage, OwnSchool, Page, allowed_actions, chosen_tab, link

TABS = {"open": "Đang dùng", "closed": "Đã khóa", "none": "Chưa có tài khoản"}


class Step(NamedTuple):
    """A button of an account's page, as components/move_form.html asks for it."""

    name: str
    label: str
    warning: str = ""


CLOSE = Step("close", "Khóa tài khoản", "Người này không đăng nhập được nữa, cho đến khi tài khoản được mở lại.")
REOPEN = Step("reopen", "Mở lại tài khoản")
RESET = Step("reset", "Đặt lại mật khẩu", "Mật khẩu cũ không dùng được nữa; người này phải đăng nhập lại ở mọi máy.")


class AccountList(Page, ListView):
    permission = "account.view"
    model = Person
    template_name = "school/user_list.html"
    title = "Tài khoản"
    above = ()
    paginate_by = 50

    def found(self) -> QuerySet[Person]:
        """As asked, in every state; who has left and never had an account is of no concern here."""
        today = timezone.localdate()
        people = Person.objects.open_to(self.request.user, self.permission, today)
        return people.with_or_awaiting_account(today).matching(asked_words(self.request))

    def get_queryset(self) -> QuerySet[Person]:
        shown = {"open": Q(user__is_active=True), "closed": Q(user__is_active=False), "none": Q(user__isnull=True)}
        return self.found().filter(shown[chosen_tab(self.request, TABS)]).select_related("group", "user")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        tab = chosen_tab(self.request, TABS)
        last = ["Chức vụ, công việc"] if tab == "none" else ["Tên đăng nhập", "Ghi chú"]
        return context | {
            "tabs": list(tabs(TABS, self._counts(), tab, self.request.GET)),
            "columns": titles("Họ và tên", "Tổ", *last),
            "rows": [self._row(person, tab) for person in context["object_list"]],
            "words": asked_words(self.request),
            "kept": [("tab", tab)],
        }

    def _counts(self) -> dict[str, int]:
        return self.found().aggregate(
            open=Count("pk", filter=Q(user__is_active=True)),
            closed=Count("pk", filter=Q(user__is_active=False)),
            none=Count("pk", filter=Q(user__isnull=True)),
        )

    def _row(self, person: Person, tab: str) -> list[Any]:
        name = link(reverse("school:account_detail", args=[person.pk]), person.full_name)
        if tab == "none":
            return [name, person.group or "", person.post]
        return [name, person.group or "", person.user.username, _remark(person)]


def _remark(person: Person) -> str:
    if not person.is_at_work(timezone.localdate()):
        return "Đã thôi việc"
    return "Chưa đổi mật khẩu tạm" if person.user.must_change_password else ""


class AccountDetail(Page, OwnSchool, DetailView):
    permission = "account.view"
    model = Person
    template_name = "school/user_detail.html"
    above = ("account_list",)

    @property
    def title(self) -> str:
        return f"Tài khoản của {self.object}"

    def get_queryset(self) -> QuerySet[Person]:
        return super().get_queryset().select_related("group", "user")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person, me = self.object, self.request.user
        account = getattr(person, "user", None)
        return super().get_context_data(
            account=account,
            facts=_facts(person, account),
            actions=allowed_actions(me, *self._entries(person, account)),
            steps=list(self._steps(account)) if account else [],
            standing=_standing(account),
            **kwargs,
        )

    def _entries(self, person: Person, account: User | None) -> list[tuple[str, str, str, str]]:
        propose = f"{reverse('school:role_propose')}?person={person.pk}"
        entries = [("role.propose", "Đề xuất giao vai trò", propose, "person-check")]
        if account is None:
            entries.insert(0, ("account.manage", "Mở tài khoản", reverse("school:account_open", args=[person.pk]), "key"))
        return entries

    def _steps(self, account: User) -> Iterator[tuple[Step, str, list[str]]]:
        """Each button with its address and with what stands in its way."""
        me, now, address = self.request.user, timezone.now(), [account.person_id]
        if can_reset_password(me, account, now):
            yield RESET, reverse("school:account_reset_password", args=address), []
        if can_close(me, account, now):
            needed = why_person_is_needed(account.person, timezone.localdate(now))
            yield CLOSE, reverse("school:account_close", args=address), needed
        if can_reopen(me, account, now):
            yield REOPEN, reverse("school:account_reopen", args=address), []


def _standing(account: User | None) -> tuple[str, str]:
    """The look and the words of the badge."""
    if account is None:
        return "ACCOUNT_NONE", "Chưa có tài khoản"
    return ("ACCOUNT_OPEN", "Tài khoản đang dùng") if account.is_active else ("ACCOUNT_CLOSED", "Tài khoản đã khóa")


def _facts(person: Person, account: User | None) -> list[dict[str, Any]]:
    roles = ", ".join(sorted(row.get_role_display() for row in person.role_assignments.in_force(timezone.localdate())))
    facts = [("Chức vụ, công việc", person.post), ("Tổ", person.group), ("Vai trò", roles)]
    if account:
        password = "Mật khẩu tạm, chưa đổi" if account.must_change_password else "Đã tự đổi"
        facts += [("Tên đăng nhập", account.username), ("Mật khẩu", password)]
        if reset_at := account.password_reset_at:
            words = f"Lúc {timezone.localtime(reset_at):%H:%M ngày %d/%m/%Y}, người đặt lại: {account.password_reset_by}"
            facts.append(("Đặt lại mật khẩu", words))
    return [{"label": label, "value": value} for label, value in facts]


class AccountOpen(FormPage, FormView):
    """The temporary password stands on the page that answers, once, and nowhere else."""

    permission = "account.manage"
    form_class = AccountForm
    above = ("account_list",)
    submit_label = "Mở tài khoản"

    @cached_property
    def person(self) -> Person:
        people = Person.objects.open_to(self.request.user, self.permission, timezone.localdate())
        return get_object_or_404(people, pk=self.kwargs["pk"])

    @property
    def title(self) -> str:
        return f"Mở tài khoản cho {self.person}"

    def get_initial(self) -> dict[str, Any]:
        return {"username": free_username(self.person)}

    def get_success_url(self) -> str:
        return reverse("school:account_detail", args=[self.person.pk])

    def serve(self, form: BaseForm) -> None:
        self.account, self.password = open_account(
            self.person, username=form.cleaned_data["username"], actor=self.request.user, at=timezone.now()
        )

    def answer(self) -> HttpResponse:
        return _slip(self.request, self.account, self.password)


class AccountAct(Act):
    permission = "account.manage"

    def get_object(self, queryset: Any = None) -> User:
        people = Person.objects.open_to(self.request.user, self.permission, timezone.localdate())
        return get_object_or_404(people.filter(user__isnull=False).select_related("user"), pk=self.kwargs["pk"]).user

    def get_success_url(self) -> str:
        return reverse("school:account_detail", args=[self.kwargs["pk"]])


class AccountResetPassword(AccountAct):
    permission = "account.reset_password"
    password = ""

    def act(self) -> str:
        self.password = reset_password(self.object, actor=self.request.user, at=timezone.now())
        return f"Đã đặt lại mật khẩu của {self.object}."

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().post(request, *args, **kwargs)
        return _slip(request, self.object, self.password) if self.password else response


class AccountClose(AccountAct):
    def act(self) -> str:
        set_account_active(self.object, is_active=False, actor=self.request.user, at=timezone.now())
        return f"Đã khóa tài khoản của {self.object}."


class AccountReopen(AccountAct):
    def act(self) -> str:
        set_account_active(self.object, is_active=True, actor=self.request.user, at=timezone.now())
        return f"Đã mở lại tài khoản của {self.object}."


def _slip(request: HttpRequest, account: User, password: str) -> HttpResponse:
    """Shown in the answer itself: a redirect would need to keep the password somewhere on the way."""
    facts = [
        ("Họ và tên", account),
        ("Địa chỉ", request.build_absolute_uri(reverse("home"))),
        ("Tên đăng nhập", account.username),
        ("Mật khẩu tạm", password),
    ]
    context = {
        "facts": [{"label": label, "value": value} for label, value in facts],
        "title": "Phiếu tài khoản",
        "trail": [{"label": PLACES["account_list"], "url": reverse("school:account_list")}],
        "back_url": reverse("school:account_detail", args=[account.person_id]),
    }
    return render(request, "school/user_slip.html", context)
