"""A publication is drawn up, made public, taken down; consents are recorded and withdrawn."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from awards.publications.models import Publication, PupilConsent
from awards.publications.services.consenting import record_consents, withdraw_consent
from awards.publications.services.publishing import (
    begin_notice,
    discard_publication,
    draw_up,
    publish,
    save_publication,
    withdraw,
)
from tests.documents.checker import check_docx, check_pdf, expectation
from tests.factories.decisions import AwardDecisionFactory
from tests.factories.ledger import HonorEntryFactory
from tests.factories.publications import PublicationFactory, both_agreed
from tests.factories.school import DelegationFactory
from thiduakt.documents.composing import compose
from thiduakt.documents.kinds import Kind
from thiduakt.documents.models import Document
from thiduakt.documents.rendering.docx import paper_docx
from thiduakt.documents.rendering.pdf import paper_pdf
from thiduakt.workflow import MoveRefusedError, StaleError

pytestmark = pytest.mark.django_db
VALUES = {
    "title": "Khen thưởng năm học 2023–2024", "on_page": True, "places": "Bảng tin cổng trường",
    "shown_from": date(2020, 1, 1), "shown_until": date(2099, 1, 1), "tells_unit": True, "tells_citation": False,
    "unnamed": "BY_CLASS",
}  # fmt: skip
AGREED = {"given_on": date(2023, 9, 10), "how": "Phiếu đồng ý, lưu hồ sơ lớp"}


def test_a_decision_in_force_is_published_and_taken_down(decision, line, clerk, at, again):
    one = draw_up(decision, VALUES, actor=clerk, at=at)
    assert one.state == "DRAFT"

    publish(one, actor=clerk, at=at)
    assert (again(one).state, again(one).published_by) == ("PUBLISHED", clerk)

    withdraw(one, reason="Cha mẹ học sinh đề nghị.", actor=clerk, at=at)
    assert (again(one).state, again(one).withdrawn_at) == ("WITHDRAWN", at)

    publish(one, actor=clerk, at=at)
    assert again(one).withdrawn_at is None


def test_a_roll_is_published(school, deputy, clerk, at):
    HonorEntryFactory(person=deputy.person)

    one = publish(draw_up(None, VALUES, year=2022, actor=clerk, at=at), actor=clerk, at=at)

    assert one.told_of == "Bảng vàng năm học 2022–2023"


def test_nothing_is_taken_down_without_a_reason(publication, clerk, at):
    with pytest.raises(MoveRefusedError, match="lý do"):
        withdraw(publication, reason=" ", actor=clerk, at=at)


def test_a_draft_decision_is_not_published(school, clerk, at):
    with pytest.raises(MoveRefusedError, match="đang soạn, không công bố được"):
        draw_up(AwardDecisionFactory(school=school), VALUES, actor=clerk, at=at)


def test_what_tells_of_nobody_is_not_published(decision, clerk, at):
    one = draw_up(decision, VALUES, actor=clerk, at=at)

    with pytest.raises(MoveRefusedError, match="Chưa có người, tập thể nào"):
        publish(one, actor=clerk, at=at)


def test_past_its_last_day_it_is_not_published(decision, line, clerk, at):
    one = draw_up(decision, VALUES | {"shown_until": date(2020, 2, 1)}, actor=clerk, at=at)

    with pytest.raises(ValidationError, match="Ngày cuối đã qua"):
        publish(one, actor=clerk, at=at)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"shown_until": date(2019, 1, 1)}, "không được trước ngày đầu"),
        ({"on_page": False, "places": ""}, "ghi nơi công bố khác"),
        ({"title": ""}, "chưa điền ô này"),
    ],
)
def test_it_is_somewhere_for_some_days(decision, clerk, at, wrong, told):
    with pytest.raises(ValidationError, match=told):
        draw_up(decision, VALUES | wrong, actor=clerk, at=at)


def test_a_decision_has_one_publication(publication, decision, clerk, at):
    with pytest.raises(ValidationError, match="đã có bản công bố"):
        draw_up(decision, VALUES, actor=clerk, at=at)


def test_a_roll_has_one_publication(school, clerk, at):
    PublicationFactory(school=school, year=2022)

    with pytest.raises(ValidationError, match="đã có bản công bố"):
        draw_up(None, VALUES, year=2022, actor=clerk, at=at)


def test_what_is_public_is_neither_changed_nor_thrown_away(publication, clerk, at):
    with pytest.raises(MoveRefusedError, match="gỡ xuống trước khi sửa"):
        save_publication(publication, VALUES, version=1, actor=clerk, at=at)
    with pytest.raises(MoveRefusedError, match="gỡ xuống"):
        discard_publication(publication, actor=clerk, at=at)


def test_what_was_public_once_stays_known(publication, clerk, at):
    withdraw(publication, reason="Sai ngày.", actor=clerk, at=at)

    with pytest.raises(MoveRefusedError, match="đã từng công bố"):
        discard_publication(publication, actor=clerk, at=at)


def test_a_draft_is_thrown_away_with_its_notice(draft, clerk, at):
    begin_notice(draft, actor=clerk, at=at)
    before = Document.objects.filter(kind=Kind.NOTICE).count()

    discard_publication(draft, actor=clerk, at=at)

    assert before == 1
    assert not Publication.objects.exists()
    assert not Document.objects.filter(kind=Kind.NOTICE).exists()


def test_a_stale_save_is_refused(draft, clerk, principal, at):
    save_publication(draft, VALUES, version=1, actor=clerk, at=at)

    with pytest.raises(StaleError):
        save_publication(draft, VALUES, version=1, actor=principal, at=at)


def test_the_notice_bears_what_the_public_sees_and_no_sum(draft, clerk, at):
    paper = begin_notice(draft, actor=clerk, at=at)

    (appendix,) = paper.appendices
    assert [row[1] for row in appendix["table"]["rows"]] == ["Đỗ Thị Đào", "Một học sinh lớp 5A"]
    assert "720" not in str(paper.appendices) + paper.body
    assert begin_notice(draft, actor=clerk, at=at) == paper
    Document.objects.filter(pk=paper.pk).update(state="SUBMITTED")
    with pytest.raises(MoveRefusedError, match="Đã có thông báo"):
        begin_notice(Publication.objects.get(), actor=clerk, at=at)


def test_a_notice_that_is_still_written_forgets_the_name_with_the_consent(draft, pupil, clerk, at, again):
    both_agreed(pupil)
    begin_notice(draft, actor=clerk, at=at)
    assert "Bảo An" in str(again(draft).paper.appendices)

    withdraw_consent(PupilConsent.objects.first(), actor=clerk, at=at)

    assert "Bảo An" not in str(again(draft).paper.appendices)


def test_consents_are_recorded_for_many_at_once(draft, pupil, clerk, at):
    count = record_consents(draft, {pupil.pk: ["CHILD", "GUARDIAN"], 10**9: ["CHILD"]}, **AGREED, actor=clerk, at=at)

    assert count == 2
    assert {(one.pupil, one.whose, one.recorded_by) for one in PupilConsent.objects.all()} == {
        (pupil, "CHILD", clerk), (pupil, "GUARDIAN", clerk),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "told"),
    [({"given_on": date(2099, 1, 1)}, "không được sau hôm nay"), ({"how": "  "}, "đồng ý bằng gì")],
)
def test_a_consent_says_when_and_how(draft, pupil, clerk, at, wrong, told):
    with pytest.raises(ValidationError, match=told):
        record_consents(draft, {pupil.pk: ["CHILD"]}, **AGREED | wrong, actor=clerk, at=at)


def test_nothing_new_is_nothing_recorded(draft, pupil, clerk, at):
    both_agreed(pupil)

    with pytest.raises(ValidationError, match="ít nhất một đồng ý mới"):
        record_consents(draft, {pupil.pk: ["CHILD"]}, **AGREED, actor=clerk, at=at)


def test_a_consent_is_withdrawn_once_and_can_be_given_anew(draft, pupil, clerk, at):
    both_agreed(pupil)
    consent = PupilConsent.objects.get(whose="CHILD")
    withdraw_consent(consent, actor=clerk, at=at)

    with pytest.raises(MoveRefusedError, match="đã được rút lại"):
        withdraw_consent(consent, actor=clerk, at=at)
    assert record_consents(draft, {pupil.pk: ["CHILD"]}, **AGREED, actor=clerk, at=at) == 1


STEPS = {
    "draw_up": lambda one, actor, at: draw_up(one.decision, VALUES, actor=actor, at=at),
    "save": lambda one, actor, at: save_publication(one, VALUES, version=1, actor=actor, at=at),
    "publish": lambda one, actor, at: publish(one, actor=actor, at=at),
    "withdraw": lambda one, actor, at: withdraw(one, reason="Sai.", actor=actor, at=at),
    "discard": lambda one, actor, at: discard_publication(one, actor=actor, at=at),
    "notice": lambda one, actor, at: begin_notice(one, actor=actor, at=at),
    "consents": lambda one, actor, at: record_consents(one, {}, **AGREED, actor=actor, at=at),
}


@pytest.mark.parametrize("who", ["teacher", "secretary", "deputy", "accountant", "stranger", "technician"])
@pytest.mark.parametrize("step", STEPS)
def test_nobody_else_publishes(draft, request, at, step, who):
    with pytest.raises(PermissionDenied):
        STEPS[step](draft, request.getfixturevalue(who), at)


def test_a_deputy_publishes_by_delegation(draft, deputy, at):
    DelegationFactory(person=deputy.person, action="publication.manage")

    assert publish(draft, actor=deputy, at=at).state == "PUBLISHED"


def test_the_notice_is_laid_out_as_the_decree_asks(draft, principal, clerk, at):
    paper = compose(begin_notice(draft, actor=clerk, at=at))

    assert check_pdf(paper_pdf(paper), expects=expectation(paper)) == []
    assert check_docx(paper_docx(paper), paper) == []
