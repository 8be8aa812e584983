"""A writing is saved by one or by several at once: nothing that anybody typed is lost."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from nominations.writings.enums import Fill, Use
from nominations.writings.models import Outline, TypedCopy, parts_of
from nominations.writings.queries import body_of, missing_sections, outline_for
from nominations.writings.services import typing
from nominations.writings.services.writing import begin_writing, restore_writing, save_writing
from nominations.writings.texts import whole
from tests.factories.writings import OutlineFactory, WritingFactory, section
from thiduakt.audit.models import AuditEvent
from thiduakt.documents.merging import Choice
from thiduakt.documents.services.drafting import ConflictError
from thiduakt.documents.services.working_copies import KeptElsewhereError
from thiduakt.workflow import GoneError, StaleError

pytestmark = pytest.mark.django_db
ON = date(2023, 5, 20)


@pytest.fixture
def writing(teacher):
    return WritingFactory(school=teacher.school, changed_by=teacher)


def saved(writing, actor, at, base=1, choices=None, **sections):
    return save_writing(writing, sections, base_version=base, actor=actor, at=at, choices=choices)


def test_a_writing_begins_with_what_the_record_tells(teacher, at):
    outline = OutlineFactory()
    filled = {"duties": "<p>Chủ nhiệm lớp.</p><script>x</script>", "nobody_asked": "<p>Không.</p>"}

    writing = begin_writing(outline, filled, school_id=teacher.school_id, actor=teacher, at=at)

    assert writing.sections == {"duties": "<p>Chủ nhiệm lớp.</p>", "results": "", "other": ""}
    assert [revision.number for revision in writing.revisions.all()] == [1]
    assert AuditEvent.objects.get().verb == "writing.begin"


def test_what_is_saved_becomes_one_more_revision(writing, teacher, at):
    saving = saved(writing, teacher, at, results="<p>32 trẻ ngoan.</p>")

    writing.refresh_from_db()
    assert (writing.version, writing.sections["results"], writing.changed_at) == (2, "<p>32 trẻ ngoan.</p>", at)
    assert writing.sections["duties"] == "<p>Chủ nhiệm lớp.</p>"
    assert writing.revisions.first().changed == ["Kết quả"]
    assert (saving.merged, saving.others) == ((), ())
    assert AuditEvent.objects.get().changes == {"sections": ["Kết quả"]}


def test_saving_what_already_stands_leaves_no_trace(writing, teacher, at):
    saved(writing, teacher, at, duties="<p>Chủ nhiệm lớp.</p>")

    assert writing.revisions.count() == 1
    assert not AuditEvent.objects.exists()


def test_sections_that_two_people_change_go_together(writing, teacher, group_head, at):
    saved(writing, group_head, at, duties="<p>Chủ nhiệm lớp A1.</p>")

    saving = saved(writing, teacher, at, results="<p>32 trẻ ngoan.</p>", duties="<p>Chủ nhiệm lớp.</p>")

    assert saving.writing.sections["duties"] == "<p>Chủ nhiệm lớp A1.</p>"
    assert saving.writing.sections["results"] == "<p>32 trẻ ngoan.</p>"
    assert (saving.merged, saving.others) == (("Nhiệm vụ được giao",), (group_head,))


def test_one_section_that_two_people_change_is_put_to_the_second(writing, teacher, group_head, at):
    saved(writing, group_head, at, duties="<p>Chủ nhiệm lớp A1.</p>")

    with pytest.raises(ConflictError) as refused:
        saved(writing, teacher, at, duties="<p>Chủ nhiệm lớp B2.</p>")

    (conflict,) = refused.value.merge.conflicts
    assert (conflict.mine, conflict.theirs) == ("<p>Chủ nhiệm lớp B2.</p>", "<p>Chủ nhiệm lớp A1.</p>")
    assert conflict.name == "1. Nhiệm vụ được giao"
    assert refused.value.version == 2
    writing.refresh_from_db()
    assert writing.sections["duties"] == "<p>Chủ nhiệm lớp A1.</p>"


@pytest.mark.parametrize(
    ("choice", "stands"),
    [
        (Choice.MINE, "<p>Chủ nhiệm lớp B2.</p>"),
        (Choice.THEIRS, "<p>Chủ nhiệm lớp A1.</p>"),
        (Choice.BOTH, "<p>Chủ nhiệm lớp B2.</p><p>Chủ nhiệm lớp A1.</p>"),
    ],
)
def test_the_second_says_which_text_stays(writing, teacher, group_head, at, choice, stands):
    saved(writing, group_head, at, duties="<p>Chủ nhiệm lớp A1.</p>")
    with pytest.raises(ConflictError) as refused:
        saved(writing, teacher, at, duties="<p>Chủ nhiệm lớp B2.</p>")
    key = refused.value.merge.conflicts[0].key

    saving = saved(writing, teacher, at, choices={key: choice}, duties="<p>Chủ nhiệm lớp B2.</p>")

    assert saving.writing.sections["duties"] == stands


def test_plain_words_become_paragraphs(writing, teacher, at):
    saving = saved(writing, teacher, at, results="32 trẻ ngoan & khỏe\n\nKhông có tai nạn.")

    assert saving.writing.sections["results"] == "<p>32 trẻ ngoan &amp; khỏe</p><p>Không có tai nạn.</p>"


@pytest.mark.parametrize(
    ("key", "stands"), [("results", "<h4>A</h4><h4>B</h4><h4>C</h4>"), ("other", "<h3>A</h3><h3>B</h3><h4>C</h4>")]
)
def test_no_heading_of_a_text_is_as_high_as_that_of_its_section(writing, teacher, at, key, stands):
    saving = saved(writing, teacher, at, **{key: "<h2>A</h2><h3>B</h3><h4>C</h4>"})

    assert saving.writing.sections[key] == stands


def test_a_section_that_cannot_be_printed_is_named(writing, teacher, at):
    with pytest.raises(ValidationError, match="Mục “Kết quả”: Nội dung dài"):
        saved(writing, teacher, at, results=f"<p>{'a' * 70_000}</p>")


def test_all_sections_together_are_no_longer_than_a_paper(writing, teacher, at):
    with pytest.raises(ValidationError, match="Nội dung dài"):
        saved(writing, teacher, at, results=f"<p>{'a' * 40_000}</p>", other=f"<p>{'b' * 40_000}</p>")


def test_who_may_not_write_is_stopped_by_the_owner(writing, teacher, at):
    def refuse():
        raise PermissionDenied

    for act in (
        lambda: save_writing(writing, {"other": "<p>A</p>"}, base_version=1, actor=teacher, at=at, hold=refuse),
        lambda: restore_writing(writing, 1, version=1, actor=teacher, at=at, hold=refuse),
        lambda: typing.keep(writing, {}, base=1, known=None, actor=teacher, at=at, hold=refuse),
    ):
        with pytest.raises(PermissionDenied):
            act()
    writing.refresh_from_db()
    assert writing.version == 1


def test_an_earlier_saving_is_brought_back_as_a_new_one(writing, teacher, at):
    saved(writing, teacher, at, duties="<p>Khác hẳn.</p>")

    restored = restore_writing(writing, 1, version=2, actor=teacher, at=at)

    assert (restored.version, restored.sections["duties"]) == (3, "<p>Chủ nhiệm lớp.</p>")
    assert restored.revisions.first().note == "Khôi phục lần lưu 1."


def test_nothing_is_brought_back_over_a_saving_not_seen(writing, teacher, at):
    saved(writing, teacher, at, duties="<p>Khác hẳn.</p>")

    with pytest.raises(StaleError):
        restore_writing(writing, 1, version=1, actor=teacher, at=at)
    with pytest.raises(GoneError):
        restore_writing(writing, 99, version=2, actor=teacher, at=at)


def test_what_is_typed_is_kept_for_that_person_alone(writing, teacher, group_head, at):
    kept = typing.keep(writing, {"results": "<p>Đang gõ</p>"}, base=1, known=None, actor=teacher, at=at)

    assert kept.sections == {"duties": "<p>Chủ nhiệm lớp.</p>", "results": "<p>Đang gõ</p>", "other": ""}
    assert typing.unsaved(writing, teacher) == kept
    assert typing.unsaved(writing, group_head) is None
    assert [copy.user for copy in typing.others_at_work(writing, group_head, at)] == [teacher]
    assert typing.others_at_work(writing, group_head, at + timedelta(minutes=3)) == []


def test_another_window_of_the_same_person_is_not_overwritten(writing, teacher, at):
    first = typing.keep(writing, {"results": "<p>Một</p>"}, base=1, known=None, actor=teacher, at=at)
    with pytest.raises(KeptElsewhereError):
        typing.keep(writing, {"results": "<p>Hai</p>"}, base=1, known=None, actor=teacher, at=at)

    assert not typing.forget(writing, known=datetime(2020, 1, 1, tzinfo=UTC), actor=teacher)
    assert TypedCopy.objects.get().sections["results"] == "<p>Một</p>"
    assert typing.forget(writing, known=first.kept_at, actor=teacher)


@pytest.mark.parametrize(
    ("text", "blank"),
    [
        ("<ul><li><p>Họ và tên: Đỗ Thị Đào</p></li><li><p>Quê quán:</p></li></ul>", ["Quê quán"]),
        ("<ul><li>Chức vụ (Đảng): ……</li><li>Trình độ:&nbsp;</li></ul>", ["Chức vụ (Đảng)", "Trình độ"]),
        ("<ul><li><p>Cơ cấu tổ chức:</p><ul><li><p>Ba tổ.</p></li></ul></li></ul>", []),
        ("<ul><li><p>Học hàm, học vị: Không</p></li></ul><p>Ghi chú:</p>", []),
        ("<ul><li><p>Tên “A &amp; B”:</p></li></ul>", ["Tên “A & B”"]),
    ],
)  # fmt: skip
def test_a_line_of_the_identity_that_has_its_label_alone_is_told(teacher, text, blank):
    outline = OutlineFactory(sections=[section("who", "SƠ LƯỢC LÝ LỊCH", 2, fill=Fill.IDENTITY)])
    writing = WritingFactory(school=teacher.school, changed_by=teacher, outline=outline, sections={"who": text})

    told = [each.why for each in missing_sections(writing)]

    said = f"Mục “I. SƠ LƯỢC LÝ LỊCH” còn để trống: {'; '.join(blank)}. Không có thì ghi “Không”."
    assert told == ([said] if blank else [])


def test_in_another_section_a_bare_label_is_nobodys_business(teacher):
    outline = OutlineFactory(sections=[section("work", "Kết quả", 2)])
    text = "<ul><li><p>Quê quán:</p></li></ul>"
    writing = WritingFactory(school=teacher.school, changed_by=teacher, outline=outline, sections={"work": text})

    assert missing_sections(writing) == []


def test_what_is_not_written_is_told_section_by_section(writing, teacher, at):
    assert [(each.key, each.why) for each in missing_sections(writing)] == [
        ("results", "Mục “2. Kết quả” chưa viết."),
    ]
    writing.sections["results"] = "<p>Ba chữ thôi.</p>"
    assert [each.why for each in missing_sections(writing)] == [
        "Mục “2. Kết quả” mới có 3 chữ, cần ít nhất 5 chữ.",
    ]
    writing.sections["results"] = "<p>Đã đủ năm chữ rồi.</p>"
    assert missing_sections(writing) == []


def test_a_writing_is_printed_under_the_headings_of_its_outline(writing):
    """What has to be written keeps its place; what need not be and was not is left out."""
    assert body_of(writing) == (
        "<h2>THÀNH TÍCH ĐẠT ĐƯỢC</h2><h3>Nhiệm vụ được giao</h3><p>Chủ nhiệm lớp.</p><h3>Kết quả</h3>"
    )
    writing.sections["other"] = "<p>Trồng cây.</p>"
    assert body_of(writing).endswith("<h3>Kết quả</h3><h2>Việc khác</h2><p>Trồng cây.</p>")


def test_a_heading_under_which_nothing_stands_is_not_printed():
    rows = [section("part", "PHẦN", 2), section("one", "Một"), section("two", "Hai"), section("last", "CUỐI", 2)]

    def printed(**texts):
        return whole(parts_of(rows), texts)

    assert printed() == ""
    assert printed(last="<p>A</p>") == "<h2>CUỐI</h2><p>A</p>"
    assert printed(one="<p>A</p>") == "<h2>PHẦN</h2><h3>Một</h3><p>A</p>"


def test_the_outline_made_for_the_case_is_taken_and_the_own_before_the_systems(school, other_school):
    def taken(**asked):
        return outline_for(school.pk, Use.SUDDEN, on=ON, **asked)

    Outline.objects.all().delete()
    general = OutlineFactory(use=Use.SUDDEN)
    OutlineFactory(use=Use.SUDDEN, school=other_school)
    OutlineFactory(use=Use.SUDDEN, from_on=date(2023, 6, 1), honor_code="GK")
    OutlineFactory(use=Use.SUDDEN, until_on=ON, school=school)
    assert taken(honor_code="GK") == general
    of_honor = OutlineFactory(use=Use.SUDDEN, honor_code="GK")
    assert (taken(honor_code="GK"), taken(honor_code="LDTT"), taken()) == (of_honor, general, general)
    of_regime = OutlineFactory(use=Use.SUDDEN, honor_code="GK", regime="A_2003")
    assert taken(honor_code="GK", regime="A_2003") == of_regime
    own = OutlineFactory(use=Use.SUDDEN, school=school)
    assert taken(honor_code="GK", regime="A_2003") == own


def test_the_state_brings_an_outline_for_every_use(school):
    assert {use for use in Use if outline_for(school.pk, use, on=ON) is None} == set()
    assert not Outline.objects.filter(confidence="VERIFIED").exists()
    for outline in Outline.objects.all():
        keys = [part.key for part in outline.parts]
        assert len(keys) == len(set(keys))
        assert outline.parts[0].label == "I."
