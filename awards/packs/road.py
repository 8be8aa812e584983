"""How far a pack has come, what comes next and who does it: for the school, and for the superior it was sent to."""

from collections.abc import Sequence
from dataclasses import dataclass

from awards.packs.enums import AnswerKind, PackState
from awards.packs.flows import ready_build, what_is_missing
from awards.packs.models import Answer, Pack
from awards.packs.queries import decisions_on, unanswered
from thiduakt.documents.enums import DocumentState

STEPS = ("Soạn", "Duyệt", "Nộp", "Cấp trên xét", "Có quyết định")
PLACES = {
    PackState.DRAFT: 0, PackState.APPROVED: 2, PackState.SENT: 3, PackState.SUPPLEMENT: 3, PackState.RETURNED: 3,
    PackState.DECIDED: 5,
}  # fmt: skip
OF_PAPER = {
    DocumentState.SUBMITTED: ("Người ký", "Đọc và ký tờ trình."),
    DocumentState.SIGNED: ("Văn thư", "Cấp số, ban hành tờ trình."),
}
AGAIN = "Đưa về soạn lại, làm theo yêu cầu, lập lại bộ tệp. Sau đó hiệu trưởng duyệt, văn thư nộp lại."
WHEN_IT_COMES = "Văn thư ghi yêu cầu bổ sung, trả lại hoặc quyết định khi nhận được."
OF_RECEIVED = (
    "Xét hồ sơ. Cần bổ sung hoặc trả lại thì ghi ở đây; quyết định thì gửi về trường, văn thư của trường ghi vào sổ."
)


@dataclass(frozen=True, slots=True)
class NextStep:
    """`who` does `what`; nobody, where the road has ended."""

    who: str
    what: str


def steps_of(pack: Pack, answers: Sequence[Answer]) -> list[dict[str, str]]:
    """For components/road.html. Of a pack that is written anew nothing is told of how far it had come."""
    place = PLACES[PackState(pack.state)]
    details = {
        0: str(pack.created_by),
        2: f"{pack.sent_on:%d/%m/%Y}" if pack.sent_on else "",
        3: str(answers[-1]) if answers and pack.sent_on else "",
        4: pack.decision.notation if pack.decision else "",
    }
    return [
        {"label": label, "detail": details.get(number, "") if number <= place else "", "state": _step_state(number, place)}
        for number, label in enumerate(STEPS)
    ]


def _step_state(number: int, place: int) -> str:
    return "current" if number == place else "done" if number < place else "todo"


def next_step(pack: Pack, answers: Sequence[Answer]) -> NextStep:
    """In the words of the school."""
    match pack.state:
        case PackState.DRAFT:
            return _while_written(pack)
        case PackState.APPROVED:
            if what_is_missing(pack):
                return NextStep(str(pack.created_by), "Đưa về soạn lại: bộ hồ sơ đã duyệt nay chưa nộp được.")
            return NextStep("Văn thư", f"Nộp bộ hồ sơ cho {pack.addressee} rồi ghi ngày nộp.")
        case PackState.SENT:
            return _while_away(pack, answers)
        case PackState.SUPPLEMENT | PackState.RETURNED:
            return NextStep(str(pack.created_by), f"{AGAIN}{_due(answers)}")
    return NextStep("", "Quyết định của cấp trên đã vào sổ khen thưởng, bộ hồ sơ này đã xong.")


def next_of_superior(pack: Pack, answers: Sequence[Answer]) -> NextStep:
    """For whom it was sent to, who reads it on the site."""
    here = str(pack.superior or pack.addressee)
    match pack.state:
        case PackState.SENT if receipt_of(pack, answers) is None:
            return NextStep(here, "Tải bộ tệp về xem, rồi ghi đã tiếp nhận, yêu cầu bổ sung hoặc trả lại.")
        case PackState.SENT:
            return NextStep(here, OF_RECEIVED)
        case PackState.SUPPLEMENT:
            return NextStep(str(pack.school), f"Bổ sung theo yêu cầu rồi nộp lại.{_due(answers)}")
        case PackState.RETURNED:
            return NextStep(str(pack.school), "Làm lại bộ hồ sơ đã trả.")
    return NextStep("", "Nhà trường đã ghi quyết định vào sổ, bộ hồ sơ này đã xong.")


def _while_written(pack: Pack) -> NextStep:
    writer, paper = str(pack.created_by), pack.document
    if not pack.lines.exists():
        return NextStep(writer, "Thêm hồ sơ hội đồng đã đề nghị khen.")
    if paper is None:
        return NextStep(writer, "Soạn tờ trình, danh sách kèm theo.")
    if paper.state != DocumentState.ISSUED:
        return NextStep(*OF_PAPER.get(DocumentState(paper.state), (writer, "Sửa xong tờ trình rồi trình ký.")))
    if ready_build(pack) is None:
        return NextStep(writer, "Lập bộ tệp của nội dung hiện có.")
    if what_is_missing(pack):
        return NextStep(writer, "Bỏ khỏi bộ những hồ sơ không trình được nữa.")
    return NextStep("Hiệu trưởng", "Xem bộ tệp rồi duyệt bộ hồ sơ.")


def _while_away(pack: Pack, answers: Sequence[Answer]) -> NextStep:
    decided, left = decisions_on(pack).exists(), len(unanswered(pack))
    if decided and not left:
        return NextStep("Văn thư", "Mọi hồ sơ đã có kết quả trong sổ. Ghi bộ hồ sơ đã có quyết định.")
    if decided:
        return NextStep(pack.addressee, f"Quyết định {left} hồ sơ còn lại. {WHEN_IT_COMES}")
    if receipt_of(pack, answers) is None:
        return NextStep(pack.addressee, "Tiếp nhận bộ hồ sơ. Văn thư ghi biên nhận khi nhận được.")
    return NextStep(pack.addressee, f"Xét, quyết định. {WHEN_IT_COMES}")


def receipt_of(pack: Pack, answers: Sequence[Answer]) -> Answer | None:
    """Of this sending, not of one before it."""
    sent_on = pack.sent_on
    return next((one for one in answers if one.kind == AnswerKind.RECEIPT and sent_on and one.told_on >= sent_on), None)


def _due(answers: Sequence[Answer]) -> str:
    last = answers[-1] if answers else None
    return f" Hạn hết ngày {last.due_on:%d/%m/%Y}." if last and last.due_on else ""
