"""The road of a print run: asked for, drawn, printed."""

from thiduakt.workflow import Move, Workflow

from .enums import RunState as S
from .policies import can_print, of_the_school

RUN_FLOW = Workflow(
    "print_run",
    Move("draw", "Vẽ xong tệp giấy khen", (S.WAITING,), S.READY, of_the_school),
    Move("fail", "Chưa vẽ được tệp giấy khen", (S.WAITING,), S.FAILED, of_the_school),
    Move("retry", "Vẽ lại tệp giấy khen", (S.WAITING, S.FAILED, S.READY), S.WAITING, can_print),
    Move("confirm", "Ghi là đã in xong", (S.READY,), S.PRINTED, can_print),
)
