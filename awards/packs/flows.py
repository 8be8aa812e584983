"""The road of a pack: prepared, approved by the principal, sent, and what the superior did with it; and that of a build."""

from collections.abc import Iterator
from itertools import islice

from awards.packs.enums import BuildState
from awards.packs.enums import PackState as S
from nominations.dossiers.enums import DossierState
from nominations.dossiers.models import Dossier
from thiduakt.documents.enums import DocumentState
from thiduakt.workflow import Move, Workflow

from .models import Build, Pack
from .policies import by_the_system, can_answer, can_approve, can_manage, can_send

TOLD_AT_ONCE = 5  # dossiers that are named one by one


def newest_build(pack: Pack) -> Build | None:
    return pack.builds.order_by("-pk").first()


def ready_build(pack: Pack) -> Build | None:
    """The files of the pack as it stands now."""
    return pack.builds.filter(state=BuildState.DONE, made_of=pack.version).order_by("-pk").first()


def what_is_missing(pack: Pack) -> list[str]:
    """Before it is approved, and before it is sent."""
    return [*_of_dossiers(pack), *_of_paper(pack), *_of_files(pack)]


def _of_dossiers(pack: Pack) -> Iterator[str]:
    listed = Dossier.objects.filter(pack_line__pack=pack)
    if not listed.exists():
        yield "Bộ hồ sơ chưa có hồ sơ nào."
    moving = listed.filter(state=DossierState.AWARDED).moving()
    for one in islice(listed.exclude(pk__in=moving.order_by().values("pk")).select_related("person"), TOLD_AT_ONCE):
        yield f"{one}: hội đồng không đề nghị nữa, hoặc hồ sơ đang tạm dừng. Thầy/cô bỏ hồ sơ này khỏi bộ."


def _of_paper(pack: Pack) -> Iterator[str]:
    if pack.document is None:
        yield "Chưa có tờ trình."
    elif pack.document.state != DocumentState.ISSUED:
        yield f"Tờ trình {pack.document.get_state_display()}, chưa ban hành."


def _of_files(pack: Pack) -> Iterator[str]:
    if ready_build(pack) is None:
        yield "Chưa lập bộ tệp của nội dung hiện có. Thầy/cô bấm “Lập bộ tệp”."


def another_is_written(pack: Pack) -> list[str]:
    others = Pack.objects.filter(review=pack.review_id, authority=pack.authority, state=S.DRAFT).exclude(pk=pack.pk)
    if not others.exists():
        return []
    return ["Đợt xét này đang có một bộ hồ sơ khác gửi cơ quan này đang soạn. Thầy/cô làm xong hoặc bỏ bộ ấy trước."]


PACK_FLOW = Workflow(
    "pack",
    Move(
        "approve", "Duyệt bộ hồ sơ", (S.DRAFT,), S.APPROVED, can_approve, what_is_missing,
        warning="Sau khi duyệt, nội dung bộ hồ sơ không đổi được nữa, trừ khi đưa về soạn lại.",
    ),
    Move("rework", "Đưa về soạn lại", (S.APPROVED, *S.GIVEN_BACK), S.DRAFT, can_manage, another_is_written),
    Move("send", "Ghi đã nộp", (S.APPROVED,), S.SENT, can_send, what_is_missing),
    Move("supplement", "Ghi yêu cầu bổ sung", S.WAITING, S.SUPPLEMENT, can_answer),
    Move("give_back", "Ghi trả lại hồ sơ", S.WAITING, S.RETURNED, can_answer),
    Move("decide", "Ghi đã có quyết định", S.WAITING, S.DECIDED, can_send),
    untold=("superior", "sent_build", "decision"),
)  # fmt: skip

BUILD_FLOW = Workflow(
    "pack_build",
    Move("begin", "Bắt đầu lập bộ tệp", (BuildState.QUEUED,), BuildState.RUNNING, by_the_system),
    Move("finish", "Lập xong bộ tệp", (BuildState.RUNNING,), BuildState.DONE, by_the_system),
    Move("fail", "Không lập được bộ tệp", BuildState.LIVE, BuildState.FAILED, by_the_system),
    untold=("entries", "notes"),
)
