"""Giấy khen của trường dùng thử: a blank, a printer, and the run that printed what the school decided."""

from datetime import datetime

from awards.certificates.drawing.places import OF_BLANKS
from awards.certificates.models import Blank, Certificate, Printer
from awards.certificates.models.blanks import PLACED
from awards.certificates.services.designing import save_blank, save_printer
from awards.certificates.services.printing import How, confirm_run, draw_run, start_run
from awards.decisions.models import AwardLine
from thiduakt.school.models import User

BLANK, PRINTER = "Phôi A4 viền vàng, nhà in Hồng Hà", "Máy in phòng văn thư"
SPOILED = "Kẹt giấy tờ đầu tiên."


def load(at: datetime) -> None:
    """Onto the decisions: their certificates came with their numbers."""
    clerk = User.objects.get(username="vanthu", is_demo=True)
    how = How(blank=_blank(clerk, at), printer=_printer(clerk, at))
    first = Certificate.objects.order_by("pk").first()
    if first is None:
        return
    name = f"Giấy khen theo Quyết định {first.line.decision.notation}"
    lines = AwardLine.objects.filter(decision=first.line.decision_id).select_related("decision").order_by("position")
    run = start_run(list(lines), name=name, how=how, actor=clerk, at=at)
    draw_run(run, at=at)
    confirm_run(run, spoiled=1, reason=SPOILED, actor=clerk, at=at)


def _blank(clerk: User, at: datetime) -> Blank:
    places = {name: {"is_shown": True} | {key: getattr(place, key) for key in PLACED} for name, place in OF_BLANKS.items()}
    return save_blank(None, name=BLANK, places=places, actor=clerk, at=at)


def _printer(clerk: User, at: datetime) -> Printer:
    return save_printer(None, values={"name": PRINTER, "shift_x": 1.5, "shift_y": -0.5}, actor=clerk, at=at)
