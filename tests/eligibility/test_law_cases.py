"""The cases by which the rules were agreed on, one test each."""

from dataclasses import replace

import pytest

from thiduakt.eligibility import assess, facts_from

from .law import B1, B2, YEARS, A, answer, book, teacher, team, verdict

INITIATIVE = [{"period": YEARS[A], "level": "co_so", "used_for": None}]


def honors(code, *periods, **more):
    return [{"code": code, "period": period, "merit": "cong_trang", "revoked": False} | more for period in periods]


def test_excellent_work_without_an_initiative_is_not_enough_under_the_older_law_and_is_under_the_newer():
    found = verdict(A, "CSTDCS", teacher(A, ratings={YEARS[A]: "HTXS"}, honors=honors("LDTT", YEARS[A])))
    assert found.verdict == "not_eligible"
    assert answer(found, "initiative").missing == "Thêm 1 sáng kiến được công nhận cấp cơ sở trở lên."

    assert verdict(B1, "CSTDCS", teacher(B1, ratings={YEARS[B1]: "HTXS"})).verdict == "eligible"


def test_with_title_and_initiative_the_older_law_is_content():
    values = teacher(A, honors=honors("LDTT", YEARS[A]), initiatives=INITIATIVE)
    assert verdict(A, "CSTDCS", values).verdict == "eligible"


def test_a_title_not_decided_yet_has_to_be_decided_first():
    assert verdict(A, "CSTDCS", teacher(A, initiatives=INITIATIVE)).verdict == "needs_review"


@pytest.mark.parametrize(("regime", "expected"), [(A, "eligible"), (B1, "not_eligible")])
def test_six_of_ten_are_more_than_half_and_less_than_seventy_percent(regime, expected):
    assert verdict(regime, "TTLDTT", team(regime, ldtt=6)).verdict == expected


def test_half_is_not_more_than_half():
    found = verdict(A, "TTLDTT", team(A, ldtt=5))
    assert found.verdict == "not_eligible"
    assert answer(found, "ldtt_share").missing == "Thêm 1 cá nhân đạt Lao động tiên tiến."


def test_what_was_counted_among_the_team_of_today_says_so():
    facts = facts_from(team(A))
    counted = replace(facts.collective, as_now=("ldtt", "disciplined"))
    found = assess(replace(facts, collective=counted), "TTLDTT", book(A))
    plain = assess(facts, "TTLDTT", book(A))

    words = " Tính theo danh sách tổ hiện nay."
    assert answer(found, "ldtt_share").have == answer(plain, "ldtt_share").have + words
    assert sum(one.have.endswith(words) for one in found.conditions) == 2
    assert found.verdict == plain.verdict


@pytest.mark.parametrize(("size", "ldtt", "expected"), [(5, 4, "eligible"), (5, 3, "not_eligible"), (10, 7, "eligible")])
def test_seventy_percent_of_a_small_team_is_counted_in_people(size, ldtt, expected):
    values = team(B2, size=size, completed=size, ldtt=ldtt)
    assert verdict(B2, "TTLDTT", values).verdict == expected


@pytest.mark.parametrize(("regime", "expected"), [(A, "not_eligible"), (B1, "eligible")])
def test_eight_months_of_service(regime, expected):
    year = int(YEARS[regime][:4])
    subject = {"kind": "individual", "recruited_on": f"{year}-10-10"}
    found = verdict(regime, "LDTT", teacher(regime, subject=subject))
    assert found.verdict == expected
    assert "được 8 tháng" in answer(found, "service").have


def test_a_reprimand_bars_the_person_and_not_the_team():
    reprimand = [{"kind": "khien_trach", "on": "2023-01-10", "ended_on": "2023-04-10"}]
    assert verdict(A, "LDTT", teacher(A, discipline=reprimand)).verdict == "not_eligible"
    assert verdict(A, "TTLDTT", team(A, disciplined=["khien_trach"])).verdict == "eligible"
    assert verdict(A, "TTLDTT", team(A, disciplined=["canh_cao"])).verdict == "not_eligible"


def test_three_titles_with_a_gap_are_not_three_in_a_row():
    values = teacher(
        B2, honors=honors("CSTDCS", "2021-2022", "2022-2023", "2024-2025"),
        initiatives=[{"period": YEARS[B2], "level": "tinh", "used_for": None}],
    )  # fmt: skip
    found = verdict(B2, "CSTD_TP", values)
    assert found.verdict == "not_eligible"
    assert answer(found, "run").have == "Chiến sĩ thi đua cơ sở: 2024-2025. Lần gần nhất là năm học trước năm xét."
    assert found.to_dict()["earliest"] == "2026-2027"


def test_two_titles_in_a_row_are_enough_for_the_citys_commendation_without_excellent_work():
    values = teacher(B1, honors=honors("CSTDCS", "2022-2023", YEARS[B1]))
    assert verdict(B1, "BK_TP_CN", values).verdict == "eligible"


def test_what_leaned_on_a_revoked_title_falls():
    values = teacher(
        B2, honors=[*honors("CSTDCS", "2023-2024", "2025-2026"), *honors("CSTDCS", "2024-2025", revoked=True)],
        initiatives=[{"period": YEARS[B2], "level": "tinh", "used_for": None}],
    )  # fmt: skip
    assert verdict(B2, "CSTD_TP", values).verdict == "not_eligible"


def test_an_initiative_that_another_honor_used_is_for_people_to_judge():
    used = [
        {"period": "2021-2022", "level": "co_so", "used_for": "CSTDCS"},
        {"period": YEARS[A], "level": "co_so", "used_for": None},
    ]
    values = teacher(A, ratings={"2021-2022": "HTXS", YEARS[A]: "HTXS"}, initiatives=used)
    found = verdict(A, "BK_TP_CN", values)
    assert found.verdict == "needs_review"
    assert "đã dùng cho Chiến sĩ thi đua cơ sở" in answer(found, "merit").have


def test_every_question_the_catalogue_asks_exists():
    from thiduakt.eligibility.conditions import QUESTIONS

    asked = {
        part.test for regime in (A, B1, B2, "C_2026_amended") for s in book(regime).standards.values() for part in s.parts()
    }
    assert asked == set(QUESTIONS)
