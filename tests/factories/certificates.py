"""Certificates of a decision in force, blanks and printers."""

from datetime import UTC, datetime

from django.db import transaction

from awards.certificates.drawing.places import OF_BLANKS
from awards.certificates.models import Blank, Certificate, Printer
from awards.certificates.models.blanks import PLACED
from awards.certificates.services.designing import save_blank, save_printer
from awards.certificates.services.issuing import give_certificates
from awards.decisions.enums import DecisionState
from awards.decisions.models import AwardDecision, AwardLine
from tests.factories.decisions import AwardDecisionFactory, AwardLineFactory
from tests.factories.school import PersonFactory
from thiduakt.school.models import School, User

AT = datetime(2023, 10, 4, 3, 0, tzinfo=UTC)
# Đ and the marks that go lost first, a name of sixty letters, one typed on a Mac.
NAMES = (
    "Đỗ Thị Đào",
    "Nguyễn Phúc Công Tằng Tôn Nữ Thị Quỳnh Hương Giang Bảo Ngọc",
    "Nguyê\u0303n Thi\u0323 \u01af\u01a1\u0301c",
)


def decision_with_lines(school: School, *names: str, **told) -> AwardDecision:
    decision = AwardDecisionFactory(school=school, **{"state": DecisionState.IN_FORCE, **told})
    for name in names or NAMES:
        person = PersonFactory(school=school, full_name=name)
        AwardLineFactory(decision=decision, person=person, holder_name=name)
    return decision


def with_certificates(decision: AwardDecision, actor: User, at: datetime = AT) -> list[Certificate]:
    """As the number of its paper brings them about."""
    with transaction.atomic():
        give_certificates(decision.document, actor, at)
    return list(Certificate.objects.filter(line__decision=decision).order_by("line__position"))


def lines_of(decision: AwardDecision) -> list[AwardLine]:
    return list(AwardLine.objects.filter(decision=decision).order_by("position"))


def usual_places() -> dict[str, dict]:
    return {name: {"is_shown": True} | {key: getattr(place, key) for key in PLACED} for name, place in OF_BLANKS.items()}


def blank(actor: User, name: str = "Phôi viền vàng 2023", **places) -> Blank:
    """`places`: of a field the values that are not the usual ones."""
    told = {field: values | places.get(field, {}) for field, values in usual_places().items()}
    return save_blank(None, name=name, places=told, actor=actor, at=AT)


def printer(actor: User, name: str = "Máy in văn phòng", shift_x: float = 0, shift_y: float = 0) -> Printer:
    return save_printer(None, values={"name": name, "shift_x": shift_x, "shift_y": shift_y}, actor=actor, at=AT)
