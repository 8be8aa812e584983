"""Kế hoạch that was typed elsewhere: what was read of it becomes a draft, what is doubtful a place to look at."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from campaigns.plans.models import Plan
from campaigns.plans.services.plans import start_plan, why_day_is_odd
from thiduakt.documents.composing import usual_signer
from thiduakt.documents.kinds import Kind
from thiduakt.documents.models import Document
from thiduakt.documents.reading import Doubt, Reading
from thiduakt.documents.reading.labels import find_label
from thiduakt.documents.services.review_marks import Spot, add_marks
from thiduakt.documents.typed_lines import typed_lines
from thiduakt.school.models import Letterhead, Person, User
from thiduakt.vietnamese import fold


@transaction.atomic
def plan_from_reading(reading: Reading, *, source_text: str, year: int, actor: User, at: datetime) -> Plan:
    """A draft of what was read. What the school's own records decide (header, number, signer) is taken from there."""
    if refusal := why_no_plan(reading):
        raise ValidationError(refusal)
    dated_on = _day(reading, year, at)
    signer = _named_signer(actor.school_id, reading.signer_name)
    doubts = doubts_about(reading, year=year, school_id=actor.school_id, at=at)
    plan = start_plan(
        year=year,
        subject=reading.subject or f"Công tác thi đua, khen thưởng năm {year}",
        dated_on=dated_on,
        bases=list(reading.bases),
        body=reading.body + reading.appendix,
        recipients=list(reading.recipients),
        signer=signer or usual_signer(actor.school_id, dated_on),
        source_text=source_text,
        actor=actor,
        at=at,
    )
    add_marks(plan.document, [_spot(doubt, plan.document) for doubt in doubts], actor=actor, at=at)
    return plan


def why_no_plan(reading: Reading) -> str:
    """A paper of another kind is not read into a plan; one that does not say its kind may be one."""
    if reading.kind in {None, Kind.PLAN}:
        return ""
    return f"Văn bản này là {reading.kind.label.lower()}, không phải kế hoạch. Ở đây chỉ nhập được kế hoạch."


def doubts_about(reading: Reading, *, year: int, school_id: int, at: datetime) -> list[Doubt]:
    """What the reader doubts, and what does not agree with the year and with the records of the school."""
    dated_on = _day(reading, year, at)
    doubts = [*reading.doubts, *_foreign_marks(reading, school_id, dated_on)]
    if year not in reading.years:
        reason = f"Năm {year} không có trong trích yếu và ngày của văn bản; thầy/cô xem lại năm của kế hoạch."
        doubts.append(Doubt(None, "", reason))
    if far := why_day_is_odd(year, dated_on):
        doubts.append(Doubt(None, "", far))
    if reading.signer_name and _named_signer(school_id, reading.signer_name) is None:
        reason = "Không có ai tên này trong danh sách viên chức; người ký được để là hiệu trưởng."
        doubts.append(Doubt(None, reading.signer_name, reason))
    if reading.number is not None:
        reason = f"“{reading.number_text}” chỉ để đối chiếu: số của văn bản do văn thư cấp khi ban hành."
        doubts.append(Doubt(None, reading.number_text, reason))
    if reading.appendix:
        doubts.append(Doubt(None, "", "Phần đứng sau chữ ký được đưa xuống cuối nội dung, thầy/cô xem lại."))
    return doubts


def _day(reading: Reading, year: int, at: datetime) -> date:
    today = timezone.localdate(at)
    return reading.dated or (today if year == today.year else date(year, 1, 1))


def _foreign_marks(reading: Reading, school_id: int, day: date) -> list[Doubt]:
    """Name and office code that are not the school's own of that day: the paper may be another school's."""
    letterhead = Letterhead.objects.filter(school=school_id, valid_from__lte=day).order_by("-valid_from").first()
    if letterhead is None:
        return []
    doubts = []
    names, own = " ".join((*reading.parent_lines, *reading.issuer_lines)), " ".join(letterhead.issuer_lines.split())
    if reading.issuer_lines and fold(own) not in fold(names):
        reason = f"Cơ quan ban hành không phải {own}; thầy/cô xem lại đây có phải văn bản của trường mình."
        doubts.append(Doubt(None, " ".join(reading.issuer_lines), reason))
    code = reading.symbol.partition("-")[2]
    if code and f"-{letterhead.office_code}-" not in f"-{code}-":
        reason = (
            f"Chữ viết tắt “{code}” không phải của trường ({letterhead.office_code}); "
            "thầy/cô xem lại đây có phải văn bản của trường mình."
        )
        doubts.append(Doubt(None, reading.number_text, reason))
    return doubts


def _spot(doubt: Doubt, document: Document) -> Spot:
    """Where the doubtful words stand in the draft: a label in front of them is no longer typed there."""
    label = find_label(doubt.text)
    for words in filter(None, (doubt.text, label.rest if label else "")):
        field = next((field for field, line in typed_lines(document) if words in line), "")
        if field:
            return Spot(doubt.reason, field, words)
    return Spot(doubt.reason, "", doubt.text)


def _named_signer(school_id: int, name: str) -> Person | None:
    wanted = fold(name)
    people = Person.objects.filter(school=school_id) if wanted else ()
    return next((person for person in people if fold(person.full_name) == wanted), None)
