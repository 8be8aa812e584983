"""The roads of a posted list and of an opinion on it."""

from thiduakt.workflow import Missing, Move, Workflow

from .enums import OpinionState, PostingState
from .models import Posting
from .policies import can_answer, can_post
from .queries import too_short


def _before_posting(posting: Posting) -> list[str]:
    missing: list[str] = []
    if not posting.lines.exists():
        missing.append("Danh sách chưa có hồ sơ nào đã nộp lên trường.")
    if (least := too_short(posting)) and not posting.why_shorter.strip():
        missing.append(
            Missing(
                f"Trường quy định công khai ít nhất {least} ngày làm việc. Thầy/cô lùi ngày cuối, hoặc ghi lý do.", "until"
            )
        )
    return missing


def _before_closing(posting: Posting) -> list[str]:
    waiting = posting.opinions.waiting().count()
    return [f"Còn {waiting} phản ánh chưa trả lời."] if waiting else []


POSTING_FLOW = Workflow(
    "posting",
    Move(
        "post", "Công khai danh sách", (PostingState.DRAFT,), PostingState.POSTED, can_post, _before_posting,
        warning="Cả trường nhận được thông báo và xem được danh sách; danh sách giữ nguyên như lúc này.",
    ),
    Move("close", "Kết thúc công khai", (PostingState.POSTED,), PostingState.CLOSED, can_post, _before_closing),
)  # fmt: skip

OPINION_FLOW = Workflow(
    "opinion", Move("answer", "Trả lời phản ánh", (OpinionState.SENT,), OpinionState.ANSWERED, can_answer)
)
