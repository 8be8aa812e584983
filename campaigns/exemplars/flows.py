"""The road of an exemplar, and what is still missing before each step."""

from collections.abc import Iterator

from thiduakt.workflow import Missing, Move, Workflow

from .enums import ExemplarState as S
from .models import Exemplar
from .policies import can_manage, can_publish, can_take_down


def before_fostering(exemplar: Exemplar) -> list[str]:
    asked = {
        "fostered_by": (exemplar.fostered_by_id, "Chưa chọn người bồi dưỡng."),
        "criteria": (exemplar.criteria.strip(), "Chưa ghi tiêu chí cần đạt."),
        "due_on": (exemplar.due_on, "Chưa ghi ngày phải bồi dưỡng xong."),
    }
    return [Missing(sentence, field) for field, (told, sentence) in asked.items() if not told]


def before_recognising(exemplar: Exemplar) -> list[str]:
    return [] if exemplar.results.strip() else [Missing("Chưa ghi kết quả.", "results")]


def before_publishing(exemplar: Exemplar) -> list[str]:
    return list(_before_publishing(exemplar))


def _before_publishing(exemplar: Exemplar) -> Iterator[str]:
    if not exemplar.article.strip():
        yield Missing("Chưa có bài viết công bố.", "article")
    for whose in exemplar.consents_missing():
        yield f"Chưa có đồng ý của {whose.label}."


EXEMPLAR_FLOW = Workflow(
    "exemplar",
    Move("foster", "Đưa vào bồi dưỡng", (S.FOUND,), S.FOSTERING, can_manage, before_fostering),
    Move("recognise", "Công nhận điển hình", (S.FOSTERING,), S.RECOGNISED, can_manage, before_recognising),
    Move(
        "publish", "Công bố", (S.RECOGNISED,), S.PUBLISHED, can_publish, before_publishing,
        warning="Bài viết hiện ở trang công khai của trường, ai cũng đọc được.",
    ),
    Move("take_down", "Gỡ khỏi trang công khai", (S.PUBLISHED,), S.RECOGNISED, can_take_down),
    Move("end", "Kết thúc theo dõi", (*S.EDITABLE, S.PUBLISHED), S.ENDED, can_manage, needs_reason=True),
)  # fmt: skip
