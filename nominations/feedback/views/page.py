"""The page of one posted list, and the buttons on it."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView, View

from nominations.feedback.enums import PostingState as S
from nominations.feedback.flows import POSTING_FLOW
from nominations.feedback.models import Opinion
from nominations.feedback.policies import can_post, can_read_all
from nominations.feedback.printing import sheet
from nominations.feedback.queries import tally
from nominations.feedback.services.posting import begin_notice, discard_posting, post, too_early
from thiduakt.documents.models import Document
from thiduakt.files.downloads import shown
from thiduakt.files.uploads import PDF_TYPE
from thiduakt.pages import Posted, titles

from .pages import ManagedPosting, OfPosting

LINE_COLUMNS = titles("Họ và tên, tập thể", "Chức vụ, đơn vị", "Danh hiệu, hình thức đề nghị", "Tóm tắt thành tích")
OPINION_COLUMNS = titles("Về trường hợp", "Loại", "Gửi lúc", "Trạng thái")


class PostingDetail(OfPosting, TemplateView):
    template_name = "feedback/detail.html"

    @property
    def title(self) -> str:
        return str(self.posting)

    def trail(self) -> list[dict[str, str]]:
        return super().trail()[:1]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        posting, user, at = self.posting, self.request.user, timezone.now()
        posts, reads = can_post(user, posting, at), can_read_all(user, posting, at)
        opinions = Opinion.objects.visible_to(user, self.today).filter(posting=posting).select_related("line")
        return super().get_context_data(
            posting=posting,
            lines=posting.lines.all(),
            line_columns=LINE_COLUMNS,
            facts=[{"label": label, "value": value} for label, value in self._facts()],
            steps=list(self._steps()) if posts else [],
            may_edit=posts and posting.state == S.DRAFT,
            actions=self._actions() if posting.takes_opinions(at) else [],
            opinions=list(opinions),
            opinion_columns=OPINION_COLUMNS,
            tally=tally(posting) if reads else None,
            paper=self._paper(),
            may_begin_notice=posts and not posting.paper_id and posting.state != S.CLOSED,
            **kwargs,
        )

    def _actions(self) -> list[dict[str, str]]:
        url = reverse("feedback:send", args=[self.posting.pk])
        return [{"label": "Gửi phản ánh", "url": url, "icon": "chat-left-text", "tone": "secondary"}]

    def _facts(self) -> Iterator[tuple[str, Any]]:
        posting = self.posting
        yield "Đợt xét", posting.review.with_year
        yield "Thời gian", f"Từ {posting.posted_on:%d/%m/%Y} đến hết ngày {posting.until:%d/%m/%Y}"
        yield "Nơi niêm yết", posting.place
        if posting.why_shorter:
            yield "Lý do công khai ngắn hơn", posting.why_shorter
        if posting.conclusion:
            yield "Kết luận", posting.conclusion

    def _steps(self) -> Iterator[dict[str, Any]]:
        """Ending it asks for a conclusion, on a page of its own."""
        posting, at = self.posting, timezone.now()
        for move in POSTING_FLOW.open_to(self.request.user, posting, at):
            yield {
                "move": move,
                "url": reverse(f"feedback:{move.name}", args=[posting.pk]),
                "blockers": [*move.blockers(posting), *(too_early(posting, at) if move.name == "close" else [])],
                "edit_url": reverse("feedback:edit", args=[posting.pk]),
                "is_page": move.name == "close",
            }

    def _paper(self) -> Document | None:
        """Whoever may not read drafts is shown it once it is issued."""
        seen = Document.objects.visible_to(self.request.user, self.today)
        return seen.filter(pk=self.posting.paper_id).first() if self.posting.paper_id else None


class PostingPost(ManagedPosting, Posted, View):
    def act(self) -> str:
        post(self.posting, actor=self.request.user, at=timezone.now())
        return "Đã công khai danh sách."


class PostingDiscard(ManagedPosting, Posted, View):
    def act(self) -> str:
        discard_posting(self.posting, actor=self.request.user, at=timezone.now())
        self.success_url = reverse("feedback:list")
        return "Đã bỏ danh sách đang soạn."


class PostingNotice(ManagedPosting, Posted, View):
    """Begin the notice, and go on writing it."""

    def act(self) -> str:
        paper = begin_notice(self.posting, actor=self.request.user, at=timezone.now())
        self.success_url = reverse("documents:edit", args=[paper.pk])
        return "Đã tạo bản nháp thông báo, kèm danh sách."


class PostingSheet(OfPosting, View):
    """For the notice-board: with the code that opens this page on a phone."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        address = request.build_absolute_uri(self.posting.get_absolute_url())
        return shown(sheet(self.posting, address), name="cong-khai-lay-y-kien.pdf", content_type=PDF_TYPE)
