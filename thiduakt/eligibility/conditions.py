"""The questions a condition may ask of the facts. Each answers met, not met or not known, and says what there is.

To add a question: a function here, its name in QUESTIONS, and a row of data that uses it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .facts import DISCIPLINES, LEVELS, Collective, Facts
from .periods import first_day, last_day, period_name, whole_months
from .standards import Condition

if TYPE_CHECKING:
    from .assessing import Inquiry

UNKNOWN = "Chưa có dữ liệu."
RATING_NAMES = {
    "HTXS": "hoàn thành xuất sắc nhiệm vụ",
    "HTT": "hoàn thành tốt nhiệm vụ",
    "HT": "hoàn thành nhiệm vụ",
    "KHT": "không hoàn thành nhiệm vụ",
}
DISCIPLINE_NAMES = {
    "khien_trach": "khiển trách",
    "canh_cao": "cảnh cáo",
    "ha_bac_luong": "hạ bậc lương",
    "giang_chuc": "giáng chức",
    "cach_chuc": "cách chức",
    "buoc_thoi_viec": "buộc thôi việc",
}
LEVEL_NAMES = {"co_so": "cơ sở", "tinh": "tỉnh, Bộ", "toan_quoc": "toàn quốc"}


@dataclass(frozen=True, slots=True)
class Finding:
    """`met` is None where it is not known, or where a person has to look; `have` and `missing` are sentences."""

    met: bool | None
    have: str
    missing: str = ""


def met(have: str) -> Finding:
    return Finding(met=True, have=have)


def not_met(have: str, missing: str) -> Finding:
    return Finding(met=False, have=have, missing=missing)


def to_look_at(have: str, missing: str) -> Finding:
    return Finding(met=None, have=have, missing=missing)


def nothing_known(missing: str) -> Finding:
    return to_look_at(UNKNOWN, missing)


# One year


def rating(inquiry: "Inquiry", condition: Condition) -> Finding:
    found = inquiry.facts.rating(inquiry.facts.period)
    if found is None:
        return nothing_known(f"Xếp loại năm học {period_name(inquiry.facts.period)}.")
    holds = found in condition.options["among"]
    wanted = " hoặc ".join(RATING_NAMES[name] for name in condition.options["among"])
    have = f"Xếp loại: {RATING_NAMES[found]}."
    return met(have) if holds else not_met(have, f"Xếp loại {wanted}.")


def registered(inquiry: "Inquiry", condition: Condition) -> Finding:
    match inquiry.facts.registered:
        case None:
            return nothing_known("Thông tin đăng ký thi đua.")
        case True:
            return met("Đã đăng ký thi đua.")
    return not_met("Không đăng ký thi đua.", "Đăng ký thi đua từ đầu năm học.")


def service_months(inquiry: "Inquiry", condition: Condition) -> Finding:
    """Counted to the day of the review, and no further than the end of the year that is reviewed."""
    facts, wanted = inquiry.facts, condition.options["at_least"]
    if facts.recruited_on is None:
        return nothing_known("Ngày tuyển dụng.")
    months = max(whole_months(facts.recruited_on, min(facts.on, last_day(facts.period))), 0)
    have = f"Tuyển dụng ngày {facts.recruited_on:%d/%m/%Y}, được {months} tháng."
    return met(have) if months >= wanted else not_met(have, f"Thêm {wanted - months} tháng công tác.")


def no_discipline(inquiry: "Inquiry", condition: Condition) -> Finding:
    """Disciplined in the year, from the given kind up."""
    facts = inquiry.facts
    if facts.discipline is None:
        return nothing_known("Thông tin kỷ luật.")
    barred = DISCIPLINES[DISCIPLINES.index(condition.options["from"]) :]
    found = [
        discipline
        for discipline in facts.discipline
        if discipline.kind in barred and first_day(facts.period) <= discipline.on <= last_day(facts.period)
    ]
    if not found:
        return met("Không bị kỷ luật trong năm học.")
    have = ", ".join(f"{DISCIPLINE_NAMES[one.kind]} ngày {one.on:%d/%m/%Y}" for one in found)
    return not_met(f"Bị kỷ luật: {have}.", "Không xét trong năm học bị kỷ luật.")


def discipline_over(inquiry: "Inquiry", condition: Condition) -> Finding:
    """Merit is counted from the end of a discipline: a year that it reaches into has to be looked at by a person."""
    facts = inquiry.facts
    if facts.discipline is None:
        return nothing_known("Thông tin kỷ luật.")
    for discipline in facts.discipline:
        still = discipline.ended_on is None or discipline.ended_on >= first_day(facts.period)
        if discipline.on <= last_day(facts.period) and still:
            until = f"đến {discipline.ended_on:%d/%m/%Y}" if discipline.ended_on else "chưa ghi ngày hết"
            have = f"Kỷ luật {DISCIPLINE_NAMES[discipline.kind]} từ {discipline.on:%d/%m/%Y}, {until}."
            return to_look_at(have, "Người có thẩm quyền xem thành tích sau khi hết thời hạn kỷ luật.")
    return met("Không trong thời hạn kỷ luật.")


def no_investigation(inquiry: "Inquiry", condition: Condition) -> Finding:
    match inquiry.facts.investigation_open:
        case None:
            return nothing_known("Thông tin về thanh tra, kiểm tra, đơn thư đang xác minh.")
        case False:
            return met("Không có việc đang xem xét, xác minh.")
    return not_met("Đang được xem xét, xác minh.", "Kết luận của cơ quan có thẩm quyền.")


def title(inquiry: "Inquiry", condition: Condition) -> Finding:
    """Holds the title of the same year. Not decided yet but fit for it: the decision has to come first."""
    facts, codes = inquiry.facts, tuple(condition.options["codes"])
    names = inquiry.names(codes)
    received = facts.received(codes, facts.period)
    if received:
        return met(f"Đã được công nhận {names} năm học {period_name(facts.period)}.")
    fit = [inquiry.of(code).result for code in codes]
    if received is False and all(result is False for result in fit):
        return not_met(f"Chưa đạt {names}.", f"{names} năm học {period_name(facts.period)}.")
    return to_look_at(f"Chưa có quyết định công nhận {names}.", f"Quyết định công nhận {names}.")


def meets(inquiry: "Inquiry", condition: Condition) -> Finding:
    """Fit for the other honor, decided or not."""
    other = inquiry.of(condition.options["code"])
    missing = " ".join(answer.missing for answer in other.conditions if answer.met is not True)
    match other.result:
        case True:
            return met(f"Đạt tiêu chuẩn {other.name}.")
        case False:
            return not_met(f"Chưa đạt tiêu chuẩn {other.name}.", missing)
    return to_look_at(f"Chưa rõ có đạt tiêu chuẩn {other.name}.", missing)


def initiative(inquiry: "Inquiry", condition: Condition) -> Finding:
    periods = (inquiry.facts.period,)
    return _initiatives(inquiry, condition.options["level"], 1, periods)


def _initiatives(inquiry: "Inquiry", level: str, wanted: int, periods: Iterable[int]) -> Finding:
    """An initiative counts once (CV 5007/BNV-TĐKT): one that another honor has used is for a person to judge."""
    facts, name = inquiry.facts, LEVEL_NAMES[level]
    if facts.initiatives is None:
        return nothing_known(f"Sáng kiến cấp {name}.")
    reach, years = LEVELS[LEVELS.index(level) :], set(periods)
    found = [one for one in facts.initiatives if one.level in reach and one.period in years]
    free = [one for one in found if one.used_for in {None, inquiry.standard.code}]
    have = f"Có {len(free)} sáng kiến cấp {name} trở lên."
    if len(free) >= wanted:
        return met(have)
    missing = f"Thêm {wanted - len(free)} sáng kiến được công nhận cấp {name} trở lên."
    if len(found) >= wanted:
        used = inquiry.names(sorted({one.used_for for one in found if one.used_for}))
        return to_look_at(f"{have} Sáng kiến khác đã dùng cho {used}.", missing)
    return not_met(have, missing)


# Several years


def run_of_titles(inquiry: "Inquiry", condition: Condition) -> Finding:
    """So many times in a row, the last in the year of the review or the year before."""
    facts, codes, times = inquiry.facts, tuple(condition.options["codes"]), condition.options["times"]
    names = inquiry.names(codes)
    if facts.honors is None:
        return nothing_known(f"Quá trình khen thưởng ({names}).")
    run = longest_run(facts, lambda period: facts.received(codes, period), last=facts.period)
    have = f"{names}: {_years(run.years)}." if run.years else f"Chưa có {names} liền năm nào tính đến năm xét."
    return run.finding(times, have, f"{names} liên tục thêm {{}} năm.")


def run_of_ratings(inquiry: "Inquiry", condition: Condition) -> Finding:
    facts, among, times = inquiry.facts, condition.options["among"], condition.options["times"]
    if facts.ratings is None:
        return nothing_known("Xếp loại các năm.")
    run = longest_run(facts, lambda period: _rated(facts, period, among), last=facts.period)
    name = RATING_NAMES[among[-1]]
    have = f"Năm liên tục {name}: {_years(run.years)}." if run.years else f"Chưa có năm liên tục {name}."
    return run.finding(times, have, f"Thêm {{}} năm liên tục {name}.")


def initiatives_over(inquiry: "Inquiry", condition: Condition) -> Finding:
    period, years = inquiry.facts.period, condition.options["years"]
    return _initiatives(inquiry, condition.options["level"], condition.options["count"], range(period - years, period + 1))


def after_honor(inquiry: "Inquiry", condition: Condition) -> Finding:
    """Once the honor was received, so many years in a row with a rating; inside them so many of other things."""
    facts, options = inquiry.facts, condition.options
    names = inquiry.names(options["codes"])
    if facts.honors is None:
        return nothing_known(f"Quá trình khen thưởng ({names}).")
    received = [one.period for one in facts.honors if one.code in options["codes"] and one.counts]
    if not received:
        return not_met(f"Chưa có {names}.", f"{names}.")
    if facts.ratings is None:
        return nothing_known("Xếp loại các năm.")
    run = longest_run(
        facts, lambda period: _rated(facts, period, options["among"]), last=facts.period, first=min(received) + 1
    )
    have = f"Có {names} năm học {period_name(min(received))}, sau đó {len(run.years)} năm liên tục."
    return run.finding(options["years"], have, "Thêm {} năm liên tục sau khi được khen.")


def count_after_honor(inquiry: "Inquiry", condition: Condition) -> Finding:
    """Titles or ratings since the honor was received."""
    facts, options = inquiry.facts, condition.options
    if facts.honors is None or (facts.ratings is None and "rating" in options):
        return nothing_known("Quá trình khen thưởng, xếp loại.")
    received = [one.period for one in facts.honors if one.code in options["codes"] and one.counts]
    years = range(min(received) + 1, facts.period + 1) if received else range(0)
    if "rating" in options:
        name, found = RATING_NAMES[options["rating"]], sum(facts.rating(year) == options["rating"] for year in years)
    else:
        name, found = inquiry.names(options["titles"]), sum(bool(facts.received(tuple(options["titles"]), y)) for y in years)
    have, lacking = f"{name}: {found} lần.", options["count"] - found
    return met(have) if lacking <= 0 else not_met(have, f"Thêm {lacking} lần {name}.")


def once(inquiry: "Inquiry", condition: Condition) -> Finding:
    if inquiry.facts.honors is None:
        return nothing_known("Quá trình khen thưởng.")
    before = [one for one in inquiry.facts.honors if one.code == inquiry.standard.code and not one.revoked]
    return not_met("Đã được tặng rồi.", "Chỉ tặng một lần.") if before else met("Chưa được tặng.")


@dataclass(frozen=True, slots=True)
class Run:
    """Years in a row, oldest first. `broken_by` is a year whose answer is not known, or that leave explains."""

    years: tuple[int, ...]
    broken_by: int | None = None
    beyond: int = 0  # years that would join the run if the broken year were bridged

    def finding(self, times: int, have: str, missing: str) -> Finding:
        lacking = times - len(self.years)
        if lacking <= 0:
            return met(have)
        if self.broken_by is not None and len(self.years) + self.beyond >= times:
            return to_look_at(f"{have} Năm học {period_name(self.broken_by)} cần người xem.", missing.format(lacking))
        return not_met(have, missing.format(lacking))


def longest_run(facts: Facts, held: Callable[[int], bool | None], *, last: int, first: int = 1900) -> Run:
    """The run that ends in `last`, or in the year before where `last` itself is not decided yet."""
    end = last if held(last) else last - 1
    years: list[int] = []
    while end - len(years) >= first and held(end - len(years)):
        years.append(end - len(years))
    gap = end - len(years)
    if gap < first or (held(gap) is False and not facts.was_away(gap)):
        return Run(tuple(reversed(years)))
    beyond, year = int(held(gap) is None), gap - 1
    while year >= first and held(year) is not False and beyond < len(DISCIPLINES) * 10:
        beyond, year = beyond + 1, year - 1
    return Run(tuple(reversed(years)), gap, beyond)


def _rated(facts: Facts, period: int, among: Iterable[str]) -> bool | None:
    found = facts.rating(period)
    return None if found is None else found in among


def _years(years: Iterable[int]) -> str:
    return ", ".join(period_name(year) for year in years)


# Collectives


def share(inquiry: "Inquiry", condition: Condition) -> Finding:
    """Exact: integers only, never a rounded percentage."""
    team, options = inquiry.facts.collective, condition.options
    if team.size is None or team.ldtt is None:
        return nothing_known("Số người và số cá nhân đạt Lao động tiên tiến của tập thể.")
    if team.size == 0:
        return nothing_known("Tập thể chưa có người.")
    percent, strictly = options.get("more_than", options.get("at_least")), "more_than" in options
    needed = percent * team.size // 100 + 1 if strictly else -(-percent * team.size // 100)
    have = f"{team.ldtt}/{team.size} cá nhân đạt Lao động tiên tiến."
    if team.ldtt >= needed:
        return met(have)
    return not_met(have, f"Thêm {needed - team.ldtt} cá nhân đạt Lao động tiên tiến.")


def all_completed(inquiry: "Inquiry", condition: Condition) -> Finding:
    team = inquiry.facts.collective
    if team.size is None or team.completed is None:
        return nothing_known("Số cá nhân hoàn thành nhiệm vụ.")
    have = f"{team.completed}/{team.size} cá nhân hoàn thành nhiệm vụ."
    lacking = team.size - team.completed
    return met(have) if lacking <= 0 else not_met(have, f"Thêm {lacking} cá nhân hoàn thành nhiệm vụ.")


def members_with_title(inquiry: "Inquiry", condition: Condition) -> Finding:
    team, wanted = inquiry.facts.collective, condition.options["at_least"]
    if team.cstdcs is None:
        return nothing_known("Số cá nhân đạt Chiến sĩ thi đua cơ sở.")
    have = f"{team.cstdcs} cá nhân đạt Chiến sĩ thi đua cơ sở."
    if team.cstdcs >= wanted:
        return met(have)
    return not_met(have, f"Thêm {wanted - team.cstdcs} cá nhân đạt Chiến sĩ thi đua cơ sở.")


def no_member_disciplined(inquiry: "Inquiry", condition: Condition) -> Finding:
    team: Collective = inquiry.facts.collective
    if team.disciplined is None:
        return nothing_known("Thông tin kỷ luật của các thành viên.")
    barred = DISCIPLINES[DISCIPLINES.index(condition.options["from"]) :]
    found = [DISCIPLINE_NAMES[kind] for kind in team.disciplined if kind in barred]
    if not found:
        return met(f"Không có cá nhân bị kỷ luật từ {DISCIPLINE_NAMES[condition.options['from']]} trở lên.")
    return not_met(f"Có cá nhân bị kỷ luật: {', '.join(found)}.", "Không xét tập thể trong năm có kỷ luật này.")


# Judgement and composition


def judged(inquiry: "Inquiry", condition: Condition) -> Finding:
    """What only people can say: a merit, a place in the cluster."""
    return to_look_at("Hội đồng nhận xét.", condition.text)


def all_of(inquiry: "Inquiry", condition: Condition) -> Finding:
    found = [inquiry.ask(part) for part in condition.of]
    return Finding(every(one.met for one in found), _joined(found, "have"), _joined_missing(found))


def any_of(inquiry: "Inquiry", condition: Condition) -> Finding:
    found = [inquiry.ask(part) for part in condition.of]
    if fulfilled := [one for one in found if one.met]:
        return met(_joined(fulfilled, "have"))
    missing = " Hoặc: ".join(one.missing for one in found if one.missing)
    return Finding(some(one.met for one in found), _joined(found, "have"), missing)


def _joined(found: Iterable[Finding], name: str) -> str:
    return " ".join(dict.fromkeys(filter(None, (getattr(one, name) for one in found))))


def _joined_missing(found: Iterable[Finding]) -> str:
    return _joined([one for one in found if one.met is not True], "missing")


def every(answers: Iterable[bool | None]) -> bool | None:
    """One no is a no, whatever is not known."""
    known = list(answers)
    return False if False in known else None if None in known else True


def some(answers: Iterable[bool | None]) -> bool | None:
    known = list(answers)
    return True if True in known else None if None in known else False


QUESTIONS: dict[str, Callable[["Inquiry", Condition], Any]] = {
    question.__name__: question
    for question in (
        rating, registered, service_months, no_discipline, discipline_over, no_investigation, title, meets, initiative,
        run_of_titles, run_of_ratings, initiatives_over, after_honor, count_after_honor, once,
        share, all_completed, members_with_title, no_member_disciplined, judged, all_of, any_of,
    )
}  # fmt: skip
