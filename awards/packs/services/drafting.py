"""Soạn bộ hồ sơ: whom it goes to, which dossiers, the tờ trình, the order of the parts, further papers."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from awards.packs.enums import Part
from awards.packs.models import Pack, PackDossier, PackFile
from awards.packs.models.packs import usual_order
from awards.packs.policies import can_begin, can_change
from awards.packs.printing import RECIPIENTS, bases, body, lists
from awards.packs.queries import dossiers_of, sheaves_to_send
from nominations.dossiers.models import Dossier, Review
from thiduakt.audit.services import record
from thiduakt.documents.composing import usual_signer
from thiduakt.documents.kinds import Kind
from thiduakt.documents.models import Document
from thiduakt.documents.services.appendices import attach
from thiduakt.documents.services.drafting import create_draft
from thiduakt.files import evidence
from thiduakt.files.evidence import Room
from thiduakt.files.uploads import MEGABYTE
from thiduakt.school.models import User
from thiduakt.workflow import MoveRefusedError, hold, lock, refuse_stale

OF_A_PACK = 50 * MEGABYTE
MOST_FILES = 30
FULL = "bộ hồ sơ đã đủ 30 tệp hoặc 50 MB giấy tờ khác. Thầy/cô bỏ bớt tệp cũ."
SETTLED_BY_PAPER = "Tờ trình kèm danh sách đã soạn. Thầy/cô bỏ bản nháp tờ trình rồi mới đổi được danh sách hồ sơ."


@transaction.atomic
def begin_pack(review: Review, authority: str, *, actor: User, at: datetime) -> Pack:
    """With every dossier that the council passed and this authority decides on; in the order its last pack had."""
    stored: Review = hold(review, can_begin, actor=actor, at=at)
    sheaf = next((one for one in sheaves_to_send(stored) if one.authority == authority), None)
    if sheaf is None:
        raise MoveRefusedError("Không có hồ sơ nào hội đồng đã đề nghị khen còn phải trình cơ quan này.")
    before = Pack.objects.filter(school=stored.school_id, authority=authority[:300]).order_by("-pk").first()
    pack = Pack(
        school_id=stored.school_id, review=stored, authority=authority[:300], created_by_id=actor.person_id,
        addressee=before.addressee if before else sheaf.addressee[:300], order=before.order if before else usual_order(),
    )  # fmt: skip
    pack.full_clean(exclude=["search_key"])
    pack.save()
    _add(pack, sheaf.dossiers)
    record(actor=actor, verb="pack.begin", target=pack, at=at, changes={"số hồ sơ": len(sheaf.dossiers)})
    return pack


@transaction.atomic
def refill(pack: Pack, *, actor: User, at: datetime) -> int:
    """What the council has passed since. Returns how many were added."""
    stored = _held(pack, actor, at)
    _refuse_once_written(stored)
    sheaf = next((one for one in sheaves_to_send(stored.review) if one.authority == stored.authority), None)
    found = sheaf.dossiers if sheaf else []
    _add(stored, found)
    _changed(stored)
    record(actor=actor, verb="pack.fill", target=stored, at=at, changes={"số hồ sơ": len(found)})
    return len(found)


@transaction.atomic
def leave_out(line: PackDossier, *, actor: User, at: datetime) -> None:
    stored = _held(line.pack, actor, at)
    _refuse_once_written(stored)
    stored.lines.filter(pk=line.pk).delete()
    _changed(stored)
    record(actor=actor, verb="pack.leave_out", target=stored, at=at, changes={"hồ sơ": line.dossier_id})


@transaction.atomic
def save_pack(pack: Pack, *, addressee: str, order: Sequence[str], version: int, actor: User, at: datetime) -> Pack:
    """`order`: keys of the parts that go up, in their order."""
    stored = _held(pack, actor, at)
    refuse_stale(stored, version)
    if not set(order) <= set(Part.values) or len(set(order)) != len(order):
        raise ValidationError("Thứ tự các phần không đúng. Thầy/cô chọn lại.")
    if Part.SUBMITTAL not in order or Part.DOSSIERS not in order:
        raise ValidationError("Bộ hồ sơ phải có tờ trình và hồ sơ từng cá nhân, tập thể.")
    stored.addressee, stored.order = addressee, list(order)
    stored.full_clean(exclude=["search_key"])
    _changed(stored)
    record(actor=actor, verb="pack.edit", target=stored, at=at)
    return stored


@transaction.atomic
def begin_submittal(pack: Pack, *, actor: User, at: datetime) -> Document:
    """A draft with căn cứ, numbers and lists as the council left them; from then on a paper like any other."""
    stored = _held(pack, actor, at)
    if stored.document:
        raise MoveRefusedError("Bộ hồ sơ đã có tờ trình. Thầy/cô sửa, hoặc bỏ bản nháp ấy trước.")
    dossiers = dossiers_of(stored)
    if not dossiers:
        raise MoveRefusedError("Bộ hồ sơ chưa có hồ sơ nào, chưa soạn tờ trình được.")
    today = timezone.localdate(at)
    document = create_draft(
        Kind.SUBMITTAL, subject=f"Về việc đề nghị khen thưởng năm học {stored.review.year_name}", dated_on=today,
        addressees=[stored.addressee], bases=bases(stored, dossiers), body=body(stored, dossiers),
        recipients=list(RECIPIENTS), signer=usual_signer(stored.school_id, today), actor=actor, at=at,
    )  # fmt: skip
    stored.document = document = attach(document, lists(dossiers), actor=actor, at=at)
    _changed(stored)
    record(actor=actor, verb="pack.submittal", target=stored, at=at, changes={"văn bản": document.pk})
    return document


def add_files(pack: Pack, files: Iterable[File], *, actor: User, at: datetime) -> list[str]:
    """A sentence for each file that is not taken; the others are."""
    prepared, refusals = evidence.prepare(files)
    with transaction.atomic():
        stored = _held(pack, actor, at)
        rooms = [Room(OF_A_PACK - evidence.held(stored.files.all()), FULL, MOST_FILES - stored.files.count())]
        refusals += evidence.keep(stored.files, prepared, folder=PackFile.FOLDER, rooms=rooms, actor=actor, at=at)
        _changed(stored)
        record(actor=actor, verb="pack.add_files", target=stored, at=at, changes={"số tệp": len(prepared)})
    return refusals


@transaction.atomic
def drop_file(file: PackFile, *, actor: User, at: datetime) -> None:
    stored = _held(file.pack, actor, at)
    stored.files.filter(pk=file.pk).delete()
    _changed(stored)
    record(actor=actor, verb="pack.drop_file", target=stored, at=at, changes={"tệp": file.sha256})
    transaction.on_commit(partial(evidence.forget, PackFile, file.sha256))


@transaction.atomic
def discard_pack(pack: Pack, *, actor: User, at: datetime) -> None:
    """What was sent once is not thrown away, nor what a paper was written for."""
    stored = _held(pack, actor, at)
    if stored.sent_on:
        raise MoveRefusedError("Bộ hồ sơ đã từng nộp nên không bỏ được.")
    _refuse_once_written(stored)
    record(actor=actor, verb="pack.discard", target=stored, at=at)
    stored.delete()


def _held(pack: Pack, actor: User, at: datetime) -> Pack:
    stored: Pack = lock(pack)
    if not stored.is_draft:
        raise MoveRefusedError(f"Bộ hồ sơ {stored.get_state_display()}. Thầy/cô đưa về soạn lại rồi mới sửa được.")
    return hold(stored, can_change, actor=actor, at=at)


def _refuse_once_written(pack: Pack) -> None:
    if pack.document:
        raise MoveRefusedError(SETTLED_BY_PAPER)


def _changed(pack: Pack) -> None:
    """What was built of it before is no longer what it is."""
    pack.version += 1
    pack.save()


def _add(pack: Pack, dossiers: Sequence[Dossier]) -> None:
    start = (pack.lines.aggregate(last=Max("position"))["last"] or 0) + 1
    PackDossier.objects.bulk_create(
        PackDossier(pack=pack, dossier=one, position=place) for place, one in enumerate(dossiers, start=start)
    )
