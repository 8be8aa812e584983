"""The road of a secret vote: prepared, opened, closed, counted, confirmed, its ballots destroyed; or voided on the way."""

from thiduakt.workflow import Move, Workflow

from .enums import PollState as S
from .policies import can_close, can_conduct
from .queries import missing_of, why_not_counted

UNTOLD = frozenset({"manifest", "public_key", "sk_wrapped", "box", "voted", "mac", "receipts", "tally"})

POLL_FLOW = Workflow(
    "poll",
    Move(
        "open", "Mở hòm phiếu", (S.DRAFT,), S.OPEN, can_conduct, missing_of,
        warning="Danh sách bầu, người bầu và tỷ lệ phiếu giữ nguyên từ lúc này. Hòm phiếu mở khi hai người giữ hai việc "
        "khác nhau cùng xác nhận.",
    ),
    Move(
        "close", "Đóng hòm phiếu", (S.OPEN,), S.CLOSED, can_close,
        warning="Đóng rồi thì không ai bỏ phiếu thêm được, kể cả người chưa bỏ phiếu. Hòm phiếu không mở lại được.",
    ),
    Move(
        "count", "Kiểm phiếu", (S.CLOSED,), S.COUNTED, can_conduct, why_not_counted,
        warning="Người kiểm phiếu và một người khác cùng xác nhận thì hệ thống mở hòm và kiểm phiếu.",
    ),
    Move(
        "confirm", "Xác nhận kết quả", (S.COUNTED,), S.CONFIRMED, can_conduct,
        warning="Chủ tọa, thư ký và mọi người kiểm phiếu đều xác nhận thì kết quả được chốt.",
    ),
    Move("shred", "Hủy phiếu đã niêm phong", (S.CONFIRMED,), S.SHREDDED, can_conduct),
    Move(
        "void", "Hủy cuộc bỏ phiếu", (S.OPEN, S.CLOSED, S.COUNTED), S.VOID, can_conduct, needs_reason=True,
        warning="Hai người giữ hai việc khác nhau cùng xác nhận; phiếu đã kiểm thì một trong hai là người kiểm phiếu. Phiếu "
        "trong hòm bị hủy, chưa kiểm thì không mở ra. Cuộc bỏ phiếu bị hủy vẫn được ghi trong biên bản, kèm lý do.",
    ),
    untold=UNTOLD,
)  # fmt: skip
