"""An exemplar is found, fostered, recognised, published; nobody is made public without their word."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from openpyxl import Workbook

from campaigns.exemplars.enums import ExemplarState as S
from campaigns.exemplars.enums import Whose
from campaigns.exemplars.models import Consent, Exemplar
from campaigns.exemplars.services.consenting import give_consent, withdraw_consent
from campaigns.exemplars.services.writing import edit, propose, take_step, write_note, write_replication
from tests.factories.exemplars import ExemplarFactory, agreed, exemplar_of
from tests.factories.pupils import PupilFactory, SchoolClassFactory
from tests.factories.targets import photo, upload
from thiduakt.audit.models import AuditEvent
from thiduakt.ledger.enums import HolderKind
from thiduakt.notices.models import Notice
from thiduakt.workflow import MoveRefusedError, StaleError

pytestmark = pytest.mark.django_db
TOLD = {
    "title": "Cô giáo Đỗ Thị Đào",
    "kind": "GOOD_DEED",
    "found_on": date(2023, 3, 1),
    "campaign": None,
    "story": "Nhặt được.",
}


@pytest.fixture
def pupil(school):
    return PupilFactory(school=school, in_class=SchoolClassFactory(school=school, name="A1"))


@pytest.fixture
def of_teacher(teacher):
    return exemplar_of(HolderKind.PERSON, teacher.person, state=S.RECOGNISED)


@pytest.fixture
def of_pupil(pupil):
    return exemplar_of(HolderKind.PUPIL, pupil, state=S.RECOGNISED)


def state_of(exemplar):
    return Exemplar.objects.get(pk=exemplar.pk).state


def consent(exemplar, whose, actor, at):
    return give_consent(exemplar, whose=whose, given_on=at.date(), how="đơn có chữ ký", actor=actor, at=at)


def test_a_teacher_tells_of_a_colleague(teacher, deputy, at):
    one = propose(deputy.person, TOLD, actor=teacher, at=at)

    assert (one.state, one.holder, one.found_by) == (S.FOUND, deputy.person, teacher.person)
    assert AuditEvent.objects.get().verb == "exemplar.propose"


def test_of_a_pupil_tells_only_whoever_has_the_pupil_on_the_list(teacher, pupil, at):
    with pytest.raises(PermissionDenied):
        propose(pupil, TOLD, actor=teacher, at=at)

    pupil.memberships.get().school_class.teachers.add(teacher.person)
    assert propose(pupil, TOLD, actor=teacher, at=at).pupil == pupil


def test_neither_of_another_school_nor_by_whom_the_table_does_not_name(teacher, stranger, accountant, at):
    for who in (stranger, accountant):
        with pytest.raises(PermissionDenied):
            propose(teacher.person, TOLD, actor=who, at=at)


def test_nothing_is_found_tomorrow(teacher, deputy, at):
    with pytest.raises(ValidationError, match="sau hôm nay"):
        propose(deputy.person, TOLD | {"found_on": at.date() + timedelta(days=2)}, actor=teacher, at=at)


def test_the_road_asks_for_what_each_step_needs(principal, teacher, deputy, at):
    one = propose(deputy.person, TOLD, actor=teacher, at=at)
    with pytest.raises(MoveRefusedError) as refusal:
        take_step(one, "foster", actor=principal, at=at)
    assert refusal.value.messages == [
        "Chưa chọn người bồi dưỡng.", "Chưa ghi tiêu chí cần đạt.", "Chưa ghi ngày phải bồi dưỡng xong."
    ]  # fmt: skip

    later = {"criteria": "Giờ dạy tốt.", "fostered_by": teacher.person, "due_on": date(2023, 12, 31)}
    one = edit(one, later, version=1, actor=principal, at=at)
    one = take_step(one, "foster", actor=principal, at=at)
    assert write_note(one, day=at.date(), text="Dự giờ.", actor=teacher, at=at).written_by == teacher.person
    with pytest.raises(MoveRefusedError, match="Chưa ghi kết quả"):
        take_step(one, "recognise", actor=principal, at=at)
    one = edit(one, {"results": "Đạt.", "article": "Bài."}, version=2, actor=principal, at=at)
    one = take_step(one, "recognise", actor=principal, at=at)

    assert one.state == S.RECOGNISED
    assert list(Notice.objects.values_list("person", "kind")) == [(deputy.person_id, "EXEMPLAR_CONSENT_ASKED")]


def test_whoever_found_it_writes_only_what_was_found(teacher, deputy, at):
    one = propose(deputy.person, TOLD, actor=teacher, at=at)

    edited = edit(one, {"story": "Khác.", "article": "Bài."}, version=1, actor=teacher, at=at)

    assert (edited.story, edited.article) == ("Khác.", "")
    with pytest.raises(StaleError):
        edit(one, {"story": "Cũ."}, version=1, actor=teacher, at=at)


def test_a_person_is_published_by_their_own_word_alone(of_teacher, principal, teacher, clerk, at):
    with pytest.raises(MoveRefusedError, match="Chưa có đồng ý của chính người được nêu"):
        take_step(of_teacher, "publish", actor=clerk, at=at)
    with pytest.raises(PermissionDenied):
        consent(of_teacher, Whose.PERSON, principal, at)

    consent(of_teacher, Whose.PERSON, teacher, at)

    assert take_step(of_teacher, "publish", actor=clerk, at=at).published_from == at.date()


@pytest.mark.parametrize("given", [(), (Whose.CHILD,), (Whose.GUARDIAN,)])
def test_no_pupil_is_public_without_two_consents(of_pupil, principal, at, given):
    for whose in given:
        consent(of_pupil, whose, principal, at)

    with pytest.raises(MoveRefusedError, match="Chưa có đồng ý"):
        take_step(of_pupil, "publish", actor=principal, at=at)
    assert state_of(of_pupil) == S.RECOGNISED


def test_a_pupil_with_both_is_published(of_pupil, principal, at):
    for whose in (Whose.CHILD, Whose.GUARDIAN):
        consent(of_pupil, whose, principal, at)

    assert take_step(of_pupil, "publish", actor=principal, at=at).state == S.PUBLISHED


def test_withdrawing_takes_the_article_down_at_once(of_teacher, teacher, principal, at):
    given = consent(of_teacher, Whose.PERSON, teacher, at)
    take_step(of_teacher, "publish", actor=principal, at=at)

    withdraw_consent(given, actor=teacher, at=at)

    assert state_of(of_teacher) == S.RECOGNISED
    assert not Exemplar.objects.published(at.date()).exists()
    with pytest.raises(MoveRefusedError, match="Chưa có đồng ý"):
        take_step(of_teacher, "publish", actor=principal, at=at)
    with pytest.raises(MoveRefusedError, match="đã được rút lại"):
        withdraw_consent(given, actor=teacher, at=at)


@pytest.mark.parametrize("whose", [Whose.CHILD, Whose.GUARDIAN])
def test_either_withdrawal_is_enough_for_a_pupil(of_pupil, principal, secretary, at, whose):
    given = {one: consent(of_pupil, one, principal, at) for one in (Whose.CHILD, Whose.GUARDIAN)}
    take_step(of_pupil, "publish", actor=principal, at=at)

    withdraw_consent(given[whose], actor=secretary, at=at)

    assert state_of(of_pupil) == S.RECOGNISED


def test_a_group_and_the_school_agree_to_nothing(group, principal, at):
    one = exemplar_of(HolderKind.GROUP, group, state=S.RECOGNISED)

    with pytest.raises(PermissionDenied):
        consent(one, Whose.PERSON, principal, at)
    assert take_step(one, "publish", actor=principal, at=at).state == S.PUBLISHED


def test_what_is_public_stays_as_it_was_agreed_to(school, principal, at):
    one = ExemplarFactory(school=school, state=S.PUBLISHED)

    with pytest.raises(MoveRefusedError, match="gỡ khỏi trang công khai"):
        edit(one, {"article": "Khác."}, version=1, actor=principal, at=at)


def test_who_publishes_is_who_the_table_names(school, group_head, secretary, at):
    one = ExemplarFactory(school=school, state=S.RECOGNISED)

    for who in (group_head, secretary):
        with pytest.raises(PermissionDenied):
            take_step(one, "publish", actor=who, at=at)


def test_a_recognised_one_is_taken_up_elsewhere(school, principal, teacher, at):
    one = ExemplarFactory(school=school, state=S.RECOGNISED)
    told = {"place": "Tổ mẫu giáo bé", "day": at.date(), "by": "Đỗ Thị Đào", "note": ""}

    write_replication(one, **told, actor=principal, at=at)

    assert one.replications.get().place == "Tổ mẫu giáo bé"
    with pytest.raises(PermissionDenied):
        write_replication(one, **told, actor=teacher, at=at)
    with pytest.raises(MoveRefusedError):
        write_replication(ExemplarFactory(school=school), **told, actor=principal, at=at)


def test_the_database_holds_no_second_standing_consent(of_pupil, principal):
    agreed(of_pupil, Whose.CHILD, principal)

    with pytest.raises(IntegrityError), transaction.atomic():
        agreed(of_pupil, Whose.CHILD, principal)
    assert Consent.objects.count() == 1


def test_the_published_are_everybodys_and_the_others_are_not(school, teacher, accountant, principal, inspector, at):
    shown = ExemplarFactory(school=school, state=S.PUBLISHED)
    late = ExemplarFactory(school=school, state=S.PUBLISHED, published_until=date(2023, 3, 2))
    own = exemplar_of(HolderKind.PERSON, teacher.person)
    hidden = ExemplarFactory(school=school)

    def seen(user):
        return set(Exemplar.objects.visible_to(user, at.date()))

    assert seen(accountant) == {shown}
    assert seen(teacher) == {shown, own}
    assert seen(principal) == seen(inspector) == {shown, late, own, hidden}


def test_what_was_signed_goes_with_the_consent(of_pupil, principal, at, django_capture_on_commit_callbacks):
    given = give_consent(
        of_pupil, whose=Whose.CHILD, given_on=at.date(), how="đơn", files=[upload()], actor=principal, at=at
    )  # fmt: skip
    file = given.files.get()
    assert file.read()

    with django_capture_on_commit_callbacks(execute=True):
        withdraw_consent(given, actor=principal, at=at)

    assert not given.files.exists()
    assert file.read() is None
    assert Consent.objects.get().withdrawn_at == at


def test_a_file_that_two_consents_name_stays_for_the_other(of_pupil, principal, at, django_capture_on_commit_callbacks):
    one, other = (
        give_consent(of_pupil, whose=whose, given_on=at.date(), how="đơn", files=[upload()], actor=principal, at=at)
        for whose in (Whose.CHILD, Whose.GUARDIAN)
    )

    with django_capture_on_commit_callbacks(execute=True):
        withdraw_consent(one, actor=principal, at=at)

    assert other.files.get().read()


def test_a_consent_holds_only_so_many_files_and_of_paper_alone(of_pupil, principal, at):
    def give(files):
        return give_consent(
            of_pupil, whose=Whose.CHILD, given_on=at.date(), how="đơn", files=files, actor=principal, at=at
        )  # fmt: skip

    with pytest.raises(ValidationError, match="mỗi đồng ý tới 5 tệp"):
        give([upload(f"{n}.jpg", photo(size=(40 + n, 40))) for n in range(6)])
    sheet = BytesIO()
    Workbook().save(sheet)
    with pytest.raises(ValidationError, match="chỉ nhận bản quét"):
        give([upload("don.xlsx", sheet.getvalue())])
    assert not Consent.objects.exists()
