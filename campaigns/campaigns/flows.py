"""The road of a campaign, and what Luật 06/2022/QH15, Điều 17 asks of it before it is launched."""

from collections.abc import Iterator

from thiduakt.documents.enums import DocumentState
from thiduakt.workflow import Missing, Move, Workflow

from .enums import CampaignState as S
from .enums import Launcher
from .models import Campaign
from .policies import can_launch


def before_launch(campaign: Campaign) -> list[str]:
    asked = _of_the_school if campaign.launcher == Launcher.SCHOOL else _of_a_superior
    missing: list[str] = list(asked(campaign))
    if campaign.paper and campaign.paper.state not in DocumentState.NUMBERED:
        missing.append("Văn bản phát động chưa ban hành. Thầy/cô ban hành văn bản, hoặc bỏ bản nháp nếu không cần.")
    return missing


def _of_the_school(campaign: Campaign) -> Iterator[Missing]:
    if not campaign.aims.strip():
        yield Missing("Chưa ghi mục đích, yêu cầu.", "aims")
    if not campaign.content.strip():
        yield Missing("Chưa ghi nội dung thi đua.", "content")
    criteria = campaign.criteria.all()
    if not any(one.yardstick or one.points for one in criteria):
        yield Missing("Cần ít nhất một tiêu chí đo được: có cách đo hoặc có điểm.", "criteria-0-text")
    activities = campaign.activities.all()
    if not any((one.person_id or one.group_id) and one.due_on for one in activities):
        yield Missing("Cần ít nhất một hoạt động có người hoặc tổ phụ trách và có thời hạn.", "activities-0-name")


def _of_a_superior(campaign: Campaign) -> Iterator[Missing]:
    if campaign.superior_paper_id is None:
        yield Missing("Chưa chọn văn bản của cấp trên.", "superior_paper")
    if not campaign.response.strip():
        yield Missing("Chưa ghi trường hưởng ứng bằng việc gì.", "response")


def before_summing_up(campaign: Campaign) -> list[str]:
    return [] if campaign.summary.strip() else [Missing("Chưa ghi kết quả tổng kết.", "summary")]


CAMPAIGN_FLOW = Workflow(
    "campaign",
    Move("launch", "Phát động", (S.DRAFT,), S.LAUNCHED, can_launch, before_launch),
    Move("begin", "Bắt đầu thực hiện", (S.LAUNCHED,), S.RUNNING, can_launch),
    Move("take_back", "Đưa về bản soạn", (S.LAUNCHED,), S.DRAFT, can_launch, needs_reason=True),
    Move("sum_up", "Tổng kết", (S.RUNNING,), S.SUMMED_UP, can_launch, before_summing_up),
    Move("reopen", "Mở lại để sửa kết quả", (S.SUMMED_UP,), S.RUNNING, can_launch, needs_reason=True),
    Move(
        "close", "Kết thúc", (S.SUMMED_UP,), S.CLOSED, can_launch,
        warning="Phong trào đã kết thúc thì không sửa, không mở lại được nữa.",
    ),
)  # fmt: skip
