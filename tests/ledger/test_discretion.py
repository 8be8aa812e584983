"""Who may know the verdict and not the reason reads nothing of the reason."""

import json
from dataclasses import replace

import pytest

from tests.eligibility.law import B1, B2, YEARS, A, book, teacher, team
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
CODES = ["LDTT", "CSTDCS", "CSTD_TP", "BK_TP_CN", "GK_PHUONG_CN"]
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


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize(("regime", "secret"), [(B2, OPEN), (B2, WARNED), (B1, OPEN), (A, WARNED_A), (A, OPEN), (B2, AWAY)])
def test_nothing_of_the_reason_is_told(regime, secret, code):
    found = told(regime, code, teacher(regime) | (RUN if secret is AWAY else {}) | secret)
    assert not [word for word in TELLING if word in words(found)]


@pytest.mark.parametrize(
    ("regime", "code", "verdict"),
    [
        (A, "LDTT", "needs_review"), (B1, "LDTT", "needs_review"), (B2, "LDTT", "needs_review"),
        (A, "CSTDCS", "not_eligible"), (B1, "CSTDCS", "not_eligible"), (B2, "CSTDCS", "not_eligible"),  # no initiative
    ],
)  # fmt: skip
@pytest.mark.parametrize("is_disciplined", [True, False])
def test_the_verdict_is_no_for_what_everybody_may_read_alone(regime, code, verdict, is_disciplined):
    disciplined = {"discipline": [{"kind": "canh_cao", "on": f"{YEARS[regime][:4]}-10-03"}]}
    found = told(regime, code, teacher(regime) | (disciplined if is_disciplined else OPEN))
    assert found.verdict == verdict


def test_what_leave_may_explain_is_for_a_person_to_look_at():
    found = told(B2, "CSTD_TP", teacher(B2) | RUN | AWAY)
    assert [(one.met, one.have) for one in found.conditions if one.missing == ASK] == [(None, "")]
    assert found.verdict == "needs_review"


@pytest.mark.parametrize("regime", [A, B1, B2])
@pytest.mark.parametrize("is_read", [True, False])
@pytest.mark.parametrize("rating", ["HTXS", "HT", None])
def test_every_matter_reads_alike_under_every_law(regime, is_read, rating):
    """Also one that this law does not mind: another can be tried."""
    law, year = replace(book(regime), is_read=is_read), YEARS[regime]
    first = year[:4]
    base = teacher(regime, ratings={year: rating} if rating else {}) | {"honors": RUN["honors"]}
    matters = [
        OPEN,
        {"investigation_open": None},
        {"discipline": None},
        {"discipline": [{"kind": "khien_trach", "on": f"{first}-10-03", "ended_on": f"{first}-12-03"}]},
        {"discipline": [{"kind": "khien_trach", "on": "2021-10-03"}]},
        {"discipline": [{"kind": "cach_chuc", "on": f"{first}-10-03", "ended_on": "2030-01-03"}]},
        {"discipline": [{"kind": "canh_cao", "on": f"{int(first) - 1}-10-03", "ended_on": f"{first}-10-03"}]} | OPEN,
    ]
    for code in [one.code for one in law.standards.values() if one.subject in {"individual", "either"} and one.conditions]:
        first_told, *others = [discreet(facts_from(base | matter), code, law) for matter in matters]
        assert all(one == first_told for one in others)
        assert not [one for one in first_told.conditions if one.missing == ASK and one.met is not None]


def test_a_discipline_of_another_year_is_none_of_this_one():
    past = {"discipline": [{"kind": "canh_cao", "on": "2023-10-03", "ended_on": "2025-08-31"}]}
    assert told(B2, "LDTT", teacher(B2) | past) == told(B2, "LDTT", teacher(B2))


def test_it_says_whom_to_ask_and_no_year_that_gives_the_term_away():
    found = told(B2, "LDTT", teacher(B2) | WARNED)
    assert found.conditions[-1].missing == "Có điều kiện cần xem thêm, thầy/cô hỏi thư ký hội đồng."
    assert found.earliest is None


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
    assert found.conditions[0].met is None


@pytest.mark.parametrize("kinds", [["khien_trach"], ["canh_cao"], []])
def test_of_a_team_no_kind_of_discipline_is_told(kinds):
    found = told(B2, "TTLDTT", team(B2, disciplined=kinds))
    assert "cảnh cáo" not in words(found)
    assert found.verdict == ("needs_review" if kinds else "eligible")


def test_the_innocent_facts_keep_all_else():
    facts = facts_from(teacher(B2) | OPEN | WARNED | AWAY)
    plain = facts_from(teacher(B2))
    assert innocent_of(facts) == plain == replace(plain, leave=())
