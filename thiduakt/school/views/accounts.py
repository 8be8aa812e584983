"""Tài khoản. A person is named in the address, because some have no account yet."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import DetailView, FormView, ListView
from django.views.generic.list import BaseListView

from thiduakt.excel import Column, download, searched, subtitle, workbook
from thiduakt.pages import Tallied, asked_words, tabs, titles
from thiduakt.routes import Ruled, row_address
from thiduakt.school.forms.people import AccountForm, SlipsForm
from thiduakt.school.models import Person, User
from thiduakt.school.policies import can_close, can_reopen, can_reset_password, can_reset_second_factor, can_unlock
from thiduakt.school.queries import owing_second_factor, why_person_is_needed
from thiduakt.school.querysets import works_on
from thiduakt.school.services.accounts import (
    free_username,
    open_account,
    open_accounts,
    reset_password,
    set_account_active,
)
from thiduakt.school.services.second_factor import reset_second_factor
from thiduakt.school.services.sign_ins import end_for
from thiduakt.school.services.signing_in import locked_among, locked_until, unlock_sign_in
from thiduakt.school.services.throttling import minute_after

from .pages import PLACES, Act, FormPage, OwnSchool, Page, allowed_actions, chosen_tab, link

TABS = {"open": "Đang dùng", "owing": "Chưa có xác thực hai bước", "closed": "Đã khóa", "none": "Chưa có tài khoản"}


class Step(NamedTuple):
    """A button of an account's page, as components/move_form.html asks for it."""

    name: str
    label: str
    warning: str = ""


CLOSE = Step("close", "Khóa tài khoản", "Người này không đăng nhập được nữa, cho đến khi tài khoản được mở lại.")
REOPEN = Step("reopen", "Mở lại tài khoản")
UNLOCK = Step("unlock", "Mở khóa đăng nhập")
END_SIGN_INS = Step("end", "Kết thúc các phiên đăng nhập", "Người này phải đăng nhập lại ở mọi máy.")
RESET_FACTOR = Step(
    "factor",
    "Bỏ xác thực hai bước",
    "Chỉ làm khi người này mất điện thoại và hết mã dự phòng, sau khi gặp trực tiếp. Người này và hiệu trưởng được báo.",
)
RESET = Step("reset", "Đặt lại mật khẩu", "Mật khẩu cũ không dùng được nữa; người này phải đăng nhập lại ở mọi máy.")


class AccountsShown(Ruled):
    """The accounts that the address names, `tab` and `q`: on the page and in the Excel file alike."""

    model = Person
    permission = "account.view"

    def setup(self, *args: Any, **kwargs: Any) -> None:
        super().setup(*args, **kwargs)
        self.tab, self.today = chosen_tab(self.request, TABS), timezone.localdate()
        self.shown = {
            "open": Q(user__is_active=True),
            "owing": owing_second_factor(self.today),
            "closed": Q(user__is_active=False),
            # Who has left and never had an account is of no concern here.
            "none": Q(user__isnull=True) & works_on(self.today),
        }

    @cached_property
    def found(self) -> QuerySet[Person]:
        people = Person.objects.open_to(self.request.user, self.permission, self.today)
        return people.matching(asked_words(self.request))

    def in_tabs(self) -> dict[str, Q]:
        return self.shown

    def get_queryset(self) -> QuerySet[Person]:
        return self.found.filter(self.shown[self.tab]).select_related("group", "user")

    def columns(self) -> list[Column]:
        last = [Column("Chức vụ, công việc", 26)]
        if self.tab != "none":
            last = [Column("Tên đăng nhập", 20), Column("Ghi chú", 40)]
        return [Column("Họ và tên", 30), Column("Tổ", 26), *last]

    def lines(self, people: Iterable[Person]) -> Iterator[list[Any]]:
        """What is shown of each."""
        now, people = timezone.now(), list(people)
        locked = locked_among([person.user.username for person in people], at=now) if self.tab != "none" else {}
        for person in people:
            group = str(person.group or "")
            if self.tab == "none":
                yield [person.full_name, group, person.post]
                continue
            username, remark = person.user.username, self._remark(person, now)
            if until := locked.get(username):
                remark = f"Tạm dừng đăng nhập, thử lại được sau {minute_after(until)}" + (f". {remark}" if remark else "")
            yield [person.full_name, group, username, remark]

    def _remark(self, person: Person, now: datetime) -> str:
        if not person.is_at_work(self.today):
            return "Đã thôi việc"
        if person.user.password_has_expired(now):
            return "Mật khẩu tạm đã hết hạn"
        return "Chưa đổi mật khẩu tạm" if person.user.must_change_password else ""


class AccountList(Page, AccountsShown, Tallied, ListView):
    template_name = "school/user_list.html"
    title = "Tài khoản"
    above = ()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        people = context["object_list"]
        excel = f"{reverse('school:account_excel')}?{self.request.GET.urlencode()}"
        return context | {
            "actions": allowed_actions(
                self.request.user,
                ("account.manage", "Mở tài khoản, in phiếu cho nhiều người", reverse("school:account_slips"), "printer"),
                ("account.view", "Xuất Excel", excel, "download"),
            ),
            "tabs": list(tabs(TABS, self.tallies, self.tab, self.request.GET)),
            "columns": titles(*(column.title for column in self.columns())),
            "rows": [
                [link(row_address("school:account_detail", person.pk), name), *others]
                for person, (name, *others) in zip(people, self.lines(people), strict=True)
            ],
            "words": asked_words(self.request),
            "kept": [("tab", self.tab)],
        }


class AccountExcel(AccountsShown, BaseListView):
    def render_to_response(self, context: dict[str, Any]) -> HttpResponse:
        chosen = TABS[self.tab], searched(asked_words(self.request))
        rows = ([number, *line] for number, line in enumerate(self.lines(context["object_list"]), start=1))
        told = subtitle(self.request.user.school, *chosen, on=self.today)
        return download(
            workbook("DANH SÁCH TÀI KHOẢN", told, [Column("STT", 6), *self.columns()], rows), "danh-sach-tai-khoan"
        )


class AccountDetail(Page, OwnSchool, DetailView):
    permission = "account.view"
    model = Person
    template_name = "school/user_detail.html"
    above = ("account_list",)

    @property
    def title(self) -> str:
        return f"Tài khoản của {self.object}"

    def get_queryset(self) -> QuerySet[Person]:
        return super().get_queryset().select_related("group", "user__second_factor")

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
        if can_unlock(me, account, now) and locked_until(account, at=now):
            yield UNLOCK, reverse("school:account_unlock", args=address), []
        if can_unlock(me, account, now) and account.sign_ins.exists():
            yield END_SIGN_INS, reverse("school:account_end_sign_ins", args=address), []
        if can_reset_password(me, account, now):
            yield RESET, reverse("school:account_reset_password", args=address), []
        if can_reset_second_factor(me, account, now):
            yield RESET_FACTOR, reverse("school:account_reset_second_factor", args=address), []
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
        if account.password_expires_at:
            password += f", dùng được đến {_moment(account.password_expires_at)}"
        facts += [("Tên đăng nhập", account.username), ("Mật khẩu", password)]
        if reset_at := account.password_reset_at:
            words = f"Lúc {_moment(reset_at)}, người đặt lại: {account.password_reset_by}"
            facts.append(("Đặt lại mật khẩu", words))
        facts.append(("Xác thực hai bước", "Đã cài đặt" if account.has_second_factor else "Chưa cài đặt"))
        if until := locked_until(account, at=timezone.now()):
            facts.append(("Đăng nhập", f"Tạm dừng, thử lại được sau {minute_after(until)}, vì nhập sai nhiều lần"))
    return [{"label": label, "value": value} for label, value in facts]


def _moment(at: datetime) -> str:
    return f"{timezone.localtime(at):%H:%M ngày %d/%m/%Y}"


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
        return _slips(self.request, [(self.account, self.password)], back_url=self.get_success_url())


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
        if not self.password:
            return response
        return _slips(request, [(self.object, self.password)], back_url=self.get_success_url())


class AccountResetSecondFactor(AccountAct):
    permission = "account.reset_password"

    def act(self) -> str:
        reset_second_factor(self.object, actor=self.request.user, at=timezone.now())
        return f"Đã bỏ xác thực hai bước của {self.object}. Người này được báo khi đăng nhập lại."


class AccountUnlock(AccountAct):
    permission = "account.unlock_sign_in"

    def act(self) -> str:
        unlock_sign_in(self.object, actor=self.request.user, at=timezone.now())
        return f"Đã mở khóa đăng nhập cho {self.object}."


class AccountEndSignIns(AccountAct):
    permission = "account.unlock_sign_in"

    def act(self) -> str:
        ended = end_for(self.object, actor=self.request.user, at=timezone.now())
        return f"Đã kết thúc {ended} phiên đăng nhập của {self.object}."


class AccountClose(AccountAct):
    def act(self) -> str:
        set_account_active(self.object, is_active=False, actor=self.request.user, at=timezone.now())
        return f"Đã khóa tài khoản của {self.object}."


class AccountReopen(AccountAct):
    def act(self) -> str:
        set_account_active(self.object, is_active=True, actor=self.request.user, at=timezone.now())
        return f"Đã mở lại tài khoản của {self.object}."


class AccountSlips(Page, FormView):
    """Accounts for many at once, and their slips to print and cut on the page that answers."""

    permission = "account.manage"
    form_class = SlipsForm
    template_name = "school/user_slips.html"
    title = "Mở tài khoản, in phiếu cho nhiều người"
    above = ("account_list",)

    def get_form_kwargs(self) -> dict[str, Any]:
        today = timezone.localdate()
        people = Person.objects.open_to(self.request.user, self.permission, today).at_work(today)
        without = people.filter(user__isnull=True).select_related("school", "group")
        return super().get_form_kwargs() | {"people": list(without), "chooses_all": "tat-ca" in self.request.GET}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        back_url = f"{reverse('school:account_list')}?tab=none"
        return context | {"people": context["form"].rows(), "back_url": back_url}

    def form_valid(self, form: SlipsForm) -> HttpResponse:
        try:
            opened = open_accounts(form.chosen(), actor=self.request.user, at=timezone.now())
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.form_invalid(form)
        return _slips(self.request, opened, back_url=reverse("school:account_list"))


def _slips(request: HttpRequest, opened: list[tuple[User, str]], *, back_url: str) -> HttpResponse:
    """Shown in the answer itself: a redirect would need to keep the passwords somewhere on the way."""
    address = request.build_absolute_uri(reverse("home"))
    context = {
        "slips": [_slip_facts(account, password, address) for account, password in opened],
        "title": "Phiếu tài khoản",
        "trail": [{"label": PLACES["account_list"], "url": reverse("school:account_list")}],
        "warning": "Mật khẩu chỉ hiện một lần. Thầy/cô in phiếu hoặc chép lại trước khi rời trang. "
        "Mất phiếu thì đặt lại mật khẩu ở trang tài khoản.",
        "print_label": "In phiếu",
        "done_label": "Đã in hoặc chép xong",
        "done_url": back_url,
    }
    response = render(request, "school/user_slip.html", context)
    response["Content-Location"] = back_url
    return response


def _slip_facts(account: User, password: str, address: str) -> list[dict[str, Any]]:
    facts = [
        ("Họ và tên", account),
        ("Tổ", account.person.group or ""),
        ("Địa chỉ", address),
        ("Tên đăng nhập", account.username),
        ("Mật khẩu tạm", password),
        ("Dùng được đến", _moment(account.password_expires_at)),
    ]
    return [{"label": label, "value": value} for label, value in facts if value]
