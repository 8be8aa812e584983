"""Results are reported with what shows them, and checked by somebody else."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from campaigns.targets.enums import ProgressState, TargetState
from campaigns.targets.models import Evidence, Progress
from campaigns.targets.services import evidence as keeping
from campaigns.targets.services.evidence import remove_evidence
from campaigns.targets.services.reporting import check_progress, report_progress
from campaigns.targets.services.targets import settle_target
from tests.factories.targets import TargetFactory, photo, upload, work
from thiduakt.audit.models import AuditEvent
from thiduakt.files.storage import stored
from thiduakt.notices.models import Notice
from thiduakt.workflow import MoveRefusedError, StaleError

pytestmark = pytest.mark.django_db
DAY = date(2023, 10, 5)


@pytest.fixture
def report(target, group_head, at):
    def report(value=12, actor=group_head, **changes):
        return report_progress(target, **{"as_of": DAY, "value": Decimal(value), "actor": actor, "at": at} | changes)

    return report


def test_a_result_waits_with_its_pictures(report, target):
    reported = report(note=" Đã trang trí lớp. ", files=[upload("lop-a1.jpg")])

    progress = Progress.objects.get()
    assert reported.refusals == []
    assert (progress.state, progress.value, progress.note) == (ProgressState.WAITING, 12, "Đã trang trí lớp.")
    kept = progress.evidence.get()
    assert (kept.original_name, kept.content_type) == ("lop-a1.jpg", "image/jpeg")
    assert b"DienThoaiCuaDao" not in kept.read()
    assert AuditEvent.objects.get(verb="target.report").object_id == target.pk
    target.refresh_from_db()
    assert target.reached is None  # nobody has looked yet


@pytest.mark.parametrize(("who", "may"), [
    ("group_head", True), ("principal", True), ("deputy", True), ("secretary", True),
    ("teacher", False), ("clerk", False), ("member", False), ("inspector", False), ("superior", False), ("stranger", False),
])  # fmt: skip
def test_who_reports_for_a_group(report, who, may, request):
    actor = request.getfixturevalue(who)
    if may:
        assert report(actor=actor).progress.reported_by == actor
    else:
        with pytest.raises(PermissionDenied):
            report(actor=actor)


def test_a_teacher_reports_the_own_target(school, teacher, at):
    own = work(school=school, group=None, person=teacher.person)

    assert report_progress(own, as_of=DAY, value=Decimal(1), actor=teacher, at=at).progress.value == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"value": 19}, "nhiều hơn tổng số 18 lớp"),
        ({"value": -1}, "không được âm"),
        ({"as_of": DAY + timedelta(days=1)}, "từ 15/02/2023 đến hôm nay"),
        ({"as_of": date(2023, 2, 14)}, "từ 15/02/2023 đến hôm nay"),
    ],
)
def test_what_cannot_be_is_refused(report, changes, sentence):
    with pytest.raises(ValidationError, match=sentence):
        report(**changes)
    assert not Progress.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("nang.jpg", b"\xff\xd8\xff" + b"0" * (20 * 1024 * 1024), "nang.jpg: Tệp nặng 20,1 MB, chỉ nhận tệp tới 10 MB"),
        ("rong.pdf", b"", "rong.pdf: Tệp rỗng"),
        ("a.exe", b"MZ", "Chỉ nhận ảnh JPG, PNG và tệp PDF"),
        ("a.html", b"<script>alert(1)</script>", "Chỉ nhận ảnh JPG"),
        ("a.svg", b"<svg/>", "Chỉ nhận ảnh JPG"),
        ("IMG_1.HEIC", b"\0\0\0\x18ftypheic", "Ảnh HEIC chưa đọc được"),
        ("a.jpg", b"<html><script>", "bị hỏng"),
        ("a.png", photo(), "không phải là PNG"),
        ("a.pdf", b"MZ\x90", "không phải là PDF"),
        ("a.docx", photo(), "không phải là Word"),
        ("a.xlsx", b"PK\x03\x04", "bị hỏng"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_refused_file_is_told_by_name_and_the_rest_is_kept(report, name, content, sentence):
    reported = report(note="Việc đã làm", files=[upload(name, content), upload("tot.jpg")])

    assert len(reported.refusals) == 1
    assert sentence in reported.refusals[0]
    assert Progress.objects.get().note == "Việc đã làm"
    assert [one.original_name for one in Evidence.objects.all()] == ["tot.jpg"]


def test_the_same_file_is_kept_once(report):
    report(files=[upload(), upload("lan-hai.jpg")])

    assert Evidence.objects.count() == 1


def test_more_than_is_taken_at_once_is_told(report):
    told = report(files=[upload(f"{n}.jpg", photo(size=(20 + n, 9))) for n in range(12)]).refusals

    assert Evidence.objects.count() == 10
    assert [sentence[:6] for sentence in told] == ["10.jpg", "11.jpg"]


@pytest.mark.parametrize(("limit", "sentence"), [("OF_A_TARGET", "đã đủ"), ("OF_A_SCHOOL", "kho minh chứng của trường")])
def test_there_is_no_room_for_more_than_the_quota(report, limit, sentence, monkeypatch):
    monkeypatch.setattr(keeping, limit, 100)

    (refusal,) = report(files=[upload()]).refusals

    assert sentence in refusal
    assert Progress.objects.exists()
    assert not Evidence.objects.exists()


def test_what_waits_is_written_over_and_not_doubled(report):
    report(12)
    report(13, version=1, note="Thêm một lớp")

    progress = Progress.objects.get()
    assert (progress.value, progress.version, progress.note) == (13, 2, "Thêm một lớp")


def test_two_who_report_at_once_do_not_overwrite_each_other(report, principal):
    report(12)

    with pytest.raises(StaleError):
        report(15, actor=principal)
    with pytest.raises(StaleError):
        report(15, actor=principal, version=7)
    assert Progress.objects.get().value == 12


@pytest.mark.parametrize(("who", "may"), [
    ("member", True), ("principal", True), ("secretary", True),
    ("deputy", False), ("teacher", False), ("group_head", False), ("clerk", False), ("superior", False), ("stranger", False),
])  # fmt: skip
def test_who_checks(report, who, may, request, at):
    progress, actor = report().progress, request.getfixturevalue(who)
    if may:
        checked = check_progress(progress, "accept", version=1, actor=actor, at=at)
        assert (checked.state, checked.checked_by) == (ProgressState.ACCEPTED, actor)
    else:
        with pytest.raises(PermissionDenied):
            check_progress(progress, "accept", version=1, actor=actor, at=at)


def test_nobody_checks_what_they_reported(report, principal, at):
    progress = report(actor=principal).progress

    with pytest.raises(PermissionDenied):
        check_progress(progress, "accept", version=1, actor=principal, at=at)


def test_nobody_checks_what_they_brought_the_picture_of(report, principal, group_head, at):
    report(actor=principal, files=[upload()])
    progress = report(actor=group_head, version=1).progress

    with pytest.raises(PermissionDenied):
        check_progress(progress, "accept", version=2, actor=principal, at=at)


def test_the_database_keeps_no_check_of_one_s_own(report, group_head, at):
    progress = report().progress

    with pytest.raises(IntegrityError), transaction.atomic():
        Progress.objects.filter(pk=progress.pk).update(state="ACCEPTED", checked_by=group_head, checked_at=at)


def test_what_was_changed_since_is_not_checked(report, member, at):
    progress = report(12).progress
    report(18, version=1)

    with pytest.raises(StaleError, match="vừa sửa kết quả"):
        check_progress(progress, "accept", version=1, actor=member, at=at)


def test_returned_with_a_reason_it_is_mended_with_its_pictures(report, target, member, group_head, at):
    progress = report(files=[upload()]).progress
    with pytest.raises(MoveRefusedError, match="lý do"):
        check_progress(progress, "return", version=1, actor=member, at=at)
    check_progress(progress, "return", reason="Thiếu ảnh lớp A2.", version=1, actor=member, at=at)
    assert Notice.objects.get(kind="TARGET_RETURNED").person_id == group_head.person_id

    report(13, version=2, files=[upload("a2.jpg", photo(size=(50, 50)))])

    progress.refresh_from_db()
    assert (progress.state, progress.checked_by, progress.check_note) == (ProgressState.WAITING, None, "Thiếu ảnh lớp A2.")
    assert progress.evidence.count() == 2
    target.refresh_from_db()
    assert target.reached is None


def test_accepted_it_is_what_the_target_has_reached_and_the_next_one_begins(report, target, member, at):
    check_progress(report(12).progress, "accept", version=1, actor=member, at=at)
    target.refresh_from_db()
    assert (target.state, target.reached, target.reached_on) == (TargetState.OPEN, 12, DAY)

    report(15)

    assert [one.value for one in Progress.objects.order_by("pk")] == [12, 15]


def test_a_concluded_target_takes_no_result(report, target, principal, at):
    settle_target(target, "drop", reason="Hoãn.", actor=principal, at=at)

    with pytest.raises(MoveRefusedError, match="không báo kết quả được nữa"):
        report()


def test_a_picture_is_taken_away_before_the_check_and_stays_after_it(
    report, member, group_head, at, django_capture_on_commit_callbacks
):
    progress = report(files=[upload(), upload("hai.jpg", photo(size=(50, 50)))]).progress
    first, second = progress.evidence.all()
    with pytest.raises(PermissionDenied):
        remove_evidence(first, actor=member, at=at)

    with django_capture_on_commit_callbacks(execute=True):
        remove_evidence(first, actor=group_head, at=at)
    assert list(stored()) == [("evidence", second.sha256)]

    check_progress(progress, "accept", version=2, actor=member, at=at)
    with pytest.raises(MoveRefusedError, match="giữ nguyên"):
        remove_evidence(second, actor=group_head, at=at)


def test_a_file_that_another_target_shows_too_is_kept(report, school, principal, at, django_capture_on_commit_callbacks):
    one = report(files=[upload()]).progress.evidence.get()
    report_progress(TargetFactory(school=school), as_of=DAY, value=Decimal(1), files=[upload()], actor=principal, at=at)

    with django_capture_on_commit_callbacks(execute=True):
        remove_evidence(one, actor=principal, at=at)

    assert Evidence.objects.get().read() is not None
