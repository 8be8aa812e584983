"""The road of a council and of its renewals: drafted, in force by a decision, over."""

from thiduakt.workflow import Move, Workflow

from .composition import faults_of
from .enums import CouncilState as S
from .enums import RenewalState as R
from .models import Council, Renewal
from .policies import can_put_in_force
from .queries import proposed_seats


def missing_of_council(council: Council) -> list[str]:
    return faults_of(council, proposed_seats(council))


def missing_of_renewal(renewal: Renewal) -> list[str]:
    return faults_of(renewal.council, proposed_seats(renewal))


COUNCIL_FLOW = Workflow(
    "council",
    Move(
        "found", "Ghi nhận quyết định thành lập", (S.DRAFT,), S.STANDING, can_put_in_force, missing_of_council,
        warning="Danh sách thành viên giữ nguyên từ lúc này; sau đó đổi người bằng một lần kiện toàn.",
    ),
    Move(
        "end", "Kết thúc nhiệm kỳ", (S.STANDING,), S.ENDED, can_put_in_force, needs_reason=True,
        warning="Từ ngày mai không ai là thành viên của hội đồng này nữa.",
    ),
)  # fmt: skip

RENEWAL_FLOW = Workflow(
    "council_renewal",
    Move(
        "enter", "Ghi nhận quyết định kiện toàn", (R.DRAFT,), R.IN_FORCE, can_put_in_force, missing_of_renewal,
        warning="Danh sách mới có hiệu lực từ ngày của quyết định, danh sách cũ hết hiệu lực hôm trước.",
    ),
)  # fmt: skip
