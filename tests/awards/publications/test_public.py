"""The school's page for everybody in the world: without signing in, as the books stand at that moment, and nothing else."""

from datetime import date

import pytest
from django.urls import reverse

from awards.decisions.models import AwardDecision, AwardLine
from awards.publications.models import Publication, PupilConsent
from awards.publications.services.consenting import withdraw_consent
from awards.publications.services.publishing import withdraw
from campaigns.exemplars.enums import ExemplarState
from tests.factories.decisions import CancellationFactory
from tests.factories.exemplars import ExemplarFactory
from tests.factories.honors import choice, stored
from tests.factories.ledger import HonorEntryFactory
from tests.factories.publications import PublicationFactory, both_agreed

pytestmark = pytest.mark.django_db


def text_of(response):
    return response.content.decode()


def front(school):
    return reverse("public_front", args=[school.code])


def address(one):
    return reverse("public_publication", args=[one.school.code, one.pk])


def test_a_list_is_read_without_signing_in(client, publication):
    page = text_of(client.get(address(publication)))

    for told in ("Đỗ Thị Đào", "Giáo viên, Tổ mẫu giáo lớn", "Một học sinh lớp 5A", publication.decision.notation):
        assert told in page


def test_it_tells_nothing_else_of_whom_it_names(client, publication, pupil, line, clerk):
    """No sum, no birthday, no code, no article of what they did; no name of whoever published it."""
    both_agreed(pupil)
    Publication.objects.update(published_by=clerk)

    page = text_of(client.get(address(publication)))

    assert "Nguyễn Ngọc Bảo An" in page
    for hidden in ("720.000", "lương cơ sở", "HS77", "2018", "cờ vua", "giờ dạy tốt", str(clerk)):
        assert hidden not in page


def test_taken_down_it_is_gone_at_once(client, publication, school, clerk, at):
    assert client.get(address(publication)).status_code == 200

    withdraw(publication, reason="Sai tên.", actor=clerk, at=at)

    assert client.get(address(publication)).status_code == 404
    assert publication.title not in text_of(client.get(front(school)))


def test_nothing_of_it_stays_in_a_cache(client, publication, school):
    for page in (front(school), address(publication)):
        assert client.get(page)["Cache-Control"] == "no-store, private"


def test_a_consent_that_is_withdrawn_hides_the_name_at_once(client, publication, pupil, clerk, at):
    both_agreed(pupil)
    assert "Bảo An" in text_of(client.get(address(publication)))

    withdraw_consent(PupilConsent.objects.get(whose="GUARDIAN"), actor=clerk, at=at)

    assert "Bảo An" not in text_of(client.get(address(publication)))


def test_a_cancelled_line_is_gone_at_once(client, publication, line):
    cancellation = CancellationFactory(
        decision=publication.decision, state="IN_FORCE", document=publication.decision.document
    )

    AwardLine.objects.filter(pk=line.pk).update(cancellation=cancellation)

    assert "Đỗ Thị Đào" not in text_of(client.get(address(publication)))


@pytest.mark.parametrize("state", ["REPLACED", "CANCELLED"])
def test_with_its_decision_the_whole_list_is_gone(client, publication, school, state):
    AwardDecision.objects.update(state=state)

    assert client.get(address(publication)).status_code == 404
    assert publication.title not in text_of(client.get(front(school)))


@pytest.mark.parametrize(
    "changed",
    [
        {"state": "DRAFT"},
        {"state": "WITHDRAWN"},
        {"shown_from": date(2098, 1, 1)},
        {"shown_until": date(2021, 1, 1)},
        {"on_page": False, "places": "Bảng tin"},
    ],
)
def test_what_is_not_shown_there_today_is_not_there(client, publication, school, changed):
    Publication.objects.update(**changed)

    assert client.get(address(publication)).status_code == 404
    assert publication.title not in text_of(client.get(front(school)))


def test_under_another_school_it_is_not_there(client, publication, other_school):
    assert client.get(reverse("public_publication", args=[other_school.code, publication.pk])).status_code == 404
    assert publication.title not in text_of(client.get(front(other_school)))
    assert client.get(reverse("public_front", args=["khong-co"])).status_code == 404


def test_the_front_page_gathers_what_is_published(client, school, publication, deputy):
    HonorEntryFactory(person=deputy.person)
    roll = PublicationFactory(school=school, year=0, title="Bảng vàng của trường", state="PUBLISHED")
    exemplar = ExemplarFactory(school=school, state=ExemplarState.PUBLISHED)

    page = text_of(client.get(front(school)))

    for leads_to in (address(publication), address(roll), reverse("public_exemplar", args=[school.code, exemplar.pk])):
        assert leads_to in page


def test_a_school_that_published_nothing_says_so(client, school):
    assert "Nhà trường chưa công bố nội dung nào." in text_of(client.get(front(school)))


def test_a_roll_of_all_years_is_read_year_by_year(client, school, deputy):
    for year, name in ((2021, "Lao động tiên tiến"), (2022, "Chiến sĩ thi đua cơ sở")):
        HonorEntryFactory(person=deputy.person, year=year, honor_name=name)
    roll = PublicationFactory(school=school, year=0, state="PUBLISHED")

    newest, older = (text_of(client.get(address(roll), asked)) for asked in ({}, {"nam": "2021"}))

    assert "Chiến sĩ thi đua cơ sở" in newest
    assert "Lao động tiên tiến" not in newest
    assert "Lao động tiên tiến" in older
    for wrong in ("9999", "2021; DROP", "", "٢٠٢١"):
        assert "Chiến sĩ thi đua cơ sở" in text_of(client.get(address(roll), {"nam": wrong}))


def test_search_engines_are_kept_out_unless_the_school_lets_them_in(client, publication, school, secretary, principal, at):
    pages = (front(school), address(publication), reverse("public_exemplars", args=[school.code]))
    assert {client.get(page)["X-Robots-Tag"] for page in pages} == {"noindex, nofollow"}

    stored(choice("public_search", "yes", date(2020, 1, 1)), proposer=secretary, approver=principal, at=at)

    assert [client.get(page).has_header("X-Robots-Tag") for page in pages] == [False, False, False]


def test_only_reading_is_possible(client, publication, school):
    for page in (front(school), address(publication)):
        assert client.post(page).status_code == 405
