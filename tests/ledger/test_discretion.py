"""Who may not know of discipline, open cases and leave is given the answer to all else, the same for everybody."""

import json
from dataclasses import replace

import pytest

from tests.eligibility.law import B1, B2, YEARS, A, book, teacher, team
from thiduakt.eligibility import assess, facts_from
from thiduakt.ledger.discretion import GUARDED, discreet

RUN = {
    "honors": [{"code": "CSTDCS", "period": year} for year in ("2018-2019", "2019-2020", "2022-2023", "2023-2024")],
    "initiatives": [{"period": "2025-2026", "level": "tinh", "used_for": None}],
}


def told(regime, code, values):
    return discreet(facts_from(values), code, book(regime))


def codes(law, kind):
    return [one.code for one in law.standards.values() if one.subject in {kind, "either"} and one.conditions]


def matters_of(regime):
    """Of every kind, in the year and reaching into it, known and not known; also one that this law does not mind."""
    first = int(YEARS[regime][:4])
    return [
        {"investigation_open": True},
        {"investigation_open": None},
        {"discipline": None},
        {"discipline": [{"kind": "khien_trach", "on": f"{first}-10-03", "ended_on": f"{first}-12-03"}]},
        {"discipline": [{"kind": "khien_trach", "on": f"{first - 3}-10-03"}]},
        {"discipline": [{"kind": "cach_chuc", "on": f"{first}-10-03", "ended_on": "2030-01-03"}]},
        {"discipline": [{"kind": "canh_cao", "on": f"{first - 1}-10-03", "ended_on": f"{first}-10-03"}]},
        {"leave": None},
        {"leave": [{"kind": "thai_san", "from": f"{first - 1}-09-01", "to": f"{first}-08-31"}]},
        {"leave": [{"kind": "khong_luong", "from": f"{first}-09-01", "to": f"{first + 1}-05-31"}]},
    ]


@pytest.mark.parametrize("regime", [A, B1, B2])
@pytest.mark.parametrize("is_read", [True, False])
@pytest.mark.parametrize("rating", ["HTXS", "HT", None])
def test_whoever_has_a_matter_reads_like_somebody_with_none(regime, is_read, rating):
    law, year = replace(book(regime), is_read=is_read), YEARS[regime]
    nothing = teacher(regime, ratings={year: rating} if rating else {}) | RUN
    for code in codes(law, "individual"):
        plain = discreet(facts_from(nothing), code, law)
        assert [discreet(facts_from(nothing | matter), code, law) == plain for matter in matters_of(regime)] == [True] * 10


@pytest.mark.parametrize("regime", [A, B1, B2])
def test_a_team_whose_member_has_a_matter_reads_like_any_other(regime):
    law = book(regime)
    for code in codes(law, "collective"):
        plain = discreet(facts_from(team(regime)), code, law)
        for kinds in (["khien_trach"], ["cach_chuc"], None):
            assert discreet(facts_from(team(regime, disciplined=kinds)), code, law) == plain
        assert discreet(facts_from(team(regime) | {"investigation_open": None}), code, law) == plain


def test_of_what_is_guarded_no_line_says_a_word():
    found = told(B2, "LDTT", teacher(B2))
    assert not [one for one in found.conditions if one.test in GUARDED]
    assert "kỷ luật" not in json.dumps(
        [(one.required, one.have, one.missing) for one in found.conditions], ensure_ascii=False
    )


def test_all_else_is_told_as_it_is():
    values = teacher(B2, ratings={"2025-2026": "HT"})
    true, found = assess(facts_from(values), "LDTT", book(B2)), told(B2, "LDTT", values)

    assert found.conditions == tuple(one for one in true.conditions if one.test not in GUARDED)
    assert (found.verdict, found.earliest) == (true.verdict, true.earliest) == ("not_eligible", 2026)


def test_a_year_that_leave_may_explain_is_for_a_person_to_look_at_whoever_had_leave():
    honors = [{"code": "CSTDCS", "period": year} for year in ("2022-2023", "2023-2024", "2025-2026")]
    found = told(B2, "CSTD_TP", teacher(B2) | RUN | {"honors": honors})
    assert [one.met for one in found.conditions if one.test == "run_of_titles"] == [None]
    assert found.verdict == "needs_review"
