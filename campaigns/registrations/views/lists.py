"""The registrations of a round: the list, the summary, what came of it at the year's end."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import ListView, TemplateView, View
from django.views.generic.list import BaseListView

from campaigns.registrations.enums import RegistrationState as S
from campaigns.registrations.forms import ListFilterForm
from campaigns.registrations.models import RegisteredHonor, Registration, Round
from campaigns.registrations.policies import can_explain
from campaigns.registrations.printing import line_of, sums
from campaigns.registrations.queries import achieved, full, honors_registered
from thiduakt.documents.kinds import Kind
from thiduakt.documents.rules import EDIT_RULES
from thiduakt.excel import Column, download, searched, subtitle, workbook
from thiduakt.ledger.enums import HolderKind
from thiduakt.pages import Tallied, Tally, asked_words, tabs, tallies_by, titles
from thiduakt.permissions import WHOLE_SCHOOL, scopes
from thiduakt.school.models import Group

from .pages import OfRound

TABS = {
    "": "Tất cả",
    "soan": "Đang soạn",
    "cho": "Chờ đương sự",
    "gui": "Đã gửi",
    "tra": "Trả lại",
    "chot": "Tổ đã chốt",
    "xac-nhan": "Đã xác nhận",
    "rut": "Đã rút",
}
STATES = dict(zip(TABS, ("", S.DRAFT, S.ASKED, S.SENT, S.RETURNED, S.AGREED, S.CONFIRMED, S.WITHDRAWN), strict=True))
COLUMNS = (
    Column("STT", 6), Column("Cá nhân, tập thể", 30), Column("Tổ", 26), Column("Danh hiệu", 36), Column("Hình thức", 30),
    Column("Xếp loại phấn đấu", 24), Column("Sáng kiến dự kiến", 40), Column("Chỉ tiêu cam kết", 50),
    Column("Trạng thái", 20), Column("Gửi sau hạn", 12),
)  # fmt: skip
SUM_COLUMNS = (
    Column("STT", 6), Column("Đơn vị", 30), Column("Loại", 24), Column("Danh hiệu, hình thức", 40), Column("Số đăng ký", 12),
)  # fmt: skip
YEAR_COLUMNS = (
    Column("STT", 6), Column("Cá nhân, tập thể", 30), Column("Tổ", 26), Column("Đã đăng ký", 40), Column("Đã đạt", 40),
    Column("Kết quả", 18), Column("Lý do", 50),
)  # fmt: skip


class RegistrationsShown(OfRound):
    """What the address names: `tab`, `to`, `ma`, `q`."""

    permission = "registration.view"
    model = Registration

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        asked = request.GET.get("tab", "")
        self.tab = asked if asked in TABS else ""
        self.words = asked_words(request)

    def rounds(self) -> QuerySet[Round]:
        return super().rounds().prefetch_related(None)

    @cached_property
    def filters(self) -> ListFilterForm:
        user = self.request.user
        groups = Group.objects.filter(school=user.school_id)
        if not scopes(user, self.permission, self.today) & WHOLE_SCHOOL:
            groups = groups.filter(pk=user.group_id)
        return ListFilterForm(self.request.GET, groups=groups, honors=honors_registered(self.turn))

    @cached_property
    def found(self) -> QuerySet[Registration]:
        """As asked, in every tab."""
        rows = self.turn.registrations.visible_to(self.request.user, self.today).matching(self.words)
        if group := self.filters.asked("to"):
            rows = rows.filter(team=group)
        if code := self.filters.asked("ma"):
            rows = rows.filter(Exists(RegisteredHonor.objects.filter(registration=OuterRef("pk"), code=code)))
        return rows

    def in_tabs(self) -> dict[str, Q]:
        return {tab: Q(state=state) if state else Q() for tab, state in STATES.items()}

    def get_queryset(self) -> QuerySet[Registration]:
        """With everything a line says; the round of all is at hand."""
        found = self.found.filter(self.in_tabs()[self.tab])
        return found.select_related("person", "group", "team", "school").prefetch_related("honors")

    def asked(self) -> list[str]:
        code = self.filters.asked("ma")
        return [
            TABS[self.tab] if self.tab else "",
            str(self.filters.asked("to") or ""),
            dict(self.filters.fields["ma"].choices).get(code, "") if code else "",
            searched(self.words),
        ]


class RegistrationList(RegistrationsShown, Tallied, ListView):
    template_name = "registrations/list.html"

    @cached_property
    def tallies(self) -> dict[str, Tally]:
        found = tallies_by(self.found, "state", [state for state in STATES.values() if state], most=self.counted_to())
        return {tab: found[state] for tab, state in STATES.items()}

    @property
    def title(self) -> str:  # type: ignore[override]
        return f"Danh sách đăng ký năm học {self.turn.year_name}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        excel = f"{reverse('registrations:excel', args=[self.turn.pk])}?{self.request.GET.urlencode()}"
        actions = [{"label": "Xuất Excel", "url": excel, "icon": "download", "tone": "secondary"}]
        if scopes(self.request.user, self.permission, self.today) & WHOLE_SCHOOL:
            for label, form in (("In danh sách (PDF)", "pdf"), ("Word", "docx")):
                url = reverse("registrations:list_file", args=[self.turn.pk, form])
                actions.append({"label": label, "url": url, "icon": "printer", "tone": "quiet"})
        return context | {
            "actions": actions,
            "tabs": list(tabs(TABS, self.tallies, self.tab, self.request.GET)),
            "filters": self.filters,
            "tab": self.tab,
            "words": self.words,
            "is_narrowed": any(self.asked()),
            "columns": titles("Cá nhân, tập thể", "Tổ", "Danh hiệu, hình thức", "Trạng thái"),
            "rows": context["page_obj"].object_list,
        }


class RegistrationExcel(RegistrationsShown, BaseListView):
    def render_to_response(self, context: dict[str, Any]) -> HttpResponse:
        told = subtitle(self.request.user.school, self.turn.name, *self.asked(), on=self.today)
        rows = (
            [number, *line_of(one), one.get_state_display(), "có" if one.is_late else ""]
            for number, one in enumerate(context["object_list"], start=1)
        )
        return download(workbook("DANH SÁCH ĐĂNG KÝ THI ĐUA", told, COLUMNS, rows), "dang-ky-thi-dua")


class Summary(OfRound, TemplateView):
    """The whole round in numbers: they name nobody."""

    permission = "registration.view"
    template_name = "registrations/table.html"

    @property
    def title(self) -> str:  # type: ignore[override]
        return f"Tổng hợp đăng ký năm học {self.turn.year_name}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        excel = reverse("registrations:summary_excel", args=[self.turn.pk])
        actions = [{"label": "Xuất Excel", "url": excel, "icon": "download", "tone": "secondary"}]
        return super().get_context_data(
            actions=actions,
            columns=titles("Đơn vị", "Loại", "Danh hiệu, hình thức", "Số đăng ký"),
            rows=[[one.team, one.part, one.honor, one.count] for one in sums(self.turn)],
            paper_url=self._paper_url(),
            empty="Chưa có bản đăng ký nào được gửi.",
            **kwargs,
        )

    def _paper_url(self) -> str:
        rule = EDIT_RULES.get(Kind.REPORT, "")
        drafts = self.may("round.draft") and rule and self.may(rule)
        return reverse("registrations:draft_paper", args=[self.turn.pk]) if drafts else ""


class SummaryExcel(OfRound, View):
    permission = "registration.view"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        told = subtitle(request.user.school, self.turn.name, on=self.today)
        rows = ([number, one.team, one.part, one.honor, one.count] for number, one in enumerate(sums(self.turn), start=1))
        return download(workbook("BẢNG TỔNG HỢP ĐĂNG KÝ THI ĐUA", told, SUM_COLUMNS, rows), "tong-hop-dang-ky")


class YearEndShown(OfRound):
    permission = "registration.view"

    @cached_property
    def lines(self) -> list[dict[str, Any]]:
        """Each confirmed registration beside what the ledger says was received for that year."""
        seen = Registration.objects.visible_to(self.request.user, self.today).filter(round=self.turn, state=S.CONFIRMED)
        kinds = (HolderKind.PERSON, HolderKind.GROUP, HolderKind.SCHOOL)
        received = achieved(self.turn.school_id, self.turn.year, kinds)
        return [self._line(one, received) for one in full(seen)]

    def _line(self, one: Registration, received: Any) -> dict[str, Any]:
        got = received.get((one.holder_kind, one.person_id or one.group_id), [])
        wanted, has = {row.code for row in one.honors.all()}, {entry.code for entry in got}
        result = "đạt" if wanted <= has else "đạt một phần" if wanted & has else "chưa đạt"
        return {
            "one": one,
            "registered": "; ".join(row.honor_name for row in one.honors.all()),
            "received": "; ".join(entry.honor_name for entry in got),
            "result": result,
            "is_gap": result != "đạt",
        }


class YearEnd(YearEndShown, TemplateView):
    template_name = "registrations/year_end.html"

    @property
    def title(self) -> str:  # type: ignore[override]
        return f"Đăng ký và kết quả năm học {self.turn.year_name}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        excel = reverse("registrations:year_end_excel", args=[self.turn.pk])
        actions = [{"label": "Xuất Excel", "url": excel, "icon": "download", "tone": "secondary"}]
        return super().get_context_data(
            actions=actions,
            columns=titles("Cá nhân, tập thể", "Đã đăng ký", "Đã đạt", "Kết quả", "Lý do"),
            rows=list(self._with_links()),
            counts=self._counts(),
            **kwargs,
        )

    def _with_links(self) -> Iterator[dict[str, Any]]:
        user, at = self.request.user, timezone.now()
        for line in self.lines:
            can = line["is_gap"] and can_explain(user, line["one"], at)
            yield line | {"gap_url": reverse("registrations:gap", args=[line["one"].pk]) if can else ""}

    def _counts(self) -> str:
        told = [line["result"] for line in self.lines]
        return ", ".join(f"{told.count(result)} bản {result}" for result in ("đạt", "đạt một phần", "chưa đạt"))


class YearEndExcel(YearEndShown, View):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        told = subtitle(request.user.school, self.turn.name, on=self.today)
        rows = ([number, *_told(line)] for number, line in enumerate(self.lines, start=1))
        return download(workbook("ĐĂNG KÝ VÀ KẾT QUẢ THI ĐUA", told, YEAR_COLUMNS, rows), "dang-ky-va-ket-qua")


def _told(line: dict[str, Any]) -> list[str]:
    one = line["one"]
    return [str(one.holder), str(one.team or ""), line["registered"], line["received"], line["result"], one.gap_reason]
