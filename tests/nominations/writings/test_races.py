"""Two people save one writing at the same moment: one waits for the other, and what both wrote stands."""

import pytest

from nominations.writings.models import Writing
from nominations.writings.services.outlines import copy_outline
from nominations.writings.services.writing import save_writing
from tests.campaigns.registrations.test_races import again, one_after_the_other
from tests.factories.writings import OutlineFactory, WritingFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def writing(school, teacher):
    return WritingFactory(school=school, changed_by=teacher)


def save(writing, user, at, **sections):
    row = Writing.objects.get(pk=writing.pk)
    return save_writing(row, sections, base_version=1, actor=again(user), at=at)


def test_two_sections_saved_at_once_both_stand(writing, teacher, group_head, at):
    refusals = one_after_the_other(
        lambda: save(writing, teacher, at, duties="<p>Của cô Đào.</p>"),
        lambda: save(writing, group_head, at, results="<p>Của cô Hương.</p>"),
    )

    writing.refresh_from_db()
    assert refusals == []
    assert (writing.sections["duties"], writing.sections["results"]) == ("<p>Của cô Đào.</p>", "<p>Của cô Hương.</p>")
    assert [one.number for one in writing.revisions.all()] == [3, 2, 1]


def test_of_one_section_saved_at_once_the_second_is_asked(writing, teacher, group_head, at):
    (refusal,) = one_after_the_other(
        lambda: save(writing, teacher, at, duties="<p>Của cô Đào.</p>"),
        lambda: save(writing, group_head, at, duties="<p>Của cô Hương.</p>"),
    )

    writing.refresh_from_db()
    assert "chọn bản giữ lại" in refusal
    assert writing.sections["duties"] == "<p>Của cô Đào.</p>"


def test_an_own_outline_is_made_once_for_each_case(secretary, principal, at):
    outline = OutlineFactory(code="mau")

    refusals = one_after_the_other(
        lambda: copy_outline(outline, actor=again(secretary), at=at),
        lambda: copy_outline(outline, actor=again(principal), at=at),
    )

    assert len(refusals) == 1
