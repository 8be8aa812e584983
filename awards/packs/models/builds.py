from typing import Any

from django.db import models
from django.db.models import Q

from awards.packs.enums import BuildState, BuiltForm
from thiduakt.files.models import KeptFile
from thiduakt.school.models import User

from .packs import Pack


class Build(models.Model):
    """Lần lập bộ tệp: one PDF and one archive of the pack as it stood in `made_of`, its version.

    `entries`: [{"number", "title", "file", "sha256", "size", "page"}], as the index prints them. `notes`: what whoever sends
    it should know, such as a paper of which no signed copy is there.
    """

    pack = models.ForeignKey(Pack, on_delete=models.CASCADE, related_name="builds", verbose_name="bộ hồ sơ")
    made_of = models.PositiveIntegerField("của lần lưu")
    state = models.CharField("trạng thái", max_length=10, choices=BuildState, default=BuildState.QUEUED)
    done = models.PositiveIntegerField("đã xong", default=0)
    total = models.PositiveIntegerField("tổng số", default=0)
    problem = models.CharField("vì sao không lập được", max_length=500, blank=True)
    entries: "models.JSONField[list[dict[str, Any]], list[dict[str, Any]]]" = models.JSONField(
        "mục lục", default=list, blank=True
    )
    notes: "models.JSONField[list[str], list[str]]" = models.JSONField("ghi chú", default=list, blank=True)
    requested_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người lập")
    requested_at = models.DateTimeField("lập lúc")
    touched_at = models.DateTimeField("tiến thêm lúc")

    objects = models.Manager()

    class Meta:
        verbose_name = "lần lập bộ tệp"
        ordering = ["pack", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=BuildState.values), name="pack_build_state_is_known"),
            models.CheckConstraint(condition=Q(done__lte=models.F("total")), name="pack_build_does_no_more_than_there_is"),
            models.UniqueConstraint(
                fields=["pack"],
                condition=Q(state__in=BuildState.LIVE),
                name="pack_build_one_at_a_time",
                violation_error_message="Bộ tệp đang được lập. Thầy/cô chờ lập xong.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pack}, lần lưu {self.made_of}"

    @property
    def school_id(self) -> int:
        return self.pack.school_id

    @property
    def is_done(self) -> bool:
        return self.state == BuildState.DONE

    @property
    def is_live(self) -> bool:
        return self.state in BuildState.LIVE

    @property
    def percent(self) -> int:
        return self.done * 100 // self.total if self.total else 0


class BuiltFile(KeptFile):
    """Tệp của bộ hồ sơ: the PDF or the archive of a build."""

    FOLDER = "builds"

    build = models.ForeignKey(Build, on_delete=models.CASCADE, related_name="files", verbose_name="lần lập")
    form = models.CharField("loại tệp", max_length=3, choices=BuiltForm)

    objects = models.Manager()

    class Meta(KeptFile.Meta):
        verbose_name = "tệp của bộ hồ sơ"
        constraints = [
            models.CheckConstraint(condition=Q(form__in=BuiltForm.values), name="pack_built_form_is_known"),
            models.UniqueConstraint(fields=["build", "form"], name="pack_built_file_once"),
        ]

    @property
    def owner(self) -> Pack:
        return self.build.pack
