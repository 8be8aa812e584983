"""The dossiers as far as the reader may see them: the list, its sheet, and the caps of the round it is narrowed to."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import ListView
from django.views.generic.list import BaseListView

from nominations.dossiers.caps import caps_of, shares_of
from nominations.dossiers.enums import DossierState, NomineeKind
from nominations.dossiers.forms import ListFilterForm
from nominations.dossiers.models import Dossier, Review
from nominations.dossiers.pausing import pauses_told
from nominations.dossiers.queries import in_lines, rounds_offered
from thiduakt.excel import Column, download, searched, subtitle, workbook
from thiduakt.pages import ByState, Tallied, titles
from thiduakt.permissions import WHOLE_SCHOOL, scopes
from thiduakt.school.models import Group
from thiduakt.vietnamese import capitalized

from .pages import Page

COLUMNS = (
    Column("STT", 6), Column("Cá nhân, tập thể", 30), Column("Đối tượng", 16), Column("Tổ", 26),
    Column("Danh hiệu, hình thức", 40), Column("Đợt xét", 40), Column("Tóm tắt thành tích", 60), Column("Trạng thái", 26),
    Column("Ghi chú", 30),
)  # fmt: skip


class DossiersShown(ByState, Page):
    """What the address names: `trang-thai`, `dot`, `ma`, `to`, `loai`, `q`."""

    permission = "dossier.view"
    title = "Hồ sơ khen thưởng"
    states = DossierState
    model = Dossier

    @cached_property
    def sees_all(self) -> bool:
        return bool(scopes(self.request.user, self.permission, self.today) & WHOLE_SCHOOL)

    @cached_property
    def filters(self) -> ListFilterForm:
        user = self.request.user
        groups = Group.objects.filter(school=user.school_id)
        return ListFilterForm(
            self.request.GET,
            reviews=rounds_offered(user, self.today, self.request.GET.get("dot", "")),
            groups=groups if self.sees_all else groups.filter(pk=user.group_id),
        )

    @property
    def review(self) -> Review | None:
        return self.filters.asked("dot")

    @cached_property
    def found(self) -> QuerySet[Dossier]:
        """As asked, in every tab."""
        rows = Dossier.objects.visible_to(self.request.user, self.today).matching(self.words)
        for name, place in (("dot", "review"), ("ma", "code"), ("to", "team"), ("loai", "holder_kind")):
            if asked := self.filters.asked(name):
                rows = rows.filter(**{place: asked})
        return rows

    def get_queryset(self) -> QuerySet[Dossier]:
        return in_lines(self.found.filter(self.in_tabs()[self.tab]))

    def asked(self) -> list[str]:
        code, kind = self.filters.asked("ma"), self.filters.asked("loai")
        return [
            self.tab_name,
            str(self.review or ""),
            dict(self.filters.fields["ma"].choices).get(code, "") if code else "",
            str(self.filters.asked("to") or ""),
            str(NomineeKind(kind).label) if kind else "",
            searched(self.words),
        ]


class DossierList(DossiersShown, Tallied, ListView):
    template_name = "dossiers/list.html"

    @property
    def lead(self) -> str:  # type: ignore[override]
        return self.review.name if self.review else ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        review = self.review if self.sees_all else None
        shown = list(context["page_obj"].object_list)
        pauses = pauses_told(shown, self.request.user, self.today)
        return context | self.list_context(excel=reverse("dossiers:excel")) | {
            "actions": self._actions(),
            "fields": [self.filters[name] for name in ("dot", "ma", "to", "loai")],
            "is_narrowed": any(self.asked()),
            "columns": titles("Cá nhân, tập thể", "Danh hiệu, hình thức", "Tổ", "Đợt xét", "Trạng thái"),
            "rows": [_line(one, is_paused=one.pk in pauses) for one in shown],
            "caps": caps_of(review) if review else [],
            "shares": shares_of(review) if review else None,
            "share_columns": titles("Bộ phận", "Số người", "Tỷ lệ người", "Số hồ sơ", "Tỷ lệ hồ sơ", "So với tỷ lệ người"),
        }  # fmt: skip

    def _actions(self) -> list[dict[str, str]]:
        """With the pages of the rooms above, to those who work there."""
        rooms = (
            ("meeting.view", "Họp tổ bình xét", "meetings:list", "people"),
            ("dossier.appraise", "Thẩm định", "appraisals:queue", "clipboard-check"),
            ("outline.manage", "Mẫu báo cáo", "writings:outlines", "file-earmark-text"),
        )
        return self._own_actions() + [
            {"label": label, "url": reverse(route), "icon": icon, "tone": "secondary"}
            for rule, label, route, icon in rooms
            if self.may(rule)
        ]

    def _own_actions(self) -> list[dict[str, str]]:
        if self.review and self.review.takes_changes and self.may("dossier.own"):
            url = reverse("dossiers:begin_own", args=[self.review.pk])
            return [
                {"label": "Lập hồ sơ của tôi", "url": url, "icon": "plus-lg"},
                {"label": "Đợt xét", "url": self.review.get_absolute_url(), "icon": "calendar2-check", "tone": "secondary"},
            ]
        return [{"label": "Các đợt xét", "url": reverse("dossiers:reviews"), "icon": "calendar2-check"}]


def _line(one: Dossier, *, is_paused: bool) -> dict[str, Any]:
    return {
        "url": one.get_absolute_url(), "holder": str(one.holder), "honor": one.honor_name, "team": str(one.team or "–"),
        "review": one.review.name, "state": one.state, "label": DossierState(one.state).label, "is_late": one.is_late,
        "is_paused": is_paused,
    }  # fmt: skip


class DossierExcel(DossiersShown, BaseListView):
    def render_to_response(self, context: dict[str, Any]) -> HttpResponse:
        told = subtitle(self.request.user.school, *self.asked(), on=self.today)
        found = list(context["object_list"])
        pauses = pauses_told(found, self.request.user, self.today)
        rows = ([number, *_cells(one, is_paused=one.pk in pauses)] for number, one in enumerate(found, start=1))
        return download(workbook("HỒ SƠ ĐỀ NGHỊ KHEN THƯỞNG", told, COLUMNS, rows), "ho-so-khen-thuong")


def _cells(one: Dossier, *, is_paused: bool) -> list[Any]:
    notes = ["nộp sau hạn" if one.is_late else "", "tạm dừng xét" if is_paused else ""]
    return [
        str(one.holder), capitalized(one.get_holder_kind_display()), str(one.team or ""), one.honor_name, one.review.name,
        one.summary, one.get_state_display(), "; ".join(filter(None, notes)),
    ]  # fmt: skip
