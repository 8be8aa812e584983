"""What the page of components shows: every component with every state, long Vietnamese text and nothing at all."""

from datetime import date
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.templatetags.static import static

from thiduakt.documents.enums import DocumentState
from thiduakt.documents.models import SignedCopy
from thiduakt.files.uploads import PDF_TYPE
from thiduakt.forms import bare_helper
from thiduakt.school.enums import RoleState
from thiduakt.workflow import Missing, Move

from .templatetags.look import NOTICES

SUBJECT = (
    "Công tác thi đua, khen thưởng năm 2026 và phong trào thi đua “Mỗi thầy cô giáo là tấm gương đạo đức, tự học và "
    "sáng tạo” chào mừng kỷ niệm ngày thành lập Đảng bộ phường Việt Hưng"
)


class SampleForm(forms.Form):
    subject = forms.CharField(label="Trích yếu", max_length=40, help_text="Viết ngắn, không có dấu chấm ở cuối.")
    kind = forms.ChoiceField(label="Loại văn bản", choices=[("KH", "Kế hoạch"), ("QĐ", "Quyết định"), ("BC", "Báo cáo")])
    dated = forms.DateField(label="Ngày ký", required=False)
    note = forms.CharField(label="Ghi chú cho văn thư", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    reach = forms.ChoiceField(
        label="Công khai",
        choices=[("all", "Trong toàn trường"), ("group", "Trong tổ")],
        widget=forms.RadioSelect,
        initial="all",
    )
    is_urgent = forms.BooleanField(label="Văn bản khẩn", required=False)


class SampleCellForm(forms.Form):
    points = forms.IntegerField(label="Điểm", max_value=10, widget=forms.TextInput(attrs={"class": "form-control points"}))


class SampleRowForm(SampleCellForm):
    helper = bare_helper()

    @property
    def cells(self) -> list[tuple[forms.BoundField, int]]:
        return [(self["points"], 4)]


class SamplePart(forms.formset_factory(SampleRowForm, extra=2)):  # type: ignore[misc]
    title = "Tiêu chí"
    lead = "Mỗi dòng một tiêu chí; bỏ trống dòng không dùng."


class SampleUploadForm(forms.Form):
    scan = forms.FileField(
        label="Bản ký quét", help_text="Tệp PDF, không quá 10 MB.", widget=forms.FileInput(attrs={"accept": ".pdf"})
    )


def sample() -> dict[str, Any]:
    return {
        **_frame(),
        "subject": SUBJECT,
        "day": date(2026, 1, 5),
        "states": [*DocumentState.choices, *RoleState.choices],
        "notices": list(NOTICES),
        "form": SampleForm(),
        "upload_form": SampleUploadForm(),
        "files_form": SampleUploadForm(prefix="nhieu-tep"),
        "panel_form": SampleRowForm(prefix="khung"),
        "part": SamplePart(prefix="phan"),
        "kept_files": [SignedCopy(pk=1, original_name="ban-ky-ke-hoach.pdf", content_type=PDF_TYPE, size=482_130)],
        "refused_form": SampleForm({"subject": SUBJECT, "dated": "31/02/2026", "kind": "KH"}),
        "refused_cell": SampleCellForm({"points": "11"}),
        "actions": [
            {"label": "Soạn kế hoạch", "url": "#noi-dung", "icon": "plus-lg"},
            {"label": "Xuất Excel", "url": "#noi-dung", "icon": "download", "tone": "secondary"},
        ],
        "breadcrumbs": [{"label": "Kế hoạch", "url": "#noi-dung"}, {"label": "Năm 2026", "url": "#noi-dung"}],
        "facts": [
            {"label": "Số, ký hiệu", "value": "01/KH-MNGB"},
            {"label": "Người soạn", "value": "Nguyễn Thị Ánh Nguyệt", "url": "#noi-dung"},
            {"label": "Trích yếu", "value": SUBJECT},
            {"label": "Ngày ban hành", "value": ""},
        ],
        "sample_page": static("img/sample-page.svg"),
        "lines": ["Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;", f"Kế hoạch số 05/KH-UBND về {SUBJECT};"],
        **_lists(),
        **_moves(),
    }


def _frame() -> dict[str, Any]:
    alone = [_entry("Việc của tôi", "check2-square"), _entry("Kế hoạch", "journal-text", is_current=True)]
    folds = [
        {"name": "", "entries": alone},
        {"name": "Năm thi đua", "entries": [_entry("Phong trào", "flag")], "is_open": True},
        {"name": "Nhà trường", "entries": [_entry("Tài khoản", "people")]},
    ]
    return {
        "navigation": render_to_string("components/navigation.html", {"navigation": folds}),
        "school": "Trường Mầm non Giang Biên",
        "school_year": "2026–2027",
        "year": 2026,
        "user": "Nguyễn Hoàng Thị Phương Thảo",
        "role_names": ["Hiệu trưởng", "Chủ tịch hội đồng thi đua, khen thưởng"],
    }


def _entry(label: str, icon: str, *, is_current: bool = False) -> dict[str, Any]:
    return {"label": label, "url": "#noi-dung", "icon": icon, "is_current": is_current}


def _lists() -> dict[str, Any]:
    return {
        "tabs": [
            {"label": "Bản nháp", "count": 3, "url": "?", "is_current": True},
            {"label": "Đang lấy ý kiến", "count": 1, "url": "?"},
            {"label": "Đã trình ký", "count": 0, "url": "?"},
            {"label": "Đã ban hành", "count": 128, "url": "?"},
        ],
        "steps": [
            {"label": "Nháp", "state": "done", "detail": "05/01/2026"},
            {"label": "Đang lấy ý kiến", "state": "done", "detail": "12/01/2026, 24 ý kiến"},
            {"label": "Đã trình ký", "state": "current", "detail": "Chờ hiệu trưởng"},
            {"label": "Đã ký", "state": "todo"},
            {"label": "Đã ban hành", "state": "todo"},
        ],
        "beside": {"label": "Thống kê", "url": "#noi-dung", "icon": "bar-chart"},
        "page": Paginator(range(248), 20).page(5),
        "columns": [{"title": "Họ và tên"}, {"title": "Tổ"}, {"title": "Danh hiệu"}, {"title": "Số năm", "align": "right"}],
        "rows": [
            ("Đỗ Thị Đào", "Tổ Mẫu giáo lớn", "Chiến sĩ thi đua cơ sở", 3),
            ("Nguyễn Hoàng Thị Phương Thảo Nguyên", "Tổ Nuôi dưỡng – Văn phòng", "Lao động tiên tiến", 12),
        ],
        "wide_columns": [{"title": title} for title in ("Họ và tên", *(f"{year}–{year + 1}" for year in range(2018, 2026)))],
        "wide_rows": [("Đỗ Thị Đào", *["LĐTT", "CSTĐCS"] * 4), ("Trần Văn Ưng", *["–", "LĐTT"] * 4)],
    }


def _moves() -> dict[str, Any]:
    def nobody(*_: Any) -> bool:
        return False

    return {
        "plain_move": Move("submit", "Trình ký", (), "", nobody),
        "reason_move": Move("return", "Trả lại", (), "", nobody, needs_reason=True),
        "final_move": Move(
            "issue",
            "Ban hành",
            (),
            "",
            nobody,
            warning="Văn bản nhận số 01/KH-MNGB và gửi đến 24 người. Sau bước này không ai sửa hay xóa được nữa.",
        ),
        "blocked_move": Move("sign", "Ký văn bản", (), "", nobody),
        "blockers": [
            Missing("Còn chỗ ghi [CẦN BỔ SUNG], cần điền hoặc xóa đi.", "note"),
            "Chưa có ý kiến của Công đoàn nhà trường.",
        ],
    }
