"""Chỗ cần xem lại: who settles, what it leaves, and that it never holds a paper back."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from tests.factories.documents import DocumentFactory, PlanFactory
from thiduakt.audit.models import AuditEvent
from thiduakt.documents.flows import missing_parts
from thiduakt.documents.models import ReviewMark
from thiduakt.documents.queries import review_marks
from thiduakt.documents.services.drafting import discard_draft
from thiduakt.documents.services.review_marks import Spot, add_marks, reopen_mark, settle_mark
from thiduakt.workflow import MoveRefusedError


@pytest.fixture
def document(school, principal):
    return PlanFactory(school=school, document__signer=principal.person).document


@pytest.fixture
def mark(document):
    return ReviewMark.objects.create(document=document, place=1, field="body", passage="năm 2023", reason="Năm cũ.")


def test_marks_are_added_behind_those_there_are(document, mark, principal, at):
    add_marks(document, [Spot("Hai"), Spot("Ba", "body", "chữ", "lời")], actor=principal, at=at)

    assert list(document.review_marks.values_list("place", "reason", "proposal")) == [
        (1, "Năm cũ.", ""),
        (2, "Hai", ""),
        (3, "Ba", "lời"),
    ]


def test_nothing_to_mark_is_no_event(document, principal, at):
    add_marks(document, [], actor=principal, at=at)

    assert not AuditEvent.objects.exists()


def test_who_has_looked_and_when_is_kept(mark, deputy, at):
    settle_mark(mark, actor=deputy, at=at)

    mark.refresh_from_db()
    assert (mark.settled_by, mark.settled_at) == (deputy, at)
    assert (AuditEvent.objects.get().verb, AuditEvent.objects.get().changes) == ("document.settle_mark", {"mark": 1})


def test_a_second_press_puts_no_other_name_to_it(mark, deputy, principal, at):
    settle_mark(mark, actor=deputy, at=at)
    settle_mark(mark, actor=principal, at=at)

    mark.refresh_from_db()
    assert mark.settled_by == deputy
    assert AuditEvent.objects.count() == 1


def test_what_is_settled_can_be_opened_again(mark, principal, at):
    settle_mark(mark, actor=principal, at=at)
    reopen_mark(mark, actor=principal, at=at)
    reopen_mark(mark, actor=principal, at=at)

    mark.refresh_from_db()
    assert (mark.settled_by, mark.settled_at) == (None, None)
    assert AuditEvent.objects.count() == 2


@pytest.mark.parametrize("service", [settle_mark, reopen_mark])
@pytest.mark.parametrize("who", ["clerk", "teacher", "technician", "stranger"])
def test_others_settle_nothing(service, who, mark, request, at):
    with pytest.raises(PermissionDenied):
        service(mark, actor=request.getfixturevalue(who), at=at)


def test_what_is_before_the_signer_is_looked_through_no_more(school, principal, at):
    document = DocumentFactory(school=school, state="SUBMITTED", signer=principal.person)
    mark = ReviewMark.objects.create(document=document, place=1, reason="Năm cũ.")

    with pytest.raises(MoveRefusedError, match="không xem lại bản nháp nữa"):
        settle_mark(mark, actor=principal, at=at)


def test_open_marks_hold_nothing_back(document, mark):
    assert missing_parts(document) == []


def test_marks_go_with_the_draft(school, mark, principal, at):
    document = DocumentFactory(school=school)
    ReviewMark.objects.create(document=document, place=1, reason="Năm cũ.")

    discard_draft(document, actor=principal, at=at)

    assert ReviewMark.objects.get() == mark


def test_a_draft_without_marks_has_no_panel(document):
    assert review_marks(document) is None


def press(client, mark, act="settle_mark"):
    return client.post(reverse(f"documents:{act}", args=[mark.pk]))


def test_a_press_leads_back_to_the_panel_with_the_count(mark, drafter):
    response = press(drafter, mark)

    assert response.url == f"{reverse('documents:edit', args=[mark.document_id])}#cho-can-xem-lai"
    page = drafter.get(response.url).content.decode()
    assert "1/1 chỗ đã xem" in page
    assert "Hoàng Thị Phương" in page


def test_a_press_on_xem_lai_opens_it_again(mark, drafter):
    press(drafter, mark)
    press(drafter, mark, "reopen_mark")

    assert ReviewMark.objects.get().settled_at is None


@pytest.mark.parametrize("act", ["settle_mark", "reopen_mark"])
@pytest.mark.parametrize(("who", "status"), [("clerk", 403), ("teacher", 404), ("technician", 404), ("stranger", 404)])
def test_others_press_nothing(act, who, status, mark, request, client):
    client.force_login(request.getfixturevalue(who))

    assert press(client, mark, act).status_code == status
    assert ReviewMark.objects.get().settled_at is None


def test_landing_on_the_button_after_a_login_leads_to_the_editor(mark, drafter):
    address = reverse("documents:settle_mark", args=[mark.pk])

    assert drafter.get(address).url.startswith(reverse("documents:edit", args=[mark.document_id]))
    assert ReviewMark.objects.get().settled_at is None


def test_whoever_is_not_signed_in_is_asked_to(mark, client):
    assert press(client, mark).url.startswith(reverse("login"))


def test_a_press_too_late_is_told_why(school, principal, drafter):
    document = PlanFactory(school=school, state="SUBMITTED", document__signer=principal.person).document
    mark = ReviewMark.objects.create(document=document, place=1, reason="Năm cũ.")

    assert (
        "không xem lại bản nháp nữa"
        in drafter.post(reverse("documents:settle_mark", args=[mark.pk]), follow=True).content.decode()
    )


def test_the_panel_names_the_words_for_the_editor_and_escapes_them(document, drafter):
    ReviewMark.objects.create(
        document=document,
        place=1,
        field="body",
        passage='năm "2023"<b>',
        reason="<script>alert(1)</script>",
        proposal="năm 2024",
    )

    page = drafter.get(reverse("documents:edit", args=[document.pk])).content.decode()

    assert 'data-find="năm &quot;2023&quot;&lt;b&gt;"' in page
    assert 'data-replace="năm 2024"' in page
    assert "<script>alert(1)" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_panel_costs_the_same_for_one_mark_and_for_three(count, document, principal, at, django_assert_num_queries):
    for place in range(count):
        ReviewMark.objects.create(document=document, place=place, reason="x", settled_by=principal, settled_at=at)

    with django_assert_num_queries(1):
        marks = review_marks(document)
        assert [str(mark.settled_by) for mark in marks.settled] == ["Hoàng Thị Phương"] * count


@pytest.mark.parametrize(
    ("passage", "proposal", "shown"),
    [
        ("Thi đua năm 2023.", "Thi đua năm 2024.", "Thi đua năm 2024."),
        (
            "Nhà trường đổi mới phương thức tổ chức các phong trào trong năm 2023 cụ thể như sau, theo từng đợt:",
            "Nhà trường đổi mới phương thức tổ chức các phong trào trong năm 2024 cụ thể như sau, theo từng đợt:",
            "… phong trào trong năm 2024 cụ thể như sau, theo từng …",
        ),
        ("abc", "", ""),
        ("", "chữ mới", "chữ mới"),
    ],
)
def test_what_is_proposed_is_shown_with_the_words_around_it(passage, proposal, shown):
    assert ReviewMark(passage=passage, proposal=proposal).changed_words == shown
