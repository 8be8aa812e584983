"""Which sentences of a report are told as differing from its figures."""

import pytest

from campaigns.reporting.checking import Figure, mismatches

ACHIEVED = Figure("targets.achieved", "Chỉ tiêu đạt", "đạt {}/{} chỉ tiêu", (12, 15))
MISSED = Figure("targets.missed", "Không đạt", "không đạt {} chỉ tiêu", (3,))
PEOPLE = Figure("registrations.people", "Cá nhân đăng ký", "{} cá nhân đăng ký thi đua", (45,))
TITLE = Figure("honors.1", "Được khen", "Được khen Lao động tiên tiến: {} cá nhân", (20,))
FIGURES = [ACHIEVED, MISSED, PEOPLE, TITLE]


def told(text):
    return [(wrong.words, wrong.figure.key) for wrong in mismatches(FIGURES, text)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Nhà trường đạt 12/15 chỉ tiêu.",
        "Đạt 12/15 chỉ tiêu; không đạt 03 chỉ tiêu.",
        "Có 45 cá nhân đăng ký thi đua, tăng 2 người.",
        "ĐẠT  12/15   CHỈ TIÊU",
        "Được khen Lao động tiên tiến: 20 cá nhân.",
        "Có 145 em đăng ký, 46 cá nhân đăng ký học lớp đêm.",
        "Tỷ lệ đạt 80% số chỉ tiêu.",
        "",
    ],
)
def test_a_sentence_that_agrees_or_speaks_of_something_else_is_not_told(sentence):
    assert told(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Nhà trường đạt 13/15 chỉ tiêu.", [("đạt 13/15 chỉ tiêu", "targets.achieved")]),
        ("Đạt 12/16 chỉ tiêu.", [("Đạt 12/16 chỉ tiêu", "targets.achieved")]),
        ("Có 46 cá nhân đăng ký thi đua.", [("46 cá nhân đăng ký thi đua", "registrations.people")]),
        ("Có 1.045 cá nhân đăng ký thi đua.", [("1.045 cá nhân đăng ký thi đua", "registrations.people")]),
        ("Không đạt 2 chỉ tiêu.", [("Không đạt 2 chỉ tiêu", "targets.missed")]),
        (
            "Đạt 1/2 chỉ tiêu, 44 cá nhân đăng ký thi đua.",
            [("Đạt 1/2 chỉ tiêu", "targets.achieved"), ("44 cá nhân đăng ký thi đua", "registrations.people")],
        ),
    ],
)
def test_a_number_that_differs_is_told(sentence, found):
    assert told(sentence) == found


def test_the_longer_phrase_has_the_place_that_two_would_have():
    short = Figure("a", "Khen", "lao động tiên tiến: {} cá nhân", (1,))

    assert list(mismatches([short, TITLE], "Được khen Lao động tiên tiến: 20 cá nhân")) == []


def test_what_could_stand_there_begins_as_the_place_began():
    upper, lower = (next(mismatches(FIGURES, words)) for words in ("Đạt 1/15 chỉ tiêu", "đạt 1/15 chỉ tiêu"))

    assert (upper.proposal, lower.proposal) == ("Đạt 12/15 chỉ tiêu", "đạt 12/15 chỉ tiêu")


def test_a_figure_comes_back_from_what_is_stored():
    assert Figure.from_dict(ACHIEVED.to_dict()) == ACHIEVED
    assert MISSED.sentence == "không đạt 03 chỉ tiêu"
