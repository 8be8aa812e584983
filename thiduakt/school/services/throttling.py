"""How often something may be tried. Counted before it is tried: many at one moment are not more than one after another."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from thiduakt.school.models import Attempts


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `count` times in any period of this length."""

    kind: str
    count: int
    period: timedelta

    def key(self, *parts: object) -> str:
        return ":".join(map(str, (self.kind, *parts)))[:200]


# Beside these django-axes counts failures by user name and address together (settings.AXES_…).
OF_ACCOUNT = Limit("password", 20, timedelta(hours=1))
OF_ADDRESS = Limit("address", 200, timedelta(minutes=15))  # a whole school comes from one address
OF_CODE = Limit("code", 20, timedelta(hours=1))
OF_CODE_AT_ADDRESS = Limit("code-at", 5, timedelta(minutes=15))
OF_CONFIRMATION = Limit("confirm", 5, timedelta(minutes=15))
OF_READER = Limit("reader", 300, timedelta(minutes=5))  # pages that anybody may read, of one address
OF_CHECK = Limit("check", 100, timedelta(minutes=5))  # codes of certificates; a hall full of guests comes from one address
OF_LOCK_TOLD = Limit("told", 1, timedelta(minutes=15))  # in the security log


class TooManyError(ValidationError):
    """It was tried too often; `until` is when it may be tried again."""

    def __init__(self, until: datetime):
        super().__init__(f"Đã nhập sai quá nhiều lần. {wait_sentence(until)}")
        self.until = until


def minute_after(until: datetime) -> str:
    """Rounded up, so that whoever waits until then has waited long enough."""
    return f"{timezone.localtime(until) + timedelta(seconds=59):%H:%M}"


def wait_sentence(until: datetime) -> str:
    return f"Thầy/cô thử lại sau {minute_after(until)}, hoặc báo người quản trị kỹ thuật của trường mở khóa đăng nhập."


@transaction.atomic
def spend(keys: Iterable[tuple[Limit, str]], *, at: datetime) -> None:
    """Count one attempt under each key, or raise TooManyError and count none."""
    Attempts.objects.filter(expires_at__lte=at).delete()
    rows = [(limit, _locked(limit, key, at)) for limit, key in sorted(keys, key=lambda pair: pair[1])]
    waits = [until for limit, row in rows if (until := _full_until(limit, row, at))]
    if waits:
        raise TooManyError(max(waits))
    for limit, row in rows:
        row.times = [*_recent(limit, row, at), at.timestamp()]
        row.expires_at = at + limit.period
        row.save(update_fields=["times", "expires_at"])


@transaction.atomic
def give_back(keys: Iterable[tuple[Limit, str]], *, at: datetime) -> None:
    """Uncount the attempt of that moment: it was no failure, and nothing tells that it was."""
    periods = {key: limit.period for limit, key in keys}
    for row in Attempts.objects.select_for_update().filter(key__in=periods).order_by("key"):
        if at.timestamp() in row.times:
            row.times.remove(at.timestamp())
        if not row.times:
            row.delete()
        else:
            row.expires_at = datetime.fromtimestamp(max(row.times), tz=UTC) + periods[row.key]
            row.save(update_fields=["times", "expires_at"])


def forget(*keys: str) -> None:
    Attempts.objects.filter(key__in=keys).delete()


def forget_kind(limit: Limit, *parts: object) -> None:
    """All keys that begin with these parts: of one person from every address."""
    Attempts.objects.filter(key__startswith=f"{limit.key(*parts)}:").delete()


def tried_among(limits: Mapping[str, Limit], *, at: datetime) -> dict[str, datetime | None]:
    """Under which of these keys, each with its limit, something was tried; and when it may be tried again, if used up."""
    return {row.key: _full_until(limits[row.key], row, at) for row in Attempts.objects.filter(key__in=limits)}


def _locked(limit: Limit, key: str, at: datetime) -> Attempts:
    """Made again for as long as another process takes it away meanwhile: expired, or given back."""
    while (row := Attempts.objects.select_for_update().filter(key=key).first()) is None:
        Attempts.objects.bulk_create([Attempts(key=key, expires_at=at + limit.period)], ignore_conflicts=True)
    return row


def _recent(limit: Limit, row: Attempts, at: datetime) -> list[float]:
    begin = (at - limit.period).timestamp()
    return [moment for moment in row.times if moment > begin]


def _full_until(limit: Limit, row: Attempts, at: datetime) -> datetime | None:
    recent = _recent(limit, row, at)
    if len(recent) < limit.count:
        return None
    return datetime.fromtimestamp(recent[-limit.count], tz=UTC) + limit.period
