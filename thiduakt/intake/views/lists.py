"""All imports of the school, and where a new one begins."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import ListView
from django.views.generic.list import BaseListView

from thiduakt.excel import Column, download, subtitle, workbook
from thiduakt.intake.enums import BatchState as S
from thiduakt.intake.enums import IntakeKind
from thiduakt.intake.flows import ENDED
from thiduakt.intake.kinds import KINDS
from thiduakt.intake.models import Batch
from thiduakt.pages import Tallied, tabs, titles

from .pages import SLUGS, IntakePage

TABS = {"": "Tất cả", "dang-lam": "Đang làm", "da-ghi": "Đã ghi", "da-bo": "Đã bỏ, hoàn tác"}
CONDITIONS = {
    "": Q(),
    "dang-lam": ~Q(state__in=ENDED),
    "da-ghi": Q(state=S.DONE),
    "da-bo": Q(state__in=(S.DISCARDED, S.UNDONE)),
}
COLUMNS = (
    Column("Tệp", 40), Column("Nội dung", 26), Column("Trạng thái", 22), Column("Số dòng", 10), Column("Đã ghi", 40),
    Column("Người nhập", 26), Column("Tải lên", 16), Column("Người ghi, duyệt", 26), Column("Ghi ngày", 16),
)  # fmt: skip


class BatchesShown(IntakePage):
    model = Batch
    request: HttpRequest

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        asked = request.GET.get("tab", "")
        self.tab = asked if asked in TABS else ""

    @cached_property
    def found(self) -> QuerySet[Batch]:
        return self.batches()

    def get_queryset(self) -> QuerySet[Batch]:
        return self.found.filter(CONDITIONS[self.tab])


class BatchList(BatchesShown, Tallied, ListView):
    template_name = "intake/batch_list.html"

    def in_tabs(self) -> dict[str, Q]:
        return CONDITIONS

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        query = self.request.GET
        excel = {"label": "Xuất Excel", "url": f"{reverse('intake:excel')}?{query.urlencode()}", "icon": "download"}
        return context | {
            "title": "Nhập từ Excel",
            "kinds": [_start(kind) for kind in self.kinds],
            "actions": [excel | {"tone": "secondary"}],
            "tabs": list(tabs(TABS, self.tallies, self.tab, query)),
            "columns": titles("Tệp", "Nội dung", "Trạng thái", "Kết quả", "Người nhập"),
            "rows": context["page_obj"].object_list,
        }


class BatchExcel(BatchesShown, BaseListView):
    def render_to_response(self, context: dict[str, Any]) -> HttpResponse:
        told = subtitle(self.request.user.school, TABS[self.tab] if self.tab else "", on=timezone.localdate())
        rows = ([number, *_cells(batch)] for number, batch in enumerate(context["object_list"], start=1))
        return download(workbook("LƯỢT NHẬP TỪ EXCEL", told, [Column("STT", 6), *COLUMNS], rows), "luot-nhap-excel")


def _start(kind: IntakeKind) -> dict[str, str]:
    slug = SLUGS[kind]
    return {
        "label": str(kind.label),
        "lead": KINDS[kind].lead,
        "url": reverse(f"intake:upload_{slug}"),
        "template_url": reverse(f"intake:template_{slug}"),
    }


def _cells(batch: Batch) -> list[Any]:
    done = "; ".join(f"{count} {label}" for label, count in batch.summary.get("done", {}).items())
    return [
        batch.file_name,
        batch.get_kind_display(),
        batch.get_state_display(),
        batch.row_count,
        done,
        str(batch.uploaded_by),
        timezone.localdate(batch.uploaded_at),
        str(batch.decided_by or ""),
        timezone.localdate(batch.decided_at) if batch.decided_at else None,
    ]
