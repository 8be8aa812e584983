from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from nominations.councils.models import Council
from nominations.initiatives.models import Author, Solution
from nominations.judging.enums import Agreement, Duty, RoundState, Verdict
from thiduakt.documents.models import Document
from thiduakt.ledger.years import year_name
from thiduakt.permissions import WHOLE_SCHOOL, scopes
from thiduakt.routes import row_address
from thiduakt.school.models import Person, School, User
from thiduakt.vietnamese import fold, found_by, one_line

from .criteria import CriteriaSet

LONGEST_APPEAL = 60  # days


class RoundQuerySet(models.QuerySet["Round"]):
    def visible_to(self, user: User, on: date) -> Self:
        """Who sets it up sees all; its judges once it is open; authors, and who reads every solution, once concluded."""
        found = self.filter(school=user.school_id)
        if scopes(user, "judging.manage", on) or scopes(user, "judging.recognise", on):
            return found
        if not scopes(user, "judging.judge", on):
            return self.none()
        judged = Judge.objects.filter(round=OuterRef("pk"), person=user.person_id)
        written = Entry.objects.filter(round=OuterRef("pk"), solution__authors__person=user.person_id)
        reach = Q(Exists(judged)) & ~Q(state=RoundState.DRAFT) | Q(Exists(written)) & Q(state=RoundState.CONCLUDED)
        if scopes(user, "solution.view", on) & WHOLE_SCHOOL:
            reach |= Q(state=RoundState.CONCLUDED)
        return found.filter(reach)

    def matching(self, words: str) -> Self:
        return self.filter(found_by(words))


class Round(models.Model):
    """Đợt chấm sáng kiến cấp trường: whose marks, by what, from when until when. `state`: by `workflow.perform` alone.

    `counts_closed_out`: a member who may not judge an entry, being an author or kin, is still one of all members.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="judging_rounds", verbose_name="trường")
    year = models.PositiveSmallIntegerField("năm học", help_text="Năm bắt đầu: 2022 là năm học 2022–2023.")
    name = models.CharField("tên đợt chấm", max_length=200)
    body = models.ForeignKey(
        Council, on_delete=models.PROTECT, null=True, blank=True, related_name="judging_rounds",
        verbose_name="hội đồng sáng kiến",
        help_text="Chọn hội đồng đã lập ở mục Hội đồng; thành viên được đưa sẵn vào danh sách.",
    )  # fmt: skip
    council = models.CharField(
        "quyết định thành lập hội đồng ngoài hệ thống", max_length=300, blank=True,
        help_text="Ví dụ: Quyết định số 45/QĐ-MNGB ngày 10/4/2023. Để trống khi đã chọn hội đồng.",
    )  # fmt: skip
    criteria_set = models.ForeignKey(
        CriteriaSet, on_delete=models.PROTECT, null=True, blank=True, related_name="rounds", verbose_name="bộ tiêu chí"
    )
    opens_on = models.DateField("chấm từ ngày")
    closes_on = models.DateField("hạn gửi phiếu chấm, hết ngày")
    agreement = models.CharField(
        "tỷ lệ thành viên đồng ý", max_length=10, choices=Agreement, default=Agreement.TWO_THIRDS,
        help_text="Mức 2/3, 70% theo quy chế của nơi khác, chưa đối chiếu văn bản: trường chọn theo quy chế của mình.",
    )  # fmt: skip
    counts_closed_out = models.BooleanField(
        "thành viên không được chấm một giải pháp vẫn tính vào tổng số thành viên", default=True
    )
    appeal_days = models.PositiveSmallIntegerField(
        "số ngày được đề nghị xem xét lại", default=5, help_text="Kể từ ngày kết luận. 0: không nhận đề nghị."
    )
    state = models.CharField("trạng thái", max_length=10, choices=RoundState, default=RoundState.DRAFT)
    concluded_on = models.DateField("kết luận ngày", null=True, editable=False)
    minutes = models.OneToOneField(
        Document, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False, verbose_name="biên bản"
    )
    version = models.PositiveIntegerField("lần lưu", default=1, editable=False)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="người lập")
    search_key = models.CharField("khóa tìm kiếm", max_length=500, editable=False)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = "đợt chấm sáng kiến"
        ordering = ["-year", "-opens_on", "-pk"]
        indexes = [
            models.Index(fields=["school", "-year", "-opens_on", "-id"], name="judging_round_by_year"),
            models.Index(fields=["school", "state"], name="judging_round_by_state"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=RoundState.values), name="judging_round_state_is_known"),
            models.CheckConstraint(
                condition=Q(body__isnull=True) | Q(council=""),
                name="judging_council_is_told_once",
                violation_error_message="Đã chọn hội đồng của trường thì để trống quyết định ngoài hệ thống.",
            ),
            models.CheckConstraint(condition=Q(agreement__in=Agreement.values), name="judging_agreement_is_known"),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")),
                name="judging_round_closes_after_it_opens",
                violation_error_message="Hạn gửi phiếu chấm phải từ ngày bắt đầu chấm trở đi.",
            ),
            models.CheckConstraint(
                condition=Q(appeal_days__lte=LONGEST_APPEAL),
                name="judging_appeal_days_are_few",
                violation_error_message=f"Thời gian đề nghị xem xét lại nhiều nhất {LONGEST_APPEAL} ngày.",
            ),
            models.CheckConstraint(
                condition=Q(state=RoundState.DRAFT) | Q(criteria_set__isnull=False), name="judging_round_has_its_criteria"
            ),
            models.CheckConstraint(
                condition=Q(state=RoundState.CONCLUDED, concluded_on__isnull=False)
                | ~Q(state=RoundState.CONCLUDED) & Q(concluded_on__isnull=True),
                name="judging_round_is_concluded_on_a_day",
            ),
            models.UniqueConstraint(
                fields=["school", "year", "name"],
                name="judging_round_name_once_a_year",
                violation_error_message="Năm học này đã có đợt chấm mang tên ấy.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name, self.council = one_line(self.name), one_line(self.council)
        self.search_key = fold(f"{self.name} {self.year_name}")[:500]
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return row_address("judging:round", self.pk)

    @property
    def year_name(self) -> str:
        return year_name(self.year)

    @property
    def council_told(self) -> str:
        """The decision by which its council sits, issued here or elsewhere."""
        return self.body.decision_told if self.body else self.council

    @property
    def has_result(self) -> bool:
        return self.state in RoundState.WITH_RESULT

    @property
    def rule(self) -> Agreement:
        return Agreement(self.agreement)


class EntryQuerySet(models.QuerySet["Entry"]):
    def by_author(self, person_id: int) -> Self:
        written = Author.objects.filter(solution=OuterRef("solution"), person=person_id)
        return self.filter(Exists(written))


class Entry(models.Model):
    """Giải pháp đưa ra chấm in one round, and what the council concluded.

    `decision`: the paper that recognises it, `roll`: its line in the list of that paper; `revoked_by`: the last paper that
    took such a decision back.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="entries", verbose_name="đợt chấm")
    solution = models.ForeignKey(Solution, on_delete=models.PROTECT, related_name="judgings", verbose_name="giải pháp")
    verdict = models.CharField("kết luận", max_length=12, choices=Verdict, blank=True, editable=False)
    reason = models.TextField("lý do", max_length=2000, blank=True)
    concluded_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, editable=False, related_name="+", verbose_name="người kết luận"
    )
    decision = models.ForeignKey(
        Document, on_delete=models.SET_NULL, null=True, editable=False, related_name="+", verbose_name="quyết định"
    )
    roll = models.PositiveSmallIntegerField("thứ tự trong quyết định", null=True, editable=False)
    revoked_by = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, editable=False, related_name="+", verbose_name="văn bản thu hồi"
    )

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "giải pháp đưa ra chấm"
        ordering = ["round_id", "solution__person__sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "solution"], name="judging_entry_once"),
            models.CheckConstraint(condition=Q(verdict__in=["", *Verdict.values]), name="judging_verdict_is_known"),
            models.CheckConstraint(
                condition=~Q(verdict=Verdict.REFUSED) | ~Q(reason=""), name="judging_refused_with_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(decision__isnull=True) | Q(verdict=Verdict.RECOGNISED, roll__isnull=False),
                name="judging_decided_is_recognised",
            ),
        ]

    def __str__(self) -> str:
        return str(self.solution)

    @property
    def school_id(self) -> int:
        return self.round.school_id


class Judge(models.Model):
    """Thành viên hội đồng, người được mời chấm. Once judging has begun one is excused, not removed: the sheets do not count.

    `appeal`: invited to judge this entry anew, and no other.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="judges", verbose_name="đợt chấm")
    appeal = models.ForeignKey(
        "Appeal", on_delete=models.PROTECT, null=True, editable=False, related_name="judges", verbose_name="để chấm lại"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="người chấm")
    duty = models.CharField("nhiệm vụ", max_length=10, choices=Duty, default=Duty.MEMBER)
    excused_at = models.DateTimeField("thôi chấm lúc", null=True, editable=False)
    excuse = models.CharField("lý do thôi chấm", max_length=500, blank=True, editable=False)

    class Meta:
        verbose_name = "người chấm sáng kiến"
        ordering = ["round_id", "person__sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "person"],
                name="judging_judge_once",
                violation_error_message="Người này đã có trong danh sách chấm.",
            ),
            models.UniqueConstraint(
                fields=["round"],
                condition=Q(duty=Duty.CHAIR, excused_at__isnull=True),
                name="judging_one_chair",
                violation_error_message="Hội đồng đã có chủ tịch.",
            ),
            models.CheckConstraint(condition=Q(duty__in=Duty.values), name="judging_duty_is_known"),
            models.CheckConstraint(
                condition=Q(excused_at__isnull=True) | ~Q(excuse=""), name="judging_excused_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)

    @property
    def school_id(self) -> int:
        return self.round.school_id

    @property
    def is_member(self) -> bool:
        return self.duty in Duty.COUNCIL
