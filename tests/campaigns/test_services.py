from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from threading import Barrier
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from campaigns.models import Plan
from campaigns.services.plans import discard_plan, edit_plan, plan_from_reading, start_empty_plan, start_replacement
from tests.factories.documents import PlanFactory
from tests.factories.school import LetterheadFactory, SchoolYearFactory
from thiduakt.audit.models import AuditEvent
from thiduakt.documents.flows import missing_parts
from thiduakt.documents.models import Document
from thiduakt.documents.reading import read_paper
from thiduakt.workflow import MoveRefusedError, StaleError

PLAN_2023 = Path(settings.BASE_DIR) / "fixtures" / "demo" / "ke-hoach-01-KH-MNGB-2023.txt"


def test_an_empty_plan_has_the_three_headings_and_cannot_be_submitted_yet(principal, at):
    plan = start_empty_plan(year=2024, subject="Công tác năm 2024", dated_on=date(2024, 1, 5), actor=principal, at=at)

    for heading in ("<h2>MỤC ĐÍCH, YÊU CẦU</h2>", "<h2>NỘI DUNG</h2>", "<h2>TỔ CHỨC THỰC HIỆN</h2>"):
        assert heading in plan.document.body
    assert plan.document.signer == principal.person
    assert "body" in [missing.field for missing in missing_parts(plan.document)]


@pytest.mark.parametrize("who", ["clerk", "secretary", "teacher", "technician", "superior"])
def test_others_do_not_start_a_plan(who, request, at):
    with pytest.raises(PermissionDenied):
        start_empty_plan(
            year=2024, subject="x", dated_on=date(2024, 1, 5), actor=request.getfixturevalue(who), at=at
        )  # fmt: skip

    assert not Document.objects.exists()


@pytest.mark.parametrize("year", [1999, 2101])
def test_an_impossible_year_leaves_neither_plan_nor_paper(year, principal, at):
    with pytest.raises(ValidationError, match="từ 2000 đến 2100"):
        start_empty_plan(year=year, subject="x", dated_on=date(2024, 1, 5), actor=principal, at=at)

    assert not Document.objects.exists()


def test_the_plan_of_2023_is_read_whole(principal, school, at):
    SchoolYearFactory(school=school)
    text = PLAN_2023.read_text()

    plan = plan_from_reading(read_paper(text), source_text=text, year=2023, actor=principal, at=at)

    document = plan.document
    assert document.dated_on == date(2023, 2, 15)
    assert document.signer == principal.person
    assert document.recipients[-1].startswith("Lưu")
    assert document.number is None
    assert "<h2>MỤC ĐÍCH, YÊU CẦU" in document.body
    assert (plan.source_text, str(plan.school_year)) == (text, "2022–2023")
    assert any("văn thư cấp" in doubt["reason"] for doubt in plan.doubts)


def test_a_signer_nobody_knows_becomes_a_doubt(principal, at):
    text = PLAN_2023.read_text().replace("Hoàng Thị Phương", "Hoàng Thị Lạ")

    plan = plan_from_reading(read_paper(text), source_text=text, year=2023, actor=principal, at=at)

    assert plan.document.signer == principal.person
    assert "Hoàng Thị Lạ" in [doubt["text"] for doubt in plan.doubts]


def test_a_paper_of_another_kind_is_no_plan(principal, at):
    text = PLAN_2023.read_text().replace("KẾ HOẠCH\n", "BÁO CÁO\n").replace("/KH-", "/BC-")

    with pytest.raises(ValidationError, match="không phải kế hoạch"):
        plan_from_reading(read_paper(text), source_text=text, year=2023, actor=principal, at=at)


def test_what_stands_after_the_signature_is_not_lost(principal, at):
    text = PLAN_2023.read_text()
    reading = replace(read_paper(text), appendix="<p>Danh sách các tổ đăng ký mô hình mới</p>")

    plan = plan_from_reading(reading, source_text=text, year=2023, actor=principal, at=at)

    assert "Danh sách các tổ đăng ký mô hình mới" in plan.document.body
    assert any("sau chữ ký" in doubt["reason"] for doubt in plan.doubts)


def test_editing_stores_year_and_text_together(principal, school, at):
    this_year = SchoolYearFactory(school=school, starts_on=date(2023, 9, 5), ends_on=date(2024, 5, 31))
    plan = PlanFactory(school=school)

    changes = {"subject": "Công tác năm 2024", "dated_on": date(2024, 1, 8)}
    edit_plan(plan, year=2024, changes=changes, version=1, actor=principal, at=at)

    stored = Plan.objects.get()
    assert (stored.year, stored.school_year, stored.document.subject) == (2024, this_year, "Công tác năm 2024")


def test_a_stale_save_changes_neither_year_nor_text(principal, school, at):
    plan = PlanFactory(school=school)

    with pytest.raises(StaleError):
        edit_plan(plan, year=2024, changes={"subject": "Khác"}, version=7, actor=principal, at=at)

    assert (Plan.objects.get().year, Plan.objects.get().document.subject) == (2023, "Công tác thi đua, khen thưởng năm 2023")


def test_a_replacement_begins_as_a_copy(principal, school, at):
    plan = PlanFactory(school=school, state="ISSUED")

    newer = start_replacement(plan, actor=principal, at=at)

    assert newer.document.replaces == plan.document
    assert (newer.document.body, newer.document.state) == (plan.document.body, "DRAFT")
    with pytest.raises(ValidationError, match="Đã có bản thay thế"):
        start_replacement(plan, actor=principal, at=at)


def test_only_an_issued_plan_is_replaced(principal, school, at):
    with pytest.raises(ValidationError, match="đang có hiệu lực"):
        start_replacement(PlanFactory(school=school, state="SIGNED"), actor=principal, at=at)


def test_a_year_alone_makes_a_new_version_too(principal, deputy, school, at):
    plan = PlanFactory(school=school)
    edit_plan(plan, year=2024, changes={}, version=1, actor=deputy, at=at)

    with pytest.raises(StaleError) as refused:
        edit_plan(plan, year=2025, changes={}, version=1, actor=principal, at=at)

    assert refused.value.version == 2
    assert Plan.objects.get().year == 2024
    assert AuditEvent.objects.get().changes == {"year": [2023, 2024]}


@pytest.mark.parametrize(("year", "day"), [(2023, date(2023, 1, 1)), (2024, date(2024, 2, 29)), (2026, date(2026, 1, 1))])
def test_a_text_without_a_date_is_read_on_any_day(year, day, principal):
    leap_day = datetime(2024, 2, 29, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    reading = replace(read_paper(PLAN_2023.read_text()), dated=None)

    plan = plan_from_reading(reading, source_text="", year=year, actor=principal, at=leap_day)

    assert plan.document.dated_on == day


def test_a_draft_is_discarded_whole_and_the_log_remembers(deputy, school, at):
    plan = PlanFactory(school=school, document__subject="Công tác năm 2024")

    discard_plan(plan, actor=deputy, at=at)

    assert (Plan.objects.count(), Document.objects.count()) == (0, 0)
    event = AuditEvent.objects.get()
    assert (event.verb, event.object_id, event.actor_name) == ("document.discard", plan.pk, "Nguyễn Thị Ánh")
    assert "Công tác năm 2024" in event.object_label


@pytest.mark.parametrize("state", ["CONSULTING", "SUBMITTED", "SIGNED", "ISSUED", "REPLACED", "REVOKED"])
def test_what_others_have_been_shown_is_not_discarded(state, principal, school, at):
    plan = PlanFactory(school=school, state=state)

    with pytest.raises(MoveRefusedError, match="chỉ bỏ được bản nháp"):
        discard_plan(plan, actor=principal, at=at)

    assert Plan.objects.get() == plan
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("who", ["clerk", "secretary", "teacher", "technician", "superior", "stranger"])
def test_only_drafters_discard(who, school, request, at):
    plan = PlanFactory(school=school)

    with pytest.raises(PermissionDenied):
        discard_plan(plan, actor=request.getfixturevalue(who), at=at)

    assert Plan.objects.get() == plan


def test_a_discarded_replacement_may_be_begun_again(principal, school, at):
    plan = PlanFactory(school=school, state="ISSUED")
    discard_plan(start_replacement(plan, actor=principal, at=at), actor=principal, at=at)

    assert start_replacement(plan, actor=principal, at=at).document.replaces == plan.document


@pytest.mark.django_db(transaction=True)
def test_two_who_replace_one_plan_at_once_make_one_draft(principal, school, at):
    plan, together = PlanFactory(school=school, state="ISSUED"), Barrier(2)

    def replace_it(_):
        together.wait()
        try:
            start_replacement(plan, actor=principal, at=at)
        except ValidationError as refusal:
            return refusal.messages
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        said = list(threads.map(replace_it, range(2)))

    assert sorted(said, key=bool) == [None, ["Đã có bản thay thế đang soạn cho kế hoạch này."]]
    assert Plan.objects.filter(document__replaces=plan.document).count() == 1


def doubts_of(plan):
    return " ".join(doubt["reason"] for doubt in plan.doubts)


def test_a_replacement_belongs_to_the_school_year_of_what_it_replaces(principal, school, at):
    its_year = SchoolYearFactory(school=school)
    SchoolYearFactory(school=school, starts_on=date(2023, 9, 5), ends_on=date(2024, 5, 31))
    plan = PlanFactory(school=school, state="ISSUED", school_year=its_year)

    newer = start_replacement(plan, actor=principal, at=at)
    assert newer.school_year == its_year

    edit_plan(newer, year=newer.year, changes={"subject": "Khác"}, version=1, actor=principal, at=at)
    assert Plan.objects.get(pk=newer.pk).school_year == its_year


@pytest.mark.parametrize(("year", "is_doubted"), [(2023, False), (2026, True)])
def test_a_year_that_the_text_does_not_know_is_a_doubt(year, is_doubted, principal, at):
    text = PLAN_2023.read_text()

    plan = plan_from_reading(read_paper(text), source_text=text, year=year, actor=principal, at=at)

    assert (f"Năm {year} không có trong trích yếu" in doubts_of(plan)) == is_doubted


HEAD_OF_ANOTHER = "PHÒNG GD&ĐT HUYỆN GIA LÂM\nTRƯỜNG MẦM NON HOA SEN\n"


@pytest.mark.parametrize(
    ("head", "symbol", "doubted"),
    [
        ("", "KH-MNGB", []),
        ("PHÒNG GD&ĐT QUẬN LONG BIÊN\nTRƯỜNG MẦM NON\nGIANG BIÊN\n", "KH-HĐ-MNGB", []),
        (HEAD_OF_ANOTHER, "KH-MNGB", ["TRƯỜNG MẦM NON GIANG BIÊN"]),
        ("", "KH-MNHS", ["“MNHS”"]),
        (HEAD_OF_ANOTHER, "KH-XMNGB", ["TRƯỜNG MẦM NON GIANG BIÊN", "“XMNGB”"]),
    ],
)
def test_the_paper_of_another_school_is_a_doubt(head, symbol, doubted, principal, at):
    text = head + PLAN_2023.read_text().replace("KH-MNGB", symbol)

    plan = plan_from_reading(read_paper(text), source_text=text, year=2023, actor=principal, at=at)

    foreign = [doubt["reason"] for doubt in plan.doubts if "văn bản của trường mình" in doubt["reason"]]
    assert len(foreign) == len(doubted)
    assert all(name in reason for name, reason in zip(doubted, foreign, strict=True))


def test_the_name_is_compared_with_the_letterhead_of_that_day(principal, school, at):
    LetterheadFactory(school=school, valid_from=date(2023, 7, 1), issuer_lines="TRƯỜNG MẦM NON HOA SEN")
    text = HEAD_OF_ANOTHER + PLAN_2023.read_text()

    plan = plan_from_reading(read_paper(text), source_text=text, year=2023, actor=principal, at=at)

    assert "Cơ quan ban hành không phải TRƯỜNG MẦM NON GIANG BIÊN" in doubts_of(plan)
