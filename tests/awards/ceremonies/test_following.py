"""An award that is cancelled is not handed over any more; whoever a correction names again is called up where they were."""

from datetime import date, timedelta

import pypdfium2
import pytest

from awards.ceremonies.models import Recipient
from awards.ceremonies.printing import SHEETS, cards, printed
from awards.ceremonies.queries import called, seats_of, to_hand_over
from awards.ceremonies.services.following import follow_correction
from awards.ceremonies.services.handing import hand_all, mark
from awards.ceremonies.services.planning import mark_held, save_ceremony
from awards.certificates.tasks import print_certificates
from awards.decisions.models import AwardDecision
from awards.decisions.services.drafting import remove_line
from awards.decisions.services.ending import begin_cancellation, begin_correction
from awards.decisions.services.papers import begin_cancellation_paper, begin_paper
from tests.factories.decisions import AwardDecisionFactory, AwardLineFactory, drafted, held_review, in_force, passed, walked
from tests.factories.documents import DocumentFactory
from tests.factories.school import PersonFactory
from thiduakt.documents.kinds import Kind

from .conftest import VALUES

pytestmark = pytest.mark.django_db
NAMES = ("Nguyễn Thị Ánh", "Vũ Thị Ẩn", "Đỗ Thị Đào")  # as the decision names them
GROUND = {"ground": "a", "finding": "Hiệu trưởng kết luận: kê khai thêm giờ dạy tốt.", "found_on": date(2023, 10, 3)}


@pytest.fixture
def decision(school, secretary, principal, clerk, at):
    """By its whole road."""
    review = held_review(school)
    people = [PersonFactory(school=school, full_name=name) for name in NAMES]
    draft = drafted(review, [passed(review, person=person) for person in people], actor=secretary, at=at)
    return in_force(draft, principal=principal, clerk=clerk, at=at)


@pytest.fixture
def cancel(decision, principal, clerk, at):
    def act(*names):
        lines = list(decision.lines.filter(holder_name__in=names))
        row = begin_cancellation(decision, lines, **GROUND, actor=principal, at=at)
        walked(begin_cancellation_paper(row, actor=principal, at=at), principal, clerk, at)

    return act


@pytest.fixture
def correct(decision, principal, secretary, clerk, at):
    """The decision without the line of this name, or as it was."""

    def act(without=""):
        newer = begin_correction(decision, actor=principal, at=at)
        for line in newer.lines.filter(holder_name=without):
            remove_line(line, version=newer.version, actor=secretary, at=at)
        walked(begin_paper(newer, actor=principal, at=at), principal, clerk, at)
        return AwardDecision.objects.get(pk=newer.pk)

    return act


def names(one):
    return [[recipient.line.holder_name for recipient in each.recipients] for each in called(one)]


def words_of(pdf):
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)).split())


def test_who_was_cancelled_is_on_no_list_and_no_seat(ceremony, cancel, again):
    cancel("Nguyễn Thị Ánh")

    one = again(ceremony)
    assert names(one) == [["Vũ Thị Ẩn", "Đỗ Thị Đào"]]
    papers = [printed(one, make(one)) for make in SHEETS.values()]
    told = " ".join(words_of(paper) for paper in [*papers, cards(one)])
    assert "Đỗ Thị Đào" in told
    assert "Nguyễn Thị Ánh" not in told


def test_the_file_of_certificates_that_was_drawn_before_is_given_to_nobody(ceremony, cancel, client, secretary, at):
    run = print_certificates(
        [one.line for one in ceremony.recipients.in_order()], name="Theo thứ tự", actor=secretary, at=at
    )
    url = f"{run.get_absolute_url()}giay-khen.pdf"
    client.force_login(secretary)
    assert client.get(url).status_code == 200

    cancel("Nguyễn Thị Ánh")

    assert client.get(url).status_code == 404


def test_who_is_corrected_is_called_up_in_the_same_place(ceremony, correct, again, secretary, at):
    newer = correct()

    one = again(ceremony)
    assert names(one) == [list(NAMES)]
    assert {recipient.line.decision for recipient in one.recipients.all()} == {newer}
    assert [seat.name for seat in seats_of(one)] == list(NAMES)
    assert list(one.decisions.all()) == [newer]
    assert to_hand_over(one.school_id, at.date()) == []
    save_ceremony(one, VALUES, [newer], version=one.version, actor=secretary, at=at)


def test_who_is_left_out_by_a_correction_leaves(ceremony, correct, again):
    correct(without="Đỗ Thị Đào")

    assert names(again(ceremony)) == [["Nguyễn Thị Ánh", "Vũ Thị Ẩn"]]
    assert Recipient.objects.count() == 2


def test_what_was_handed_over_stays_handed_over_when_the_decision_is_corrected(
    ceremony, turns, people, correct, again, secretary, at
):
    mark(ceremony, {people[1].pk: {"handing": "LATER", "received_by": "", "handed_on": None}}, actor=secretary, at=at)
    hand_all(turns[0], actor=secretary, at=at)
    mark_held(ceremony, actor=secretary, at=at)

    newer = correct()

    one = again(ceremony)
    assert [recipient.handing for recipient in one.recipients.standing().in_order()] == ["HANDED", "LATER", "HANDED"]
    assert one.decisions.count() == 2
    told = {"handing": "AFTERWARDS", "received_by": "", "handed_on": at.date()}
    mark(one, {one.recipients.get(line__holder_name="Vũ Thị Ẩn").pk: told}, actor=secretary, at=at + timedelta(days=1))
    assert to_hand_over(newer.school_id, at.date()) == []


def test_a_ceremony_whose_decision_was_cancelled_after_all_goes_on_with_another(
    ceremony, turns, cancel, again, secretary, at
):
    hand_all(turns[0], actor=secretary, at=at)
    cancel(*NAMES)
    other = AwardDecisionFactory(school=ceremony.school, state="IN_FORCE", origin="SUPERIOR")
    AwardLineFactory(decision=other)

    save_ceremony(ceremony, VALUES, [other], version=again(ceremony).version, actor=secretary, at=at)

    assert [len(each.recipients) for each in called(again(ceremony))] == [0, 1]


def test_a_decision_of_which_nobody_is_left_is_offered_to_no_ceremony(decision, cancel, at):
    assert to_hand_over(decision.school_id, at.date()) == [decision]

    cancel(*NAMES)

    assert to_hand_over(decision.school_id, at.date()) == []


def test_whoever_a_correction_gives_another_honor_waits_for_a_turn(
    ceremony, decision, principal, secretary, clerk, at, again
):
    newer = begin_correction(decision, actor=principal, at=at)
    newer.lines.filter(holder_name="Vũ Thị Ẩn").update(code="GK_HT_KHAC", honor_name="Giấy khen về việc khác")
    newer.document = DocumentFactory(school=newer.school, kind=Kind.DECISION)
    newer.state = "IN_FORCE"
    newer.save()

    follow_correction(newer.document, principal, at)

    assert names(again(ceremony)) == [["Nguyễn Thị Ánh", "Đỗ Thị Đào"], ["Vũ Thị Ẩn"]]
    assert called(ceremony)[-1].turn is None
