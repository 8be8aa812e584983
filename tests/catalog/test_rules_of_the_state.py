"""The rows of the law that every installation holds, against their files and against what is known of the law."""

import json
from collections import Counter
from decimal import Decimal
from itertools import pairwise

import pytest

from tests.factories.honors import honor_like, stored
from thiduakt.catalog.asking import GROUP, KINDS, MODES, kind_of, parts_of
from thiduakt.catalog.enums import Confidence, RuleFamily
from thiduakt.catalog.honors import honor_names
from thiduakt.catalog.loading import FOLDER, load_rules
from thiduakt.catalog.models import Honor, Regime, Rule
from thiduakt.catalog.telling import honor_parts, rule_lines
from thiduakt.eligibility.conditions import QUESTIONS as ELIGIBILITY
from thiduakt.eligibility.standards import Condition

pytestmark = pytest.mark.django_db
HONORS = json.loads((FOLDER / "honors.json").read_text())
RULES = json.loads((FOLDER / "rules.json").read_text())
A, B1, B2, C = "A_2003", "B1_2022_ND98", "B2_2022_ND152", "C_2026_amended"
SAID_AS_IT_IS = (
    "name", "kind", "subject", "level", "period", "rank", "conditions", "considered", "ratio_cap", "vote_mode",
    "authority", "submitter", "basis", "sources", "note", "confidence", "confidences", "is_enabled",
)  # fmt: skip


def number(value):
    return None if value is None else Decimal(str(value))


@pytest.mark.parametrize("told", HONORS, ids=lambda told: f"{told['regime']} {told['code']}")
def test_every_honor_stands_as_it_is_told(told):
    row = Honor.objects.get(school=None, regime__code=told["regime"], code=told["code"])

    assert {name: getattr(row, name) for name in SAID_AS_IT_IS} == {name: told[name] for name in SAID_AS_IT_IS}
    for name in ("coefficient", "collective_coefficient", "min_approval_percent"):
        assert getattr(row, name) == number(told[name])
    assert row.valid_from == row.regime.starts_on
    row.full_clean()


def test_all_ninety_nine_are_there():
    found = Counter(Honor.objects.filter(school=None).values_list("regime__code", flat=True))

    assert found == {A: 36, B1: 32, B2: 30, C: 1}


@pytest.mark.parametrize(
    ("code", "coefficients"),
    [  # law of money: NĐ 91/2017, NĐ 98/2023, NĐ 152/2025
        ("CSTDTQ", ("4.5", "4.5", "4.5")),
        ("CSTD_TP", ("3", "3", "3")),
        ("CSTDCS", ("1", "1", "1")),
        ("LDTT", ("0.3", "0.3", "0.3")),
        ("TTLDXS", ("1.5", "1.5", "1.5")),
        ("TTLDTT", ("0.8", "0.8", "0.8")),
        ("CO_TP", ("8", "8", "8")),
        ("CO_CP", ("12", "12", "12")),
        ("BK_TP_CN", ("1", "1.5", "1.5")),
        ("BK_TP_TT", ("2", "3", "3")),
        ("BK_TTG_CN", ("3.5", "3.5", "3.5")),
        ("GK_SO_CN", ("0.3", "0.3", "0.3")),
        ("GK_SO_TT", ("0.6", "0.6", "0.6")),
        ("GK_PHUONG_CN", ("0.15", "0.3", "0.3")),
        ("NGND", ("12.5", "12.5", "12.5")),
        ("NGUT", ("9", "9", "9")),
    ],
)
def test_the_coefficients_are_those_of_the_three_decrees(code, coefficients):
    found = [Honor.objects.get(school=None, code=code, regime__code=regime).coefficient for regime in (A, B1, B2)]

    assert found == [Decimal(value) for value in coefficients]


def test_an_order_pays_a_collective_twice_as_much():
    order = Honor.objects.get(school=None, code="HCLD1", regime__code=B2)

    assert (order.coefficient, order.collective_coefficient) == (Decimal(9), Decimal(18))


@pytest.mark.parametrize(
    ("regime", "percents"),
    [
        (A, {"CSTDCS": None, "CSTD_TP": 90, "CSTDTQ": 90, "CO_TP": None}),
        (B1, {"CSTDCS": 80, "CSTD_TP": 90, "CSTDTQ": 90, "CO_TP": 80, "LDTT": None}),
        (B2, {"CSTDCS": 80, "CSTD_TP": 90, "CSTDTQ": 90, "CO_TP": 80, "LDTT": None}),
    ],
)
def test_the_votes_are_those_of_the_decrees(regime, percents):
    rows = Honor.objects.filter(school=None, regime__code=regime, code__in=percents)

    assert {row.code: row.min_approval_percent for row in rows} == percents


def test_only_regime_a_caps_the_titles_of_the_base():
    caps = {row.regime.code: row.ratio_cap["max_percent"] for row in Honor.objects.filter(code="CSTDCS") if row.ratio_cap}

    assert caps == {A: 15, B1: None, B2: None}


def test_what_is_a_draft_is_not_used():
    (draft,) = Honor.objects.filter(is_enabled=False)

    assert (draft.code, draft.regime.code, draft.confidence) == ("CSTDCS", C, Confidence.DRAFT)


@pytest.mark.parametrize("told", HONORS, ids=lambda told: f"{told['regime']} {told['code']}")
def test_every_condition_can_be_asked_and_says_where_it_is_from(told):
    for values in told["conditions"]:
        condition = Condition.from_dict(values)
        parts = [condition, *condition.of]

        assert all(part.text and part.basis and part.confidence in Confidence for part in parts)


@pytest.mark.parametrize("told", HONORS, ids=lambda told: f"{told['regime']} {told['code']}")
def test_what_was_not_read_is_marked_as_doubtful(told):
    """A basis that says it was not read, or a number that was not checked, bears no mark of having been verified."""
    for condition in told["conditions"]:
        if "chưa" in condition["basis"] and "đã đối chiếu" not in condition["basis"]:
            assert condition["confidence"] != Confidence.VERIFIED
    if not told["conditions"] and told["kind"] != "LOCAL_TITLE":
        assert told["confidence"] != Confidence.VERIFIED


def test_the_four_regimes_follow_one_another_without_a_gap():
    regimes = list(Regime.objects.order_by("starts_on"))

    assert [one.code for one in regimes] == [A, B1, B2, C]
    gaps = [(after.starts_on - before.ends_on).days for before, after in pairwise(regimes)]
    assert gaps == [1, 1, 1]
    assert [one.is_read for one in regimes] == [True, True, True, False]
    assert regimes[3].runs_on == regimes[2]


def test_the_base_salary_has_its_five_steps():
    rows = Rule.objects.filter(family=RuleFamily.SALARY).order_by("valid_from")

    assert [(f"{row.valid_from:%d/%m/%Y}", row.values["amount"]) for row in rows] == [
        ("01/07/2018", 1_390_000), ("01/07/2019", 1_490_000), ("01/07/2023", 1_800_000), ("01/07/2024", 2_340_000),
        ("01/07/2026", 2_530_000),
    ]  # fmt: skip


@pytest.mark.parametrize("told", RULES["rules"], ids=lambda told: f"{told['key']} {told['valid_from']}")
def test_every_other_rule_stands_as_it_is_told(told):
    row = Rule.objects.get(school=None, family=told["family"], key=told["key"], valid_from=told["valid_from"])

    for name in ("name", "values", "basis", "note", "confidence", "sources"):
        assert getattr(row, name) == told[name]
    assert rule_lines(row) or row.note, "what is not known says so in its note"
    row.full_clean()


def test_every_family_of_rules_has_some():
    families = set(Rule.objects.filter(school=None).values_list("family", flat=True))

    assert families == set(RuleFamily) - {RuleFamily.REGIME, RuleFamily.CHOICE}


def test_loading_again_mends_the_state_s_rows_and_leaves_the_school_s(principal, secretary, at):
    own = stored(honor_like("LDTT", B2, valid_from="2026-01-01", coefficient=Decimal(1)), proposer=secretary, at=at)
    Honor.objects.filter(school=None, code="LDTT").update(coefficient=9, is_enabled=False)
    Rule.objects.filter(family=RuleFamily.SALARY).update(values={"amount": 1})
    before = (Regime.objects.count(), Honor.objects.count(), Rule.objects.count())

    load_rules(Regime, Honor, Rule)

    assert (Regime.objects.count(), Honor.objects.count(), Rule.objects.count()) == before
    assert set(Honor.objects.filter(school=None, code="LDTT").values_list("coefficient", flat=True)) == {Decimal("0.3")}
    assert Rule.objects.get(valid_from="2026-07-01", family=RuleFamily.SALARY).values == {"amount": 2_530_000}
    own.refresh_from_db()
    assert (own.coefficient, own.school_id) == (Decimal(1), secretary.school_id)


def test_a_person_reads_no_english_and_no_marks_of_a_program():
    """All that the pages print of a row: words of the catalogue's makers have no place there."""
    foreign = {"the", "not", "read", "verified", "memory", "rule", "and", "memory_only", "verified_secondary", "unit"}
    for row in Honor.objects.filter(school=None):
        said = " ".join([row.name, row.note, *row.sources, *(line for part in honor_parts(row) for line in part.lines)])
        assert foreign.isdisjoint(said.replace(",", " ").replace(".", " ").lower().split()), row


def test_what_a_row_says_costs_no_query(django_assert_num_queries):
    rows = list(Honor.objects.filter(school=None))

    with django_assert_num_queries(0):
        assert all(honor_parts(row) for row in rows)


def test_every_question_of_the_program_has_words():
    assert {question.test for question in KINDS.values()} - {""} == {*ELIGIBILITY} - {*MODES}


def test_the_form_knows_every_condition_with_all_it_asks():
    """What a form did not know would fall out of the standard that is proposed anew."""
    told = {"key", "test", "text", "basis", "confidence", "of", "caution", "for"}
    for honor in HONORS:
        for condition in honor["conditions"]:
            for _, part in parts_of(condition):
                asked = set(part) - told
                assert asked == (set() if kind_of(part) == GROUP else set(KINDS[kind_of(part)].options)), honor["code"]


@pytest.mark.parametrize(
    ("regime", "code", "lines"),
    [
        (A, "LDTT", ["Thời gian công tác: ít nhất 10 tháng.", "Không bị kỷ luật trong năm: kỷ luật từ mức khiển trách."]),
        (A, "TTLDTT", ["Tỷ lệ cá nhân đạt Lao động tiên tiến: phải vượt quá 50% số cá nhân."]),
        (B2, "TTLDTT", ["Tỷ lệ cá nhân đạt Lao động tiên tiến: ít nhất 70% số cá nhân."]),
        (
            B2,
            "CSTDCS",
            [
                "Đạt tiêu chuẩn của danh hiệu khác: Lao động tiên tiến.",
                "Một trong các điều kiện sau:",
                "– Xếp loại của năm: hoàn thành xuất sắc.",
                "– Sáng kiến của năm: cấp công nhận sáng kiến cơ sở.",
            ],
        ),
        (B2, "CSTD_TP", ["Danh hiệu nhiều năm liên tục: Chiến sĩ thi đua cơ sở, số lần, số năm liên tục 3."]),
    ],
)
def test_what_the_program_asks_is_said_in_words(regime, code, lines):
    honor = Honor.objects.get(school=None, code=code, regime__code=regime)

    (asked,) = [part for part in honor_parts(honor, honor_names(None)) if part.key == "asked"]
    assert [line for line in asked.lines if line in lines] == lines


@pytest.mark.parametrize(("regime", "mark"), [(A, "UNVERIFIED"), (B1, "UNVERIFIED"), (B2, "VERIFIED")])
@pytest.mark.parametrize("code", ["HCLD1", "HCLD2", "HCLD3"])
def test_what_an_order_pays_a_collective_is_as_sure_as_its_own_decree(regime, mark, code):
    parts = {part.key: part for part in honor_parts(Honor.objects.get(school=None, code=code, regime__code=regime))}

    assert (parts["coefficient"].confidence, parts["collective_coefficient"].confidence) == ("RESTATED", mark)
    assert parts["collective_coefficient"].lines[0].endswith("lần lương cơ sở.")


def test_the_money_rules_are_sure_only_from_the_decree_that_was_read():
    rows = Rule.objects.filter(school=None, family=RuleFamily.MONEY)
    marks = {(f"{row.valid_from:%Y}", row.key): row.confidence for row in rows}

    read = {key for (year, key), mark in marks.items() if year == "2025" and mark == Confidence.VERIFIED}
    assert {key for year, key in marks if year == "2025"} == read == {key for _, key in marks}
    before = {key: mark for (year, key), mark in marks.items() if year == "2017"}
    assert before.pop("rounding") == Confidence.RESTATED
    assert set(before.values()) == {Confidence.INFERRED}
    assert {*before} == read - {"rounding", "household_multiplier"}


@pytest.mark.parametrize(
    ("code", "key", "basis"),
    [
        ("LDTT", "discipline", "NĐ 91/2017/NĐ-CP Điều 10"),
        ("LDTT", "registered", "Điều 10 Luật 15/2003/QH11"),
        ("CSTDCS", "registered", "Điều 10 Luật 15/2003/QH11"),
    ],
)
def test_a_condition_of_the_law_of_2003_cites_where_it_stands(code, key, basis):
    honor = Honor.objects.get(school=None, code=code, regime__code=A)
    (told,) = [condition for condition in honor.conditions if condition["key"] == key]

    assert told["basis"].startswith(basis)
    assert told["confidence"] == Confidence.RESTATED


def test_the_flag_of_the_government_is_due_by_a_day_and_not_before_it():
    assert rule_lines(Rule.objects.get(key="co_cp")) == [
        "Chậm nhất ngày 30/6; hệ thống giáo dục quốc dân: chậm nhất ngày 31/12."
    ]


def test_the_share_of_the_excellent_is_of_those_rated_good():
    lines = rule_lines(Rule.objects.filter(family=RuleFamily.RATING, school=None).latest("valid_from"))

    assert "Hoàn thành xuất sắc không quá 20% số hoàn thành tốt." in lines


def test_a_vote_without_a_common_share_says_which_one_counts():
    (row,) = Rule.objects.filter(family=RuleFamily.VOTE, key="A_2003.CSTDCS")

    assert any("mặc định từ 2/3" in line for line in rule_lines(row))
