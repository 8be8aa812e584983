"""The archive: which texts are compared, what is kept of it, who may read and note what."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from nominations.initiatives.enums import SolutionState as S
from nominations.initiatives.models import Match, Solution
from nominations.initiatives.queries import is_compared, needs_word
from nominations.initiatives.services.likeness import compare, explain, review
from tests.factories.initiatives import describe, make_kin, make_solution, make_submitted
from tests.factories.ledger import InitiativeFactory
from tests.factories.targets import upload
from thiduakt.workflow import MoveRefusedError

from .texts import ORIGINAL, OTHER, RENAMED, SAME_TOPIC

pytestmark = pytest.mark.django_db

NOTE = "Kế thừa góc sách năm trước, thêm phần kể chuyện tại nhà."


def written(user, at, name, text):
    solution = make_solution(user, at, name=name)
    describe(solution, user, at, {"noi_dung": f"<p>{text}</p>"})
    return solution


@pytest.fixture
def archived(colleague, at):
    """Refused two years ago; it stays in the archive."""
    solution = written(colleague, at, "Góc sách ở cửa lớp", ORIGINAL)
    Solution.objects.filter(pk=solution.pk).update(state=S.REFUSED, submitted_at=at, year=2021)
    return solution


def test_a_copy_is_found_with_its_passages_and_the_versions_compared(archived, teacher, at):
    copy = written(teacher, at, "Trẻ kể chuyện theo tranh", RENAMED)
    made = compare(copy, actor=teacher, at=at)
    match = copy.matches.get()
    assert (made.texts, made.names) == (1, 0)
    assert match.other == archived
    assert match.text_share >= 75
    assert (match.version, match.other_version) == (copy.writing.version, archived.writing.version)
    assert match.passages[0][1] > 100
    assert needs_word(match)


@pytest.mark.parametrize("text", [SAME_TOPIC, OTHER])
def test_what_is_not_alike_is_not_named(archived, teacher, at, text):
    own = written(teacher, at, "Trò chơi đóng vai", text)
    compare(own, actor=teacher, at=at)
    assert not own.matches.exists()


def test_what_everybody_promises_in_the_same_words_is_not_compared(archived, teacher, colleague, at):
    promise = "<p>Tôi cam kết nội dung trên là trung thực, không sao chép, không vi phạm bản quyền của ai.</p>"
    describe(archived, colleague, at, {"cam_ket": promise})
    own = written(teacher, at, "Trò chơi đóng vai", SAME_TOPIC)
    describe(own, teacher, at, {"cam_ket": promise})
    compare(own, actor=teacher, at=at)
    assert not own.matches.exists()


def test_names_of_the_ledger_are_compared_too(teacher, school, at):
    InitiativeFactory(school=school, name="Một số biện pháp giúp trẻ làm quen chữ cái qua trò chơi dân gian", year=2019)
    InitiativeFactory(school=school, name="Vườn rau của bé")
    own = written(teacher, at, "Giúp trẻ làm quen chữ cái qua trò chơi dân gian ở lớp mẫu giáo", OTHER)
    made = compare(own, actor=teacher, at=at)
    assert made.names == 2
    assert own.matches.get().initiative.year == 2019


def test_nobody_is_compared_with_what_was_not_submitted_or_with_another_school(colleague, stranger, teacher, at):
    written(colleague, at, "Góc sách ở cửa lớp", ORIGINAL)
    elsewhere = written(stranger, at, "Góc sách ở cửa lớp", ORIGINAL)
    Solution.objects.filter(pk=elsewhere.pk).update(state=S.RECOGNISED, submitted_at=at)
    own = written(teacher, at, "Góc sách ở cửa lớp", ORIGINAL)
    assert compare(own, actor=teacher, at=at).texts == 0
    assert not own.matches.exists()


def test_a_text_changed_since_is_compared_as_it_is_now(archived, teacher, colleague, at):
    own = written(teacher, at, "Trẻ kể chuyện theo tranh", RENAMED)
    compare(own, actor=teacher, at=at)
    describe(own, teacher, at, {"noi_dung": f"<p>{OTHER}</p>"})
    own.refresh_from_db()
    assert not is_compared(own)
    compare(own, actor=teacher, at=at + timedelta(minutes=1))
    own.refresh_from_db()
    assert is_compared(own)
    assert not own.matches.exists()
    describe(archived, colleague, at, {"noi_dung": f"<p>{OTHER}</p>"})
    compare(own, actor=teacher, at=at + timedelta(minutes=2))
    assert own.matches.get().text_share == 100


def test_the_author_explains_and_the_secretary_notes_that_it_was_looked_at(archived, teacher, secretary, at):
    own = written(teacher, at, "Trẻ kể chuyện theo tranh", RENAMED)
    compare(own, actor=teacher, at=at)
    match = own.matches.get()
    with pytest.raises(ValidationError):
        explain(match, "Không giống.", actor=teacher, at=at)
    with pytest.raises(PermissionDenied):
        explain(match, NOTE, actor=secretary, at=at)
    with pytest.raises(PermissionDenied):
        review(match, NOTE, actor=teacher, at=at)
    assert not needs_word(explain(match, NOTE, actor=teacher, at=at))
    reviewed = review(match, NOTE, actor=secretary, at=at)
    assert (reviewed.reviewed_by, reviewed.reviewed_at, reviewed.is_reviewed) == (secretary, at, True)


def test_what_grew_more_alike_is_looked_at_anew_and_the_note_stays(archived, teacher, secretary, at):
    own = written(teacher, at, "Trẻ kể chuyện theo tranh", RENAMED + SAME_TOPIC)
    compare(own, actor=teacher, at=at)
    review(own.matches.get(), NOTE, actor=secretary, at=at)
    describe(own, teacher, at, {"noi_dung": f"<p>{ORIGINAL}</p>"})
    own.refresh_from_db()
    compare(own, actor=teacher, at=at)
    assert not own.matches.get().is_reviewed
    describe(own, teacher, at, {"noi_dung": f"<p>{OTHER}</p>"})
    own.refresh_from_db()
    compare(own, actor=teacher, at=at)
    kept = own.matches.get()
    assert (kept.review_note, kept.text_share, kept.passages) == (NOTE, 0, [])


def test_kin_of_an_author_note_nothing(archived, teacher, secretary, at):
    own = written(teacher, at, "Trẻ kể chuyện theo tranh", RENAMED)
    compare(own, actor=teacher, at=at)
    make_kin(secretary, teacher, at)
    with pytest.raises(PermissionDenied):
        review(own.matches.get(), NOTE, actor=secretary, at=at)


def test_a_submitted_one_is_explained_no_more_and_compared_by_the_secretary(teacher, group_head, secretary, colleague, at):
    submitted = make_submitted(teacher, group_head, at, files=[upload()])
    later = make_submitted(colleague, group_head, at, files=[upload()], name="Chơi với lá")
    compare(submitted, actor=secretary, at=at)
    match = submitted.matches.get()
    assert match.other == later
    with pytest.raises(MoveRefusedError):
        explain(match, NOTE, actor=teacher, at=at)
    with pytest.raises(PermissionDenied):
        compare(submitted, actor=teacher, at=at)


def test_the_other_text_is_shown_to_who_may_read_it_alone(client, archived, teacher, secretary, at):
    """The author sees what of the own text is alike, and neither the name nor the text of the colleague's."""
    own = written(teacher, at, "Trẻ kể chuyện theo tranh", RENAMED + " " + OTHER)
    compare(own, actor=teacher, at=at)
    address = reverse("initiatives:match", args=[Match.objects.get(solution=own).pk])
    client.force_login(teacher)
    page = client.get(address).content.decode()
    assert "<mark>" in page
    assert "Một giải pháp khác của trường, năm học 2021–2022" in page
    assert archived.name not in page
    assert "có 35" not in page
    client.force_login(secretary)
    page = client.get(address).content.decode()
    assert archived.name in page
    assert "có 35" in page
    assert page.count("<mark>") == 2


def test_after_a_change_no_passage_is_marked_in_the_wrong_place(client, archived, teacher, secretary, at):
    own = written(teacher, at, "Trẻ kể chuyện theo tranh", RENAMED)
    compare(own, actor=teacher, at=at)
    describe(own, teacher, at, {"noi_dung": f"<p>{OTHER} {RENAMED}</p>"})
    client.force_login(secretary)
    page = client.get(reverse("initiatives:match", args=[own.matches.get().pk])).content.decode()
    assert "<mark>" not in page
    assert "đã sửa sau lần so" in page
