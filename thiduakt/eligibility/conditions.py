"""The questions a condition may ask of the facts. Each answers met, not met or not known, and says what there is.

To add a question: a function here, its name in QUESTIONS, and a row of data that uses it.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING

from .facts import DISCIPLINES, LEVELS, Collective, Facts, Initiative, SubjectKind
from .findings import Finding, all_together, any_of_them, met, not_met, nothing_known, to_look_at
from .periods import first_day, last_day, period_name, whole_months
from .runs import names_of, run_up_to
from .standards import Condition

if TYPE_CHECKING:
    from .inquiry import Inquiry

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
    if facts.on is None:
        return nothing_known("Ngày xét.")
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
        for discipline in sorted(facts.discipline, key=lambda one: (one.on, one.kind))
        if discipline.kind in barred and first_day(facts.period) <= discipline.on <= last_day(facts.period)
    ]
    if not found:
        return met("Không bị kỷ luật trong năm học.")
    have = ", ".join(f"{DISCIPLINE_NAMES[one.kind]} ngày {one.on:%d/%m/%Y}" for one in found)
    return not_met(f"Bị kỷ luật: {have}.", "Không xét trong năm học bị kỷ luật.")


def discipline_over(inquiry: "Inquiry", condition: Condition) -> Finding:
    """Merit is counted from the end of a discipline: nothing while it lasts, and a year it reaches into is for a person."""
    facts = inquiry.facts
    if facts.kind == SubjectKind.COLLECTIVE:
        return met("Điều kiện của cá nhân.")
    if facts.discipline is None:
        return nothing_known("Thông tin kỷ luật.")
    reviewed_on = facts.on or last_day(facts.period)
    until = max(reviewed_on, last_day(facts.period))
    known = sorted(facts.discipline, key=lambda one: (one.on, one.kind))
    found = [one for one in known if one.on <= until and (one.ended_on or until) >= first_day(facts.period)]
    if not found:
        return met("Không trong thời hạn kỷ luật.")
    have = " ".join(f"Kỷ luật {DISCIPLINE_NAMES[one.kind]} từ {one.on:%d/%m/%Y}, {_end(one.ended_on)}." for one in found)
    if any(one.on <= reviewed_on and one.ended_on and one.ended_on >= reviewed_on for one in found):
        return not_met(have, "Hết thời hạn kỷ luật.")
    return to_look_at(have, "Người có thẩm quyền xem thành tích sau khi hết thời hạn kỷ luật.")


def _end(ended_on: date | None) -> str:
    return f"đến {ended_on:%d/%m/%Y}" if ended_on else "chưa ghi ngày hết"


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
    if received is False and all(inquiry.of(code).is_surely_out for code in codes):
        return not_met(f"Chưa đạt {names}.", f"{names} năm học {period_name(facts.period)}.")
    return to_look_at(f"Chưa có quyết định công nhận {names}.", f"Quyết định công nhận {names}.")


def meets(inquiry: "Inquiry", condition: Condition) -> Finding:
    """Fit for the other honor, decided or not."""
    other = inquiry.of(condition.options["code"])
    missing = " ".join(finding.missing for finding in other.findings if finding.met is not True and finding.missing)
    match other.result:
        case True:
            return Finding(met=True, have=f"Đạt tiêu chuẩn {other.name}.", sure=other.is_surely_in)
        case False:
            return Finding(met=False, have=f"Chưa đạt tiêu chuẩn {other.name}.", missing=missing, sure=other.is_surely_out)
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
    free = [one for one in found if one.used_for is None or _is_used_now(inquiry, one)]
    have = f"Có {len(free)} sáng kiến cấp {name} trở lên."
    if len(free) >= wanted:
        return met(have)
    missing = f"Thêm {wanted - len(free)} sáng kiến được công nhận cấp {name} trở lên."
    if len(found) >= wanted:
        used = inquiry.names(sorted({one.used_for for one in found if one.used_for}))
        return to_look_at(f"{have} Sáng kiến khác đã dùng cho {used}.", missing)
    if facts.initiative_years is not None and (untold := years - facts.initiative_years):
        return to_look_at(f"{have} Chưa rõ sáng kiến năm học {names_of(sorted(untold))}.", missing)
    return not_met(have, missing)


def _is_used_now(inquiry: "Inquiry", one: Initiative) -> bool:
    """Used for the very honor that is looked at, and not for one of an earlier year."""
    code, facts = inquiry.standard.code, inquiry.facts
    if one.used_for != code or facts.honors is None:
        return False
    return not any(facts.received((code,), period) for period in range(one.period, facts.period))


# Several years


def run_of_titles(inquiry: "Inquiry", condition: Condition) -> Finding:
    """So many times in a row, the last in the year of the review or the year before."""
    facts, codes, times = inquiry.facts, tuple(condition.options["codes"]), condition.options["times"]
    names = inquiry.names(codes)
    if facts.honors is None:
        return nothing_known(f"Quá trình khen thưởng ({names}).")
    last = facts.period if facts.received(codes, facts.period) else facts.period - 1
    run = run_up_to(last, lambda period: facts.received(codes, period), excused=facts.was_away)
    have = f"{names}: {names_of(run.years)}." if run.years else f"Chưa có {names} liền năm nào tính đến năm xét."
    if run.years and last < facts.period:
        have += " Lần gần nhất là năm học trước năm xét."
    return run.finding(times, have, f"{names} liên tục thêm {{}} năm.")


def run_of_ratings(inquiry: "Inquiry", condition: Condition) -> Finding:
    facts, among, times = inquiry.facts, condition.options["among"], condition.options["times"]
    if facts.ratings is None:
        return nothing_known("Xếp loại các năm.")
    run = run_up_to(facts.period, lambda period: _rated(facts, period, among))
    name = RATING_NAMES[among[-1]]
    have = f"Năm liên tục {name}: {names_of(run.years)}." if run.years else f"Chưa có năm liên tục {name}."
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
        return _never_received(facts, f"Chưa có {names}.", f"Cần có {names} trước.")
    if facts.ratings is None:
        return nothing_known("Xếp loại các năm.")
    run = run_up_to(facts.period, lambda period: _rated(facts, period, options["among"]), since=min(received) + 1)
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
        name, answers = RATING_NAMES[options["rating"]], [_rated(facts, year, {options["rating"]}) for year in years]
    else:
        titles = tuple(options["titles"])
        name, answers = inquiry.names(titles), [facts.received(titles, year) for year in years]
    have, lacking = f"{name[:1].upper()}{name[1:]}: {answers.count(True)} lần.", options["count"] - answers.count(True)
    if lacking <= 0:
        return met(have)
    missing = f"Thêm {lacking} lần {name}."
    if not received:
        return _never_received(facts, have, missing)
    return to_look_at(have, missing) if lacking <= answers.count(None) else not_met(have, missing)


def once(inquiry: "Inquiry", condition: Condition) -> Finding:
    if inquiry.facts.honors is None:
        return nothing_known("Quá trình khen thưởng.")
    before = [one for one in inquiry.facts.honors if one.code == inquiry.standard.code and not one.revoked]
    if before:
        return not_met("Đã được tặng rồi.", "Chỉ tặng một lần.")
    if inquiry.facts.knows_all_honors:
        return met("Chưa được tặng.")
    return to_look_at(_on_record(inquiry.facts, "Chưa được tặng."), "Xem các năm sổ chưa ghi.")


def _never_received(facts: Facts, have: str, missing: str) -> Finding:
    """A sure no only where the honors are known from the first year at work."""
    return not_met(have, missing) if facts.knows_all_honors else to_look_at(_on_record(facts, have), missing)


def _on_record(facts: Facts, have: str) -> str:
    return f"{have} Sổ chỉ ghi từ năm học {period_name(facts.honors_since or facts.period)}."


def _rated(facts: Facts, period: int, among: Iterable[str]) -> bool | None:
    found = facts.rating(period)
    return None if found is None else found in among


# Collectives


def share(inquiry: "Inquiry", condition: Condition) -> Finding:
    """Exact: integers only, never a rounded percentage."""
    team, options = inquiry.facts.collective, condition.options
    if team.size is None or team.ldtt is None:
        return nothing_known("Số người và số cá nhân đạt Lao động tiên tiến của tập thể.")
    percent, strictly = options.get("more_than", options.get("at_least")), "more_than" in options
    size = team.size if team.counted is None else team.counted
    needed = percent * size // 100 + 1 if strictly else -(-percent * size // 100)
    have = team.told("ldtt", f"{team.ldtt}/{size} cá nhân đạt Lao động tiên tiến.")
    if size == 0 or team.ldtt > size:
        return to_look_at(have, "Xem lại số người của tập thể.")
    if team.ldtt >= needed:
        return met(have)
    return not_met(have, f"Thêm {needed - team.ldtt} cá nhân đạt Lao động tiên tiến.")


def all_completed(inquiry: "Inquiry", condition: Condition) -> Finding:
    team = inquiry.facts.collective
    if team.size is None or team.completed is None:
        return nothing_known("Số cá nhân hoàn thành nhiệm vụ.")
    have = team.told("completed", f"{team.completed}/{team.size} cá nhân hoàn thành nhiệm vụ.")
    if team.size == 0 or team.completed > team.size:
        return to_look_at(have, "Xem lại số người của tập thể.")
    lacking = team.size - team.completed
    return met(have) if lacking == 0 else not_met(have, f"Thêm {lacking} cá nhân hoàn thành nhiệm vụ.")


def members_with_title(inquiry: "Inquiry", condition: Condition) -> Finding:
    team, wanted = inquiry.facts.collective, condition.options["at_least"]
    if team.cstdcs is None:
        return nothing_known("Số cá nhân đạt Chiến sĩ thi đua cơ sở.")
    have = team.told("cstdcs", f"{team.cstdcs} cá nhân đạt Chiến sĩ thi đua cơ sở.")
    if team.cstdcs >= wanted:
        return met(have)
    return not_met(have, f"Thêm {wanted - team.cstdcs} cá nhân đạt Chiến sĩ thi đua cơ sở.")


def no_member_disciplined(inquiry: "Inquiry", condition: Condition) -> Finding:
    team: Collective = inquiry.facts.collective
    if team.disciplined is None:
        return nothing_known("Thông tin kỷ luật của các thành viên.")
    barred = DISCIPLINES[DISCIPLINES.index(condition.options["from"]) :]
    found = [DISCIPLINE_NAMES[kind] for kind in sorted(team.disciplined, key=DISCIPLINES.index) if kind in barred]
    if not found:
        have = f"Không có cá nhân bị kỷ luật từ {DISCIPLINE_NAMES[condition.options['from']]} trở lên."
        return met(team.told("disciplined", have))
    have = team.told("disciplined", f"Có cá nhân bị kỷ luật: {', '.join(found)}.")
    return not_met(have, "Không xét tập thể trong năm có kỷ luật này.")


# Judgement and composition


def judged(inquiry: "Inquiry", condition: Condition) -> Finding:
    """What only people can say: a merit, a place in the cluster."""
    return to_look_at("Hội đồng nhận xét.", f"Hội đồng xem: {condition.text[:1].lower()}{condition.text[1:].rstrip('.')}.")


def all_of(inquiry: "Inquiry", condition: Condition) -> Finding:
    return all_together([inquiry.ask(part) for part in condition.of])


def any_of(inquiry: "Inquiry", condition: Condition) -> Finding:
    return any_of_them([inquiry.ask(part) for part in condition.of])


QUESTIONS: dict[str, Callable[["Inquiry", Condition], Finding]] = {
    question.__name__: question
    for question in (
        rating, registered, service_months, no_discipline, discipline_over, no_investigation, title, meets, initiative,
        run_of_titles, run_of_ratings, initiatives_over, after_honor, count_after_honor, once,
        share, all_completed, members_with_title, no_member_disciplined, judged, all_of, any_of,
    )
}  # fmt: skip
