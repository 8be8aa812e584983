"""The rounds of the school, one of them, and the steps it takes."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView, ListView, TemplateView, UpdateView, View

from campaigns.registrations.chances import about_the_law
from campaigns.registrations.enums import RegistrationState as S
from campaigns.registrations.enums import RoundState
from campaigns.registrations.flows import ROUND_FLOW
from campaigns.registrations.forms import RoundForm
from campaigns.registrations.models import GroupList, Registration, Round
from campaigns.registrations.printing import sums
from campaigns.registrations.queries import counts_by_team, lists_of, people_led
from campaigns.registrations.services.rounds import close_round, confirm_round, extend, open_round, save_round
from thiduakt.excel import Column, download, subtitle, workbook
from thiduakt.extending.forms import ExtensionForm
from thiduakt.ledger.years import year_name, year_on
from thiduakt.pages import Posted, ServedForm, titles, version_of

from .pages import OfRound, Page

ROUND_COLUMNS = (
    Column("Đợt đăng ký", 50), Column("Năm học", 14), Column("Mở", 12), Column("Hạn chót", 12), Column("Trạng thái", 24),
)  # fmt: skip
STEPS = {"open": open_round, "close": close_round}
DONE = {"open": "Đã mở đợt đăng ký và báo cho mọi người.", "close": "Đã khóa đợt đăng ký."}


class RoundsShown(Page):
    permission = "registration.view"
    title = "Đăng ký thi đua"

    def get_queryset(self) -> Any:
        return Round.objects.visible_to(self.request.user, self.today)


class RoundList(RoundsShown, ListView):
    template_name = "registrations/round_list.html"
    paginate_by = 50
    lead = "Mỗi đợt đăng ký thuộc một năm học, có ngày mở và hạn chót."

    def trail(self) -> list[dict[str, str]]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        actions = []
        if self.may("round.draft"):
            actions.append({"label": "Soạn đợt đăng ký", "url": reverse("registrations:round_add"), "icon": "plus-lg"})
        if self.may("registration.own"):
            mine = {"label": "Đăng ký của tôi", "url": reverse("registrations:mine"), "icon": "person-check"}
            actions.append(mine | {"tone": "secondary" if actions else "primary"})
        excel = {"label": "Xuất Excel", "url": reverse("registrations:rounds_excel"), "icon": "download"}
        actions.append(excel | {"tone": "secondary"})
        columns = titles("Đợt đăng ký", "Năm học", "Mở", "Hạn chót", "Trạng thái")
        return context | {"actions": actions, "columns": columns, "rows": context["page_obj"].object_list}


class RoundExcel(RoundsShown, View):
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        told = subtitle(request.user.school, "", on=self.today)
        rows = ([number, *_cells(turn)] for number, turn in enumerate(self.get_queryset(), start=1))
        return download(workbook("CÁC ĐỢT ĐĂNG KÝ THI ĐUA", told, [Column("STT", 6), *ROUND_COLUMNS], rows), "dot-dang-ky")


def _cells(turn: Round) -> list[Any]:
    return [turn.name, year_name(turn.year), turn.opens_on, turn.closes_on, turn.get_state_display()]


class RoundEdit(ServedForm, Page, UpdateView):
    """Without a key: a new one, for the present school year."""

    permission = "round.draft"
    form_class = RoundForm
    template_name = "registrations/form_page.html"

    def get_object(self, queryset: Any = None) -> Round:
        if "pk" in self.kwargs:
            drafts = Round.objects.open_to(self.request.user, self.permission, self.today).filter(state=RoundState.DRAFT)
            return get_object_or_404(drafts, pk=self.kwargs["pk"])
        year = year_on(self.today)
        name = f"Đăng ký thi đua năm học {year_name(year)}"
        opens = {"opens_on": self.today, "closes_on": self.today + timedelta(days=14)}
        return Round(school=self.request.user.school, year=year, name=name, **opens)

    @property
    def title(self) -> str:  # type: ignore[override]
        return "Sửa đợt đăng ký" if self.object.pk else "Soạn đợt đăng ký"

    def get_form_kwargs(self) -> dict[str, Any]:
        present = year_on(self.today)
        years = sorted({present + 1, present, present - 1, self.object.year}, reverse=True)
        return {**super().get_form_kwargs(), "years": years}

    def serve(self, form: RoundForm) -> None:
        version = form.cleaned_data["version"]
        saved = save_round(form.instance, version=version, actor=self.request.user, at=timezone.now())
        self.success_url, self.done = saved.get_absolute_url(), "Đã lưu đợt đăng ký."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = reverse("registrations:round", args=[self.kwargs["pk"]]) if "pk" in self.kwargs else ""
        return super().get_context_data(back_url=back or reverse("registrations:rounds"), **kwargs)


class RoundPage(OfRound, TemplateView):
    permission = "registration.view"
    template_name = "registrations/round.html"

    @property
    def title(self) -> str:  # type: ignore[override]
        return self.turn.name

    def trail(self) -> list[dict[str, str]]:
        return super().trail()[:1]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        turn, user, at = self.turn, self.request.user, timezone.now()
        level, law = about_the_law(turn, self.today)
        moves = [move for move in ROUND_FLOW.open_to(user, turn, at) if move.name in STEPS]
        confirms = any(move.name == "confirm" for move in ROUND_FLOW.open_to(user, turn, at))
        return super().get_context_data(
            facts=list(self._facts()),
            law=law,
            law_level=level,
            teams=list(self._teams()),
            columns=titles("Tổ", "Đã gửi", "Đã chốt", "Đang soạn, cần sửa", "Tình trạng"),
            moves=moves,
            step_url=reverse("registrations:round_step", args=[turn.pk]),
            confirm_url=reverse("registrations:confirm", args=[turn.pk]) if confirms else "",
            links=list(self._links()),
            extensions=turn.extensions.all() if self.may("round.draft") else [],
            is_over=turn.state == RoundState.OPEN and turn.is_over(at),
            **kwargs,
        )

    def _facts(self) -> Iterator[dict[str, str]]:
        turn = self.turn
        yield {"label": "Năm học", "value": turn.year_name}
        yield {"label": "Mở", "value": f"{turn.opens_on:%d/%m/%Y}"}
        yield {"label": "Hạn chót", "value": f"hết ngày {turn.closes_on:%d/%m/%Y}"}
        if turn.confirmed_at:
            told = timezone.localtime(turn.confirmed_at)
            yield {"label": "Hội đồng xác nhận", "value": f"{turn.confirmed_by}, {told:%H:%M %d/%m/%Y}"}

    def _teams(self) -> Iterator[dict[str, Any]]:
        user, counts = self.request.user, counts_by_team(self.turn)
        opened = set(GroupList.objects.visible_to(user, self.today).filter(round=self.turn).values_list("pk", flat=True))
        for row in lists_of(self.turn):
            if row.pk in opened or row.group_id == user.group_id:
                found = counts.get(row.group_id, {})
                yield {
                    "list": row,
                    "url": row.get_absolute_url() if row.pk in opened else "",
                    "sent": found.get(S.SENT, 0),
                    "agreed": found.get(S.AGREED, 0) + found.get(S.CONFIRMED, 0),
                    "written": sum(found.get(state, 0) for state in S.WRITTEN),
                }

    def _links(self) -> Iterator[dict[str, str]]:
        turn, user = self.turn, self.request.user

        def link(label: str, route: str, icon: str, *args: Any) -> dict[str, str]:
            return {"label": label, "url": reverse(f"registrations:{route}", args=[turn.pk, *args]), "icon": icon}

        if turn.state != RoundState.DRAFT:
            yield link("Danh sách đăng ký", "list", "list-ul")
            yield link("Bảng tổng hợp", "summary", "table")
            if people_led(turn, user, self.today).exists():
                yield link("Ai chưa làm bước nào", "matrix", "grid-3x3")
            yield link("Đăng ký và kết quả", "year_end", "check2-all")
            if self.may("registration.enter_for"):
                yield link("Nhập thay", "enter_pick", "person-plus")
                yield link("In phiếu trống", "blank_form", "printer")
            if self.may("registration.group") and user.group_id:
                yield link("Đăng ký của tổ tôi", "write_group", "people", user.group_id)
            if self.may("registration.school"):
                yield link("Đăng ký của trường", "write_school", "building")
        if turn.is_lively and self.may("round.open"):
            yield link("Gia hạn riêng", "extend", "calendar-plus")
        if turn.state == RoundState.DRAFT and self.may("round.draft"):
            yield link("Sửa đợt đăng ký", "round_edit", "pencil")


class RoundStep(OfRound, Posted, View):
    """Opening and closing; each says on the page what becomes irreversible."""

    permission = "round.open"

    def get_success_url(self) -> str:
        return self.turn.get_absolute_url()

    def act(self) -> str:
        action = self.request.POST.get("action", "")
        if action not in STEPS:
            raise Http404
        STEPS[action](self.turn, actor=self.request.user, at=timezone.now())
        return DONE[action]


class RoundConfirm(OfRound, Posted, TemplateView):
    """The whole list in numbers, before the council says yes to all of it."""

    permission = "registration.confirm"
    template_name = "registrations/confirm.html"
    title = "Hội đồng xác nhận danh sách đăng ký"

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        return TemplateView.get(self, request, *args, **kwargs)

    def get_success_url(self) -> str:
        return self.turn.get_absolute_url()

    def act(self) -> str:
        confirm_round(self.turn, version=version_of(self.request), actor=self.request.user, at=timezone.now())
        return "Hội đồng đã xác nhận danh sách; sổ khen thưởng đã ghi ai đăng ký của năm học."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        turn = self.turn
        left_out = Registration.objects.filter(round=turn, state__in=S.WRITTEN).select_related("person", "group", "school")
        return super().get_context_data(
            count=Registration.objects.filter(round=turn).listed().count(),
            sums=[one for one in sums(turn) if one.team == "Toàn trường"],
            left_out=left_out,
            blockers=list(ROUND_FLOW.moves["confirm"].blockers(turn)),
            can_confirm=turn.state == RoundState.CLOSED,
            **kwargs,
        )


class ExtensionAdd(OfRound, ServedForm, FormView):
    permission = "round.open"
    form_class = ExtensionForm
    template_name = "registrations/form_page.html"
    title = "Gia hạn riêng"
    lead = "Người được gia hạn gửi được sau hạn chót; bản đăng ký mang dấu “gửi sau hạn”."
    submit_label = "Gia hạn"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "school": self.turn.school, "on": self.today}

    def serve(self, form: ExtensionForm) -> None:
        extension = extend(self.turn, **form.cleaned_data, actor=self.request.user, at=timezone.now())
        self.success_url, self.done = self.turn.get_absolute_url(), f"Đã gia hạn cho {extension}."
