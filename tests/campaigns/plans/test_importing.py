"""From what was read to a draft, and to the places that somebody has to look at."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command

from campaigns.plans.models import Plan
from campaigns.plans.services.importing import plan_from_reading
from tests.documents.reading.word_files import with_lists
from tests.factories.school import LetterheadFactory, SchoolYearFactory
from thiduakt.documents.reading import open_source, read_paper

PLAN_2023 = Path(settings.BASE_DIR) / "fixtures" / "demo" / "ke-hoach-01-KH-MNGB-2023.txt"


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
    assert "văn thư cấp" in doubts_of(plan)


def test_a_signer_nobody_knows_becomes_a_doubt(principal, at):
    text = PLAN_2023.read_text().replace("Hoàng Thị Phương", "Hoàng Thị Lạ")

    plan = plan_from_reading(read_paper(text), source_text=text, year=2023, actor=principal, at=at)

    assert plan.document.signer == principal.person
    assert "Hoàng Thị Lạ" in [mark.passage for mark in plan.document.review_marks.all()]


def test_a_paper_of_another_kind_is_no_plan(principal, at):
    text = PLAN_2023.read_text().replace("KẾ HOẠCH\n", "BÁO CÁO\n").replace("/KH-", "/BC-")

    with pytest.raises(ValidationError, match="không phải kế hoạch"):
        plan_from_reading(read_paper(text), source_text=text, year=2023, actor=principal, at=at)


def test_what_stands_after_the_signature_is_not_lost(principal, at):
    text = PLAN_2023.read_text()
    reading = replace(read_paper(text), appendix="<p>Danh sách các tổ đăng ký mô hình mới</p>")

    plan = plan_from_reading(reading, source_text=text, year=2023, actor=principal, at=at)

    assert "Danh sách các tổ đăng ký mô hình mới" in plan.document.body
    assert "sau chữ ký" in doubts_of(plan)


@pytest.mark.parametrize(("year", "day"), [(2023, date(2023, 1, 1)), (2024, date(2024, 2, 29)), (2026, date(2026, 1, 1))])
def test_a_text_without_a_date_is_read_on_any_day(year, day, principal):
    leap_day = datetime(2024, 2, 29, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    reading = replace(read_paper(PLAN_2023.read_text()), dated=None)

    plan = plan_from_reading(reading, source_text="", year=year, actor=principal, at=leap_day)

    assert plan.document.dated_on == day


def doubts_of(plan):
    return " ".join(mark.reason for mark in plan.document.review_marks.all())


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

    foreign = [mark.reason for mark in plan.document.review_marks.all() if "văn bản của trường mình" in mark.reason]
    assert len(foreign) == len(doubted)
    assert all(name in reason for name, reason in zip(doubted, foreign, strict=True))


def test_the_name_is_compared_with_the_letterhead_of_that_day(principal, school, at):
    LetterheadFactory(school=school, valid_from=date(2023, 7, 1), issuer_lines="TRƯỜNG MẦM NON HOA SEN")
    text = HEAD_OF_ANOTHER + PLAN_2023.read_text()

    plan = plan_from_reading(read_paper(text), source_text=text, year=2023, actor=principal, at=at)

    assert "Cơ quan ban hành không phải TRƯỜNG MẦM NON GIANG BIÊN" in doubts_of(plan)


def test_the_plan_of_a_word_file_is_the_plan_of_its_text(principal, at):
    text, source = PLAN_2023.read_text(), open_source(with_lists(PLAN_2023.read_text()))

    typed = plan_from_reading(read_paper(text), source_text=text, year=2023, actor=principal, at=at).document
    drawn = plan_from_reading(read_paper(source), source_text=source.text, year=2023, actor=principal, at=at).document

    for part in ("subject", "dated_on", "bases", "body", "recipients", "signer"):
        assert getattr(drawn, part) == getattr(typed, part), part


def test_a_doubtful_line_is_found_in_the_draft_without_the_number_that_is_drawn_there(principal, at):
    text = PLAN_2023.read_text().replace("2. Yêu cầu:", "2/ Yêu cầu:")

    plan = plan_from_reading(read_paper(text), source_text=text, year=2023, actor=principal, at=at)

    mark = plan.document.review_marks.get(reason__startswith="Dấu “2/”")
    assert (mark.field, mark.passage) == ("body", "Yêu cầu:")


@pytest.mark.parametrize("name", ["ke-hoach.txt", "ke-hoach.docx"])
def test_the_command_reads_both_kinds_of_file(name, principal, tmp_path, capsys):
    text = PLAN_2023.read_text()
    (tmp_path / name).write_bytes(text.encode() if name.endswith("txt") else with_lists(text))

    call_command("import_plan", str(tmp_path / name), school=principal.person.school.code, year=2023)

    assert Plan.objects.get().document.subject == "Công tác thi đua, khen thưởng năm 2023"
    assert capsys.readouterr().out.strip().endswith(str(Plan.objects.get().pk))
