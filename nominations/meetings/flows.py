"""The road of a meeting: written down, then concluded for good."""

from thiduakt.workflow import Move, Workflow

from .enums import MeetingState as S
from .policies import can_lead
from .queries import missing_of

MEETING_FLOW = Workflow(
    "group_meeting",
    Move(
        "conclude", "Chốt kết quả, chuyển hồ sơ", (S.DRAFT,), S.CONCLUDED, can_lead, missing_of,
        warning="Hồ sơ được tổ đề nghị chuyển lên trường, hồ sơ không được đề nghị dừng ở tổ. Kết quả không sửa được nữa; "
        "ghi sai thì tổ họp lại bằng một cuộc họp mới.",
    ),
)  # fmt: skip
