"""Sáng kiến được công nhận, tác giả, và lần dùng: an initiative is counted once for each of its authors."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from thiduakt.audit.services import record
from thiduakt.ledger.enums import EntryKind, InitiativeKind
from thiduakt.ledger.models import HonorEntry, Initiative, InitiativeAuthor, InitiativeUse
from thiduakt.ledger.models.facts import initiative_search_key
from thiduakt.ledger.uses import codes_asking_initiative
from thiduakt.permissions import require
from thiduakt.school.models import Person, School, User
from thiduakt.school.services.removing import leaning_on
from thiduakt.vietnamese import fold, listed, one_line, shortened
from thiduakt.workflow import StaleError, lock

from .checks import check_year, reason_given
from .entering import BATCH

WHOLE = 100  # per cent
EDITED = ("kind", "name", "year", "level", "decision_number", "decided_on", "issuer")
TOO_LATE = "Danh hiệu của năm học trước không thể dùng sáng kiến của năm học sau. Thầy/cô xem lại."
InitiativeKey = tuple[str, int, int]  # folded name, year, author


@dataclass(frozen=True, slots=True)
class NewAuthor:
    """`entry`: the honor that has counted the initiative for this author already."""

    person: Person
    share: int = WHOLE
    entry: HonorEntry | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewInitiative:
    name: str
    year: int
    level: str
    authors: Sequence[NewAuthor] = field(default_factory=tuple)
    outside: int = 0  # what authors of other schools have of it, in per cent
    kind: str = InitiativeKind.INITIATIVE
    decision_number: str = ""
    decided_on: date | None = None
    issuer: str = ""

    @property
    def keys(self) -> set[InitiativeKey]:
        return {initiative_key(self.name, self.year, author.person.pk) for author in self.authors}


def initiative_key(name: str, year: int, author_id: int) -> InitiativeKey:
    """One name is borne by many in a year; by one author once."""
    return fold(one_line(name)), year, author_id


def known_initiatives(school: School, *, but: Initiative | None = None) -> set[InitiativeKey]:
    """One key for each author of each initiative; a `NewInitiative` is known where any of its keys is."""
    rows = InitiativeAuthor.objects.filter(initiative__school=school).exclude(initiative=but).order_by()
    return {initiative_key(*row) for row in rows.values_list("initiative__name", "initiative__year", "person")}


def record_initiatives(rows: Sequence[NewInitiative], *, actor: User, at: datetime) -> list[Initiative]:
    """Write those that are not known yet, and return them. One act, one event; a faulty row stops all of them."""
    require(actor, "ledger.enter", on=timezone.localdate(at))
    with transaction.atomic():
        lock(actor.school)
        known = known_initiatives(actor.school)
        fresh: list[NewInitiative] = []
        for row in rows:
            if known.isdisjoint(row.keys):
                known |= row.keys
                fresh.append(row)
        initiatives = Initiative.objects.bulk_create([_checked(row, actor, at) for row in fresh], batch_size=BATCH)
        _write_authors(zip(initiatives, fresh, strict=True))
        if initiatives:
            record(actor=actor, verb="initiative.enter", target=actor.school, at=at, changes={"số dòng": len(initiatives)})
    return initiatives


@transaction.atomic
def add_initiative(row: NewInitiative, *, actor: User, at: datetime) -> Initiative:
    """One, by hand: the same name of the same author in that year is refused."""
    require(actor, "ledger.enter", on=timezone.localdate(at))
    lock(actor.school)
    initiative = _checked(row, actor, at)
    _check_new(row.keys, known_initiatives(actor.school))
    initiative.save()
    _write_authors([(initiative, row)])
    record(actor=actor, verb="initiative.add", target=initiative, at=at)
    return initiative


@transaction.atomic
def edit_initiative(
    initiative: Initiative, *, authors: Sequence[NewAuthor], version: int, reason: str, actor: User, at: datetime
) -> Initiative:
    """Store what was changed since `version`. An author for whom it was used stays, and what outsiders have of it theirs."""
    today = timezone.localdate(at)
    require(actor, "ledger.correct", initiative, on=today)
    lock(actor.school)
    stored = lock(initiative)
    if stored.version != version:
        raise StaleError(
            "Có người vừa sửa sáng kiến này sau khi thầy/cô mở. Nội dung thầy/cô nhập vẫn còn dưới đây: thầy/cô mở lại sáng "
            "kiến ở cửa sổ khác, so lại rồi lưu.",
            version=stored.version,
        )
    whole = sum(stored.authors.values_list("share", flat=True)) or WHOLE
    _check_authors(authors, actor, whole)
    _tidy(initiative, today)
    keys = {initiative_key(initiative.name, initiative.year, author.person.pk) for author in authors}
    _check_new(keys, known_initiatives(actor.school, but=stored))
    if InitiativeUse.objects.filter(author__initiative=stored, entry__year__lt=initiative.year).exists():
        raise ValidationError({"year": TOO_LATE})
    changed = sorted(name for name in EDITED if getattr(initiative, name) != getattr(stored, name))
    if _authors_change(stored, authors):
        changed.append("authors")
    if not changed:
        return stored
    told = reason_given(reason)
    initiative.version = stored.version + 1
    initiative.save()
    record(actor=actor, verb="initiative.edit", target=initiative, at=at, changes={"fields": changed}, reason=told)
    return initiative


@transaction.atomic
def remove_initiative(initiative: Initiative, *, reason: str, actor: User, at: datetime) -> None:
    require(actor, "ledger.correct", initiative, on=timezone.localdate(at))
    stored = lock(initiative)
    if InitiativeUse.objects.filter(author__initiative=stored).exists():
        raise ValidationError("Sáng kiến đã dùng cho một danh hiệu, hình thức khen thưởng nên không xóa được.")
    record(actor=actor, verb="initiative.remove", target=stored, at=at, reason=reason_given(reason))
    stored.delete()


@transaction.atomic
def remove_initiatives(ids: Collection[int], *, reason: str, actor: User, at: datetime) -> int:
    """Remove rows that were written together by mistake: all, or none where one was corrected, used or removed since."""
    require(actor, "ledger.correct", on=timezone.localdate(at))
    return _remove_all(ids, "nhập", reason=reason, actor=actor, at=at)


@transaction.atomic
def withdraw_initiatives(ids: Collection[int], *, reason: str, actor: User, at: datetime) -> int:
    """Remove what a decision had recognised that is in force no more, by the paper that ended it: all of it, or none."""
    require(actor, "document.issue", on=timezone.localdate(at))
    return _remove_all(ids, "ghi", reason=reason, actor=actor, at=at)


def _remove_all(ids: Collection[int], since: str, *, reason: str, actor: User, at: datetime) -> int:
    """`since`: the act that wrote them, in the words of the refusal."""
    lock(actor.school)
    initiatives = Initiative.objects.filter(pk__in=ids, school=actor.school_id)
    uses = InitiativeUse.objects.filter(author__initiative__in=ids)
    found, used = list(initiatives), set(uses.values_list("author__initiative", flat=True))
    leaning = leaning_on(Initiative, ids, but=InitiativeAuthor)
    why = []
    for one in found:
        held = [f"đã sửa sau khi {since}"] if one.version > 1 else []
        held += ["đã dùng cho một danh hiệu, hình thức khen thưởng"] if one.pk in used else []
        if held := [*held, *(f"đã có {name}" for name in leaning[one.pk])]:
            why.append(f"“{one}”: {listed(held)}.")
    if gone := len(ids) - len(found):
        why.append(f"{gone} sáng kiến đã xóa sau khi {since}.")
    if why:
        raise ValidationError(shortened(why))
    told = {"số dòng": len(found)}
    record(actor=actor, verb="initiative.remove_all", target=actor.school, at=at, changes=told, reason=reason_given(reason))
    initiatives.delete()
    return len(found)


@transaction.atomic
def record_use(author: InitiativeAuthor, *, entry: HonorEntry, actor: User, at: datetime) -> InitiativeUse:
    """The honor that counted the initiative for this author: only one ever does."""
    lock(actor.school)  # nobody revokes or strikes the line meanwhile
    initiative = lock(author.initiative)
    require(actor, "ledger.enter", initiative, on=timezone.localdate(at))
    if used := InitiativeUse.objects.filter(author=author).select_related("entry").first():
        raise ValidationError(_used_sentence(used.entry))
    _check_use(author.person, initiative.year, HonorEntry.objects.get(pk=entry.pk))
    use = InitiativeUse.objects.create(author=author, entry=entry)
    record(actor=actor, verb="initiative.use", target=initiative, at=at, changes={"dòng sổ": entry.pk})
    return use


@transaction.atomic
def use_decided(uses: Sequence[tuple[Initiative, HonorEntry]], *, actor: User, at: datetime) -> None:
    """Those that the honors of a decision were judged by, each for the author who was honored: one initiative is used once.

    What another honor has used since is refused; of an honor that does not ask for any, nothing is written.
    """
    require(actor, "ledger.enter", on=timezone.localdate(at))
    lock(actor.school)
    asking = codes_asking_initiative(actor.school_id, {entry.code for _, entry in uses})
    counted = [(initiative, entry) for initiative, entry in uses if entry.code in asking]
    authors = InitiativeAuthor.objects.filter(initiative__in=[initiative for initiative, _ in counted])
    known = {(one.initiative_id, one.person_id): one for one in authors.select_related("use__entry__ended_by")}
    rows, refusals = [], []
    for initiative, entry in counted:
        if (author := known.get((initiative.pk, entry.person_id or 0))) is None:
            continue
        if used := getattr(author, "use", None):
            refusals.append(f"“{initiative}” của {entry.holder_name}: {_used_sentence(used.entry)}")
        rows.append(InitiativeUse(author=author, entry=entry))
    if refusals:
        raise ValidationError(shortened(refusals))
    InitiativeUse.objects.bulk_create(rows, batch_size=BATCH)
    if rows:
        record(actor=actor, verb="initiative.use_many", target=actor.school, at=at, changes={"số sáng kiến": len(rows)})


@transaction.atomic
def take_back_use(use: InitiativeUse, *, reason: str, actor: User, at: datetime) -> None:
    """Recorded with the wrong honor, or the honor was revoked: the initiative may be counted again."""
    initiative = lock(use.author.initiative)
    require(actor, "ledger.correct", initiative, on=timezone.localdate(at))
    held = lock(use)
    told = reason_given(reason)
    record(
        actor=actor, verb="initiative.take_back", target=initiative, at=at, changes={"dòng sổ": use.entry_id}, reason=told
    )
    held.delete()


def _used_sentence(entry: HonorEntry) -> str:
    return (
        f"Sáng kiến này đã dùng để xét {entry.honor_name}, năm học {entry.year_name}. Mỗi sáng kiến chỉ dùng một lần: "
        "không dùng để xét hai danh hiệu, hình thức khen thưởng (Công văn số 5007/BNV-TĐKT ngày 05/9/2023, mục III.5.c)."
    )


def _check_use(person: Person, year: int, entry: HonorEntry) -> None:
    if entry.person_id != person.pk:
        raise ValidationError("Danh hiệu, hình thức khen thưởng này không phải của tác giả. Thầy/cô chọn dòng sổ khác.")
    if entry.kind != EntryKind.HONOR or hasattr(entry, "ended_by"):
        raise ValidationError("Dòng sổ này đã hủy hoặc đã gạch bỏ. Thầy/cô chọn dòng sổ khác.")
    if entry.year < year:
        raise ValidationError(TOO_LATE)
    if not codes_asking_initiative(entry.school_id, [entry.code]):
        raise ValidationError(f"{entry.honor_name} không xét bằng sáng kiến. Thầy/cô chọn danh hiệu, hình thức khác.")


def _check_new(keys: set[InitiativeKey], known: set[InitiativeKey]) -> None:
    if not keys.isdisjoint(known):
        raise ValidationError({"name": "Sổ đã ghi sáng kiến cùng tên của tác giả này trong năm học. Thầy/cô xem lại tên."})


def _checked(row: NewInitiative, actor: User, at: datetime) -> Initiative:
    """The unsaved row. Raises ValidationError, by the field it concerns."""
    _check_authors(row.authors, actor, WHOLE - row.outside)
    for author in row.authors:
        if author.entry:
            _check_use(author.person, row.year, author.entry)
    told = {name: getattr(row, name) for name in EDITED}
    return _tidy(Initiative(school_id=actor.school_id, **told), timezone.localdate(at))


def _tidy(initiative: Initiative, today: date) -> Initiative:
    for name in ("name", "decision_number", "issuer"):
        setattr(initiative, name, one_line(getattr(initiative, name)))
    check_year(initiative.year, today)
    if initiative.decided_on and initiative.decided_on > today:
        raise ValidationError({"decided_on": "Ngày quyết định không được sau hôm nay."})
    initiative.clean_fields(exclude=["school", "search_key"])
    initiative.search_key = initiative_search_key(initiative)
    return initiative


def _check_authors(authors: Sequence[NewAuthor], actor: User, whole: int) -> None:
    """`whole`: what the authors of the school have of it together, in per cent."""
    if any(author.person.school_id != actor.school_id for author in authors):
        raise PermissionDenied
    if not authors:
        raise ValidationError({"authors": "Sáng kiến cần ít nhất một tác giả là người của trường."})
    if len({author.person.pk for author in authors}) < len(authors):
        raise ValidationError({"authors": "Mỗi tác giả chỉ ghi một lần."})
    if any(not 1 <= author.share <= WHOLE for author in authors):
        raise ValidationError({"authors": "Tỷ lệ đóng góp của mỗi tác giả từ 1 đến 100."})
    if (total := sum(author.share for author in authors)) != whole:
        raise ValidationError(
            {"authors": f"Tỷ lệ đóng góp của các tác giả phải cộng lại thành {whole}; hiện cộng lại là {total}."}
        )


def _write_authors(pairs: Iterable[tuple[Initiative, NewInitiative]]) -> None:
    told = [(initiative, author) for initiative, row in pairs for author in row.authors]
    rows = [InitiativeAuthor(initiative=initiative, person=author.person, share=author.share) for initiative, author in told]
    written = InitiativeAuthor.objects.bulk_create(rows, batch_size=BATCH)
    uses = [
        InitiativeUse(author=row, entry=author.entry)
        for row, (_, author) in zip(written, told, strict=True)
        if author.entry is not None
    ]
    InitiativeUse.objects.bulk_create(uses, batch_size=BATCH)


def _authors_change(stored: Initiative, authors: Sequence[NewAuthor]) -> bool:
    """Write the authors as they now are; whether that changed anything."""
    before = {author.person_id: author for author in stored.authors.select_related("person")}
    after = {author.person.pk: author.share for author in authors}
    gone = [author for key, author in before.items() if key not in after]
    used = InitiativeUse.objects.filter(author__in=gone).select_related("author__person").first()
    if used:
        raise ValidationError({"authors": f"{used.author.person} đã dùng sáng kiến này nên vẫn là tác giả."})
    is_changed = {key: author.share for key, author in before.items()} != after
    if is_changed:
        stored.authors.filter(pk__in=[author.pk for author in gone]).delete()
        for key, share in after.items():
            stored.authors.update_or_create(person_id=key, defaults={"share": share})
    return is_changed
