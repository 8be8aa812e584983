"""Pairs made by hand: what must be found, and what must not."""

import pytest

from nominations.initiatives.likeness import (
    NAME_ALIKE,
    SHORTEST,
    TEXT_ALIKE,
    TO_EXPLAIN,
    name_share,
    passages,
    shingles,
    text_share,
    words_of,
)

from .texts import BORROWED, DECOMPOSED, ORIGINAL, OTHER, RENAMED, SAME_TOPIC, SHORT, SHORT_TOO


def share(own: str, other: str) -> int:
    return text_share(set(shingles(words_of(own).folded)), shingles(words_of(other).folded))


def test_a_text_is_wholly_found_in_itself_however_it_is_typed():
    assert share(ORIGINAL, ORIGINAL) == 100
    assert share(ORIGINAL, DECOMPOSED) == 100


def test_a_copy_with_its_names_changed_is_found():
    assert share(RENAMED, ORIGINAL) >= 75
    assert share(RENAMED, ORIGINAL) >= TO_EXPLAIN


def test_another_text_on_the_same_topic_is_not():
    assert share(SAME_TOPIC, ORIGINAL) < TEXT_ALIKE
    assert share(ORIGINAL, OTHER) == 0


def test_fifty_borrowed_words_among_a_hundred_others_are_found():
    assert TEXT_ALIKE <= share(BORROWED, ORIGINAL) <= 50


def test_short_texts_have_too_little_in_common_to_be_alike():
    assert share(SHORT, SHORT_TOO) == 0
    assert share("", ORIGINAL) == share(ORIGINAL, "") == share("", "") == 0


def test_a_short_text_that_stands_whole_in_another_is_found():
    sentence = "mỗi sáng trẻ chọn một quyển, cô đọc cho nhóm năm trẻ nghe rồi hỏi ba câu"
    assert share(sentence, ORIGINAL) == 100


def told(own: str, other: str) -> list[tuple[str, str]]:
    here, there = words_of(own), words_of(other)
    return [
        (
            "".join(here.written[one.here : one.here + one.here_count]),
            "".join(there.written[one.there : one.there + one.there_count]),
        )
        for one in passages(here.folded, there.folded)
    ]


def test_a_changed_name_does_not_break_a_passage():
    found = told(RENAMED, ORIGINAL)
    assert any("tăng từ 9 lên 25, phụ huynh" in here and "tăng từ 12 lên 29, phụ huynh" in there for here, there in found)


def test_the_borrowed_words_are_shown_as_they_are_written_in_both():
    found = told(BORROWED, ORIGINAL)
    borrowed = "".join(words_of(" ".join(ORIGINAL.split()[60:110])).folded)
    assert "".join(words_of("".join(here for here, _ in found)).folded) == borrowed
    assert all(words_of(here).folded == words_of(there).folded for here, there in found)


def test_what_is_shown_is_long_enough_and_no_word_of_the_own_text_twice():
    for own, other in ((RENAMED, ORIGINAL), (ORIGINAL + " " + ORIGINAL, ORIGINAL), (SAME_TOPIC, ORIGINAL)):
        place = 0
        for one in passages(words_of(own).folded, words_of(other).folded):
            assert one.here >= place
            assert one.here_count >= SHORTEST
            place = one.here + one.here_count
    assert told(SAME_TOPIC, ORIGINAL) == []


def test_written_and_folded_words_stand_at_the_same_places():
    words = words_of("Đỗ Thị Đào, lớp A1 (35 trẻ): “ﬁ” ½ ① một…")
    assert len(words.written) == len(words.folded)
    assert words.folded[:3] == ("do", "thi", "dao")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Một số biện pháp giúp trẻ 5–6 tuổi làm quen chữ cái qua trò chơi dân gian",
            "Giải pháp cho trẻ 5-6 tuổi làm quen chữ cái qua trò chơi dân gian ở trường mầm non",
        ),
        ("Ứng dụng STEAM trong khám phá khoa học", "ỨNG DỤNG STEAM TRONG KHÁM PHÁ KHOA HỌC cho trẻ mẫu giáo"),
        ("Sắp xếp kho đồ dùng bằng mã màu", "Kinh nghiệm sắp xếp kho đồ dùng bằng mã màu tại trường"),
    ],
)
def test_names_that_say_the_same_are_alike(one, other):
    assert name_share(one, other) >= NAME_ALIKE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Một số biện pháp nâng cao chất lượng giáo dục kỹ năng sống cho trẻ mẫu giáo 5–6 tuổi",
            "Một số biện pháp nâng cao chất lượng bữa ăn bán trú cho trẻ mẫu giáo 5–6 tuổi",
        ),
        ("Biện pháp phát triển ngôn ngữ cho trẻ 24–36 tháng", "Một số biện pháp phát triển vận động cho trẻ 24–36 tháng"),
        ("Góc chơi từ vật liệu thiên nhiên", "Vườn rau của bé"),
        ("", "Vườn rau của bé"),
    ],
)  # fmt: skip
def test_names_that_begin_and_end_alike_are_not(one, other):
    assert name_share(one, other) < NAME_ALIKE
