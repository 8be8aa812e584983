"""Tài khoản: opening, closing, passwords."""

import re
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from thiduakt.audit.security import security_event
from thiduakt.audit.services import record
from thiduakt.permissions import Role, require
from thiduakt.school.enums import Level, RoleState
from thiduakt.school.models import Person, RoleAssignment, User
from thiduakt.school.queries import why_person_is_needed
from thiduakt.vietnamese import fold, nfc
from thiduakt.workflow import lock

from .sign_ins import end_sign_ins
from .throttling import OF_CONFIRMATION, give_back, spend

# Without letters and digits that look alike on a printed slip.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
TEMPORARY_FOR = timedelta(days=14)  # a slip that was lost meanwhile opens nothing afterwards
_SHORTEST = 3
_OF_PASSWORD = ("password", "must_change_password", "password_expires_at")
_USERNAME = re.compile(rf"[a-z0-9.-]{{{_SHORTEST},}}")


def readable_secret(*, groups: int) -> str:
    """Groups of five, about 25 bits each, easy to read aloud: `k7mq2-x9dfa`."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(5)) for _ in range(groups))


def temporary_password() -> str:
    """About 74 bits: `k7mq2-x9dfa-pw4tn`."""
    return readable_secret(groups=3)


@transaction.atomic
def open_account(person: Person, *, username: str, actor: User, at: datetime) -> tuple[User, str]:
    """Give `person` an account; the password that is returned is shown once and must be changed at the first login."""
    today = timezone.localdate(at)
    require(actor, "account.manage", person, on=today)
    if User.objects.filter(person=person).exists():
        raise ValidationError(f"{person} đã có tài khoản.")
    if not person.is_at_work(today):
        raise ValidationError(f"{person} đã thôi làm việc ở trường, không mở tài khoản được nữa.")
    user = User(person=person, username=clean_username(username))
    if not _USERNAME.fullmatch(user.username):
        raise ValidationError(
            {"username": "Tên đăng nhập cần ít nhất 3 ký tự, chỉ gồm chữ, chữ số, dấu chấm và gạch ngang."}
        )
    password = _give_temporary_password(user, at)
    user.full_clean()
    user.save()
    if person.school.level != Level.AUTHORITY:
        _employ(person, actor=actor, at=at)
    record(actor=actor, verb="account.open", target=user, at=at, changes={"username": user.username})
    return user, password


@transaction.atomic
def open_accounts(people: Iterable[Person], *, actor: User, at: datetime) -> list[tuple[User, str]]:
    """Accounts for many at once, each with the user name that is free: all of them, or none."""
    return [open_account(person, username=free_username(person), actor=actor, at=at) for person in people]


def _employ(person: Person, *, actor: User, at: datetime) -> None:
    """The role of everybody who works at a school. It gives no power over others, so it waits for no second person."""
    today = timezone.localdate(at)
    if not RoleAssignment.objects.filter(person=person, role=Role.TEACHER).in_force(today).exists():
        given = RoleAssignment.objects.create(
            school_id=person.school_id, person=person, role=Role.TEACHER, starts_on=today, basis="Mở tài khoản",
            state=RoleState.ACTIVE,
        )  # fmt: skip
        record(actor=actor, verb="role.employ", target=given, at=at, changes={"starts_on": str(today)})


def clean_username(username: str) -> str:
    """The form a user name is stored and looked up in: no marks, no capitals, no blanks."""
    return fold(nfc(username)).replace(" ", "")


def free_username(person: Person) -> str:
    """A name nobody has yet: given name and initials, `phuonght` for Hoàng Thị Phương. Too short, the whole name: `yvu`."""
    *family, given = re.sub(r"[^a-z0-9 ]", "", fold(person.full_name)).split() or [""]
    names = (given + "".join(name[0] for name in family), given + "".join(family), "nguoidung" + given)
    base = next(name for name in names if len(name) >= _SHORTEST)
    taken = set(User.objects.filter(username__startswith=base).values_list("username", flat=True))
    return next(name for name in (base, *(f"{base}{n}" for n in range(2, len(taken) + 3))) if name not in taken)


def _give_temporary_password(user: User, at: datetime) -> str:
    password = temporary_password()
    user.set_password(password)
    user.must_change_password, user.password_expires_at = True, at + TEMPORARY_FOR
    return password


@transaction.atomic
def reset_password(user: User, *, actor: User, at: datetime) -> str:
    """Give somebody else a new temporary password. The person is told of it at the next login."""
    require(actor, "account.reset_password", user, on=timezone.localdate(at))
    if user.pk == actor.pk:
        raise ValidationError("Thầy/cô đổi mật khẩu của chính mình ở mục Đổi mật khẩu.")
    password = _give_temporary_password(user, at)
    user.password_reset_at, user.password_reset_by = at, str(actor)
    user.save(update_fields=[*_OF_PASSWORD, "password_reset_at", "password_reset_by"])
    end_sign_ins(user, at=at, by=str(actor))
    record(actor=actor, verb="account.reset_password", target=user, at=at)
    security_event("password_reset", user=user, at=at, detail=str(actor))
    return password


def change_own_password(user: User, *, old: str, new: str, at: datetime, sign_in: int | None = None) -> None:
    """Every other sign-in of this person ends, all but this one (`sign_in`)."""
    check_own_password(user, old, "old_password", at)
    if old == new:
        raise ValidationError({"new_password": "Mật khẩu mới phải khác mật khẩu hiện tại."})
    try:
        validate_password(new, user)
    except ValidationError as weak:
        raise ValidationError({"new_password": weak.messages}) from None
    with transaction.atomic():
        user.set_password(new)
        user.must_change_password, user.password_expires_at = False, None
        user.save(update_fields=_OF_PASSWORD)
        end_sign_ins(user, at=at, by=str(user), but=sign_in)
        record(actor=user, verb="account.change_password", target=user, at=at)
        security_event("password_changed", user=user, at=at)


def confirm_password(user: User, password: str, *, at: datetime) -> None:
    """Somebody who is signed in shows to be the one who signed in."""
    check_own_password(user, password, "password", at)
    security_event("confirmed", user=user, at=at)


def check_own_password(user: User, password: str, field: str, at: datetime) -> None:
    """Counted: who finds a browser left open guesses no password in it. The right one leaves no word anywhere."""
    key = OF_CONFIRMATION, OF_CONFIRMATION.key(user.username)
    spend([key], at=at)
    if not user.check_password(password):
        security_event("confirm_refused", user=user, at=at)
        raise ValidationError({field: "Mật khẩu hiện tại chưa đúng. Thầy/cô nhập lại giúp."})
    give_back([key], at=at)


@transaction.atomic
def set_account_active(user: User, *, is_active: bool, actor: User, at: datetime) -> None:
    """Close an account or open it again. Closing ends its sessions, because an inactive user is nobody."""
    today = timezone.localdate(at)
    require(actor, "account.manage", user, on=today)
    lock(user.school)  # of two closed at once the second must see the first
    if user.pk == actor.pk:
        raise ValidationError("Thầy/cô không thể khóa tài khoản của chính mình.")
    if not is_active and (needed := why_person_is_needed(user.person, today)):
        raise ValidationError(needed)
    user.is_active = is_active
    user.save(update_fields=["is_active"])
    end_sign_ins(user, at=at, by=str(actor))
    record(actor=actor, verb="account.reopen" if is_active else "account.close", target=user, at=at)
