"""Phiên đăng nhập: begun, seen, ended. What a browser holds is only the number of its row, in a session it cannot read."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from thiduakt.audit.security import security_event
from thiduakt.audit.services import record
from thiduakt.permissions import require
from thiduakt.school.models import SignIn, User

IDLE = timedelta(minutes=30)
IDLE_OF_TRUSTED = timedelta(minutes=15)  # for those who sign or issue: their browser left open is worth more
LONGEST = timedelta(hours=10)
WRITTEN_EVERY = timedelta(minutes=1)


def begin_sign_in(user: User, *, address: str, device: str, at: datetime) -> SignIn:
    user.sign_ins.filter(began_at__lte=at - LONGEST).delete()
    security_event("sign_in", user=user, at=at, detail=device)
    return SignIn.objects.create(user=user, began_at=at, seen_at=at, address=address, device=device)


def idle_limit(user: User, at: datetime) -> timedelta:
    return IDLE_OF_TRUSTED if user.must_have_second_factor(timezone.localdate(at)) else IDLE


def why_ended(sign_in: SignIn, *, at: datetime) -> str:
    """A sentence, if the sign-in has ended by itself; then its row is gone."""
    sentence = ""
    if at - sign_in.began_at >= LONGEST:
        sentence = "Mỗi lần đăng nhập dùng được 10 giờ. Thầy/cô đăng nhập lại để làm tiếp."
    elif at - sign_in.seen_at >= (idle := idle_limit(sign_in.user, at)):
        minutes = idle // timedelta(minutes=1)
        sentence = f"Đã quá {minutes} phút không có thao tác. Để an toàn, thầy/cô đăng nhập lại để làm tiếp."
    if sentence:
        sign_in.delete()
        security_event("session_ended", user=sign_in.user, at=at, detail="hết thời hạn")
    return sentence


def see(sign_in: SignIn, *, at: datetime) -> None:
    """Note that the person is here."""
    if at - sign_in.seen_at >= WRITTEN_EVERY:
        SignIn.objects.filter(pk=sign_in.pk).update(seen_at=at)


@transaction.atomic
def end_sign_ins(user: User, *, at: datetime, by: str, but: int | None = None) -> int:
    """End this person's sign-ins, all `but` one; returns how many."""
    ended, _ = user.sign_ins.exclude(pk=but or 0).delete()
    if ended:
        security_event("session_ended", user=user, at=at, detail=f"{by}: {ended} phiên")
    return ended


def end_own(sign_in: SignIn, *, at: datetime) -> None:
    sign_in.delete()
    security_event("session_ended", user=sign_in.user, at=at, detail=str(sign_in.user))


@transaction.atomic
def end_for(user: User, *, actor: User, at: datetime) -> int:
    """Sign somebody out everywhere: a machine was left open, a phone was lost."""
    require(actor, "account.unlock_sign_in", user, on=timezone.localdate(at))
    ended = end_sign_ins(user, at=at, by=str(actor))
    record(actor=actor, verb="account.end_sign_ins", target=user, at=at)
    return ended
