"""An assessment in words: what is missing comes first, and what the books do not know is said plainly."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from thiduakt.eligibility import Answer, Assessment, Facts, Verdict
from thiduakt.eligibility.facts import SubjectKind
from thiduakt.eligibility.standards import Condition, Standard
from thiduakt.ledger.years import year_name

VERDICTS = {
    Verdict.ELIGIBLE: "Đủ điều kiện",
    Verdict.NEEDS_REVIEW: "Cần người xem",
    Verdict.NOT_ELIGIBLE: "Chưa đủ điều kiện",
}
# Where discipline, open cases and leave were left out (discretion.py), a yes is one to all else.
OPEN_VERDICTS = {**VERDICTS, Verdict.ELIGIBLE: "Đủ phần được xem"}
# The look of an answer is that of the verdict it would lead to.
ANSWERS = {
    True: (Verdict.ELIGIBLE, "Đạt"),
    False: (Verdict.NOT_ELIGIBLE, "Chưa đạt"),
    None: (Verdict.NEEDS_REVIEW, "Chưa rõ"),
}
UNREAD = "Văn bản của thời kỳ này chưa được nhập vào danh mục pháp lý."
UNSURE = "Quy định này chưa được đối chiếu nguyên văn."
NOT_READ = "Máy chưa kết luận cho ai: tiêu chuẩn này chưa được đối chiếu nguyên văn."
PARTLY_READ = "Máy không kết luận là đủ cho ai: một phần tiêu chuẩn chưa được đối chiếu nguyên văn."
JUDGED = "Máy không kết luận là đủ cho ai: có điều kiện phải chờ hội đồng nhận xét."


def why_nobody(standard: Standard, kind: SubjectKind) -> str:
    """Why there can be no yes, whatever the books hold of anybody; nothing, where there can."""
    conditions = standard.conditions_for(kind)
    if not standard.is_certain:
        return NOT_READ
    if any(not one.is_certain and not one.is_caution for one in conditions):
        return PARTLY_READ
    return JUDGED if any(_is_judged(one) for one in conditions) else ""


def _is_judged(condition: Condition) -> bool:
    parts = [_is_judged(part) for part in condition.of]
    return condition.test == "judged" or (all(parts) if condition.test == "any_of" else any(parts))


@dataclass(frozen=True, slots=True)
class Told:
    """One honor for one subject, ready to be shown."""

    found: Assessment
    is_read: bool
    labels: Mapping[Verdict, str]
    considered: Sequence[str] = ()

    @property
    def label(self) -> str:
        return self.labels[self.found.verdict]

    @property
    def reasons(self) -> list[str]:
        """Why it is no yes: what surely lacks, then what is not known; the rule itself where nothing else is in the way."""
        if self.found.verdict == Verdict.ELIGIBLE:
            return []
        answers = sorted(self.found.conditions, key=lambda one: one.met is None)
        missing = [one.missing for one in answers if one.met is not True and one.missing]
        return list(dict.fromkeys(missing)) or [UNSURE if self.is_read else UNREAD]

    @property
    def earliest(self) -> str:
        return "" if self.found.earliest is None else year_name(self.found.earliest)

    @property
    def answers(self) -> Iterator[tuple[Answer, Verdict, str]]:
        """Each condition with its look and its word; what is missing first, as the law orders them otherwise."""
        for answer in sorted(self.found.conditions, key=lambda one: (one.met is True, one.met is None)):
            yield (answer, *ANSWERS[answer.met])


def unknowns(facts: Facts) -> list[str]:
    """What the school's books do not hold of this subject, and where it is entered."""
    year = year_name(facts.period)
    is_person = facts.kind == SubjectKind.INDIVIDUAL
    team = facts.collective
    told = [
        (facts.rating(facts.period) is None, f"Xếp loại năm học {year} (ghi ở mục Xếp loại)."),
        (is_person and facts.registered is None, f"Việc đăng ký thi đua năm học {year} (ghi cùng xếp loại)."),
        (is_person and facts.recruited_on is None, "Ngày tuyển dụng (ghi ở trang viên chức)."),
        (facts.honors is None, "Quá trình khen thưởng: sổ khen thưởng chưa có dòng nào (ghi hoặc nhập từ Excel)."),
        (
            facts.honors_since is not None and facts.honors_since > facts.period - 5,
            f"Khen thưởng trước năm học {year_name(facts.honors_since or 0)}: sổ khen thưởng chưa ghi tới.",
        ),
        (is_person and facts.initiatives is None, "Sáng kiến: trường chưa ghi sáng kiến nào (ghi ở mục Sáng kiến)."),
        (
            not is_person and team.ldtt is None,
            f"Số Lao động tiên tiến năm học {year}: chưa đủ quyết định, hoặc chưa ghi số người (ở Xếp loại tổ và trường).",
        ),
        (not is_person and team.completed is None, "Số người hoàn thành nhiệm vụ: chưa đủ xếp loại của mọi người."),
    ]
    return [sentence for is_unknown, sentence in told if is_unknown]
