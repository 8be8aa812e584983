"""Lần lưu và bản đang gõ, by their services alone."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.factories.documents import DocumentFactory
from tests.factories.plans import make_plan
from thiduakt.audit.models import AuditEvent
from thiduakt.documents.content import content_of, values_of
from thiduakt.documents.enums import DocumentState
from thiduakt.documents.kinds import Kind
from thiduakt.documents.models import Document, SavedDraft, WorkingCopy
from thiduakt.documents.services import working_copies
from thiduakt.documents.services.consulting import submit_document
from thiduakt.documents.services.drafting import (
    ConflictError,
    create_draft,
    discard_draft,
    edit_draft,
    restore_draft,
    save_draft,
)
from thiduakt.documents.services.issuing import issue_document, sign_document
from thiduakt.workflow import MoveRefusedError

BODY = "<h2>MỤC ĐÍCH</h2><p>Phát huy.</p><h2>NỘI DUNG</h2><p>Dạy tốt.</p>"


@pytest.fixture
def draft(principal, at):
    return create_draft(Kind.PLAN, subject="Công tác", dated_on=date(2023, 10, 5), body=BODY, actor=principal, at=at)


def test_making_a_draft_is_its_first_saving(draft, principal, at):
    saved = SavedDraft.objects.get()

    assert (saved.number, saved.saved_by, saved.saved_at, saved.note) == (1, principal, at, "")
    assert saved.content == {
        "subject": "Công tác", "dated_on": "2023-10-05", "signer": None, "secretary": None, "addressees": [], "bases": [],
        "body": BODY, "recipients": [],
    }  # fmt: skip


def test_what_is_kept_of_a_draft_gives_the_draft_back(principal):
    document = DocumentFactory(school=principal.school, signer=principal.person)

    values = values_of(content_of(document))

    assert {name: getattr(document, name) for name in values} == values


def test_each_save_keeps_what_it_says_and_a_save_of_nothing_keeps_nothing(draft, principal, at):
    edit_draft(draft, changes={"subject": "Mới"}, version=1, actor=principal, at=at)
    edit_draft(draft, changes={"subject": "Mới"}, version=2, actor=principal, at=at)

    assert list(SavedDraft.objects.values_list("number", "content__subject")) == [(2, "Mới"), (1, "Công tác")]


def test_a_draft_from_before_keeps_what_it_said_at_its_first_save(principal, at):
    document = DocumentFactory(school=principal.school, subject="Có từ trước")

    edit_draft(document, changes={"subject": "Mới"}, version=1, actor=principal, at=at)

    first = SavedDraft.objects.get(number=1)
    assert (first.content["subject"], first.note) == ("Có từ trước", "Nội dung có trước khi hệ thống giữ các lần lưu.")


def test_a_merged_save_tells_whose_part_came_in(draft, principal, deputy, at):
    save_draft(draft, changes={"body": BODY.replace("Dạy", "Dạy và học")}, version=1, actor=deputy, at=at)

    saving = save_draft(draft, changes={"subject": "Của hiệu trưởng"}, version=1, actor=principal, at=at)

    assert (saving.merged, saving.others) == (("mục II",), (deputy,))
    assert saving.document.subject == "Của hiệu trưởng"
    assert "Dạy và học" in saving.document.body


def test_a_conflict_stores_nothing_and_holds_both(draft, principal, deputy, at):
    save_draft(draft, changes={"subject": "Của phó hiệu trưởng"}, version=1, actor=deputy, at=at)
    events = AuditEvent.objects.count()

    with pytest.raises(ConflictError) as refused:
        save_draft(draft, changes={"subject": "Của hiệu trưởng"}, version=1, actor=principal, at=at)

    [conflict] = refused.value.merge.conflicts
    assert (conflict.mine, conflict.theirs) == ("Của hiệu trưởng", "Của phó hiệu trưởng")
    assert (Document.objects.get().version, SavedDraft.objects.count(), AuditEvent.objects.count()) == (2, 2, events)


def test_a_merged_text_that_is_too_long_is_refused_whole(draft, principal, deputy, at):
    half = "<p>" + "a" * 40_000 + "</p>"
    save_draft(draft, changes={"body": BODY + "<h2>MỘT</h2>" + half}, version=1, actor=deputy, at=at)

    with pytest.raises(ValidationError, match="quá giới hạn"):
        save_draft(draft, changes={"body": BODY + "<h2>HAI</h2>" + half}, version=1, actor=principal, at=at)

    assert Document.objects.get().version == 2


def test_restoring_is_a_save_of_its_own(draft, principal, at):
    edited = edit_draft(
        draft, changes={"body": "<p>Khác</p>", "signer": principal.person}, version=1, actor=principal, at=at
    )

    restored = restore_draft(edited, 1, version=2, actor=principal, at=at)

    assert (restored.body, restored.signer, restored.version) == (BODY, None, 3)
    assert SavedDraft.objects.get(number=3).note == "Khôi phục lần lưu 1."


def test_only_who_edits_restores(draft, clerk, at):
    with pytest.raises(PermissionDenied):
        restore_draft(draft, 1, version=1, actor=clerk, at=at)


def test_what_is_thrown_away_leaves_neither_savings_nor_copies(draft, principal, at):
    keep(draft, principal, at)

    discard_draft(draft, actor=principal, at=at)

    assert not SavedDraft.objects.exists()
    assert not WorkingCopy.objects.exists()


@pytest.mark.parametrize(("state", "are_left"), [("SUBMITTED", True), ("SIGNED", True), ("ISSUED", False)])
def test_what_is_typed_goes_when_the_paper_is_issued(state, are_left, principal, deputy, clerk, at):
    document = make_plan(DocumentState.DRAFT, principal=principal, at=at).document
    keep(document, deputy, at)
    submit_document(document, actor=principal, at=at)
    if state != "SUBMITTED":
        sign_document(document, signed_on=at.date(), actor=principal, at=at)
    if state == "ISSUED":
        issue_document(document, issued_on=at.date(), actor=clerk, at=at)

    assert WorkingCopy.objects.exists() is are_left


def keep(document, user, at, known=None, **typed):
    return working_copies.keep(
        document, typed={"subject": "Đang gõ"} | typed, base=document.version, known=known, actor=user, at=at
    )


def test_a_copy_is_one_for_each_person_and_leaves_no_trace_in_the_log(draft, principal, deputy, at):
    events = AuditEvent.objects.count()
    first = keep(draft, principal, at)
    keep(draft, principal, at + timedelta(seconds=5), known=first.kept_at, subject="Gõ tiếp")
    keep(draft, deputy, at)

    assert working_copies.of(draft, principal).content == {"subject": "Gõ tiếp"}
    assert WorkingCopy.objects.count() == 2
    assert AuditEvent.objects.count() == events


def test_what_is_kept_is_harmless(draft, principal, at):
    kept = keep(draft, principal, at, body="<p onclick='x()'>Chữ<script>x()</script></p>", bases=["  Luật  ;", ""])

    assert (kept.content["body"], kept.content["bases"]) == ("<p>Chữ</p>", ["Luật ;"])


def test_characters_that_no_database_keeps_are_left_out(draft, principal, at):
    kept = keep(draft, principal, at, subject="Công\x00 tác\nnăm 2023", dated_on="05/\x0010/2023", signer="\x00")

    kept.refresh_from_db()
    assert kept.content == {"subject": "Công tác\nnăm 2023", "dated_on": "05/10/2023", "signer": ""}


def test_another_window_is_not_overwritten(draft, principal, at):
    keep(draft, principal, at)

    with pytest.raises(working_copies.KeptElsewhereError, match="ở cửa sổ hoặc máy khác, tự lưu lúc 08:30"):
        keep(draft, principal, at + timedelta(minutes=1))


def test_who_may_not_edit_keeps_nothing(draft, teacher, at):
    with pytest.raises(PermissionDenied):
        keep(draft, teacher, at)


def test_what_is_before_the_signer_takes_no_typing(principal, at):
    with pytest.raises(MoveRefusedError, match="không sửa được nữa"):
        keep(DocumentFactory(school=principal.school, state="SUBMITTED"), principal, at)


@pytest.mark.parametrize(("later", "are_there"), [(119, True), (120, True), (121, False)])
def test_who_kept_something_in_the_last_two_minutes_is_at_work(later, are_there, draft, principal, deputy, at):
    keep(draft, deputy, at)

    found = working_copies.others_at_work(draft, principal, at + timedelta(seconds=later))

    assert [copy.user for copy in found] == ([deputy] if are_there else [])
    assert working_copies.others_at_work(draft, deputy, at) == []


def test_forgetting_takes_only_the_copy_that_is_meant(draft, principal, at):
    kept = keep(draft, principal, at)

    assert working_copies.forget(draft, known=None, actor=principal) is False
    assert working_copies.of(draft, principal)

    assert working_copies.forget(draft, known=kept.kept_at, actor=principal) is True
    assert working_copies.of(draft, principal) is None
