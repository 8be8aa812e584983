"""A report is drafted from what happened, and its figures are taken anew beside the older ones."""

import re
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from campaigns.plans.services.plans import discard_plan
from campaigns.reporting.enums import ReportKind
from campaigns.reporting.models import Report
from campaigns.reporting.services.reports import discard_report, retake, start_replacement, start_report
from campaigns.targets.models import Target
from tests.factories.contests import ContestFactory, EntryFactory
from tests.factories.ledger import HonorEntryFactory
from tests.factories.plans import make_plan
from tests.factories.scoring import ItemFactory, MarkFactory, SheetFactory, SubjectFactory
from thiduakt.audit.models import AuditEvent
from thiduakt.documents.models import Document
from thiduakt.documents.proofreading.collect import proofread
from thiduakt.documents.services.consulting import submit_document
from thiduakt.documents.services.drafting import edit_draft
from thiduakt.documents.services.issuing import issue_document, sign_document
from thiduakt.documents.services.revoking import start_revocation
from thiduakt.workflow import MoveRefusedError

pytestmark = pytest.mark.django_db


def start(plan, actor, at, **changes):
    told = {"kind": ReportKind.FINAL, "year": 2022, "starts_on": date(2023, 1, 1), "ends_on": date(2023, 12, 31)}
    return start_report(plan, **told | {"dated_on": at.date()} | changes, actor=actor, at=at)


def test_the_figures_are_those_counted_by_hand(report):
    assert {figure.key: figure.told for figure in report.taken} == {
        "campaigns.all": "3",
        "campaigns.own": "2",
        "campaigns.above": "1",
        "campaigns.over": "1",
        "campaigns.running": "2",
        "campaigns.activities": "1/2",
        "targets.achieved": "1/4",
        "targets.missed": "1",
        "targets.open": "2",
        "targets.late": "1",
        "registrations.people": "0",
        "registrations.groups": "0",
        "honors.Lao động tiên tiến.cá nhân": "2",
        "honors.Tập thể lao động tiên tiến.tập thể": "1",
        "initiatives.all": "1",
        "initiatives.co_so": "1",
        "exemplars.all": "3",
        "exemplars.recognised": "2",
    }


def test_the_draft_tells_the_figures_by_the_outline_and_leaves_the_rest_to_people(report):
    body = report.document.body

    assert [body.index(part) for part in ("KẾT QUẢ THỰC HIỆN", "TỒN TẠI, NGUYÊN NHÂN", "PHƯƠNG HƯỚNG")] == sorted(
        body.index(part) for part in ("KẾT QUẢ THỰC HIỆN", "TỒN TẠI, NGUYÊN NHÂN", "PHƯƠNG HƯỚNG")
    )
    for told in (
        "Đạt 01/04 chỉ tiêu",
        "hoàn thành 01/02 hoạt động",
        "Được khen Lao động tiên tiến: 02 cá nhân.",
        "Phong trào “Dạy tốt – Học tốt”: Cả trường hưởng ứng.",
        "Chưa đạt: Phòng đọc sách. Nguyên nhân: Thiếu kinh phí.",
        "Quá hạn, chưa xong: Giờ dạy tốt (hạn 30/04/2023).",
        "Tiếp tục thực hiện: Hội giảng (hạn 31/12/2023).",
        "[CẦN BỔ SUNG: phương hướng, nhiệm vụ thời gian tới]",
    ):
        assert told in body
    assert "Góc đọc sách của bé." in body
    assert "Đang soạn" not in body
    assert "Còn kín" not in body
    assert "Chưa đồng ý" not in body


def test_the_issued_plan_is_what_the_report_rests_on(report, plan):
    assert report.document.bases == [
        (
            "Căn cứ Kế hoạch số 01/KH-MNGB ngày 05 tháng 10 năm 2023 của Trường Mầm non Giang Biên "
            "về công tác thi đua, khen thưởng năm 2023."
        )
    ]


def test_the_table_of_targets_is_a_landscape_appendix(report):
    [appendix] = Document.objects.get(pk=report.pk).appendices

    assert (appendix["title"], appendix["landscape"]) == ("Kết quả thực hiện chỉ tiêu", True)
    assert [(row[1].split(" (")[0], row[5]) for row in appendix["table"]["rows"]] == [
        ("Giờ dạy tốt", "Đang thực hiện"),
        ("100% các lớp thực hiện chủ đề trường học hạnh phúc", "Đạt"),
        ("Hội giảng", "Đang thực hiện"),
        ("Phòng đọc sách", "Không đạt"),
    ]


def test_a_fresh_draft_has_no_number_that_differs(report):
    assert [found.rule.code for found in proofread(Document.objects.get(pk=report.pk)) if found.rule.code == "figures"] == []


def test_a_number_changed_in_the_text_is_told_where_the_draft_is_proofread(report, principal, at):
    document = Document.objects.get(pk=report.pk)
    changed = document.body.replace("Đạt 01/04 chỉ tiêu", "Đạt 04/04 chỉ tiêu")
    edit_draft(document, changes={"body": changed}, version=document.version, actor=principal, at=at)

    [found] = [one for one in proofread(Document.objects.get(pk=report.pk)) if one.rule.code == "figures"]

    assert (found.fault, found.proposal) == ("Đạt 04/04 chỉ tiêu", "Đạt 01/04 chỉ tiêu")


def test_figures_taken_anew_stand_beside_the_older(report, teacher, secretary, at):
    HonorEntryFactory(person=secretary.person, year=2022)
    later = at + timedelta(days=1)

    newer = retake(report, actor=secretary, at=later)

    key = "honors.Lao động tiên tiến.cá nhân"
    assert {figure.key: figure.told for figure in newer.taken}[key] == "3"
    assert {figure.key: figure.told for figure in newer.taken_before}[key] == "2"
    assert (newer.taken_at, newer.older_taken_at) == (later, at)
    assert AuditEvent.objects.filter(verb="report.retake", object_id=str(report.pk)).count() == 1
    told = [one.fault for one in proofread(Document.objects.get(pk=report.pk)) if one.rule.code == "figures"]
    assert told == ["Được khen Lao động tiên tiến: 02 cá nhân"]


def test_a_name_with_anything_in_it_is_told(plan, happened, teacher, principal, at):
    HonorEntryFactory(person=teacher.person, year=2022, honor_name="Khen {} <b>{0}</b> & $1 (")

    report = start(plan, principal, at)

    assert "Được khen Khen  &lt;b&gt;{0}&lt;/b&gt; &amp; $1 (: 01 cá nhân" in report.document.body
    assert [one for one in proofread(report.document) if one.rule.code == "figures"] == []


def test_of_nothing_at_all_a_report_is_drafted_too(plan, principal, at):
    report = start(plan, principal, at)

    assert "Đạt 00/00 chỉ tiêu" in report.document.body
    assert "phụ lục" not in report.document.body
    assert report.document.appendices == []


def test_a_plan_issued_on_paper_has_its_report_too_and_the_report_outlives_a_draft_thrown_away(principal, at):
    plan = make_plan(principal=principal, at=at)
    report = start(plan, principal, at)

    discard_plan(plan, actor=principal, at=at)

    report.refresh_from_db()
    assert report.plan is None
    with pytest.raises(MoveRefusedError, match="đã bỏ"):
        retake(report, actor=principal, at=at)


def test_a_period_does_not_end_before_it_begins(plan, principal, at):
    with pytest.raises(ValidationError, match="Ngày cuối kỳ"):
        start(plan, principal, at, ends_on=date(2022, 12, 31))


def test_neither_a_teacher_nor_a_stranger_drafts_or_takes_anew(report, plan, teacher, stranger, at):
    for who in (teacher, stranger):
        with pytest.raises(PermissionDenied):
            start(plan, who, at)
        with pytest.raises(PermissionDenied):
            retake(report, actor=who, at=at)


def test_what_is_before_the_signer_takes_nothing_in(report, principal, at):
    Document.objects.filter(pk=report.pk).update(state="SUBMITTED")

    with pytest.raises(MoveRefusedError, match="không lấy lại số liệu"):
        retake(report, actor=principal, at=at)


def test_a_draft_is_thrown_away_whole_and_the_targets_stay(report, principal, at):
    before = Target.objects.count()

    discard_report(report, actor=principal, at=at)

    assert not Report.objects.exists()
    assert not Document.objects.filter(pk=report.pk).exists()
    assert Target.objects.count() == before


def issue(document, principal, clerk, at):
    """Filled in, signed and numbered."""
    document = Document.objects.get(pk=document.pk)
    body = re.sub(r"\[CẦN BỔ SUNG[^]]*\]", "đã ghi", document.body)
    document = edit_draft(document, changes={"body": body}, version=document.version, actor=principal, at=at)
    submit_document(document, actor=principal, at=at)
    sign_document(document, signed_on=at.date(), actor=principal, at=at)
    return issue_document(document, issued_on=at.date(), actor=clerk, at=at)


def test_an_issued_report_is_replaced_by_a_newer_one_with_the_figures_of_today(report, secretary, principal, clerk, at):
    older = issue(report.document, principal, clerk, at)
    HonorEntryFactory(person=secretary.person, year=2022)

    newer = start_replacement(Report.objects.get(pk=report.pk), actor=principal, at=at)

    key = "honors.Lao động tiên tiến.cá nhân"
    assert (newer.document.replaces, newer.document.body) == (older, older.body)
    assert [{one.key: one.told for one in taken}[key] for taken in (newer.taken_before, newer.taken)] == ["2", "3"]
    told = [one.fault for one in proofread(Document.objects.get(pk=newer.pk)) if one.rule.code == "figures"]
    assert told == ["Được khen Lao động tiên tiến: 02 cá nhân"]

    issue(newer.document, principal, clerk, at)

    older.refresh_from_db()
    assert older.state == "REPLACED"


def test_only_an_issued_report_is_replaced_and_only_by_whom_the_table_names(report, principal, secretary, clerk, at):
    with pytest.raises(ValidationError, match="đang có hiệu lực"):
        start_replacement(report, actor=principal, at=at)
    issue(report.document, principal, clerk, at)
    for who in (secretary, clerk):
        with pytest.raises(PermissionDenied):
            start_replacement(report, actor=who, at=at)
        with pytest.raises(PermissionDenied):
            start_revocation(report.document, actor=who, at=at)


def test_an_issued_report_is_revoked_by_a_decision_alone(report, principal, clerk, at):
    older = issue(report.document, principal, clerk, at)

    assert start_revocation(older, actor=principal, at=at).revokes == older


def test_contests_and_scores_are_told_and_checked(plan, happened, school, group, principal, at):
    march = {"opens_on": date(2023, 3, 1), "closes_on": date(2023, 3, 20)}
    contest = ContestFactory(school=school, name="Hội thi “Bé khéo tay”", state="CLOSED", **march)
    EntryFactory(contest=contest, prize="Giải Nhất")
    EntryFactory(contest=contest)
    EntryFactory(contest=contest, is_withdrawn=True, prize="Giải Nhì")
    ContestFactory(school=school, name="Chưa công bố", state="RESULT", **march)
    ContestFactory(school=school, name="Năm sau", state="CLOSED", closes_on=date(2024, 3, 20))
    sheet = SheetFactory(school=school, year=2022, title="Chấm điểm các tổ", state="RANKED")
    item = ItemFactory(sheet=sheet)
    MarkFactory(subject=SubjectFactory(sheet=sheet, group=group), item=item, council_points=9)

    report = start(plan, principal, at)
    document = Document.objects.get(pk=report.pk)

    assert {one.key.partition(".")[0]: one.told for one in report.taken[-3:]} == {"contests": "2/1", "scores": "1"}
    body = report.document.body
    assert "Tổ chức 01 hội thi, cuộc thi viết." in body
    assert "Hội thi “Bé khéo tay”: 02 bài dự thi, trao 01 giải." in body
    assert "Chấm điểm các tổ: xếp hạng 01 tổ; xếp thứ nhất: Tổ mẫu giáo lớn." in body
    assert [one for one in proofread(report.document) if one.rule.code == "figures"] == []
    changed = body.replace("02 bài dự thi", "20 bài dự thi")
    edit_draft(document, changes={"body": changed}, version=document.version, actor=principal, at=at)
    [found] = [one for one in proofread(Document.objects.get(pk=report.pk)) if one.rule.code == "figures"]
    assert found.proposal == "Hội thi “Bé khéo tay”: 02 bài dự thi, trao 01 giải"
