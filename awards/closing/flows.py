"""A year is closed, and in need opened again. What stands in the way is asked by the service, with the day at hand."""

from thiduakt.workflow import Move, Workflow

from .enums import ClosingState as S
from .policies import can_close

CLOSING_FLOW = Workflow(
    "year",
    Move(
        "close", "Khép năm thi đua", (S.OPEN,), S.CLOSED, can_close,
        warning=(
            "Từ lúc này phong trào, chỉ tiêu, đăng ký, bảng điểm, hội thi, đợt chấm sáng kiến, đợt xét, hồ sơ, cuộc họp tổ, "
            "phiên họp hội đồng của năm học không ai sửa được nữa. Hủy khen thưởng, ghi kết quả của cấp trên, chi thưởng, "
            "in giấy khen, công bố và lễ trao thưởng vẫn làm tiếp được."
        ),
    ),
    Move(
        "reopen", "Mở lại năm thi đua", (S.CLOSED,), S.OPEN, can_close, needs_reason=True,
        warning="Việc mở lại và lý do được ghi vào nhật ký. Sửa xong thầy/cô khép lại và lập tệp lưu trữ mới.",
    ),
)  # fmt: skip
