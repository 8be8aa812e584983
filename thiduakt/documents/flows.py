from collections.abc import Callable, Iterable

from django.core.exceptions import ValidationError

from thiduakt.catalog.gaps import TO_FILL
from thiduakt.school.models import Letterhead
from thiduakt.workflow import Missing, Move, Workflow

from . import policies
from .composing import no_signing_role
from .content import LINES
from .enums import CommentState as C
from .enums import DocumentState as S
from .enums import OpeningState
from .kinds import Frame, Kind
from .models import Comment, Document, SeriesOpening
from .richtext import plain_text

WITHOUT_BASES = (Kind.MINUTES, Kind.INVITATION)  # Phụ lục III, Mẫu 1.6, 1.9
# What a paper of a room above says otherwise than the rows it was drafted from. The room enters itself here.
OF_ROOMS: dict[Kind, Callable[[Document], Iterable[Missing]]] = {}


def missing_parts(document: Document) -> list[Missing]:
    """What a paper lacks before it can be put in front of the signer."""
    missing = []
    if not document.subject.strip():
        missing.append(Missing("Chưa có trích yếu.", "subject"))
    text = plain_text(document.body)
    if not text.strip():
        missing.append(Missing("Chưa có nội dung.", "body"))
    typed = {"subject": document.subject, "body": text} | {name: "\n".join(getattr(document, name)) for name in LINES}
    if field := next((name for name, words in typed.items() if TO_FILL in words), ""):
        missing.append(Missing("Còn chỗ ghi [CẦN BỔ SUNG], cần điền hoặc xóa đi.", field))
    is_minutes = Kind(document.kind).frame is Frame.MINUTES
    if not document.bases and Kind(document.kind) not in WITHOUT_BASES:
        missing.append(Missing("Chưa có căn cứ nào.", "bases"))
    if not document.recipients:
        missing.append(Missing("Chưa có nơi nhận.", "recipients"))
    elif not document.recipients[-1].startswith("Lưu"):
        missing.append(Missing("Dòng cuối của nơi nhận phải là “Lưu: VT, …”.", "recipients"))
    missing += _missing_people(document, text) if is_minutes else _missing_signer(document)
    of_room = OF_ROOMS.get(Kind(document.kind))
    return [*missing, *_missing_letterhead(document), *(of_room(document) if of_room else ())]


def _missing_signer(document: Document) -> list[Missing]:
    """What counts is the day of signing; until then, the day the paper is meant for."""
    if document.signer is None:
        return [Missing("Chưa chọn người ký.", "signer")]
    refusal = no_signing_role(document, document.signed_on or document.dated_on)
    return [Missing(refusal, "signer")] if refusal else []


def _missing_people(document: Document, text: str) -> list[Missing]:
    """Of minutes: two people sign, and the text names them both (Phụ lục III, Mẫu 1.9)."""
    missing = []
    for name, label in (("signer", "chủ tọa"), ("secretary", "thư ký")):
        person = getattr(document, name)
        if person is None:
            missing.append(Missing(f"Chưa chọn {label}.", name))
        elif person.full_name not in text:
            missing.append(Missing(f"Nội dung biên bản chưa ghi {label} {person}.", "body"))
    if document.signer_id and document.signer_id == document.secretary_id:
        missing.append(Missing("Chủ tọa và thư ký phải là hai người.", "secretary"))
    return missing


def _missing_letterhead(document: Document) -> list[Missing]:
    try:
        Letterhead.objects.on(document.school_id, document.dated_on)
    except ValidationError as refusal:
        return [Missing(refusal.messages[0], "dated_on")]
    return []


DOCUMENT_FLOW = Workflow(
    "document",
    Move("consult", "Lấy ý kiến", (S.DRAFT,), S.CONSULTING, policies.can_consult),
    Move("end_consultation", "Thôi lấy ý kiến", (S.CONSULTING,), S.DRAFT, policies.can_edit),
    Move("submit", "Trình ký", (S.DRAFT, S.CONSULTING), S.SUBMITTED, policies.can_edit, blockers=missing_parts),
    Move("withdraw", "Rút lại", (S.SUBMITTED,), S.DRAFT, policies.can_edit),
    Move("return", "Trả lại để sửa", (S.SUBMITTED,), S.DRAFT, policies.can_sign, needs_reason=True),
    Move(
        "sign", "Ký", (S.SUBMITTED,), S.SIGNED, policies.can_sign, blockers=missing_parts,
        warning="Sau khi ký, nội dung không sửa được nữa; văn thư cấp số và ban hành.",
    ),
    Move("send_back", "Trả lại trước khi cấp số", (S.SIGNED,), S.DRAFT, policies.can_send_back, needs_reason=True),
    Move(
        "issue", "Cấp số, ban hành", (S.SIGNED,), S.ISSUED, policies.can_issue, blockers=missing_parts,
        warning="Số đã cấp không lấy lại được. Văn bản đã ban hành không sửa được nữa, chỉ thay thế hoặc thu hồi được bằng "
        "văn bản mới.",
    ),
    Move("replace", "Thay thế", (S.ISSUED,), S.REPLACED, policies.can_supersede),
    Move("revoke", "Thu hồi", (S.ISSUED,), S.REVOKED, policies.can_supersede),
)  # fmt: skip


def why_not_answered(comment: Comment) -> list[str]:
    """What is signed says already what became of the comment."""
    return ["Văn bản đã ký, ý kiến không trả lời được nữa."] if comment.consultation.document.is_signed else []


# An answer is taken back before another one is given, so that nobody's answer is written over unseen.
COMMENT_FLOW = Workflow(
    "comment",
    Move("take", "Tiếp thu", (C.WAITING,), C.TAKEN, policies.can_answer, why_not_answered, needs_reason=True),
    Move("not_take", "Không tiếp thu", (C.WAITING,), C.NOT_TAKEN, policies.can_answer, why_not_answered, needs_reason=True),
    Move("reopen", "Trả lời lại", (C.TAKEN, C.NOT_TAKEN), C.WAITING, policies.can_answer, why_not_answered),
)


def nothing_issued_yet(opening: SeriesOpening) -> list[str]:
    """A series that has given numbers cannot be started again."""
    issued = Document.objects.filter(
        school=opening.school_id, year=opening.year, series=opening.series, number__isnull=False
    )
    return ["Dãy số này đã cấp số cho văn bản, không đặt lại số khởi đầu được."] if issued.exists() else []


OPENING_FLOW = Workflow(
    "series",
    Move(
        "approve", "Duyệt", (OpeningState.PROPOSED,), OpeningState.APPROVED, policies.can_approve_opening,
        blockers=nothing_issued_yet,
    ),
    Move(
        "refuse", "Không duyệt", (OpeningState.PROPOSED,), OpeningState.REFUSED, policies.can_approve_opening,
        needs_reason=True,
    ),
)  # fmt: skip
