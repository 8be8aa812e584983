"""Bộ hồ sơ trình: one for each deciding authority, of what the council passed; its tờ trình, its order, its papers."""

from datetime import time

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from awards.packs.enums import Part
from awards.packs.models import Pack, PackFile
from awards.packs.queries import sheaves_to_send
from awards.packs.services.drafting import (
    add_files,
    begin_pack,
    begin_submittal,
    discard_pack,
    drop_file,
    leave_out,
    refill,
    save_pack,
)
from nominations.sessions.models import CouncilSession, ItemVote
from tests.documents.checker import check_docx, check_pdf, expectation
from tests.documents.test_services_signed_copies import pdf
from tests.factories.appraisals import WaiverFactory
from tests.factories.decisions import passed
from tests.factories.documents import DocumentFactory
from tests.factories.packs import CITY, passed_up
from tests.factories.school import PersonFactory
from tests.factories.sessions import opened
from thiduakt.audit.models import AuditEvent
from thiduakt.documents.composing import compose
from thiduakt.documents.kinds import Kind
from thiduakt.documents.models import Document
from thiduakt.documents.rendering.docx import paper_docx
from thiduakt.documents.rendering.pdf import paper_pdf
from thiduakt.workflow import MoveRefusedError, StaleError

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def pack(review, dossier, other, secretary, at):
    return begin_pack(review, CITY, actor=secretary, at=at)


def met(school, review, dossiers, principal, secretary, **minutes):
    """A session in which the council passed these dossiers by hands, eight of nine."""
    for one in dossiers:
        type(one).objects.filter(pk=one.pk).update(state="TO_COUNCIL")
    type(review).objects.filter(pk=review.pk).update(state="CLOSED")
    table = opened(school, review, chair=principal, secretary=secretary)
    for one in dossiers:
        ItemVote.objects.create(
            item=table.item(one), manner="HANDS", agreed=8, against=1, blank=0, voters=9, needed=8, counted_of=9,
            is_passed=True,
        )  # fmt: skip
        type(one).objects.filter(pk=one.pk).update(state="AWARDED")
    paper = DocumentFactory(school=school, kind=Kind.MINUTES, **minutes) if minutes else None
    CouncilSession.objects.filter(pk=table.session.pk).update(state="ENDED", ends_at=time(10), minutes=paper)
    return paper


def test_a_pack_holds_what_the_council_passed_for_one_authority_alone(review, dossier, other, secretary, at):
    passed(review)  # the principal's own
    refused = passed_up(review)
    type(refused).objects.filter(pk=refused.pk).update(state="NOT_AWARDED")

    pack = begin_pack(review, CITY, actor=secretary, at=at)

    assert [line.dossier for line in pack.lines.all()] == [dossier, other]
    assert (pack.state, pack.addressee, pack.order) == ("DRAFT", CITY, list(Part.values))
    assert sheaves_to_send(review) == []
    assert AuditEvent.objects.last().verb == "pack.begin"


def test_an_authority_with_nothing_left_has_no_further_pack(pack, review, secretary, at):
    with pytest.raises(MoveRefusedError, match="Không có hồ sơ nào"):
        begin_pack(review, CITY, actor=secretary, at=at)
    with pytest.raises(MoveRefusedError, match="Không có hồ sơ nào"):
        begin_pack(review, "Hiệu trưởng", actor=secretary, at=at)


def test_one_draft_for_an_authority_is_filled_rather_than_begun_twice(pack, review, secretary, at):
    more = passed_up(review)
    with pytest.raises(ValidationError, match="đang soạn"):
        begin_pack(review, CITY, actor=secretary, at=at)

    assert refill(pack, actor=secretary, at=at) == 1

    assert [line.dossier for line in pack.lines.all()][-1] == more


@pytest.mark.parametrize("who", ["teacher", "clerk", "accountant"])
def test_who_may_not_begins_none(who, review, dossier, request, at):
    with pytest.raises(PermissionDenied):
        begin_pack(review, CITY, actor=request.getfixturevalue(who), at=at)


def test_the_to_trinh_tells_law_record_numbers_and_votes(review, dossier, other, school, principal, secretary, at):
    WaiverFactory(dossier=dossier, state="APPROVED", decided_by=principal, decided_at=at, proposed_by=secretary)
    minutes = met(school, review, [dossier, other], principal, secretary, state="ISSUED")
    pack = begin_pack(review, CITY, actor=secretary, at=at)

    document = begin_submittal(pack, actor=secretary, at=at)

    assert document.kind == Kind.SUBMITTAL
    assert document.addressees == [CITY]
    assert document.bases[-1].startswith(f"Căn cứ Biên bản số {minutes.notation} ngày ")
    assert "Điều" in " ".join(document.bases[:-1])
    assert "02 cá nhân" in document.body
    (listed,) = document.appendices
    assert listed["closing"] == "Danh sách này có 2 cá nhân./."
    first = listed["table"]["rows"][0]
    assert "Hội đồng: 8/9" in first
    assert "Bỏ qua điều kiện" in first[-1]


def test_a_record_that_is_not_issued_is_a_place_to_fill(review, dossier, school, principal, secretary, at):
    met(school, review, [dossier], principal, secretary)
    pack = begin_pack(review, CITY, actor=secretary, at=at)

    assert "CẦN BỔ SUNG" in begin_submittal(pack, actor=secretary, at=at).bases[-1]


def test_once_the_draft_is_thrown_away_another_may_be_begun(pack, secretary, at):
    first = begin_submittal(pack, actor=secretary, at=at)
    with pytest.raises(MoveRefusedError, match="đã có tờ trình"):
        begin_submittal(pack, actor=secretary, at=at)
    Document.objects.get(pk=first.pk).delete()
    pack.refresh_from_db()

    assert begin_submittal(pack, actor=secretary, at=at).pk != first.pk


def test_the_list_stands_once_the_to_trinh_is_written(pack, secretary, at):
    begin_submittal(pack, actor=secretary, at=at)
    for change in (lambda: refill(pack, actor=secretary, at=at), lambda: discard_pack(pack, actor=secretary, at=at)):
        with pytest.raises(MoveRefusedError, match="Thầy/cô bỏ bản nháp tờ trình"):
            change()
    with pytest.raises(MoveRefusedError, match="Thầy/cô bỏ bản nháp tờ trình"):
        leave_out(pack.lines.first(), actor=secretary, at=at)


def test_a_dossier_that_is_left_out_may_go_up_in_another_pack(pack, dossier, review, secretary, at):
    leave_out(pack.lines.get(dossier=dossier), actor=secretary, at=at)

    assert [one.dossiers for one in sheaves_to_send(review)] == [[dossier]]


def test_the_order_is_remembered_for_the_next_pack_of_this_authority(pack, review, secretary, at):
    order = ["to-trinh", "ho-so", "bien-ban-hop"]
    save_pack(pack, addressee="UBND Thành phố", order=order, version=1, actor=secretary, at=at)
    Pack.objects.filter(pk=pack.pk).update(state="APPROVED")
    passed_up(review)

    again = begin_pack(review, CITY, actor=secretary, at=at)

    assert (again.order, again.addressee) == (order, "UBND Thành phố")


@pytest.mark.parametrize(
    ("order", "reason"),
    [
        (["to-trinh"], "phải có"),
        (["to-trinh", "to-trinh", "ho-so"], "không đúng"),
        (["to-trinh", "ho-so", "x"], "không đúng"),
    ],
)
def test_an_order_that_makes_no_pack_is_refused(order, reason, pack, secretary, at):
    with pytest.raises(ValidationError, match=reason):
        save_pack(pack, addressee="UBND", order=order, version=1, actor=secretary, at=at)


def test_a_stale_form_saves_nothing(pack, secretary, at):
    with pytest.raises(StaleError):
        save_pack(pack, addressee="UBND", order=list(Part.values), version=0, actor=secretary, at=at)


def test_further_papers_are_looked_into_and_dropped_again(pack, secretary, at, media_root):
    told = add_files(
        pack, [SimpleUploadedFile("Xác nhận.pdf", pdf()), SimpleUploadedFile("a.exe", b"MZ")], actor=secretary, at=at
    )

    assert [one.original_name for one in pack.files.all()] == ["Xác nhận.pdf"]
    assert told == ["a.exe: Chỉ nhận ảnh JPG, PNG và tệp PDF, Word (.docx), Excel (.xlsx)."]
    drop_file(pack.files.get(), actor=secretary, at=at)
    assert not PackFile.objects.exists()


@pytest.mark.parametrize("count", [1, 45, 400])
def test_the_to_trinh_with_its_lists_has_no_fault(review, school, secretary, principal, at, count):
    people = [PersonFactory.build(school=school, full_name=f"Đỗ Thị Ước{' Ý' * (n % 3)}") for n in range(count)]
    for person in people:
        person.sort_key, person.search_key = person.full_name, person.full_name.lower()
    made = type(people[0]).objects.bulk_create(people)
    model = passed_up(review).__class__
    template = model.objects.get()
    rows = [
        model(
            review=review, school=school, holder_kind="PERSON", person=person, code="BK_TP_CN", honor_name="Bằng khen",
            summary="Chủ nhiệm lớp mẫu giáo lớn, bảo đảm an toàn cho trẻ.", state="AWARDED", written_by=template.written_by,
            written_at=at, handed_in_at=at, sort_key=person.sort_key,
        )
        for person in made
    ]  # fmt: skip
    model.objects.bulk_create(rows)
    pack = begin_pack(review, CITY, actor=secretary, at=at)
    document = begin_submittal(pack, actor=secretary, at=at)
    document.bases = [one.replace("[CẦN BỔ SUNG: trích yếu]", "về thi đua, khen thưởng") for one in document.bases]

    paper = compose(document, number=7, dated=at.date())

    assert check_pdf(paper_pdf(paper), expects=expectation(paper)) == []
    assert check_docx(paper_docx(paper), paper) == []
