"""Giấy đồng ý: the signed paper of a co-author who has no account stands for the word they cannot give here."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from nominations.initiatives.models import Agreement, Solution
from nominations.initiatives.queries import checklist
from nominations.initiatives.services.agreements import attest
from nominations.initiatives.services.authors import Line, set_authors
from nominations.initiatives.services.solutions import submit
from tests.factories.initiatives import add_co_author, make_kin
from tests.factories.school import PersonFactory
from tests.factories.targets import photo, upload
from thiduakt.audit.models import AuditEvent
from thiduakt.files.storage import read
from thiduakt.workflow import MoveRefusedError, StaleError

pytestmark = pytest.mark.django_db


@pytest.fixture
def cook(school):
    """Works here, and has no account."""
    return PersonFactory(school=school, full_name="Đỗ Thị Đào")


def name(solution, teacher, cook, at, share=30):
    solution.refresh_from_db()
    lines = [Line(100 - share, teacher.person), Line(share, cook)]
    set_authors(solution, lines, version=solution.version, actor=teacher, at=at)
    return solution.authors.get(person=cook)


@pytest.fixture
def author(ready, teacher, cook, at):
    return name(ready, teacher, cook, at)


def missing(solution):
    return [sentence for check in checklist(solution) for sentence in check.missing]


def test_without_an_account_the_checklist_asks_for_the_paper(ready, author):
    assert missing(ready) == ["Đỗ Thị Đào không có tài khoản: thầy/cô đính kèm giấy đồng ý 30%, có chữ ký."]


@pytest.mark.parametrize("who", ["teacher", "group_head", "secretary"])
def test_the_signed_paper_stands_for_the_word(who, request, ready, author, teacher, at):
    actor = request.getfixturevalue(who)

    attest(author, [upload()], share=30, actor=actor, at=at)

    assert missing(ready) == []
    assert author.agreements.get().uploaded_by == actor
    event = AuditEvent.objects.get(verb="solution.attest_share")
    assert (event.actor_id, event.changes) == (actor.pk, {"đồng tác giả": "Đỗ Thị Đào", "tỷ lệ": "30%"})
    ready.refresh_from_db()
    assert submit(ready, version=ready.version, actor=teacher, at=at).state == "SUBMITTED"


@pytest.mark.parametrize("who", ["colleague", "outsider", "clerk", "stranger"])
def test_others_attach_nothing(who, request, author, at):
    with pytest.raises(PermissionDenied):
        attest(author, [upload()], share=30, actor=request.getfixturevalue(who), at=at)
    assert not Agreement.objects.exists()


def test_the_secretary_who_is_kin_attaches_nothing(author, secretary, teacher, at):
    make_kin(secretary, teacher, at)
    with pytest.raises(PermissionDenied):
        attest(author, [upload()], share=30, actor=secretary, at=at)


def test_who_has_an_account_answers_alone(ready, teacher, colleague, at):
    add_co_author(ready, teacher, colleague, at, yes=False)
    with pytest.raises(PermissionDenied):
        attest(ready.authors.get(person=colleague.person), [upload()], share=50, actor=teacher, at=at)


def test_a_paper_for_another_share_is_refused(author, teacher, at):
    with pytest.raises(StaleError, match="30%"):
        attest(author, [upload()], share=40, actor=teacher, at=at)


def test_a_share_that_changes_needs_another_paper(ready, author, teacher, cook, at, django_capture_on_commit_callbacks):
    attest(author, [upload()], share=30, actor=teacher, at=at)
    kept = Agreement.objects.get()

    with django_capture_on_commit_callbacks(execute=True):
        name(ready, teacher, cook, at, share=40)

    assert not Agreement.objects.exists()
    assert read(Agreement.FOLDER, kept.sha256) is None
    assert "40%, có chữ ký" in missing(ready)[0]


def test_a_new_scan_takes_the_place_of_the_first(author, teacher, at):
    attest(author, [upload()], share=30, actor=teacher, at=at)
    attest(author, [upload("trang-1.jpg", photo(size=(60, 40)))], share=30, actor=teacher, at=at)
    assert [one.original_name for one in author.agreements.all()] == ["trang-1.jpg"]


def test_what_is_no_scan_is_refused_in_a_sentence(author, teacher, at):
    with pytest.raises(ValidationError, match=r"giay\.docx"):
        attest(author, [upload("giay.docx", b"PK")], share=30, actor=teacher, at=at)
    author.refresh_from_db()
    assert author.confirmed_at is None


def test_nothing_is_attached_once_it_is_submitted(ready, author, teacher, secretary, at):
    attest(author, [upload()], share=30, actor=teacher, at=at)
    ready.refresh_from_db()
    submit(ready, version=ready.version, actor=teacher, at=at)
    with pytest.raises(MoveRefusedError, match="không sửa được"):
        attest(author, [upload()], share=30, actor=secretary, at=at)


def test_it_is_attached_on_the_page_and_the_secretary_reads_it(client, ready, author, teacher, secretary):
    client.force_login(teacher)
    url = reverse("initiatives:attest", args=[author.pk])
    assert url in client.get(ready.get_absolute_url()).content.decode()
    assert "30% đóng góp" in client.get(url).content.decode()
    assert "Thầy/cô chọn bản chụp giấy đồng ý." in client.post(url, {"share": 30}).content.decode()
    assert client.post(url, {"share": 30, "files": upload()}).status_code == 302

    client.force_login(secretary)
    page = client.get(ready.get_absolute_url()).content.decode()
    assert "đồng ý trên giấy" in page
    assert f"{teacher} đính kèm" in page
    paper = reverse("initiatives:agreement", args=[Agreement.objects.get().pk])
    assert paper in page
    assert client.get(paper).status_code == 200


def test_a_colleague_and_a_stranger_reach_neither_page_nor_paper(client, author, teacher, outsider, stranger, colleague, at):
    attest(author, [upload()], share=30, actor=teacher, at=at)
    paper = Agreement.objects.get()
    for user in (outsider, stranger, colleague):
        client.force_login(user)
        assert client.post(reverse("initiatives:attest", args=[author.pk]), {"share": 30}).status_code == 404
        assert client.get(reverse("initiatives:agreement", args=[paper.pk])).status_code == 404


def test_who_is_not_signed_in_is_asked_to(client, author):
    assert client.post(reverse("initiatives:attest", args=[author.pk])).url.startswith("/dang-nhap/")


def test_the_scan_is_no_evidence_and_no_judge_meets_it(ready, author, teacher, at):
    attest(author, [upload()], share=30, actor=teacher, at=at)
    assert Solution.objects.get(pk=ready.pk).files.count() == 1
