"""Who may know the verdict and not the reason reads nothing of the reason."""

import json
from dataclasses import replace

import pytest

from tests.eligibility.law import B1, B2, A, book, teacher, team
from thiduakt.eligibility import assess, facts_from
from thiduakt.ledger.discretion import ASK, discreet, innocent_of

OPEN = {"investigation_open": True}
WARNED = {"discipline": [{"kind": "canh_cao", "on": "2025-10-03", "ended_on": "2027-12-31"}]}
WARNED_A = {"discipline": [{"kind": "canh_cao", "on": "2022-10-03", "ended_on": "2023-01-03"}]}
AWAY = {"leave": [{"kind": "thai_san", "from": "2024-10-01", "to": "2025-03-31"}]}
RUN = {
    "honors": [{"code": "CSTDCS", "period": year} for year in ("2022-2023", "2023-2024", "2025-2026")],
    "initiatives": [{"period": "2025-2026", "level": "tinh", "used_for": None}],
}
# words of the rows: kinds, days, what is done with a case
TELLING = (
    "cảnh cáo",
    "03/10",
    "2027",
    "03/01",
    "Kỷ luật",
    "Bị kỷ luật",
    "xác minh.",
    "Kết luận",
    "Hết thời hạn",
    "thai sản",
)


def told(regime, code, values):
    return discreet(facts_from(values), code, book(regime))


def words(found):
    return json.dumps([(one.have, one.missing) for one in found.conditions], ensure_ascii=False)


@pytest.mark.parametrize("code", ["LDTT", "CSTDCS", "CSTD_TP", "BK_TP_CN", "GK_PHUONG_CN"])
@pytest.mark.parametrize(("regime", "secret"), [(B2, OPEN), (B2, WARNED), (B1, OPEN), (A, WARNED_A), (A, OPEN), (B2, AWAY)])
def test_nothing_of_the_reason_is_told_and_the_verdict_is_the_true_one(regime, secret, code):
    values = teacher(regime) | (RUN if secret is AWAY else {}) | secret
    true, found = assess(facts_from(values), code, book(regime)), told(regime, code, values)

    assert found.verdict == true.verdict
    assert not [word for word in TELLING if word in words(found)]


def test_it_says_whom_to_ask_and_no_year_that_gives_the_term_away():
    found = told(B2, "LDTT", teacher(B2) | WARNED)
    assert found.verdict == "not_eligible"
    assert found.conditions[-1].missing == ASK
    assert found.earliest is None


def test_a_case_and_a_discipline_read_alike():
    """What differs is the verdict alone."""
    assert told(B2, "LDTT", teacher(B2) | OPEN).conditions == told(B2, "LDTT", teacher(B2) | WARNED).conditions


def test_of_somebody_with_nothing_of_the_kind_all_else_is_told():
    values = teacher(B2, ratings={"2025-2026": "HT"})
    true, found = assess(facts_from(values), "LDTT", book(B2)), told(B2, "LDTT", values)

    assert found.conditions[:2] == true.conditions[:2]
    assert (found.conditions[2].have, found.conditions[2].met) == ("Không có gì vướng.", True)
    assert found.earliest == true.earliest


def test_a_standard_that_leans_on_another_tells_no_more():
    """The reasons of the lower title come through the higher one."""
    found = told(B2, "CSTDCS", teacher(B2, ratings={"2025-2026": "HTXS"}) | OPEN)
    assert found.conditions[0].missing == ASK
    assert found.conditions[0].met is False


@pytest.mark.parametrize("kinds", [["khien_trach"], ["canh_cao"], []])
def test_of_a_team_no_kind_of_discipline_is_told(kinds):
    found = told(B2, "TTLDTT", team(B2, disciplined=kinds))
    assert "cảnh cáo" not in words(found)
    assert found.verdict == ("not_eligible" if "canh_cao" in kinds else "eligible")


def test_not_knowing_reads_like_knowing_something():
    unknown = {name: value for name, value in teacher(B2).items() if name != "discipline"}
    reaching = {"discipline": [{"kind": "khien_trach", "on": "2025-10-03", "ended_on": "2026-01-03"}]}
    assert told(B2, "LDTT", unknown).conditions == told(B2, "LDTT", teacher(B2) | reaching).conditions


def test_the_innocent_facts_keep_all_else():
    facts = facts_from(teacher(B2) | OPEN | WARNED | AWAY)
    plain = facts_from(teacher(B2))
    assert innocent_of(facts) == plain == replace(plain, leave=())
