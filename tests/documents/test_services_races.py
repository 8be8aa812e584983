"""A start number that is approved while a paper takes a number from the same series: one of the two waits for the other."""

import threading
import time
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from tests.factories.documents import DocumentFactory
from thiduakt.documents.enums import SeriesMode
from thiduakt.documents.invariants import problems
from thiduakt.documents.models import Document, NumberSeries
from thiduakt.documents.services.issuing import issue_document
from thiduakt.documents.services.openings import decide_opening, propose_opening
from thiduakt.school.models import School

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2023, 10, 5)
HELD = 0.5  # seconds that the first one keeps its locks: the second is at the door by then


@pytest.fixture
def document(transactional_db, principal):
    return DocumentFactory(school=principal.school, signer=principal.person, state="SIGNED")


@pytest.fixture
def opening(transactional_db, clerk, at):
    return propose_opening(
        year=2023, series="KH", last=50, last_date=date(2023, 9, 29), mode=SeriesMode.AUTO, reason="Sổ giấy.",
        actor=clerk, at=at,
    )  # fmt: skip


def one_after_the_other(first, second):
    """`first` holds its transaction open while `second` runs in a thread; the refusals of `second`."""
    begun, refusals = threading.Event(), []

    def hold():
        with transaction.atomic():
            first()
            begun.set()
            time.sleep(HELD)
        connection.close()

    def follow():
        begun.wait(10)
        try:
            second()
        except ValidationError as refusal:
            refusals.extend(refusal.messages)
        connection.close()

    threads = [threading.Thread(target=hold), threading.Thread(target=follow)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refusals


def test_a_start_number_is_refused_while_a_number_is_being_taken(document, opening, principal, clerk, at):
    refusals = one_after_the_other(
        lambda: issue_document(document, issued_on=TODAY, actor=clerk, at=at),
        lambda: decide_opening(opening, "approve", actor=principal, at=at),
    )

    assert refusals == ["Dãy số này đã cấp số cho văn bản, không đặt lại số khởi đầu được."]
    assert NumberSeries.objects.values_list("first", "last").get() == (1, 1)
    assert list(problems(School.objects.all())) == []


def test_a_number_waits_for_the_start_number_that_is_being_approved(document, opening, principal, clerk, at):
    refusals = one_after_the_other(
        lambda: decide_opening(opening, "approve", actor=principal, at=at),
        lambda: issue_document(document, issued_on=TODAY, actor=clerk, at=at),
    )

    assert refusals == []
    assert Document.objects.get(pk=document.pk).number == 51
    assert list(problems(School.objects.all())) == []
