"""Xếp loại năm và số liệu tập thể: many at once, the grid of a year, and one row corrected."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from thiduakt.audit.services import record
from thiduakt.ledger.enums import HolderKind
from thiduakt.ledger.models import CollectiveYear, YearRating
from thiduakt.ledger.models.facts import RATED
from thiduakt.ledger.models.holders import kind_of
from thiduakt.permissions import require
from thiduakt.school.models import Group, Person, School, User
from thiduakt.vietnamese import one_line, shortened
from thiduakt.workflow import StaleError, lock

from .checks import check_year, reason_given
from .entering import BATCH
from .registrations import confirmed_registrations

Rated = Person | Group | School
RatingKey = tuple[str, int, int]  # kind of holder, its key, year
CORRECTED = ("rating", "registered", "basis", "note")
COUNTED = ("size", "completed")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRating:
    """What one holder was rated in one year. `registered`: None is not known."""

    holder: Rated
    year: int
    rating: str
    registered: bool | None = None
    basis: str = ""
    note: str = ""

    @property
    def key(self) -> RatingKey:
        return str(kind_of(self.holder)), self.holder.pk, self.year


def known_ratings(school: School) -> dict[RatingKey, str]:
    """Of each holder and year the rating that stands."""
    rows = YearRating.objects.filter(school=school).order_by()
    return {
        (str(kind), next(filter(None, ids), school.pk), year): rating
        for kind, year, rating, *ids in rows.values_list("holder_kind", "year", "rating", *RATED.values())
    }


def record_ratings(rows: Sequence[NewRating], *, actor: User, at: datetime) -> list[YearRating]:
    """Write those that are not known yet, and return them. One act, one event; a faulty row stops all of them."""
    _require(actor, rows, at)
    with transaction.atomic():
        lock(actor.school)
        return _write(rows, known_ratings(actor.school), actor, at)


def fill_grid(rows: Sequence[NewRating], *, actor: User, at: datetime) -> list[YearRating]:
    """What was chosen for holders who had no rating when the page was opened.

    Whom somebody else rated otherwise in the meantime is named, and nothing is stored: nobody's word is lost unseen.
    """
    _require(actor, rows, at)
    with transaction.atomic():
        lock(actor.school)
        known = known_ratings(actor.school)
        if taken := [row for row in rows if known.get(row.key, row.rating) != row.rating]:
            raise ValidationError([_taken_sentence(row, known[row.key]) for row in taken])
        return _write(rows, known, actor, at)


@transaction.atomic
def correct_rating(rating: YearRating, *, version: int, reason: str, actor: User, at: datetime) -> YearRating:
    """Store what `rating` now says, and why; who is rated, and for which year, stays."""
    require(actor, "ledger.correct", rating, on=timezone.localdate(at))
    stored = lock(rating)
    _refuse_stale(stored, version)
    rating.basis, rating.note = one_line(rating.basis), one_line(rating.note)
    rating.clean_fields(exclude=["person", "group", "school"])
    changed = sorted(name for name in CORRECTED if getattr(rating, name) != getattr(stored, name))
    if not changed:
        return stored
    rating.version = stored.version + 1
    told = reason_given(reason)
    rating.save(update_fields=[*CORRECTED, "version"])
    record(actor=actor, verb="rating.correct", target=rating, at=at, changes={"fields": changed}, reason=told)
    return rating


@transaction.atomic
def remove_rating(rating: YearRating, *, reason: str, actor: User, at: datetime) -> None:
    """Of somebody who was not rated that year at all: a row typed into the wrong line."""
    require(actor, "ledger.correct", rating, on=timezone.localdate(at))
    stored = lock(rating)
    record(actor=actor, verb="rating.remove", target=stored, at=at, reason=reason_given(reason))
    stored.delete()


@transaction.atomic
def remove_ratings(ids: Collection[int], *, reason: str, actor: User, at: datetime) -> int:
    """Remove rows that were written together by mistake: all, or none where one was corrected or removed since."""
    require(actor, "ledger.correct", on=timezone.localdate(at))
    lock(actor.school)
    ratings = YearRating.objects.filter(pk__in=ids, school=actor.school_id)
    rows = list(ratings.select_related("person", "group", "school"))
    corrected = [
        f"{row.person or row.group or row.school}, {row}: xếp loại này đã sửa sau khi nhập."
        for row in rows
        if row.version > 1
    ]
    gone = len(ids) - len(rows)
    if gone:
        corrected.append(f"{gone} xếp loại đã xóa sau khi nhập.")
    if corrected:
        raise ValidationError(shortened(corrected))
    told = {"số dòng": len(rows)}
    record(actor=actor, verb="rating.remove_all", target=actor.school, at=at, changes=told, reason=reason_given(reason))
    ratings.delete()
    return len(rows)


@transaction.atomic
def save_collective_year(row: CollectiveYear, *, version: int, actor: User, at: datetime) -> CollectiveYear:
    """The numbers of a tổ, or of the school (`group` is None), as its papers tell them."""
    today = timezone.localdate(at)
    require(actor, "ledger.enter" if row.pk is None else "ledger.correct", row, on=today)
    if row.group and row.group.school_id != row.school_id:
        raise PermissionDenied
    check_year(row.year, today)
    lock(row.school)
    if row.pk is None and CollectiveYear.objects.filter(school=row.school, group=row.group, year=row.year).exists():
        raise ValidationError("Số liệu của tập thể này vừa có người ghi. Thầy/cô mở lại trang để xem.")
    row.full_clean()
    if row.pk is None:
        row.save()
        record(actor=actor, verb="collective.add", target=row, at=at)
        return row
    stored = lock(row)
    _refuse_stale(stored, version)
    changed = sorted(name for name in COUNTED if getattr(row, name) != getattr(stored, name))
    if changed:
        row.version = stored.version + 1
        row.save(update_fields=[*COUNTED, "version"])
        record(actor=actor, verb="collective.edit", target=row, at=at, changes={"fields": changed})
    return row


def _require(actor: User, rows: Sequence[NewRating], at: datetime) -> None:
    require(actor, "ledger.enter", on=timezone.localdate(at))
    if any(row.holder.school_id != actor.school_id for row in rows):
        raise PermissionDenied


def _write(rows: Sequence[NewRating], known: dict[RatingKey, str], actor: User, at: datetime) -> list[YearRating]:
    fresh = {row.key: row for row in reversed(rows) if row.key not in known}
    confirmed = confirmed_registrations(actor.school, {row.year for row in rows})
    written = [row for row in rows if fresh.get(row.key) is row]
    ratings = [_checked(row, actor, at) for row in written]
    for rating, row in zip(ratings, written, strict=True):
        if rating.registered is None:  # what the council confirmed need not be typed again
            rating.registered = confirmed.get(row.key)
    ratings = YearRating.objects.bulk_create(ratings, batch_size=BATCH)
    if ratings:
        record(actor=actor, verb="rating.enter", target=actor.school, at=at, changes={"số dòng": len(ratings)})
    return ratings


def _checked(row: NewRating, actor: User, at: datetime) -> YearRating:
    """The unsaved row. Raises ValidationError, by the field it concerns."""
    check_year(row.year, timezone.localdate(at))
    kind = kind_of(row.holder)
    rating = YearRating(
        school_id=actor.school_id,
        holder_kind=kind,
        year=row.year,
        rating=row.rating,
        registered=row.registered,
        basis=one_line(row.basis),
        note=one_line(row.note),
    )
    if kind != HolderKind.SCHOOL:
        setattr(rating, RATED[kind], row.holder)
    rating.clean_fields(exclude=["person", "group", "school"])
    return rating


def _taken_sentence(row: NewRating, standing: str) -> str:
    now, typed = YearRating(rating=standing).get_rating_display(), YearRating(rating=row.rating).get_rating_display()
    return (
        f"{row.holder}: vừa có người ghi “{now}”, thầy/cô chọn “{typed}”. Dòng này giữ như đã ghi; "
        "nếu cần, thầy/cô sửa riêng sau khi lưu các dòng khác."
    )


def _refuse_stale(stored: YearRating | CollectiveYear, version: int) -> None:
    if stored.version != version:
        raise StaleError(
            "Có người vừa sửa dòng này sau khi thầy/cô mở. Nội dung thầy/cô nhập vẫn còn dưới đây: thầy/cô mở lại dòng này "
            "ở cửa sổ khác, so lại rồi lưu.",
            version=stored.version,
        )
