"""A year is closed while somebody changes what belongs to it: the change came before, and is archived, or it is refused."""

import io
import threading
import time
import zipfile
from datetime import date

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from awards.closing.models import YearClosing
from awards.closing.services.archiving import ask_for_archive, make_archive
from awards.closing.services.closing import close_year
from campaigns.campaigns.models import Campaign
from campaigns.campaigns.services.writing import write_summary
from nominations.dossiers.services.reviews import open_review
from tests.factories.campaigns import CampaignFactory
from tests.factories.dossiers import ReviewFactory
from thiduakt.school.models import User

from .conftest import YEAR

pytestmark = pytest.mark.django_db(transaction=True)
HELD = 0.5  # seconds that the first one keeps its locks: the second is at the door by then
SUMMARY = "Cả 18 lớp thực hiện văn hóa chào."
WHY = "Phong trào này tổng kết trong hè."


def one_after_the_other(first, second):
    """`first` holds its transaction open while `second` runs in a thread; the refusals of `second`."""
    begun, refusals, broken = threading.Event(), [], []

    def hold():
        try:
            with transaction.atomic():
                first()
                begun.set()
                time.sleep(HELD)
        except Exception as error:  # noqa: BLE001  (told to the test)
            broken.append(error)
        connection.close()

    def follow():
        begun.wait(10)
        try:
            second()
        except ValidationError as refusal:
            refusals.extend(refusal.messages)
        except Exception as error:  # noqa: BLE001
            broken.append(error)
        connection.close()

    threads = [threading.Thread(target=hold), threading.Thread(target=follow)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert broken == []
    return refusals


@pytest.fixture
def campaign(school, calendar) -> Campaign:
    return CampaignFactory(school=school, state="RUNNING", sums_up_on=date(2023, 5, 20))


@pytest.fixture
def closing(school, principal, at):
    return lambda: close_year(school, YEAR, reason=WHY, actor=User.objects.get(pk=principal.pk), at=at)


@pytest.fixture
def writing(campaign, principal, at):
    actor = {"actor": User.objects.get(pk=principal.pk), "at": at}
    return lambda: write_summary(campaign, summary=SUMMARY, version=campaign.version, **actor)


@pytest.fixture
def opening(school, calendar, principal, at):
    """Of a round that stops the closing for as long as it is not over."""
    days = {"opens_on": at.date(), "closes_on": at.date(), "decides_on": at.date()}
    review = ReviewFactory(school=school, year=YEAR, state="DRAFT", **days)
    return lambda: open_review(review, actor=User.objects.get(pk=principal.pk), at=at)


def is_closed() -> bool:
    return YearClosing.objects.filter(state="CLOSED").exists()


def archived_summaries(school, principal, at) -> list[str | None]:
    archive = ask_for_archive(school, YEAR, actor=principal, at=at)
    make_archive(archive, at=at)
    archive.refresh_from_db()
    with zipfile.ZipFile(io.BytesIO(archive.file.read())) as package:
        sheet = openpyxl.load_workbook(io.BytesIO(package.read("danh-sach/phong-trao.xlsx"))).active
    return [row[6] for row in sheet.iter_rows(min_row=5, values_only=True)]


def test_what_was_being_written_when_the_year_was_closed_is_in_its_archive(writing, closing, school, principal, at):
    assert one_after_the_other(writing, closing) == []

    assert is_closed()
    assert archived_summaries(school, principal, at) == [SUMMARY]


def test_what_comes_while_the_year_is_being_closed_is_refused_and_not_in_its_archive(
    closing, writing, school, principal, at
):  # fmt: skip
    refusals = one_after_the_other(closing, writing)

    assert "Năm thi đua 2022–2023 đã khép ngày 10/07/2023" in refusals[0]
    assert archived_summaries(school, principal, at) == [None]


def test_a_round_that_is_being_opened_stops_the_closing(opening, closing):
    assert one_after_the_other(opening, closing) == ["Đợt xét khen thưởng chưa kết thúc: 1."]
    assert not is_closed()


def on_postgresql_alone() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one transaction write at a time: whoever comes second sees all of the first.")


def test_without_the_second_question_a_closed_year_changes(closing, writing, campaign, monkeypatch):
    on_postgresql_alone()
    monkeypatch.setattr("thiduakt.audit.services.refuse_closed", lambda row: None)

    assert one_after_the_other(closing, writing) == []
    campaign.refresh_from_db()
    assert (is_closed(), campaign.summary) == (True, SUMMARY)


def test_without_the_head_of_the_log_a_year_is_closed_over_an_open_round(opening, closing, monkeypatch):
    on_postgresql_alone()
    monkeypatch.setattr("awards.closing.services.closing.hold_head", lambda school: None)

    assert one_after_the_other(opening, closing) == []
    assert is_closed()
