"""The arithmetic of a vote: whole numbers, nothing rounded."""

from nominations.meetings.counting import Count, faults_of, outcome_of


def test_the_line_says_what_was_needed_and_what_was_reached() -> None:
    assert outcome_of(needed=5, counted_of=8, agreed=6).line == "Cần 5/8 phiếu, đạt 6/8: ĐỀ NGHỊ"
    assert outcome_of(needed=5, counted_of=8, agreed=4).line == "Cần 5/8 phiếu, đạt 4/8: KHÔNG ĐỀ NGHỊ (thiếu 1)"


def test_more_votes_than_voters_are_named() -> None:
    assert faults_of(Count(voters=7, agreed=5, against=2, blank=1), attending=8, is_out=False) == [
        "5 đồng ý + 2 không đồng ý + 1 phiếu trắng = 8, nhiều hơn 7 người biểu quyết."
    ]


def test_whoever_left_the_room_does_not_vote() -> None:
    count = Count(voters=8, agreed=8, against=0, blank=0)
    assert not faults_of(count, attending=8, is_out=False)
    assert faults_of(count, attending=8, is_out=True) == [
        "Có 8 người biểu quyết nhưng chỉ 7 người có mặt, trừ người được xét đã ra ngoài."
    ]


def test_a_vote_that_nobody_gave_back_is_no_fault() -> None:
    assert not faults_of(Count(voters=8, agreed=5, against=1, blank=0), attending=8, is_out=False)
