"""One pack: what it holds, its papers and files, how far it has come; the superior it was sent to reads it."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView, View

from awards.packs.enums import BuildState, PackState
from awards.packs.flows import PACK_FLOW, newest_build
from awards.packs.forms import FilesForm, PackForm
from awards.packs.models import Build, BuiltFile, PackFile
from awards.packs.policies import answers_now, can_send
from awards.packs.queries import decisions_on, dossiers_of, results_of, unanswered, votes_of
from awards.packs.road import next_of_superior, next_step, steps_of
from awards.packs.services.drafting import add_files, save_pack
from awards.packs.services.forms import form_of
from thiduakt.documents.models import Document
from thiduakt.files.downloads import sent_file, streamed_file
from thiduakt.pages import Posted, ServedForm, titles

from .pages import OfKeptPack, OfPack, Page, record_url

REFRESH = 2  # seconds between two looks at files that are being built


class PackDetail(OfPack, TemplateView):
    template_name = "packs/pack.html"

    @property
    def title(self) -> str:  # type: ignore[override]
        return self.name

    def trail(self) -> list[dict[str, str]]:
        return super().trail()[:1]

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        response = super().render_to_response(context, **kwargs)
        if self.build and self.build.is_live:
            response["Refresh"] = str(REFRESH)
        return response

    @cached_property
    def build(self) -> Build | None:
        """For the superior what was sent, whatever was built afterwards."""
        return newest_build(self.pack) if self.is_of_school else self.pack.sent_build

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pack, answers = self.pack, list(self.pack.answers.prefetch_related("files"))
        return super().get_context_data(
            pack=pack,
            is_of_school=self.is_of_school,
            changes=self.changes,
            facts=list(self._facts()),
            actions=list(self._actions()),
            parts=pack.parts,
            files=list(pack.files.all()) if self.is_of_school else [],
            files_form=FilesForm() if self.changes else None,
            build=self.build,
            built=list(self.build.files.order_by("form")) if self.build else [],
            is_stale=self._is_stale(),
            tells_notes=self.is_of_school and pack.state in PackState.AT_HOME,
            answers=answers,
            steps=steps_of(pack, answers),
            coming=next_step(pack, answers) if self.is_of_school else next_of_superior(pack, answers),
            moves=list(self._moves()),
            ways_on=list(self._ways_on()),
            discards=self.changes and pack.document is None and pack.sent_on is None,
            form=form_of(pack) if self.is_of_school else None,
            **self._listed(),
            **kwargs,
        )

    def _listed(self) -> dict[str, Any]:
        """The dossiers, and what may still be done with their list."""
        pack, dossiers = self.pack, dossiers_of(self.pack)
        votes, results = votes_of(dossiers), results_of(pack) if self.is_of_school else {}
        lines = dict(pack.lines.values_list("dossier", "pk"))
        unwritten = self.changes and pack.document is None
        rows = [
            {
                "dossier": one,
                "url": one.get_absolute_url() if self.is_of_school else "",
                "votes": votes.get(one.pk, ""),
                "result": results.get(one.pk, "chưa có") if results else "",
                "drop_url": reverse("packs:leave_out", args=[lines[one.pk]]) if unwritten else "",
            }
            for one in dossiers
        ]
        names = ["Cá nhân, tập thể", "Danh hiệu, hình thức đề nghị", "Kết quả bỏ phiếu"]
        columns = titles(*names, "Cấp trên quyết định") if results else titles(*names)
        return {"rows": rows, "columns": columns, "drops": unwritten, "begins_paper": unwritten and bool(dossiers)}

    def _is_stale(self) -> bool:
        return self.is_of_school and bool(self.build) and self.pack.is_draft and self.build.made_of != self.pack.version  # type: ignore[union-attr]

    def _facts(self) -> Iterator[dict[str, Any]]:
        pack = self.pack
        if not self.is_of_school:
            yield {"label": "Trường", "value": pack.school}
        yield {"label": "Kính gửi", "value": pack.addressee}
        if self.is_of_school:
            yield {"label": "Thẩm quyền quyết định", "value": pack.authority}
        url = pack.review.get_absolute_url() if self.is_of_school else ""
        yield {"label": "Đợt xét", "value": pack.review.with_year, "url": url}
        if paper := pack.document:
            seen = Document.objects.visible_to(self.request.user, self.today).filter(pk=paper.pk).exists()
            told = f"{paper} ({paper.get_state_display()})"
            yield {"label": "Tờ trình", "value": told, "url": paper.get_absolute_url() if seen else ""}
        if pack.sent_on:
            yield {"label": "Ngày nộp", "value": f"{pack.sent_on:%d/%m/%Y}"}
        if pack.superior and self.is_of_school:
            yield {"label": "Xem được trên hệ thống", "value": pack.superior}
        if (decision := pack.decision) and self.is_of_school:
            yield {"label": "Quyết định", "value": decision, "url": decision.get_absolute_url()}

    def _actions(self) -> Iterator[dict[str, str]]:
        if self.changes:
            url = reverse("packs:edit", args=[self.pack.pk])
            yield {"label": "Sửa nơi nhận, thứ tự", "url": url, "icon": "pencil", "tone": "secondary"}

    def _ways_on(self) -> Iterator[dict[str, str]]:
        """What is written down while it is away: each asks on a page of its own. What comes next is the first."""
        if self.is_of_school and self.pack.state in PackState.WAITING:
            yield from self._of_decision()
        if answers_now(self.request.user, self.pack, timezone.now()):
            label = "Ghi biên nhận, bổ sung, trả lại" if self.is_of_school else "Tiếp nhận, trả lời"
            tone = "secondary" if self.is_of_school else "primary"
            yield {"label": label, "url": reverse("packs:answer", args=[self.pack.pk]), "icon": "reply", "tone": tone}

    def _of_decision(self) -> Iterator[dict[str, str]]:
        """First each decision itself, where all decisions of superiors are; then the pack is tied to one."""
        pack, sends = self.pack, can_send(self.request.user, self.pack, timezone.now())
        decide_url = reverse("packs:decide", args=[pack.pk])
        decided, left = decisions_on(pack).exists(), bool(unanswered(pack))
        if decided and sends:
            tone = "secondary" if left else "primary"
            yield {"label": "Ghi đã có quyết định", "url": decide_url, "icon": "check2-square", "tone": tone}
        if left and self.may("award.record"):
            url = record_url(pack, decide_url if sends else pack.get_absolute_url())
            yield {"label": "Ghi quyết định của cấp trên", "url": url, "icon": "file-earmark-check", "tone": "secondary"}

    def _moves(self) -> Iterator[dict[str, Any]]:
        """Those with a button of their own; sending asks for its day on a page. The others come with an answer."""
        for move in PACK_FLOW.open_to(self.request.user, self.pack, timezone.now()):
            if move.name in {"approve", "rework", "send"}:
                url = reverse(f"packs:{move.name}", args=[self.pack.pk])
                tone = "secondary" if move.name == "rework" else "primary"
                blockers = move.blockers(self.pack)
                yield {"move": move, "url": url, "blockers": blockers, "tone": tone, "is_page": move.name == "send"}


class PackEdit(OfKeptPack, ServedForm, FormView):
    form_class = PackForm
    template_name = "packs/form.html"
    title = "Nơi nhận, thứ tự bộ hồ sơ"
    lead = "Thứ tự này được nhớ cho lần trình cơ quan này lần sau. Phần không gửi thì để “không gửi”."
    done = "Đã lưu bộ hồ sơ."

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "pack": self.pack}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=self.get_success_url(), **kwargs)

    def serve(self, form: PackForm) -> None:
        told = form.cleaned_data
        save_pack(
            self.pack, addressee=told["addressee"], order=form.order(), version=told["version"], actor=self.request.user,
            at=timezone.now(),
        )  # fmt: skip


class FilesAdd(OfKeptPack, Posted, View):
    def act(self) -> str:
        form = FilesForm(self.request.POST, self.request.FILES)
        form.is_valid()
        files = form.cleaned_data.get("files") or []
        if not files:
            raise ValidationError("Thầy/cô chưa chọn tệp.")
        refusals = add_files(self.pack, files, actor=self.request.user, at=timezone.now())
        for sentence in refusals:
            messages.error(self.request, sentence)
        return f"Đã nhận {len(files) - len(refusals)} tệp."


class FileSent(Page, View):
    """The school's own; the superior reads what was built of it."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        own = self.seen().filter(school=request.user.school_id).order_by().values("pk")
        return sent_file(get_object_or_404(PackFile.objects.filter(pack__in=own), pk=pk))


class BuiltSent(Page, View):
    """The school is given every build, the superior the one that was sent. It may be large."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        found = BuiltFile.objects.filter(build__state=BuildState.DONE, build__pack__in=self.seen().order_by().values("pk"))
        file = get_object_or_404(found.select_related("build__pack"), pk=pk)
        pack = file.build.pack
        if pack.school_id != request.user.school_id and pack.sent_build_id != file.build_id:
            raise Http404
        return streamed_file(file)
