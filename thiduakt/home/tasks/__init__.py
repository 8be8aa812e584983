"""Việc của tôi: what I can do now, derived from permissions and states, never stored. A module a part of the house."""

from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone

from campaigns.plans.models import Plan
from thiduakt.permissions import Scope, may, scopes
from thiduakt.school.models import User

from . import (
    appraisals,
    ballots,
    campaigns,
    ceremonies,
    certificates,
    closing,
    contests,
    decisions,
    dossiers,
    exemplars,
    feedback,
    initiatives,
    judging,
    law,
    packs,
    papers,
    publications,
    registrations,
    rewards,
    scoring,
    sessions,
    staff,
    targets,
)
from .parts import Part, in_parts
from .task import Task

__all__ = ["Part", "Task", "parts_of", "tasks_of", "where_work_shows"]

SOURCES = (
    papers.paper_tasks,
    papers.consultation_tasks,
    staff.role_tasks,
    papers.opening_tasks,
    law.rule_tasks,
    staff.import_tasks,
    campaigns.campaign_tasks,
    contests.contest_tasks,
    initiatives.initiative_tasks,
    judging.judging_tasks,
    scoring.scoring_tasks,
    registrations.registration_tasks,
    dossiers.dossier_tasks,
    appraisals.appraisal_tasks,
    sessions.session_tasks,
    ballots.ballot_tasks,
    targets.target_tasks,
    exemplars.exemplar_tasks,
    feedback.feedback_tasks,
    certificates.certificate_tasks,
    decisions.decision_tasks,
    packs.pack_tasks,
    rewards.reward_tasks,
    publications.publication_tasks,
    ceremonies.ceremony_tasks,
    closing.closing_tasks,
)
# What somebody else waits for, so that it presses without a day of its own.
WAITED_FOR = (
    *ballots.URGES.values(),
    *sessions.URGES.values(),
    papers.URGES["issue"], papers.URGES["sign"], *staff.ROLE_URGES.values(), papers.OPENING_URGE, law.RULE_URGE,
    staff.IMPORT_URGES["approve"], papers.MENDING_URGE, targets.TARGET_URGES["check"], targets.TARGET_URGES["returned"],
    papers.ANSWERING_URGE, papers.READING_URGE, papers.ANSWERED,
    *(decisions.URGES[name] for name in ("cancel", "decide")),
    *(packs.URGES[name] for name in ("supplement", "approve", "send", "receive", "consider")),
    *rewards.URGES.values(), feedback.URGES["answer"], appraisals.URGES["waive"],
    *(registrations.URGES[name] for name in ("accept", "mend", "confirm")),
    *(dossiers.URGES[name] for name in ("mend", "record")),
    *(initiatives.URGES[name] for name in ("mend", "answer", "confirm")),
    exemplars.URGES["agree"], judging.URGES["answer"], judging.URGES["judge"], contests.URGES["judge"],
)  # fmt: skip
OTHERS = (
    *targets.TARGET_URGES.values(), papers.URGES["submit"], *decisions.URGES.values(), *packs.URGES.values(),
    *ceremonies.URGES.values(), *publications.URGES.values(), *certificates.URGES.values(), *feedback.URGES.values(),
    *registrations.URGES.values(), *appraisals.URGES.values(), *dossiers.URGES.values(), *initiatives.URGES.values(),
    *exemplars.URGES.values(), *judging.URGES.values(), *scoring.URGES.values(), *contests.URGES.values(),
    *campaigns.URGES.values(), staff.IMPORT_URGES["own"], papers.COMMENTING_URGE, *closing.URGES.values(),
)  # fmt: skip
BY_URGENCY = tuple(dict.fromkeys((*WAITED_FOR, *OTHERS)))


def tasks_of(user: User, at: datetime) -> list[Task]:
    """The most urgent first; of one urgency the newest first."""
    tasks = [task for source in SOURCES for task in source(user, at)]
    return sorted(tasks, key=lambda task: BY_URGENCY.index(task.label))


def parts_of(user: User, at: datetime) -> list[Part]:
    """The same, as the page tells it."""
    return in_parts(tasks_of(user, at), WAITED_FOR, timezone.localdate(at))


def where_work_shows(user: User, on: date) -> dict[str, str]:
    """For components/empty_state.html, where nothing waits: what each may look at meanwhile, by what they are let see."""
    seen = scopes(user, "plan.view", on)
    plans = {"action_label": "Xem các kế hoạch", "action_url": reverse("plans:list")}
    if seen == {Scope.SUPERIOR}:
        return plans | {"text": "Kế hoạch trường gửi lên hiện ở mục Kế hoạch, hồ sơ khen thưởng ở mục Trình cấp trên."}
    if may(user, "account.manage", on=on):
        accounts = {"action_label": "Mở mục Tài khoản", "action_url": reverse("school:account_list")}
        return accounts | {"text": "Việc duyệt, đề xuất vai trò và tài khoản ở mục Tài khoản."}
    if may(user, "plan.edit", on=on) and not Plan.objects.filter(school=user.school_id).exists():
        first = "Năm thi đua bắt đầu từ kế hoạch: thầy/cô nhập bản đã gõ sẵn trong Word, hoặc soạn mới theo khung có sẵn."
        return {"text": first, "action_label": "Lập kế hoạch đầu tiên", "action_url": reverse("plans:list")}
    if seen:
        return plans | {"text": "Khi có kế hoạch cần đọc, ký hoặc ban hành, việc đó hiện ở đây."}
    return {"text": "Khi có việc cần thầy/cô làm, việc đó hiện ở đây."}
