"""Which rule the council votes by, and what a vote comes to."""

from datetime import date

import pytest

from nominations.sessions.counting import Count, Room, faults_of, is_quorate, outcome_of
from nominations.sessions.enums import CountedOf, Manner
from nominations.sessions.ruling import rule_for
from thiduakt.eligibility.voting import Threshold

A, B1, B2 = "A_2003", "B1_2022_ND98", "B2_2022_ND152"
DAY = date(2024, 6, 1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "regime", "told", "is_ballot_due", "basis"),
    [
        ("CSTDCS", B1, "từ 80% tổng số thành viên hội đồng", True, "NĐ 98/2023/NĐ-CP, Điều 30.7"),
        ("CSTD_TP", B1, "từ 90% tổng số thành viên hội đồng", True, "NĐ 98/2023/NĐ-CP, Điều 30.7"),
        ("CSTD_TP", A, "từ 90% tổng số thành viên hội đồng", True, "NĐ 91/2017/NĐ-CP, Điều 45.8"),
        ("CSTDCS", B2, "từ 80% tổng số thành viên hội đồng", True, "NĐ 152/2025"),
        ("CSTDCS", A, "từ 2/3 tổng số thành viên hội đồng", True, "Đơn vị tự định"),
        ("LDTT", B1, "quá nửa tổng số thành viên hội đồng", False, "Không có tỷ lệ chung cả nước"),
        ("GK_HT_CN", B1, "quá nửa tổng số thành viên hội đồng", False, "Không có tỷ lệ chung cả nước"),
        ("BK_TP_CN", B1, "quá nửa tổng số thành viên hội đồng", False, "Không có tỷ lệ chung cả nước"),
    ],
)
def test_each_honor_has_the_rule_of_its_law(school, code, regime, told, is_ballot_due, basis) -> None:
    rule = rule_for(code, regime, school.pk, DAY)
    assert rule.sentence == told
    assert rule.is_ballot_due is is_ballot_due
    assert basis in rule.basis


@pytest.mark.django_db
def test_what_the_law_leaves_open_the_school_chooses(school, decided) -> None:
    decided("majority", "2/3")
    decided("council_vote_of", "valid")
    decided("cstdcs_vote_a", "4/5")
    assert rule_for("LDTT", B1, school.pk, DAY).sentence == "từ 2/3 số phiếu hợp lệ"
    assert rule_for("CSTDCS", A, school.pk, DAY).sentence == "từ 80% tổng số thành viên hội đồng"
    assert rule_for("CSTDCS", B1, school.pk, DAY).sentence == "từ 80% tổng số thành viên hội đồng"


EIGHTY, HALF = Threshold.read("4/5"), Threshold.read("more than 1/2")


def test_one_of_nine_in_writing_and_one_who_takes_no_part_are_counted_of_all() -> None:
    room = Room(total=9, voters=7, written=1, written_agreed=1)
    outcome = outcome_of(room, Count(agreed=7, against=0, blank=0), EIGHTY, CountedOf.ALL)
    assert outcome.line == "Cần 8/9 phiếu, đạt 8/9: THÔNG QUA"
    outcome = outcome_of(room, Count(agreed=6, against=1, blank=0), EIGHTY, CountedOf.ALL)
    assert outcome.line == "Cần 8/9 phiếu, đạt 7/9: KHÔNG THÔNG QUA (thiếu 1)"


@pytest.mark.parametrize(
    ("counted_of", "line"),
    [
        (CountedOf.ALL, "Cần 5/9 phiếu, đạt 4/9: KHÔNG THÔNG QUA (thiếu 1)"),
        (CountedOf.PRESENT, "Cần 4/7 phiếu, đạt 4/7: THÔNG QUA"),
        (CountedOf.VALID, "Cần 4/6 phiếu, đạt 4/6: THÔNG QUA"),
    ],
)
def test_the_share_is_taken_of_what_the_rule_says(counted_of, line) -> None:
    room = Room(total=9, voters=6, written=1, written_agreed=1)
    count = Count(agreed=3, against=2, blank=0, invalid=1, handed_out=6, collected=6)
    assert outcome_of(room, count, HALF, counted_of).line == line


def test_of_no_valid_ballot_no_share_is_taken() -> None:
    count = Count(agreed=0, against=0, blank=0, invalid=5, handed_out=5, collected=5)
    assert outcome_of(Room(total=9, voters=5), count, HALF, CountedOf.VALID) is None


@pytest.mark.parametrize(("present", "enough"), [(5, False), (6, True), (9, True)])
def test_two_thirds_of_nine_are_six(present, enough) -> None:
    assert is_quorate(present, 9, Threshold.read("2/3")) is enough


def test_hands_are_counted_of_everybody_who_votes() -> None:
    assert faults_of(Count(5, 1, 1), Manner.HANDS, 7) == []
    assert faults_of(Count(5, 1, 0), Manner.HANDS, 7) == [
        "5 đồng ý + 1 không đồng ý + 0 không có ý kiến = 6, nhưng có 7 người biểu quyết."
    ]


def test_paper_is_held_against_what_was_handed_out() -> None:
    assert faults_of(Count(5, 1, 0, invalid=1, handed_out=7, collected=7), Manner.PAPER, 7) == []
    assert faults_of(Count(5, 1, 0, invalid=0, handed_out=9, collected=7), Manner.PAPER, 7) == [
        "Phát ra 9 phiếu, nhưng chỉ 7 người bỏ phiếu.",
        "5 đồng ý + 1 không đồng ý + 0 không có ý kiến + 0 không hợp lệ = 6, nhưng thu về 7 phiếu.",
    ]
