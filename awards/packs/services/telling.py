"""Who learns what of a pack: whoever prepared it, the principal when it waits, the clerk and the superior in their turn."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from awards.packs.enums import AnswerKind
from awards.packs.models import Answer, Build, Pack
from thiduakt.notices.enums import NoticeKind
from thiduakt.notices.services.notifying import notify
from thiduakt.permissions import RULES, Scope
from thiduakt.school.models import Person, User
from thiduakt.school.queries import holders


def tell_ready(build: Build, at: datetime) -> None:
    """The principal: nothing is missing any more."""
    pack = build.pack
    principals = _holding("pack.approve", Scope.SCHOOL, pack.school_id, at)
    subject = f"{pack} chờ thầy/cô duyệt"
    _tell(principals, NoticeKind.PACK_TO_APPROVE, subject, pack, pack.review.with_year, build.requested_by, at)


def tell_approved(pack: Pack, *, actor: User, at: datetime) -> None:
    _tell_writers(pack, f"{pack} đã duyệt", "Văn thư nộp rồi ghi ngày nộp.", actor, at)
    clerks = _holding("pack.send", Scope.SCHOOL, pack.school_id, at)
    _tell(clerks, NoticeKind.PACK_STEP, f"{pack} đã duyệt, chờ thầy/cô nộp", pack, pack.review.with_year, actor, at)


def tell_reworked(pack: Pack, *, actor: User, at: datetime) -> None:
    text = "Thầy/cô sửa xong thì lập lại bộ tệp để trình duyệt lại."
    _tell_writers(pack, f"{pack} được đưa về soạn lại", text, actor, at, NoticeKind.PACK_BACK)


def tell_sent(pack: Pack, *, actor: User, at: datetime) -> None:
    _tell_writers(pack, f"{pack} đã nộp ngày {pack.sent_on:%d/%m/%Y}", "", actor, at)
    if pack.superior_id:
        subject = f"Bộ hồ sơ của {pack.school} đã nộp ngày {pack.sent_on:%d/%m/%Y}"
        people = _holding("pack.answer", Scope.SUPERIOR, pack.superior_id, at)
        _tell(people, NoticeKind.PACK_STEP, subject, pack, pack.review.with_year, actor, at, school_id=pack.superior_id)


def tell_answered(answer: Answer, *, actor: User, at: datetime) -> None:
    pack = answer.pack
    if answer.kind != AnswerKind.RECEIPT:
        due = f" Hạn hết ngày {answer.due_on:%d/%m/%Y}." if answer.due_on else ""
        subject = f"{pack}: cấp trên {answer.get_kind_display()}"
        _tell_writers(pack, subject, f"{answer.note}{due}", actor, at, NoticeKind.PACK_BACK)
    else:
        _tell_writers(pack, f"{pack}: cấp trên đã tiếp nhận", str(answer), actor, at)


def tell_decided(pack: Pack, *, actor: User, at: datetime) -> None:
    told = f"Quyết định {pack.decision.notation}." if pack.decision else ""
    _tell_writers(pack, f"{pack} đã có quyết định", told, actor, at)


def _tell_writers(
    pack: Pack, subject: str, text: str, actor: User, at: datetime, kind: NoticeKind = NoticeKind.PACK_STEP
) -> None:
    """Whoever began it, and whoever built its files."""
    builders = Person.objects.filter(user__in=pack.builds.order_by().values("requested_by"))
    _tell([pack.created_by, *builders], kind, subject, pack, text, actor, at)


def _holding(rule: str, scope: Scope, school_id: int, at: datetime) -> list[Person]:
    """By their office; a delegate finds the task."""
    roles = {role for role, granted in RULES[rule].grants.items() if granted is scope}
    return [held.person for held in holders(school_id, roles, timezone.localdate(at))]


def _tell(
    people: Iterable[Person], kind: NoticeKind, subject: str, pack: Pack, text: str, actor: User, at: datetime, *,
    school_id: int | None = None,
) -> None:  # fmt: skip
    notify(
        people, kind=kind, subject=subject, text=text, url=pack.get_absolute_url(), school_id=school_id or pack.school_id,
        actor=actor, at=at,
    )  # fmt: skip
