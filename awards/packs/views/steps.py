"""Buttons of a pack."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import View

from awards.packs.models import Pack, PackDossier, PackFile
from awards.packs.services.building import request_build
from awards.packs.services.drafting import (
    begin_pack,
    begin_submittal,
    discard_pack,
    drop_file,
    leave_out,
    refill,
)
from awards.packs.services.sending import approve_pack, rework_pack
from awards.packs.tasks import build_pack
from nominations.dossiers.models import Review
from thiduakt.pages import Posted

from .pages import OfKeptPack, OfPack, Page


class PackBegin(Page, Posted, View):
    permission = "pack.manage"
    begun = ""

    def get_success_url(self) -> str:
        return self.begun or reverse("packs:start")

    def act(self) -> str:
        review = get_object_or_404(Review.objects.visible_to(self.request.user, self.today), pk=self.kwargs["pk"])
        authority = self.request.POST.get("authority", "")
        self.begun = begin_pack(review, authority, actor=self.request.user, at=timezone.now()).get_absolute_url()
        return "Đã lập bộ hồ sơ. Thầy/cô soạn tờ trình, xem lại thứ tự các phần rồi lập bộ tệp."


class PackFill(OfKeptPack, Posted, View):
    def act(self) -> str:
        added = refill(self.pack, actor=self.request.user, at=timezone.now())
        return f"Đã thêm {added} hồ sơ vào bộ." if added else "Hội đồng chưa đề nghị khen thêm hồ sơ nào."


class SubmittalBegin(OfKeptPack, Posted, View):
    """Soạn tờ trình: from then on a paper like any other, with its own page."""

    begun = ""

    def get_success_url(self) -> str:
        return self.begun or super().get_success_url()

    def act(self) -> str:
        self.begun = begin_submittal(self.pack, actor=self.request.user, at=timezone.now()).get_absolute_url()
        return "Đã soạn tờ trình, danh sách kèm theo. Thầy/cô điền phần còn thiếu rồi trình ký."


class BuildBegin(OfKeptPack, Posted, View):
    def act(self) -> str:
        build = request_build(self.pack, actor=self.request.user, at=timezone.now())
        build_pack.enqueue(build.pk)
        return "Đã nhận yêu cầu lập bộ tệp."


class PackDiscard(OfKeptPack, Posted, View):
    is_gone = False

    def get_success_url(self) -> str:
        return reverse("packs:list") if self.is_gone else super().get_success_url()

    def act(self) -> str:
        discard_pack(self.pack, actor=self.request.user, at=timezone.now())
        self.is_gone = True
        return "Đã bỏ bộ hồ sơ."


class PackApprove(OfPack, Posted, View):
    permission = "pack.approve"

    def act(self) -> str:
        approve_pack(self.pack, actor=self.request.user, at=timezone.now())
        return "Đã duyệt bộ hồ sơ. Văn thư nộp rồi ghi ngày nộp."


class PackRework(OfKeptPack, Posted, View):
    def act(self) -> str:
        rework_pack(self.pack, actor=self.request.user, at=timezone.now())
        return "Đã đưa bộ hồ sơ về soạn lại."


class LineDrop(OfKeptPack, Posted, View):
    @cached_property
    def line(self) -> PackDossier:
        kept = self.seen().filter(school=self.request.user.school_id).order_by().values("pk")
        found = PackDossier.objects.filter(pack__in=kept).select_related("pack__review", "pack__school", "dossier")
        return get_object_or_404(found, pk=self.kwargs["pk"])

    @cached_property
    def pack(self) -> Pack:
        return self.line.pack

    def act(self) -> str:
        leave_out(self.line, actor=self.request.user, at=timezone.now())
        return f"Đã bỏ hồ sơ của {self.line.dossier.holder} khỏi bộ."


class FileDrop(OfKeptPack, Posted, View):
    @cached_property
    def file(self) -> PackFile:
        kept = self.seen().filter(school=self.request.user.school_id).order_by().values("pk")
        return get_object_or_404(PackFile.objects.filter(pack__in=kept).select_related("pack"), pk=self.kwargs["pk"])

    @cached_property
    def pack(self) -> Pack:
        return self.file.pack

    def act(self) -> str:
        drop_file(self.file, actor=self.request.user, at=timezone.now())
        return f"Đã bỏ tệp “{self.file}”."
