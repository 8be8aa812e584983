"""Two people and one draft: nothing that either of them wrote is lost without somebody being asked."""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.documents.drafts_made import BODIES, CONTENTS, content, unhurried
from thiduakt.documents.merging import Choice, Conflict, changed, merge, sections

OPENING = "<p>Nhà trường triển khai.</p>"
PURPOSE = "<h2>MỤC ĐÍCH</h2><p>Phát huy kết quả.</p>"
TASKS = "<h2>NỘI DUNG</h2>"
MOVEMENT = "<h3>Phong trào</h3><p>Thi đua dạy tốt.</p>"
TARGET = "<h3>Chỉ tiêu</h3><p>Đạt 80%.</p>"
WORD = re.compile(r"[^\W\d_]+(?![^<]*>)")  # outside of tags
BASE = OPENING + PURPOSE + TASKS + MOVEMENT + TARGET


@unhurried
@given(CONTENTS, CONTENTS)
def test_what_one_alone_changed_stands(base, other):
    assert merge(base, other, base).content() == other
    assert merge(base, base, other).content() == other
    assert merge(base, other, other).content() == other


@unhurried
@given(BODIES)
def test_sections_put_together_are_the_text(body):
    assert "".join(section.html for section in sections(body)) == body


@unhurried
@given(CONTENTS, CONTENTS, CONTENTS)
def test_no_word_that_was_added_is_lost(base, mine, theirs):
    merged = merge(base, mine, theirs)
    kept = merged.content({conflict.key: Choice.BOTH for conflict in merged.conflicts if conflict.field == "body"})
    shown = "".join(str(conflict.mine) + str(conflict.theirs) for conflict in merged.conflicts)
    texts = shown + (kept["body"] if kept else "".join(piece for piece in merged.pieces if isinstance(piece, str)))

    for side in (mine, theirs):
        added = Counter(words_of(side["body"])) - Counter(words_of(base["body"]))
        assert not added - Counter(words_of(texts)), (added, texts)


@unhurried
@given(CONTENTS, CONTENTS, CONTENTS, st.sampled_from([Choice.MINE, Choice.THEIRS]))
def test_with_a_choice_about_each_conflict_there_is_always_a_draft(base, mine, theirs, choice):
    merged = merge(base, mine, theirs)
    choices = {conflict.key: choice for conflict in merged.conflicts}

    assert merged.content(choices) is not None
    assert bool(merged.conflicts) == (merged.content() is None)


@unhurried
@given(BODIES, st.data())
def test_changes_in_different_sections_both_stand(body, data):
    pieces = [section.html for section in sections(body)]
    first = data.draw(st.integers(0, len(pieces) - 1))
    second = data.draw(st.integers(0, len(pieces) - 1).filter(lambda place: place != first)) if len(pieces) > 1 else None
    mine, theirs, both = list(pieces), list(pieces), list(pieces)
    mine[first] += "<p>Chữ của tôi.</p>"
    both[first] += "<p>Chữ của tôi.</p>"
    if second is not None:
        theirs[second] += "<p>Chữ của đồng nghiệp.</p>"
        both[second] += "<p>Chữ của đồng nghiệp.</p>"

    merged = merge(content(body), content("".join(mine)), content("".join(theirs)))

    assert merged.content() == content("".join(both))


def words_of(html: str) -> list[str]:
    return re.sub(r"<[^>]*>", " ", html).split()


def test_two_sections_go_together_and_the_others_part_is_named():
    mine = BASE.replace("Phát huy kết quả.", "Phát huy kết quả năm 2022.")
    theirs = BASE.replace("Thi đua dạy tốt.", "Thi đua dạy tốt, học tốt.")

    merged = merge(content(BASE), content(mine), content(theirs))

    assert merged.content()["body"] == mine.replace("Thi đua dạy tốt.", "Thi đua dạy tốt, học tốt.")
    assert merged.taken == ("mục II.1",)


def test_one_section_changed_in_two_ways_is_for_a_person():
    mine, theirs = BASE.replace("80%", "85%"), BASE.replace("80%", "90%")

    merged = merge(content(BASE), content(mine), content(theirs))

    [conflict] = merged.conflicts
    assert (conflict.name, merged.content()) == ("mục II.2. Chỉ tiêu", None)
    assert merged.content({conflict.key: Choice.MINE})["body"] == mine
    assert merged.content({conflict.key: Choice.THEIRS})["body"] == theirs
    assert merged.content({conflict.key: Choice.BOTH})["body"] == mine + "<p>Đạt 90%.</p>"


def test_keeping_both_says_once_what_they_share():
    kept, item = "<p>Đạt chuẩn.</p>", "<ul><li><p>Tổ một</p></li>{}<li><p>Tổ ba</p></li></ul>"
    mine = f"{kept}<p>Đạt 85%.</p>{item.format('<li><p>Tổ hai</p></li>')}"
    theirs = f"{kept}<p>Đạt 90%.</p>{item.format('<li><p>Tổ bốn</p></li>')}"

    [conflict] = merge(content("<p>Đạt.</p>"), content(mine), content(theirs)).conflicts

    both = item.format("<li><p>Tổ hai</p></li><li><p>Tổ bốn</p></li>")
    assert conflict.settled(Choice.BOTH) == f"{kept}<p>Đạt 85%.</p><p>Đạt 90%.</p>{both}"


@unhurried
@given(st.lists(st.sampled_from("abcdefgh"), unique=True), st.lists(st.sampled_from("abcdefgh"), unique=True), st.data())
def test_keeping_both_keeps_every_block_of_both(mine, theirs, data):
    shared = data.draw(st.lists(st.sampled_from("uvxyz"), unique=True))
    texts = [sorted(f"<p>{word}</p>" for word in {*own, *shared}) for own in (mine, theirs)]

    made = Conflict("body", "nội dung", *("".join(text) for text in texts)).settled(Choice.BOTH)

    blocks = Counter(re.findall("<p>.</p>", made))
    assert blocks.keys() == {*texts[0], *texts[1]}
    assert all(blocks[block] == 1 for block in blocks)


@unhurried
@given(BODIES, BODIES)
def test_keeping_both_keeps_every_word_of_both(mine, theirs):
    made = Counter(WORD.findall(Conflict("body", "nội dung", mine, theirs).settled(Choice.BOTH)))

    assert made >= Counter(WORD.findall(mine)) | Counter(WORD.findall(theirs))


def test_a_section_that_one_took_out_and_the_other_wrote_on_is_for_a_person():
    mine, theirs = BASE.replace(MOVEMENT, ""), BASE.replace("Thi đua dạy tốt.", "Thi đua dạy tốt, học tốt.")

    [conflict] = merge(content(BASE), content(mine), content(theirs)).conflicts

    assert (conflict.mine, "học tốt" in conflict.theirs) == ("", True)


def test_new_sections_at_one_place_both_stay():
    mine, theirs = BASE + "<h3>Kinh phí</h3><p>Theo quy chế.</p>", BASE + "<h2>TỔ CHỨC THỰC HIỆN</h2><p>Các tổ.</p>"

    body = merge(content(BASE), content(mine), content(theirs)).content()["body"]

    assert body.startswith(BASE)
    assert {"Kinh phí", "TỔ CHỨC THỰC HIỆN"} <= set(re.findall(r"<h[23]>(.*?)</h[23]>", body))


def test_a_new_section_under_one_heading_is_for_a_person():
    mine, theirs = BASE + "<h3>Kinh phí</h3><p>Theo quy chế.</p>", BASE + "<h3>Kinh phí</h3><p>Do cấp trên cấp.</p>"

    assert [conflict.name for conflict in merge(content(BASE), content(mine), content(theirs)).conflicts] == [
        "mục II.3. Kinh phí"
    ]


def test_a_renamed_heading_is_the_same_section():
    mine, theirs = BASE.replace("Chỉ tiêu", "Chỉ tiêu phấn đấu"), BASE.replace("Phát huy", "Tiếp tục phát huy")

    merged = merge(content(BASE), content(mine), content(theirs))

    assert merged.content()["body"] == mine.replace("Phát huy", "Tiếp tục phát huy")


def test_articles_of_a_decision_are_sections():
    base = "<p>Điều 1. Thành lập hội đồng.</p><p>Điều 2. Hội đồng có nhiệm vụ.</p><p>Điều 3. Các tổ thi hành.</p>"
    mine, theirs = base.replace("hội đồng.", "Hội đồng thi đua."), base.replace("Các tổ", "Các tổ chuyên môn")

    merged = merge(content(base), content(mine), content(theirs))

    assert merged.content()["body"] == mine.replace("Các tổ", "Các tổ chuyên môn")
    assert merged.taken == ("Điều 3",)


def test_fields_go_together_and_one_field_in_two_ways_does_not():
    base = content(bases=["Luật Thi đua;"], recipients=["Lưu: VT"])
    mine = base | {"subject": "Của tôi", "bases": ["Luật Thi đua;", "Nghị định;"]}
    theirs = base | {"recipients": ["Các tổ", "Lưu: VT"], "bases": ["Luật Thi đua;", "Thông tư;"], "dated_on": "2023-10-06"}

    merged = merge(base, mine, theirs)
    [conflict] = merged.conflicts

    assert conflict.name == "Căn cứ"
    assert merged.content({conflict.key: Choice.BOTH}) == mine | {
        "bases": ["Luật Thi đua;", "Nghị định;", "Thông tư;"], "recipients": ["Các tổ", "Lưu: VT"], "dated_on": "2023-10-06"
    }  # fmt: skip


@pytest.mark.parametrize("field", ["subject", "dated_on", "signer"])
def test_of_one_value_not_both_can_stay(field):
    base = content()
    merged = merge(base, base | {field: "x"}, base | {field: "y"})
    [conflict] = merged.conflicts

    assert conflict.choices == (Choice.MINE, Choice.THEIRS)
    assert merged.content({conflict.key: Choice.BOTH}) is None


def test_a_choice_about_a_text_that_has_changed_since_is_none():
    base, mine = content(BASE), content(BASE.replace("80%", "85%"))
    [seen] = merge(base, mine, content(BASE.replace("80%", "90%"))).conflicts

    later = merge(base, mine, content(BASE.replace("80%", "95%")))

    assert later.content({seen.key: Choice.MINE}) is None


def test_what_changed_is_named_as_people_point_to_it():
    before = content(BASE, bases=["Một;"])
    after = content(BASE.replace("80%", "90%").replace(PURPOSE, "") + "<h4>Riêng tổ 1</h4>", bases=["Hai;"])

    assert changed(before, after) == ["căn cứ", "mục I.2", "mục I.2.1", "bỏ mục I"]
