"""Bàn giao: what a new principal takes over, on one page to be printed: years, accounts and roles, numbers, open matters."""

from collections.abc import Iterator
from typing import Any

from django.views.generic import TemplateView

from awards.closing.models import YearClosing
from awards.closing.queries import years_of
from awards.closing.readiness import Year, open_matters
from thiduakt.documents.models import NumberSeries
from thiduakt.ledger.models import HonorEntry
from thiduakt.ledger.years import year_name
from thiduakt.pages import titles
from thiduakt.permissions import Role
from thiduakt.school.models import Delegation, Person, RoleAssignment, User

from .pages import Page

FIRST_STEPS = (
    "Quản trị kỹ thuật mở tài khoản cho hiệu trưởng mới, đề xuất giao vai trò Hiệu trưởng; hiệu trưởng đang làm duyệt.",
    "Hiệu trưởng mới đăng nhập, đổi mật khẩu, bật xác thực hai bước và cất mã dự phòng.",
    "Hiệu trưởng mới xem lại vai trò, ủy quyền dưới đây; thôi giao những gì không còn đúng.",
    "Quản trị kỹ thuật bàn giao mật khẩu của bản sao lưu và thử khôi phục một lần trước mặt hai bên.",
    "Hiệu trưởng cũ ghi ngày làm việc cuối: từ ngày sau đó tài khoản của thầy/cô ấy không đăng nhập được nữa.",
)


class Handover(Page, TemplateView):
    permission = "year.close"
    template_name = "closing/handover.html"
    title = "Bàn giao dữ liệu, tài khoản cho hiệu trưởng mới"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        years = years_of(self.school, self.today)
        matters = open_matters(Year(self.school, years[0]), reader=self.request.user, on=self.today)
        return super().get_context_data(
            on=self.today,
            school_name=str(self.school),
            facts=list(self._facts()),
            year_columns=titles("Năm học", "Trạng thái"),
            years=list(self._years(years)),
            role_columns=titles("Vai trò", "Người giữ", "Từ ngày", "Căn cứ"),
            roles=list(self._roles()),
            delegation_columns=titles("Việc được ủy quyền", "Người được ủy quyền", "Đến ngày"),
            delegations=list(self._delegations()),
            series_columns=titles("Dãy số", "Năm", "Số cuối đã cấp", "Ngày"),
            series=list(self._series()),
            matters=[one.told for one in matters],
            current=year_name(years[0]),
            steps=FIRST_STEPS,
            **kwargs,
        )

    def _facts(self) -> Iterator[dict[str, Any]]:
        people = Person.objects.filter(school=self.school).at_work(self.today)
        accounts = User.objects.filter(person__school=self.school, is_active=True)
        yield {"label": "Người đang làm việc", "value": people.count()}
        yield {"label": "Tài khoản đang mở", "value": accounts.count()}
        yield {"label": "Dòng sổ khen thưởng", "value": HonorEntry.objects.filter(school=self.school).count()}

    def _years(self, years: list[int]) -> Iterator[list[str]]:
        closings = {one.year: one for one in YearClosing.objects.visible_to(self.request.user, self.today)}
        for year in years:
            one = closings.get(year) or YearClosing(school=self.school, year=year)
            closed = f", ngày {one.closed_on:%d/%m/%Y}" if one.is_closed else ""
            yield [one.year_name, f"{one.get_state_display()}{closed}"]

    def _roles(self) -> Iterator[list[str]]:
        """Beyond that of working here, which everybody has."""
        order = list(Role)
        held = RoleAssignment.objects.filter(school=self.school).in_force(self.today).exclude(role=Role.TEACHER)
        for one in sorted(held.select_related("person"), key=lambda row: (order.index(Role(row.role)), row.person.sort_key)):
            yield [str(one.get_role_display()), str(one.person), f"{one.starts_on:%d/%m/%Y}", one.basis]

    def _delegations(self) -> Iterator[list[str]]:
        held = Delegation.objects.filter(school=self.school).overlapping(self.today, self.today).select_related("person")
        for one in held.order_by("-starts_on", "pk"):
            yield [one.action_label, str(one.person), f"{one.ends_on:%d/%m/%Y}" if one.ends_on else "không ghi"]

    def _series(self) -> Iterator[list[str]]:
        rows = NumberSeries.objects.filter(school=self.school, last__gt=0).order_by("-year", "series", "pk")[:20]
        for one in rows:
            yield [one.series, str(one.year), str(one.last), f"{one.last_date:%d/%m/%Y}" if one.last_date else ""]
