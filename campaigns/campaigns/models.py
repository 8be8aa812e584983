from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from campaigns.plans.models import Plan
from thiduakt.catalog.models import LegalText
from thiduakt.documents.models import Document
from thiduakt.permissions import Scope, scopes
from thiduakt.routes import row_address
from thiduakt.school.models import Group, Person, School, User
from thiduakt.vietnamese import fold, found_by, one_line

from .enums import CampaignState, Form, Launcher, Participants, Reach


class CampaignQuerySet(models.QuerySet):
    def visible_to(self, user: User, on: date) -> Self:
        """A draft is seen by whoever may write it; once launched, a campaign is everybody's."""
        if not scopes(user, "campaign.view", on) - {Scope.SUPERIOR}:
            return self.none()
        found = self.filter(school=user.school_id)
        return found if scopes(user, "campaign.manage", on) else found.exclude(state=CampaignState.DRAFT)

    def matching(self, words: str) -> Self:
        return self.filter(found_by(words))


class Campaign(models.Model):
    """Phong trào thi đua, đợt thi đua: what Luật 06/2022/QH15, Điều 17 asks of it, from its aims to its rewards.

    One launched by a superior stands here too, with the superior's paper and what the school does in response.
    `state` is written by `workflow.perform` alone.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="campaigns", verbose_name="trường")
    plan = models.ForeignKey(
        Plan, on_delete=models.PROTECT, null=True, blank=True, related_name="campaigns", verbose_name="thuộc kế hoạch"
    )
    state = models.CharField("trạng thái", max_length=10, choices=CampaignState, default=CampaignState.DRAFT)
    name = models.CharField("tên phong trào", max_length=300)
    slogan = models.CharField("khẩu hiệu, chủ đề", max_length=300, blank=True)
    launcher = models.CharField("cấp phát động", max_length=10, choices=Launcher, default=Launcher.SCHOOL)
    launcher_name = models.CharField("cơ quan phát động", max_length=200, blank=True)
    superior_paper = models.ForeignKey(
        LegalText, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="văn bản của cấp trên"
    )
    response = models.TextField("trường hưởng ứng bằng", max_length=3000, blank=True)
    form = models.CharField("hình thức", max_length=10, choices=Form)
    reach = models.CharField("phạm vi", max_length=10, choices=Reach, default=Reach.UNIT)
    participants = models.CharField("đối tượng", max_length=10, choices=Participants, default=Participants.EVERYBODY)
    groups = models.ManyToManyField(Group, blank=True, related_name="campaigns", verbose_name="các tổ tham gia")
    occasion = models.CharField("dịp", max_length=300, blank=True)
    aims = models.TextField("mục đích, yêu cầu", max_length=5000, blank=True)
    content = models.TextField("nội dung", max_length=10000, blank=True)
    measures = models.TextField("biện pháp thực hiện", max_length=5000, blank=True)
    launches_on = models.DateField("ngày phát động")
    reviews_on = models.DateField("ngày sơ kết", null=True, blank=True)
    sums_up_on = models.DateField("ngày tổng kết")
    budget = models.PositiveBigIntegerField("kinh phí dự kiến (đồng)", null=True, blank=True)
    budget_source = models.CharField("nguồn kinh phí", max_length=200, blank=True)
    paper = models.OneToOneField(
        Document, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="văn bản phát động"
    )
    summary = models.TextField("kết quả tổng kết", max_length=10000, blank=True)
    cloned_from = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="chép từ"
    )
    version = models.PositiveIntegerField("lần lưu", default=1, editable=False)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="người soạn")
    search_key = models.CharField("khóa tìm kiếm", max_length=900, editable=False)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = "phong trào thi đua"
        ordering = ["-launches_on", "-pk"]
        indexes = [
            models.Index(fields=["school", "-launches_on", "-id"], name="campaign_by_day"),
            models.Index(fields=["school", "sums_up_on"], name="campaign_by_last_day"),
            models.Index(fields=["school", "state"], name="campaign_by_state"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=CampaignState.values), name="campaign_state_is_known"),
            models.CheckConstraint(condition=Q(launcher__in=Launcher.values), name="campaign_launcher_is_known"),
            models.CheckConstraint(condition=Q(form__in=Form.values), name="campaign_form_is_known"),
            models.CheckConstraint(condition=Q(reach__in=Reach.values), name="campaign_reach_is_known"),
            models.CheckConstraint(condition=Q(participants__in=Participants.values), name="campaign_participants_known"),
            models.CheckConstraint(
                condition=Q(sums_up_on__gte=F("launches_on")),
                name="campaign_ends_after_it_starts",
                violation_error_message="Ngày tổng kết phải từ ngày phát động trở đi.",
            ),
            models.CheckConstraint(
                condition=Q(reviews_on__isnull=True) | Q(reviews_on__gte=F("launches_on"), reviews_on__lte=F("sums_up_on")),
                name="campaign_review_lies_within",
                violation_error_message="Ngày sơ kết phải nằm giữa ngày phát động và ngày tổng kết.",
            ),
            models.CheckConstraint(
                condition=Q(launcher=Launcher.SCHOOL) | ~Q(launcher_name=""),
                name="campaign_of_a_superior_names_it",
                violation_error_message="Thầy/cô ghi cơ quan cấp trên đã phát động phong trào.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = one_line(self.name)
        self.search_key = fold(f"{self.name} {self.slogan} {self.occasion} {self.launcher_name}")[:900]
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "name", "search_key"}
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return row_address("campaigns:detail", self.pk)


class Part(models.Model):
    """What a campaign is made of, in the order it is told in."""

    campaign: "models.ForeignKey[Campaign]"
    position = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta:
        abstract = True

    @property
    def school_id(self) -> int:
        return self.campaign.school_id


class Criterion(Part):
    """Tiêu chí của phong trào: measurable, with its points, and whether nobody is praised without it."""

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="criteria", verbose_name="phong trào thi đua"
    )
    text = models.CharField("tiêu chí", max_length=500)
    yardstick = models.CharField("cách đo", max_length=200, blank=True)
    points = models.DecimalField("điểm tối đa", max_digits=5, decimal_places=1, null=True, blank=True)
    is_compulsory = models.BooleanField("bắt buộc", default=False)

    class Meta:
        verbose_name = "tiêu chí của phong trào"
        ordering = ["campaign_id", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(points__isnull=True) | Q(points__gt=0),
                name="criterion_points_are_positive",
                violation_error_message="Điểm tối đa phải lớn hơn 0.",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Activity(Part):
    """Hoạt động của phong trào: who does it, by when, and what came of it."""

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="activities", verbose_name="phong trào thi đua"
    )
    name = models.CharField("hoạt động", max_length=500)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người phụ trách"
    )
    group = models.ForeignKey(
        Group, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="tổ phụ trách"
    )
    due_on = models.DateField("thời hạn", null=True, blank=True)
    done_on = models.DateField("xong ngày", null=True, blank=True)
    result = models.CharField("kết quả", max_length=1000, blank=True)
    version = models.PositiveIntegerField("lần lưu", default=1, editable=False)

    class Meta:
        verbose_name = "hoạt động của phong trào"
        ordering = ["campaign_id", "position", "pk"]

    def __str__(self) -> str:
        return self.name


class Reward(Part):
    """Khen thưởng dự kiến: how many of what, for whom, and how much each."""

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="rewards", verbose_name="phong trào thi đua"
    )
    what = models.CharField("hình thức khen thưởng", max_length=200)
    recipients = models.CharField("đối tượng được khen", max_length=200, blank=True)
    count = models.PositiveSmallIntegerField("số lượng", default=1)
    amount = models.PositiveIntegerField("mức thưởng mỗi suất (đồng)", null=True, blank=True)

    class Meta:
        verbose_name = "khen thưởng dự kiến"
        ordering = ["campaign_id", "position", "pk"]

    def __str__(self) -> str:
        return f"{self.count} {self.what}"
