"""Appraisal by its services: what holds a dossier back, what two people let pass, what goes to the council."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from nominations.appraisals.defaults import Item, items_for
from nominations.appraisals.models import Appraisal, Checklist, Waiver
from nominations.appraisals.queries import agenda_of
from nominations.appraisals.services.appraising import finish, save_marks
from nominations.appraisals.services.checklists import drop_checklist, save_checklist
from nominations.appraisals.services.listing import send_to_council
from nominations.appraisals.services.waiving import decide_waiver, propose_waiver
from nominations.dossiers.enums import DossierState as S
from nominations.dossiers.models import Dossier, Review
from tests.factories.appraisals import AT, ChecklistFactory, all_found, answer, before_the_school
from tests.factories.contests import kin
from tests.factories.school import PersonFactory
from thiduakt.audit.models import AuditEvent
from thiduakt.school.models import User
from thiduakt.workflow import MoveRefusedError, StaleError

pytestmark = pytest.mark.django_db
LONG = "Về trường do điều động giữa năm học, hoàn thành tốt nhiệm vụ."
FOUND = {"minutes": {"mark": "YES", "note": ""}}


def test_what_is_found_is_kept_and_the_writers_withdraw_no_more(dossier: Dossier, secretary: User) -> None:
    save_marks(dossier, FOUND, note="Đủ", version=0, actor=secretary, at=AT)
    dossier.refresh_from_db()
    assert dossier.opened_at == AT
    assert dossier.appraisal.marks == FOUND


def test_nobody_writes_over_what_another_found(dossier, secretary, principal) -> None:
    save_marks(dossier, FOUND, note="", version=0, actor=secretary, at=AT)
    with pytest.raises(StaleError):
        save_marks(dossier, {}, note="", version=0, actor=principal, at=AT)


@pytest.mark.parametrize("role", ["teacher", "group_head", "clerk", "stranger"])
def test_only_the_school_appraises(dossier, role, request) -> None:
    with pytest.raises(PermissionDenied):
        save_marks(dossier, FOUND, note="", version=0, actor=request.getfixturevalue(role), at=AT)


def test_nobody_appraises_the_own_dossier(review, secretary) -> None:
    own = before_the_school(review, secretary.person)
    with pytest.raises(PermissionDenied):
        save_marks(own, FOUND, note="", version=0, actor=secretary, at=AT)
    with pytest.raises(PermissionDenied):
        finish(own, version=0, actor=secretary, at=AT)


def test_nor_that_of_kin(dossier, teacher, secretary) -> None:
    kin(teacher, secretary)
    with pytest.raises(PermissionDenied):
        finish(dossier, version=0, actor=secretary, at=AT)


def test_a_dossier_is_appraised_once_all_is_there_and_the_list_of_then_is_kept(dossier, secretary) -> None:
    found = all_found(dossier)
    finish(dossier, version=found.version, actor=secretary, at=AT)
    dossier.refresh_from_db()
    assert dossier.state == S.APPRAISED
    assert [one["key"] for one in Appraisal.objects.get().items] == ["report", "minutes", "submittal", "ballot"]


def test_what_is_not_there_holds_it_back(dossier, secretary) -> None:
    with pytest.raises(MoveRefusedError) as refusal:
        finish(dossier, version=0, actor=secretary, at=AT)
    assert refusal.value.messages == ["Biên bản họp tổ bình xét: chưa thẩm định."]


def test_what_does_not_apply_says_why(dossier, secretary) -> None:
    save_marks(dossier, {"minutes": {"mark": "NONE", "note": ""}}, note="", version=0, actor=secretary, at=AT)
    with pytest.raises(MoveRefusedError, match="cần ghi rõ vì sao"):
        finish(dossier, version=1, actor=secretary, at=AT)
    told = {"minutes": {"mark": "NONE", "note": "Người này không thuộc tổ nào."}}
    save_marks(dossier, told, note="", version=1, actor=secretary, at=AT)
    assert finish(dossier, version=2, actor=secretary, at=AT).state == S.APPRAISED


def test_a_condition_that_is_missed_holds_it_back(review, teacher, secretary) -> None:
    dossier = before_the_school(review, teacher.person, answer("service", met=False, test="service_months"))
    found = all_found(dossier)
    with pytest.raises(MoveRefusedError, match="Điều kiện chưa đạt: Điều kiện service"):
        finish(dossier, version=found.version, actor=secretary, at=AT)


def test_a_condition_nobody_is_sure_of_asks_a_person(review, teacher, secretary) -> None:
    dossier = before_the_school(review, teacher.person, answer("service", met=None, test="service_months"))
    save_marks(dossier, FOUND, note="", version=0, actor=secretary, at=AT)
    with pytest.raises(MoveRefusedError, match="cần người thẩm định xem"):
        finish(dossier, version=1, actor=secretary, at=AT)
    looked = FOUND | {"looked-service": {"mark": "YES", "note": "Đã xem quyết định điều động."}}
    save_marks(dossier, looked, note="", version=1, actor=secretary, at=AT)
    assert finish(dossier, version=2, actor=secretary, at=AT).state == S.APPRAISED


def test_a_paused_dossier_is_not_appraised(dossier, secretary) -> None:
    dossier.paused_on, dossier.pause_reason = AT.date(), "đang xác minh"
    dossier.save()
    found = all_found(dossier)
    with pytest.raises(MoveRefusedError, match="đang tạm dừng xét"):
        finish(dossier, version=found.version, actor=secretary, at=AT)


def test_whoever_may_not_know_of_private_matters_leaves_the_last_word_to_others(review, teacher, deputy, secretary) -> None:
    for met in (True, False):
        person = PersonFactory(school=review.school)
        dossier = before_the_school(review, person, answer("discipline", met=met, test="no_discipline"))
        found = all_found(dossier)
        with pytest.raises(MoveRefusedError, match="do hiệu trưởng, thư ký xem"):
            finish(dossier, version=found.version, actor=deputy, at=AT)


# Letting a condition pass


@pytest.fixture
def missed(review: Review, teacher: User) -> Dossier:
    return before_the_school(review, teacher.person, answer("service", met=False, test="service_months"))


def test_two_people_let_a_condition_pass(missed, secretary, principal) -> None:
    waiver = propose_waiver(missed, "service", reason=LONG, actor=secretary, at=AT)
    decide_waiver(waiver, "approve", actor=principal, at=AT)
    missed.refresh_from_db()
    assert missed.waived == ["service"]
    found = all_found(missed)
    assert finish(missed, version=found.version, actor=secretary, at=AT).state == S.APPRAISED
    assert AuditEvent.objects.about(missed).filter(verb="dossier.waive", reason=LONG).exists()


def test_nobody_approves_what_they_proposed(missed, secretary, principal) -> None:
    waiver = propose_waiver(missed, "service", reason=LONG, actor=secretary, at=AT)
    with pytest.raises(PermissionDenied):
        decide_waiver(waiver, "approve", actor=secretary, at=AT)
    with pytest.raises(PermissionDenied):
        propose_waiver(missed, "service", reason=LONG, actor=principal, at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Waiver.objects.filter(pk=waiver.pk).update(decided_by=secretary, decided_at=AT, state="APPROVED")


def test_the_principal_lets_nothing_pass_for_the_own_dossier_or_kin(review, principal, secretary, teacher) -> None:
    kin(teacher, principal)
    for person in (principal.person, teacher.person):
        dossier = before_the_school(review, person, answer("service", met=False, test="service_months"))
        waiver = propose_waiver(dossier, "service", reason=LONG, actor=secretary, at=AT)
        with pytest.raises(PermissionDenied):
            decide_waiver(waiver, "approve", actor=principal, at=AT)


def test_a_waiver_needs_a_reason(missed, secretary) -> None:
    with pytest.raises(ValidationError, match="ít nhất 20 ký tự"):
        propose_waiver(missed, "service", reason="Vì tốt", actor=secretary, at=AT)


@pytest.mark.parametrize("test", ["no_investigation", "no_discipline", "discipline_over", "no_member_disciplined"])
@pytest.mark.parametrize("sure", [True, False])
def test_nobody_lets_pass_what_waits_for_another_matter_to_end(review, teacher, secretary, test, sure) -> None:
    dossier = before_the_school(review, teacher.person, answer("matter", met=False, test=test, sure=sure))
    with pytest.raises(MoveRefusedError, match="không ai bỏ qua được"):
        propose_waiver(dossier, "matter", reason=LONG, actor=secretary, at=AT)


@pytest.mark.parametrize("key", ["rating", "unheard-of", "initiative_used"])
def test_what_holds_nothing_back_is_not_let_pass(dossier, secretary, key) -> None:
    with pytest.raises(PermissionDenied):
        propose_waiver(dossier, key, reason=LONG, actor=secretary, at=AT)


def test_what_is_refused_holds_the_dossier_back_still(missed, secretary, principal) -> None:
    waiver = propose_waiver(missed, "service", reason=LONG, actor=secretary, at=AT)
    decide_waiver(waiver, "refuse", reason="Chưa đủ thời gian.", actor=principal, at=AT)
    missed.refresh_from_db()
    assert missed.waived == []
    assert propose_waiver(missed, "service", reason=LONG, actor=secretary, at=AT).state == "PROPOSED"


def test_a_condition_is_asked_to_pass_once_at_a_time(missed, secretary) -> None:
    propose_waiver(missed, "service", reason=LONG, actor=secretary, at=AT)
    with pytest.raises(ValidationError, match="đã được đề xuất"):
        propose_waiver(missed, "service", reason=LONG, actor=secretary, at=AT)


def test_nothing_passes_once_the_dossier_has_gone_on(missed, secretary, principal) -> None:
    waiver = propose_waiver(missed, "service", reason=LONG, actor=secretary, at=AT)
    Dossier.objects.filter(pk=missed.pk).update(state=S.APPRAISED)
    with pytest.raises(MoveRefusedError, match="không duyệt"):
        decide_waiver(Waiver.objects.get(pk=waiver.pk), "approve", actor=principal, at=AT)


# What goes to the council


def test_all_that_is_ready_goes_at_once_and_who_stays_behind_is_told(review, school, secretary, teacher) -> None:
    ready = [before_the_school(review, PersonFactory(school=school), state=S.APPRAISED) for _ in range(3)]
    waiting = before_the_school(review, teacher.person)
    sent = send_to_council(review, actor=secretary, at=AT)
    assert {one.pk for one in sent.sent} == {one.pk for one in ready}
    assert [(one.dossier, one.why) for one in agenda_of(review).behind] == [(waiting, "Chưa thẩm định xong.")]


def test_the_own_dossier_is_sent_by_somebody_else(review, school, secretary, principal) -> None:
    own = before_the_school(review, secretary.person, state=S.APPRAISED)
    other = before_the_school(review, PersonFactory(school=school), state=S.APPRAISED)
    sent = send_to_council(review, actor=secretary, at=AT)
    assert ([one.pk for one in sent.sent], [one.dossier.pk for one in sent.close]) == ([other.pk], [own.pk])
    assert [one.pk for one in send_to_council(review, actor=principal, at=AT).sent] == [own.pk]


def test_a_paused_dossier_stays_behind(review, teacher, secretary) -> None:
    before_the_school(review, teacher.person, state=S.APPRAISED, paused_on=AT.date(), pause_reason="có phản ánh")
    with pytest.raises(MoveRefusedError, match="Chưa có hồ sơ nào"):
        send_to_council(review, actor=secretary, at=AT)
    assert agenda_of(review).behind[0].why == "Đang tạm dừng xét: có phản ánh"


def test_the_list_stands_by_rank_then_by_name(review, school, secretary) -> None:
    for name, code in (("Trần Thị Ý", "CSTDCS"), ("Lê Thị Ân", "CSTDCS"), ("Vũ Thị Yến", "LDTT"), ("Bùi Thị Anh", "LDTT")):
        person = PersonFactory(school=school, full_name=name)
        before_the_school(review, person, state=S.TO_COUNCIL, code=code)
    assert [str(one.holder) for one in agenda_of(review).before] == ["Bùi Thị Anh", "Vũ Thị Yến", "Lê Thị Ân", "Trần Thị Ý"]


def test_a_teacher_sends_nothing(review, teacher) -> None:
    before_the_school(review, teacher.person, state=S.APPRAISED)
    with pytest.raises(PermissionDenied):
        send_to_council(review, actor=teacher, at=AT)


# What a dossier consists of


def test_every_line_of_the_default_lists_says_how_sure_it_is() -> None:
    for code in ("LDTT", "CSTDCS", "TTLDTT", "GK_HT_CN", "GK_HS_CN", "BK_TP_CN", "KNC_GD", "TTLDXS", "CSTD_TP"):
        for regime in ("A_2003", "B1_2022_ND98", "B2_2022_ND152", "C_2026_amended"):
            items = items_for(code, regime)
            assert len({one.key for one in items}) == len(items)
            assert all(one.source and one.sureness for one in items)


@pytest.mark.parametrize(
    ("regime", "told"), [("B1_2022_ND98", "VERIFIED"), ("B2_2022_ND152", "UNVERIFIED"), ("A_2003", "UNVERIFIED")]
)
def test_the_report_of_a_base_title_is_sure_only_where_the_law_was_read(regime, told) -> None:
    report = next(one for one in items_for("CSTDCS", regime) if one.key == "report")
    assert report.confidence == told


def test_the_schools_own_list_is_asked_instead(review, school, teacher, secretary) -> None:
    ChecklistFactory(school=school)
    dossier = before_the_school(review, teacher.person)
    with pytest.raises(MoveRefusedError, match="Bản tự nhận xét: chưa thẩm định"):
        finish(dossier, version=0, actor=secretary, at=AT)


def test_a_list_is_saved_and_dropped(school, secretary, teacher) -> None:
    items = [Item("own-1", "Bản tự nhận xét", "")]
    row = save_checklist("LDTT", "A_2003", items, version=0, actor=secretary, at=AT)
    assert row.parts == tuple(items)
    with pytest.raises(StaleError):
        save_checklist("LDTT", "A_2003", items, version=0, actor=secretary, at=AT)
    with pytest.raises(PermissionDenied):
        drop_checklist(row, actor=teacher, at=AT)
    drop_checklist(row, actor=secretary, at=AT)
    assert not Checklist.objects.exists()
