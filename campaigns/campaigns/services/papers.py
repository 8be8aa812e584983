"""Văn bản phát động: the official paper that launches a campaign, drafted from what the campaign says."""

from collections.abc import Iterator
from datetime import datetime
from html import escape

from django.db import transaction
from django.utils import timezone
from django.utils.formats import number_format

from campaigns.campaigns.enums import CampaignState, Launcher
from campaigns.campaigns.models import Activity, Campaign, Reward
from campaigns.campaigns.policies import can_manage
from thiduakt.audit.services import record
from thiduakt.catalog.basis import basis_line
from thiduakt.documents.composing import usual_signer
from thiduakt.documents.kinds import Kind
from thiduakt.documents.models import Document
from thiduakt.documents.richtext import dash_list
from thiduakt.documents.services.drafting import create_draft
from thiduakt.marks import points_told
from thiduakt.school.models import User
from thiduakt.workflow import MoveRefusedError, hold

RECIPIENTS = ["Hội đồng Thi đua - Khen thưởng", "Các tổ chuyên môn", "Lưu: VT, HSTĐKT"]


@transaction.atomic
def begin_paper(campaign: Campaign, *, actor: User, at: datetime) -> Document:
    """A draft in the outline of a plan (NĐ 30/2020/NĐ-CP, mẫu 1.4). What the campaign leaves open is a place to fill."""
    stored: Campaign = hold(campaign, can_manage, actor=actor, at=at)
    if stored.paper_id:
        raise MoveRefusedError("Phong trào đã có văn bản phát động.")
    if stored.state not in {CampaignState.DRAFT, *CampaignState.OPEN}:
        raise MoveRefusedError("Phong trào đã tổng kết, không soạn văn bản phát động nữa.")
    today = timezone.localdate(at)
    title = "hưởng ứng" if stored.launcher != Launcher.SCHOOL else "tổ chức"
    stored.paper = create_draft(
        Kind.PLAN,
        subject=f"{title.capitalize()} phong trào thi đua “{stored.name}”"[:500],
        dated_on=max(today, stored.launches_on) if stored.state == CampaignState.DRAFT else today,
        bases=[basis_line(stored.superior_paper)] if stored.superior_paper else [],
        body="".join(_body(stored)),
        recipients=RECIPIENTS,
        signer=usual_signer(stored.school_id, today),
        actor=actor,
        at=at,
    )
    stored.save(update_fields=["paper"])
    record(actor=actor, verb="campaign.paper", target=stored, at=at, changes={"văn bản": stored.paper_id})
    return stored.paper


def _body(campaign: Campaign) -> Iterator[str]:
    yield f"<p>{escape(str(campaign.school))} ban hành kế hoạch như sau:</p>"
    yield "<h2>MỤC ĐÍCH, YÊU CẦU</h2>"
    yield _paragraphs(campaign.aims, "mục đích, yêu cầu của phong trào")
    yield "<h2>NỘI DUNG</h2>"
    yield f"<h3>Nội dung thi đua</h3>{_paragraphs(campaign.content or campaign.response, 'nội dung thi đua')}"
    yield f"<h3>Tiêu chí thi đua</h3>{dash_list(_criteria(campaign)) or _to_fill('tiêu chí đo được')}"
    yield f"<h3>Đối tượng, thời gian</h3><p>Đối tượng: {escape(_who(campaign))}.</p>{_times(campaign)}"
    if rewards := [_reward(one) for one in campaign.rewards.all()]:
        yield f"<h3>Khen thưởng</h3>{dash_list(rewards)}"
    if campaign.budget is not None:
        source = f", từ {campaign.budget_source}" if campaign.budget_source else ""
        yield f"<h3>Kinh phí</h3><p>Kinh phí dự kiến: {escape(_money(campaign.budget) + source)}.</p>"
    if campaign.measures.strip():
        yield f"<h3>Biện pháp thực hiện</h3>{_paragraphs(campaign.measures, '')}"
    yield "<h2>TỔ CHỨC THỰC HIỆN</h2>"
    tasks = (_task(one) for one in campaign.activities.select_related("person", "group"))
    yield dash_list(tasks) or _to_fill("ai làm việc gì, khi nào xong")
    yield f"<p>Trên đây là Kế hoạch thực hiện phong trào thi đua “{escape(campaign.name)}”, "
    yield "đề nghị các bộ phận, tổ chuyên môn triển khai thực hiện./.</p>"


def _paragraphs(text: str, asked: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return "".join(f"<p>{escape(line)}</p>" for line in lines) or _to_fill(asked)


def _to_fill(asked: str) -> str:
    """Holds back the signing until somebody has filled it."""
    return f"<p>[CẦN BỔ SUNG: {asked}]</p>"


def _criteria(campaign: Campaign) -> list[str]:
    told = []
    for one in campaign.criteria.all():
        points = f"{points_told(one.points)} điểm" if one.points else ""
        more = "; ".join(filter(None, (one.yardstick, points, "bắt buộc" if one.is_compulsory else "")))
        told.append(f"{one.text} ({more})" if more else one.text)
    return told


def _task(one: Activity) -> str:
    owner = str(one.person or one.group or "")
    due = f"xong trước ngày {one.due_on:%d/%m/%Y}" if one.due_on else ""
    return f"{one.name}: {'; '.join(filter(None, (owner, due)))}".removesuffix(": ")


def _who(campaign: Campaign) -> str:
    groups = ", ".join(map(str, campaign.groups.all()))
    return groups or campaign.get_participants_display()


def _times(campaign: Campaign) -> str:
    days = {"Phát động": campaign.launches_on, "Sơ kết": campaign.reviews_on, "Tổng kết": campaign.sums_up_on}
    return "".join(f"<p>{label}: ngày {day:%d/%m/%Y}.</p>" for label, day in days.items() if day)


def _reward(one: Reward) -> str:
    """A number under ten has two figures: nobody can write another before it."""
    recipients = f" cho {one.recipients}" if one.recipients else ""
    each = f", mỗi suất {_money(one.amount)}" if one.amount else ""
    return f"{one.count:02d} {one.what}{recipients}{each}"


def _money(amount: int) -> str:
    return f"{number_format(amount, use_l10n=True, force_grouping=True)} đồng"
