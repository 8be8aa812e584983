"""Never a verdict where the facts are missing or the rule is not verified."""

from dataclasses import replace
from datetime import date

import pytest

from thiduakt.eligibility import assess, facts_from
from thiduakt.eligibility.periods import whole_months

from .law import B1, B2, YEARS, A, answer, book, teacher, team, verdict


@pytest.mark.parametrize("key", ["ratings", "registered", "discipline"])
def test_what_is_left_out_is_unknown(key):
    values = teacher(A)
    assert verdict(A, "LDTT", values).verdict == "eligible"

    del values[key]
    found = verdict(A, "LDTT", values)
    assert found.verdict == "needs_review"
    assert {condition.have for condition in found.conditions if condition.met is None} == {"Chưa có dữ liệu."}


def test_one_sure_no_is_a_no_whatever_else_is_unknown():
    assert verdict(A, "LDTT", {"date": "2023-06-15", "period": "2022-2023", "registered": False}).verdict == "not_eligible"


def test_an_open_investigation_holds_back_under_the_newer_law():
    found = verdict(B2, "LDTT", teacher(B2, investigation_open=True))
    assert found.verdict == "not_eligible"
    assert answer(found, "investigation").missing == "Kết luận của cơ quan có thẩm quyền."


def test_a_year_that_a_discipline_reaches_into_is_for_people_to_judge():
    warning = [{"kind": "khien_trach", "on": "2025-10-01", "ended_on": "2026-01-01"}]
    assert verdict(B2, "LDTT", teacher(B2, discipline=warning)).verdict == "needs_review"


def test_nothing_is_considered_while_a_discipline_lasts():
    warning = [{"kind": "khien_trach", "on": "2025-10-01", "ended_on": "2026-12-31"}]
    found = verdict(B2, "LDTT", teacher(B2, discipline=warning))
    assert found.verdict == "not_eligible"
    assert answer(found, "discipline").missing == "Hết thời hạn kỷ luật."
    assert found.to_dict()["earliest"] == "2026-2027"


@pytest.mark.parametrize("code", ["LDTT", "CSTDCS", "CSTD_TP", "BK_TP_CN", "GK_PHUONG_CN", "HCLD3"])
def test_an_open_case_holds_back_every_honor_of_a_person(code):
    assert verdict(B2, code, teacher(B2, investigation_open=True)).verdict == "not_eligible"


@pytest.mark.parametrize("code", ["TTLDTT", "TTLDXS", "CO_TP", "BK_TP_TT"])
def test_an_open_case_holds_back_every_honor_of_a_team(code):
    assert verdict(B2, code, team(B2, "HTXS") | {"investigation_open": True}).verdict == "not_eligible"


def test_where_the_older_text_was_not_read_an_open_case_goes_to_a_person():
    values = teacher(A)
    assert verdict(A, "LDTT", values).verdict == "eligible"
    assert verdict(A, "LDTT", values | {"investigation_open": True}).verdict == "needs_review"


def test_a_condition_nobody_has_read_neither_admits_nor_bars():
    good, poor = facts_from(teacher(B2)), facts_from(teacher(B2, ratings={YEARS[B2]: "HT"}))
    unread = with_confidence("LDTT", "rating", "INFERRED")
    assert assess(good, "LDTT", unread).verdict == "needs_review"
    assert assess(poor, "LDTT", unread).verdict == "needs_review"


def test_what_leans_on_a_rule_nobody_has_read_is_no_more_certain_than_it():
    excellent = facts_from(teacher(B2, ratings={YEARS[B2]: "HTXS"}))
    newcomer = facts_from(teacher(B2, subject={"recruited_on": "2026-05-01"}, ratings={YEARS[B2]: "HTXS"}))
    assert assess(excellent, "CSTDCS", book(B2)).verdict == "eligible"
    assert assess(newcomer, "CSTDCS", book(B2)).verdict == "not_eligible"

    unread = with_confidence("LDTT", "service", "UNVERIFIED")
    assert assess(excellent, "CSTDCS", unread).verdict == "needs_review"
    assert assess(newcomer, "CSTDCS", unread).verdict == "needs_review"


def with_confidence(code, key, confidence):
    standard = book(B2).standards[code]
    conditions = tuple(replace(one, confidence=confidence) if one.key == key else one for one in standard.conditions)
    return replace(book(B2), standards={**book(B2).standards, code: replace(standard, conditions=conditions)})


def test_a_year_without_a_rating_on_record_does_not_end_a_run_by_itself():
    known = {"2018-2019": "HTXS", "2019-2020": "HTXS", "2020-2021": "HTXS", "2022-2023": "HTXS"}
    values = teacher(A, ratings=known, honors=[{"code": "BK_TP_CN", "period": "2017-2018"}])
    assert answer(verdict(A, "BK_TTG_CN", values), "after").met is None
    assert answer(verdict(A, "BK_TTG_CN", values | {"ratings": known | {"2021-2022": "HTT"}}), "after").met is False


def test_this_years_rating_counts_for_a_run_up_to_this_year():
    two = {"2021-2022": "HTXS", "2020-2021": "HTXS"}
    found = verdict(A, "BK_TP_CN", teacher(A, ratings=two | {"2022-2023": "HT"}))
    assert "Chưa có năm liên tục hoàn thành xuất sắc nhiệm vụ" in answer(found, "merit").have


def test_without_knowing_her_leave_a_gap_is_no_sure_gap():
    received = [{"code": "CSTDCS", "period": year} for year in ("2022-2023", "2023-2024", "2025-2026")]
    values = teacher(B2, honors=received, initiatives=[{"period": YEARS[B2], "level": "tinh", "used_for": None}])
    assert verdict(B2, "CSTD_TP", values).verdict == "not_eligible"
    del values["leave"]
    assert verdict(B2, "CSTD_TP", values).verdict == "needs_review"


def test_an_initiative_serves_the_same_honor_only_once():
    ratings = {"2021-2022": "HTXS", YEARS[A]: "HTXS"}
    used = [{"period": year, "level": "co_so", "used_for": "BK_TP_CN"} for year in ratings]
    before = [{"code": "BK_TP_CN", "period": "2021-2022"}]
    assert answer(verdict(A, "BK_TP_CN", teacher(A, ratings=ratings, initiatives=used)), "merit").met is True
    found = verdict(A, "BK_TP_CN", teacher(A, ratings=ratings, initiatives=used, honors=before))
    assert answer(found, "merit").met is None


def test_more_titles_than_people_is_a_slip_and_no_share():
    assert verdict(B2, "TTLDTT", team(B2, size=5, ldtt=6)).verdict == "needs_review"
    assert verdict(B2, "TTLDTT", team(B2, size=0, completed=0, ldtt=0)).verdict == "needs_review"


@pytest.mark.parametrize(
    ("since", "until", "months"),
    [("2022-10-01", "2023-05-31", 7), ("2022-10-01", "2023-06-01", 8), ("2022-08-31", "2023-06-30", 10)],
)
def test_service_is_counted_in_full_months(since, until, months):
    assert whole_months(date.fromisoformat(since), date.fromisoformat(until)) == months


def test_a_standard_that_nobody_has_read_gives_no_verdict():
    found = verdict(B2, "BK_TTG_CN", teacher(B2))
    assert (found.verdict, found.earliest) == ("needs_review", None)


def test_a_regime_whose_text_is_not_entered_says_yes_to_nobody_and_still_says_no():
    unread = replace(book(B2), is_read=False)
    good, poor = facts_from(teacher(B2)), facts_from(teacher(B2, ratings={YEARS[B2]: "HT"}))
    assert assess(good, "LDTT", unread).verdict == "needs_review"
    assert assess(poor, "LDTT", unread).verdict == "not_eligible"


def test_a_merit_that_only_people_see_is_theirs_to_judge():
    found = verdict(B1, "GK_HT_CN", teacher(B1))
    assert found.verdict == "needs_review"
    assert answer(found, "campaign_merit_or_many_merits").have == "Hội đồng nhận xét."


def test_a_year_on_maternity_leave_does_not_break_the_run_without_a_person_looking():
    values = teacher(
        B2, honors=[{"code": "CSTDCS", "period": year} for year in ("2022-2023", "2023-2024", "2025-2026")],
        initiatives=[{"period": YEARS[B2], "level": "tinh", "used_for": None}],
        leave=[{"kind": "thai_san", "from": "2024-10-01", "to": "2025-03-31"}],
    )  # fmt: skip
    found = verdict(B2, "CSTD_TP", values)
    assert found.verdict == "needs_review"
    assert "2024-2025 cần người xem" in answer(found, "run").have


@pytest.mark.parametrize("merit", ["dot_xuat", "chuyen_de"])
def test_sudden_and_single_topic_merit_is_no_ground_for_a_higher_honor(merit):
    ratings = {f"{year}-{year + 1}": "HTXS" for year in range(2014, 2023)}
    initiatives = [{"period": f"{year}-{year + 1}", "level": "co_so", "used_for": None} for year in range(2018, 2023)]
    values = teacher(A, ratings=ratings, initiatives=initiatives)
    received = {"code": "BK_TP_CN", "period": "2015-2016"}
    assert verdict(A, "BK_TTG_CN", values | {"honors": [received]}).verdict == "eligible"
    assert verdict(A, "BK_TTG_CN", values | {"honors": [received | {"merit": merit}]}).verdict == "not_eligible"


@pytest.mark.parametrize("merit", ["cong_hien", "nien_han", "doi_ngoai"])
def test_every_other_merit_is_a_ground(merit):
    ratings = {f"{year}-{year + 1}": "HTXS" for year in range(2014, 2023)}
    initiatives = [{"period": f"{year}-{year + 1}", "level": "co_so", "used_for": None} for year in range(2018, 2023)]
    received = [{"code": "BK_TP_CN", "period": "2015-2016", "merit": merit}]
    assert (
        verdict(A, "BK_TTG_CN", teacher(A, ratings=ratings, initiatives=initiatives, honors=received)).verdict == "eligible"
    )


@pytest.mark.parametrize(
    ("code", "key", "sure"),
    [("KNC_GD", "once", True), ("HCLD3", "after", False), ("HCLD3", "excellent", False), ("HCLD3", "cstdcs", False)],
)
def test_what_the_record_does_not_hold_was_surely_never_given_only_where_it_goes_back_far_enough(code, key, sure):
    facts = facts_from(teacher(B1))  # recruited in 2010
    found = {since: answer(assess(replace(facts, honors_since=since), code, book(B1)), key) for since in (None, 2010, 2011)}
    assert {since: one.met for since, one in found.items()} == {None: sure, 2010: sure, 2011: None}
    assert found[2011].have.endswith("Sổ chỉ ghi từ năm học 2011-2012.")


def test_without_the_day_of_recruitment_no_record_goes_back_far_enough():
    facts = replace(facts_from(teacher(B1)), recruited_on=None, honors_since=1990)
    assert answer(assess(facts, "KNC_GD", book(B1)), "once").met is None


def test_who_was_recruited_in_summer_has_missed_nothing_before():
    facts = replace(facts_from(teacher(B1)), recruited_on=date(2010, 8, 15), honors_since=2010)
    assert facts.knows_all_honors


def test_what_was_received_is_a_sure_no_however_young_the_record():
    received = [{"code": "KNC_GD", "period": "2018-2019"}]
    facts = replace(facts_from(teacher(B1, honors=received)), honors_since=2018)
    assert answer(assess(facts, "KNC_GD", book(B1)), "once").met is False


def test_a_year_whose_initiatives_are_not_on_record_has_not_none():
    facts = facts_from(teacher(A))
    assert answer(assess(facts, "CSTDCS", book(A)), "initiative").met is False
    other_year = replace(facts, initiative_years=frozenset({2015}))
    found = answer(assess(other_year, "CSTDCS", book(A)), "initiative")
    assert (found.met, found.have) == (None, "Có 0 sáng kiến cấp cơ sở trở lên. Chưa rõ sáng kiến năm học 2022-2023.")
    this_year = replace(facts, initiative_years=frozenset({2022}))
    assert answer(assess(this_year, "CSTDCS", book(A)), "initiative").met is False


@pytest.mark.parametrize("regime", [A, B1, B2])
def test_a_team_is_not_put_to_the_standard_of_a_person(regime):
    found = verdict(regime, "HCLD3", team(regime, "HTXS"))
    assert found.verdict == "needs_review"
    assert [one.key for one in found.conditions] == ["collective_standard", "investigation", "discipline_over"]
    assert "collective_standard" not in {one.key for one in verdict(regime, "HCLD3", teacher(regime)).conditions}


def test_where_there_are_several_ways_what_is_missing_reads_as_a_choice():
    found = answer(verdict(B1, "BK_TP_CN", teacher(B1)), "merit")
    assert found.missing.startswith("Một trong các cách: (1) ")
    assert ". (2) " in found.missing
    assert "Hoặc" not in found.missing


def test_what_has_to_come_first_is_said_in_a_whole_sentence():
    found = verdict(B1, "HCLD3", teacher(B1))
    assert answer(found, "after").missing.startswith("Cần có Bằng khen")
    assert answer(found, "after").missing.endswith(" trước.")
    assert answer(found, "excellent").have == "Hoàn thành xuất sắc nhiệm vụ: 0 lần."


def test_the_earliest_year_of_a_new_teacher_follows_the_ladder():
    found = verdict(B2, "CSTD_TP", teacher(B2))
    assert found.to_dict()["earliest"] == "2028-2029"
    assert verdict(B2, "CSTDTQ", teacher(B2)).to_dict()["earliest"] == "2029-2030"


def test_a_team_may_be_fit_next_year():
    assert verdict(B2, "TTLDXS", team(B2, rating="HTT")).to_dict()["earliest"] == "2026-2027"
