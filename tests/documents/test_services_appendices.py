"""Phụ lục of a draft: taken in, taken in anew, taken out; printed with the paper as NĐ 30/2020 wants it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from tests.factories.plans import make_plan
from thiduakt.audit.models import AuditEvent
from thiduakt.documents.composing import compose
from thiduakt.documents.enums import DocumentState
from thiduakt.documents.paper import Appendix, Column, Table
from thiduakt.documents.services.appendices import attach, detach
from thiduakt.documents.services.drafting import save_draft
from thiduakt.workflow import MoveRefusedError

pytestmark = pytest.mark.django_db
LIST = Appendix(
    title="Phân công thực hiện",
    table=Table((Column("TT", 5, "center"), Column("Việc", 40)), (("1", "Tổ chức hội thi"),)),
    closing="Bảng này có 01 nội dung./.",
    landscape=True,
)
OTHER = Appendix(title="Tiêu chí", body="<p>Tiêu chí.</p>")


@pytest.fixture
def draft(principal, at):
    return make_plan(principal=principal, at=at).document


def test_what_is_attached_is_printed(draft, principal, at):
    stored = attach(draft, [LIST, OTHER], actor=principal, at=at)

    assert compose(stored, is_draft=True).appendices == (LIST, OTHER)
    event = AuditEvent.objects.get(verb="document.appendices")
    assert event.changes == {"phụ lục": "Cập nhật phụ lục: Phân công thực hiện; Tiêu chí."}


def test_one_of_the_same_title_takes_its_place(draft, principal, at):
    attach(draft, [LIST, OTHER], actor=principal, at=at)
    newer = Appendix(title=LIST.title, body="<p>Mới.</p>")

    assert [one["body"] for one in attach(draft, [newer], actor=principal, at=at).appendices] == ["<p>Mới.</p>", OTHER.body]


def test_what_did_not_change_is_no_saving(draft, principal, at):
    first = attach(draft, [LIST], actor=principal, at=at)

    assert attach(draft, [LIST], actor=principal, at=at).version == first.version == 2
    assert draft.saved_drafts.first().note == "Cập nhật phụ lục: Phân công thực hiện."


def test_whoever_writes_meanwhile_is_not_asked_about_it(draft, principal, at):
    attach(draft, [LIST], actor=principal, at=at)

    saving = save_draft(draft, changes={"subject": "Thi đua đợt hai"}, version=1, actor=principal, at=at)

    assert (saving.document.subject, saving.merged) == ("Thi đua đợt hai", ())
    assert len(saving.document.appendices) == 1


def test_it_is_taken_out(draft, principal, at):
    attach(draft, [LIST, OTHER], actor=principal, at=at)

    assert [one["title"] for one in detach(draft, LIST.title, actor=principal, at=at).appendices] == [OTHER.title]
    assert detach(draft, "Không có", actor=principal, at=at).version == 3


@pytest.mark.parametrize("who", ["clerk", "teacher", "secretary", "stranger", "superior"])
def test_who_does_not_write_the_paper_attaches_nothing(draft, who, request, at):
    with pytest.raises(PermissionDenied):
        attach(draft, [LIST], actor=request.getfixturevalue(who), at=at)


def test_what_is_before_the_signer_takes_nothing_in(principal, at):
    document = make_plan(DocumentState.SUBMITTED, principal=principal, at=at).document

    with pytest.raises(MoveRefusedError, match="không đổi phụ lục được nữa"):
        attach(document, [LIST], actor=principal, at=at)


def test_a_list_that_no_paper_prints_is_refused(draft, principal, at):
    long = Appendix(title="Dài", table=Table((Column("TT", 1),), tuple((str(n),) for n in range(501))))

    with pytest.raises(ValidationError, match="quá 500 dòng"):
        attach(draft, [long], actor=principal, at=at)


def test_the_editor_shows_it_and_takes_it_out(client, draft, principal, at):
    attach(draft, [LIST], actor=principal, at=at)
    client.force_login(principal)
    page = client.get(reverse("documents:edit", args=[draft.pk])).content.decode()
    assert "Cập nhật phụ lục" in page
    assert "Bỏ phụ lục" in page

    client.post(reverse("documents:appendix_drop", args=[draft.pk]), {"title": LIST.title})

    draft.refresh_from_db()
    assert draft.appendices == []
    assert "Thêm phụ lục" in client.get(reverse("documents:edit", args=[draft.pk])).content.decode()


@pytest.mark.parametrize(("who", "status"), [("teacher", 404), ("clerk", 403), ("stranger", 404)])
def test_a_colleague_takes_nothing_out(client, draft, who, status, principal, request, at):
    attach(draft, [LIST], actor=principal, at=at)
    client.force_login(request.getfixturevalue(who))

    assert client.post(reverse("documents:appendix_drop", args=[draft.pk]), {"title": LIST.title}).status_code == status
    draft.refresh_from_db()
    assert len(draft.appendices) == 1
