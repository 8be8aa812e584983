"""What must hold for any facts at all."""

from dataclasses import replace
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from thiduakt.eligibility import Verdict, assess, facts_from

from .law import B1, B2, DAYS, YEARS, A, book

PERIODS = [f"{year}-{year + 1}" for year in range(2014, 2026)]
RANKS = {Verdict.NOT_ELIGIBLE: 0, Verdict.NEEDS_REVIEW: 1, Verdict.ELIGIBLE: 2}
CODES = ["LDTT", "CSTDCS", "CSTD_TP", "CSTDTQ", "BK_TP_CN", "BK_TTG_CN", "HCLD3", "KNC_GD"]
FORGOTTEN = ["ratings", "registered", "discipline", "initiatives", "honors", "leave", "investigation_open", "subject"]
honors = st.fixed_dictionaries(
    {
        "code": st.sampled_from(["LDTT", "CSTDCS", "CSTD_TP", "BK_TP_CN", "BK_TTG_CN"]),
        "period": st.sampled_from(PERIODS),
        "merit": st.sampled_from(["cong_trang", "chuyen_de", "dot_xuat"]),
        "revoked": st.booleans(),
    }
)
initiatives = st.fixed_dictionaries(
    {
        "period": st.sampled_from(PERIODS),
        "level": st.sampled_from(["co_so", "tinh", "bo", "toan_quoc"]),
        "used_for": st.sampled_from([None, "CSTDCS", "BK_TP_CN"]),
    }
)
leave = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["thai_san", "om_dau"]),
        "from": st.sampled_from(["2020-10-01", "2023-10-01"]),
        "to": st.just("2024-05-31"),
    }
)
discipline = st.fixed_dictionaries(
    {"kind": st.sampled_from(["khien_trach", "canh_cao"]), "on": st.sampled_from(["2019-10-01", "2023-02-01", "2025-12-01"])}
)


@st.composite
def situations(draw: Any) -> tuple[str, dict[str, Any]]:
    regime = draw(st.sampled_from([A, B1, B2]))
    values = {
        "date": DAYS[regime],
        "period": YEARS[regime],
        "registered": draw(st.sampled_from([True, False, None])),
        "investigation_open": draw(st.sampled_from([True, False, None])),
        "subject": {"kind": "individual", "recruited_on": draw(st.sampled_from([None, "2010-09-01", "2025-12-01"]))},
        "ratings": draw(st.none() | st.dictionaries(st.sampled_from(PERIODS), st.sampled_from(["HTXS", "HTT", "HT"]))),
        "discipline": draw(st.none() | st.lists(discipline, max_size=2)),
        "initiatives": draw(st.none() | st.lists(initiatives, max_size=6)),
        "honors": draw(st.none() | st.lists(honors, max_size=8)),
        "leave": draw(st.none() | st.lists(leave, max_size=1)),
    }
    return regime, values


def verdict(regime: str, code: str, values: dict[str, Any]) -> Verdict:
    return assess(facts_from(values), code, book(regime)).verdict


@settings(max_examples=150, deadline=None)
@given(situations(), st.sampled_from(CODES), honors)
def test_one_more_honor_makes_nobody_less_eligible_for_another_title(situation, code, more):
    regime, values = situation
    assume(more["code"] != code)
    values["honors"] = values["honors"] or []
    better = values | {"honors": [*values["honors"], more]}

    assert RANKS[verdict(regime, code, better)] >= RANKS[verdict(regime, code, values)]


@settings(max_examples=150, deadline=None)
@given(situations(), st.sampled_from(CODES), honors)
def test_a_revoked_honor_is_as_good_as_none(situation, code, more):
    regime, values = situation
    values["honors"] = values["honors"] or []
    with_revoked = values | {"honors": [*values["honors"], more | {"revoked": True}]}

    assert assess(facts_from(with_revoked), code, book(regime)) == assess(facts_from(values), code, book(regime))


@settings(max_examples=100, deadline=None)
@given(situations(), st.sampled_from(CODES), st.randoms())
def test_the_order_of_the_facts_does_not_matter(situation, code, chance):
    regime, values = situation
    shuffled = dict(values)
    for name in ("honors", "initiatives", "discipline"):
        if values[name]:
            shuffled[name] = chance.sample(values[name], len(values[name]))

    assert assess(facts_from(shuffled), code, book(regime)) == assess(facts_from(values), code, book(regime))


@settings(max_examples=150, deadline=None)
@given(situations(), st.sampled_from(CODES), st.sampled_from(FORGOTTEN))
def test_forgetting_a_fact_never_brings_a_verdict_about(situation, code, forgotten):
    """What was unsure stays unsure: a yes or a no needs facts."""
    regime, values = situation
    less = {name: value for name, value in values.items() if name != forgotten}
    before, after = verdict(regime, code, values), verdict(regime, code, less)

    assert after in {before, Verdict.NEEDS_REVIEW}


@settings(max_examples=150, deadline=None)
@given(situations(), st.sampled_from(CODES))
def test_nobody_is_eligible_under_a_law_whose_text_was_not_entered(situation, code):
    regime, values = situation
    read, unread = book(regime), replace(book(regime), is_read=False)
    before, after = assess(facts_from(values), code, read), assess(facts_from(values), code, unread)

    assert after.verdict != Verdict.ELIGIBLE
    assert (after.verdict == Verdict.NOT_ELIGIBLE) == (before.verdict == Verdict.NOT_ELIGIBLE)
    assert after.conditions == before.conditions


@settings(max_examples=150, deadline=None)
@given(situations(), st.sampled_from(CODES), st.sampled_from(["HTT", "HT", "KHT"]))
def test_a_better_rating_makes_nobody_less_eligible(situation, code, lower):
    regime, values = situation
    values["ratings"] = (values["ratings"] or {}) | {YEARS[regime]: lower}
    better = values | {"ratings": values["ratings"] | {YEARS[regime]: "HTXS"}}

    assert RANKS[verdict(regime, code, better)] >= RANKS[verdict(regime, code, values)]


@settings(max_examples=150, deadline=None)
@given(situations(), st.sampled_from(CODES), initiatives)
def test_one_more_initiative_makes_nobody_less_eligible(situation, code, more):
    regime, values = situation
    values["initiatives"] = values["initiatives"] or []
    better = values | {"initiatives": [*values["initiatives"], more]}

    assert RANKS[verdict(regime, code, better)] >= RANKS[verdict(regime, code, values)]


@settings(max_examples=150, deadline=None)
@given(situations(), st.sampled_from(CODES))
def test_a_verdict_has_reasons(situation, code):
    """A yes has every condition met, a no has one that is surely not met, and what is missing is always said."""
    regime, values = situation
    found = assess(facts_from(values), code, book(regime))

    met = [condition.met for condition in found.conditions]
    assert found.verdict != Verdict.ELIGIBLE or all(met)
    assert found.verdict != Verdict.NOT_ELIGIBLE or False in met
    assert all(condition.missing for condition in found.conditions if not condition.met)


@settings(max_examples=100, deadline=None)
@given(situations(), st.sampled_from(CODES))
def test_no_year_before_the_reviewed_one_is_the_earliest(situation, code):
    regime, values = situation
    found = assess(facts_from(values), code, book(regime))

    assert found.earliest is None or found.earliest >= int(values["period"][:4])
    assert found.verdict != Verdict.ELIGIBLE or found.earliest == int(values["period"][:4])
