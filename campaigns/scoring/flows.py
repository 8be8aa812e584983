"""The road of a score sheet."""

from thiduakt.marks import points_told, total_of
from thiduakt.workflow import Missing, Move, Workflow

from .enums import SheetState as S
from .models import Mark, ScoreSheet
from .policies import can_manage


def problems(sheet: ScoreSheet) -> list[str]:
    """What does not fit together in a sheet before it is used."""
    items = list(sheet.items.all())
    found: list[str] = []
    if not items:
        found.append(Missing("Bảng chưa có tiêu chí.", "items-0-text"))
    total = total_of(one.max_points for one in items)
    if items and total != sheet.total:
        found.append(
            Missing(
                f"Tổng điểm các tiêu chí là {points_told(total)}, chưa bằng {points_told(sheet.total)}.",
                "items-0-max_points",
            )
        )
    texts = [one.text.casefold() for one in items]
    found += [
        Missing(f"Tiêu chí “{one.text}” ghi hai lần.", "items-0-text")
        for place, one in enumerate(items)
        if one.text.casefold() in texts[:place]
    ]
    if any(one.section for one in items) and any(not one.section for one in items):
        found.append(Missing("Có tiêu chí không thuộc mục nào, trong khi các tiêu chí khác có mục.", "items-0-section"))
    if not sheet.subjects.exists():
        found.append(Missing("Chưa có đối tượng nào được chấm.", "subjects"))
    return found


def still_scoring(sheet: ScoreSheet) -> list[str]:
    return [f"{one} chưa gửi điểm tự chấm." for one in sheet.subjects.filter(sent_at=None).select_related("group", "person")]


def not_scored(sheet: ScoreSheet) -> list[str]:
    asked = sheet.items.count()
    given = Mark.objects.filter(subject__sheet=sheet, council_points__isnull=False).values_list("subject", flat=True)
    counts = list(given)
    return [
        f"{one}: hội đồng mới chấm {counts.count(one.pk)}/{asked} tiêu chí."
        for one in sheet.subjects.select_related("group", "person")
        if counts.count(one.pk) < asked
    ]


SHEET_FLOW = Workflow(
    "score",
    Move(
        "open", "Mở cho tự chấm", (S.DRAFT,), S.SELF, can_manage, problems,
        warning="Từ bước này tiêu chí và điểm tối đa không sửa được nữa; muốn đổi thì sao chép thành bảng mới.",
    ),
    Move("collect", "Chuyển hội đồng chấm", (S.SELF,), S.COUNCIL, can_manage, still_scoring),
    Move("collect_anyway", "Chuyển hội đồng chấm dù còn thiếu", (S.SELF,), S.COUNCIL, can_manage, needs_reason=True),
    Move("rank", "Xếp hạng, công bố điểm", (S.COUNCIL,), S.RANKED, can_manage, not_scored),
    Move("take_back", "Mở lại để chấm lại", (S.RANKED,), S.COUNCIL, can_manage, needs_reason=True),
)  # fmt: skip
