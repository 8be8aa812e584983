"""Xác thực hai bước: codes of an authenticator app (RFC 6238) and recovery codes, each good once."""

import base64
import secrets
from datetime import datetime

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from thiduakt.audit.security import security_event
from thiduakt.audit.services import record
from thiduakt.permissions import require
from thiduakt.school.models import SecondFactor, User
from thiduakt.sealing import seal, unseal
from thiduakt.vietnamese import fold

from .accounts import readable_secret
from .sign_ins import end_sign_ins
from .throttling import OF_CODE, OF_CODE_AT_ADDRESS, spend

STEP = 30  # seconds, as every authenticator app takes it
DIGITS = 6
TOLERATED = 1  # steps before and after: clocks of phones go wrong by so much, and a code takes time to type
RECOVERY_CODES = 10
ISSUER = "Thi dua - Khen thuong"  # shown in the app; some show letters with marks as question marks
WRONG_CODE = (
    "Mã chưa đúng hoặc đã dùng rồi. Thầy/cô chờ ứng dụng hiện mã mới rồi nhập lại, và xem điện thoại có đúng giờ không."
)

WRONG_RECOVERY_CODE = (
    "Mã dự phòng chưa đúng hoặc đã dùng rồi: mỗi mã chỉ dùng được một lần. "
    "Thầy/cô nhập một mã khác trong danh sách, hoặc mã đang hiện trong ứng dụng."
)


def why_wrong(code: str) -> str:
    """Codes of the app are digits alone, those of the printed list never are."""
    return WRONG_RECOVERY_CODE if any(letter.isalpha() for letter in code) else WRONG_CODE


def new_secret() -> str:
    """160 bits, in the letters that can be typed into an app where no camera reads the picture."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def app_address(user: User, secret: str) -> str:
    """What the QR code holds."""
    return _totp(secret).get_provisioning_uri(user.username, ISSUER)


def current_code(secret: str, at: datetime) -> str:
    return _totp(secret).generate(int(at.timestamp())).decode()


def set_up(user: User, *, secret: str, code: str, at: datetime) -> list[str]:
    """Begin to ask for codes of this secret; one code shows that the app has it. Returns the recovery codes, shown once.

    Set up again, on a new phone, the old secret and the old recovery codes are void.
    """
    spend([(OF_CODE, OF_CODE.key(user.username))], at=at)
    step = _matching_step(secret, code, after=0, at=at)
    if step is None:
        raise ValidationError({"code": WRONG_CODE})
    return _begin(user, secret, step, at)


@transaction.atomic
def _begin(user: User, secret: str, step: int, at: datetime) -> list[str]:
    codes = [readable_secret(groups=2) for _ in range(RECOVERY_CODES)]
    kept = {
        "secret": seal(secret),
        "last_step": step,
        "recovery_hashes": [_hash(user, recovery) for recovery in codes],
        "set_up_at": at,
    }
    SecondFactor.objects.update_or_create(user=user, defaults=kept)
    record(actor=user, verb="account.second_factor_on", target=user, at=at)
    security_event("second_factor_on", user=user, at=at)
    return codes


def check_code(user: User, code: str, *, at: datetime, address: str) -> bool:
    """Whether this code lets the person pass, who has shown the password. TooManyError after too many tries, of any kind."""
    name = user.username
    spend([(OF_CODE, OF_CODE.key(name)), (OF_CODE_AT_ADDRESS, OF_CODE_AT_ADDRESS.key(name, address))], at=at)
    if use_code(name, code, at=at):
        return True
    security_event("code_refused", user=user, at=at)
    return False


@transaction.atomic
def use_code(username: str, code: str, *, at: datetime) -> bool:
    """Whether it is a code of this account: of the app or of the printed list. Either is used up by it. Not counted here."""
    active = SecondFactor.objects.filter(user__username=username, user__is_active=True).select_related("user")
    factor = active.select_for_update(of=("self",)).first()
    return factor is not None and _use_up(factor, code, at)


@transaction.atomic
def new_recovery_codes(user: User, *, at: datetime) -> list[str]:
    """A new list; the old one is void."""
    factor = _own_factor(user)
    codes = [readable_secret(groups=2) for _ in range(RECOVERY_CODES)]
    factor.recovery_hashes = [_hash(user, code) for code in codes]
    factor.save(update_fields=["recovery_hashes"])
    record(actor=user, verb="account.recovery_codes", target=user, at=at)
    security_event("recovery_codes_new", user=user, at=at)
    return codes


@transaction.atomic
def turn_off(user: User, *, at: datetime) -> None:
    """Only where no role asks for it."""
    if user.must_have_second_factor(timezone.localdate(at)):
        raise ValidationError("Vai trò của thầy/cô cần xác thực hai bước, không tắt được. Đổi điện thoại thì cài đặt lại.")
    _own_factor(user).delete()
    record(actor=user, verb="account.second_factor_off", target=user, at=at)
    security_event("second_factor_off", user=user, at=at)


@transaction.atomic
def reset_second_factor(user: User, *, actor: User, at: datetime) -> None:
    """For somebody who lost phone and paper. They are told at the next login; the principal sees it on the first page."""
    require(actor, "account.reset_password", user, on=timezone.localdate(at))
    if user.pk == actor.pk:
        raise ValidationError("Thầy/cô cài đặt lại cho chính mình ở mục Bảo vệ tài khoản.")
    if not SecondFactor.objects.filter(user=user).delete()[0]:
        raise ValidationError(f"{user} chưa cài đặt xác thực hai bước.")
    user.second_factor_reset_at, user.second_factor_reset_by = at, str(actor)
    user.save(update_fields=["second_factor_reset_at", "second_factor_reset_by"])
    end_sign_ins(user, at=at, by=str(actor))
    record(actor=actor, verb="account.reset_second_factor", target=user, at=at)
    security_event("second_factor_reset", user=user, at=at, detail=str(actor))


def _own_factor(user: User) -> SecondFactor:
    factor = SecondFactor.objects.select_for_update().filter(user=user).first()
    if factor is None:
        raise ValidationError("Thầy/cô chưa cài đặt xác thực hai bước.")
    return factor


def _use_up(factor: SecondFactor, code: str, at: datetime) -> bool:
    step = _matching_step(unseal(factor.secret), code, after=factor.last_step, at=at)
    if step is not None:
        factor.last_step = step
        factor.save(update_fields=["last_step"])
        return True
    hashed = _hash(factor.user, code)
    if hashed not in factor.recovery_hashes:
        return False
    factor.recovery_hashes.remove(hashed)
    factor.save(update_fields=["recovery_hashes"])
    security_event("recovery_code_used", user=factor.user, at=at, detail=f"còn {factor.codes_left} mã")
    return True


def _matching_step(secret: str, code: str, *, after: int, at: datetime) -> int | None:
    """The time step this code belongs to, if it is near and later than the one used last."""
    typed = "".join(code.split())
    now = int(at.timestamp()) // STEP
    totp, found = _totp(secret), None
    for step in range(now - TOLERATED, now + TOLERATED + 1):
        if constant_time_compare(totp.generate(step * STEP).decode(), typed) and step > after:
            found = step
    return found


def _totp(secret: str) -> TOTP:
    """SHA-1 is what the apps know; in an HMAC it holds."""
    return TOTP(base64.b32decode(secret), DIGITS, SHA1(), STEP)  # noqa: S303


def _hash(user: User, code: str) -> str:
    """Keyed with the server's secret: from the database alone no code can be tried out. Blanks and capitals do not count."""
    typed = "".join(letter for letter in fold(code) if letter.isalnum())
    return salted_hmac("thiduakt.recovery_code", f"{user.pk}:{typed}", algorithm="sha256").hexdigest()
