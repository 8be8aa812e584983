"""Never a verdict where the facts are missing or the rule is not verified."""

from dataclasses import replace

import pytest

from thiduakt.eligibility import assess, facts_from

from .law import B1, B2, YEARS, A, answer, book, teacher, team, verdict


@pytest.mark.parametrize("key", ["ratings", "registered", "discipline"])
def test_what_is_left_out_is_unknown(key):
    values = teacher(A)
    assert verdict(A, "LDTT", values).verdict == "eligible"

    del values[key]
    found = verdict(A, "LDTT", values)
    assert found.verdict == "needs_review"
    assert sum(condition.met is None for condition in found.conditions) == 1


def test_one_sure_no_is_a_no_whatever_else_is_unknown():
    assert verdict(A, "LDTT", {"date": "2023-06-15", "period": "2022-2023", "registered": False}).verdict == "not_eligible"


def test_an_open_investigation_holds_back_under_the_newer_law():
    found = verdict(B2, "LDTT", teacher(B2, investigation_open=True))
    assert found.verdict == "not_eligible"
    assert answer(found, "investigation").missing == "Kết luận của cơ quan có thẩm quyền."


def test_a_year_that_a_discipline_reaches_into_is_for_people_to_judge():
    warning = [{"kind": "khien_trach", "on": "2025-10-01", "ended_on": "2026-01-01"}]
    assert verdict(B2, "LDTT", teacher(B2, discipline=warning)).verdict == "needs_review"


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
    assert found.conditions[-1].have == "Hội đồng nhận xét."


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


def test_the_earliest_year_of_a_new_teacher_follows_the_ladder():
    found = verdict(B2, "CSTD_TP", teacher(B2))
    assert found.to_dict()["earliest"] == "2028-2029"
    assert verdict(B2, "CSTDTQ", teacher(B2)).to_dict()["earliest"] == "2029-2030"


def test_a_team_may_be_fit_next_year():
    assert verdict(B2, "TTLDXS", team(B2, rating="HTT")).to_dict()["earliest"] == "2026-2027"
