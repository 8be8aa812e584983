"""What certificates ask of somebody among the work of the day."""

import pytest

from awards.certificates.services.printing import How, confirm_run, draw_run, start_run
from tests.factories.certificates import AT, lines_of
from thiduakt.home.tasks.certificates import URGES, certificate_tasks

pytestmark = pytest.mark.django_db


def asked(user) -> list[str]:
    return [task.label for task in certificate_tasks(user, AT)]


def test_a_new_decision_waits_to_be_printed_until_it_is(decision, certificates, clerk, teacher):
    (task,) = certificate_tasks(clerk, AT)
    assert (task.label, task.title) == (URGES["print"], decision.name)
    assert task.url == f"/giay-khen/quyet-dinh/{decision.pk}/"
    assert asked(teacher) == []

    run = start_run(lines_of(decision), name="Giấy khen", how=How(), actor=clerk, at=AT)
    assert asked(clerk) == []
    draw_run(run, at=AT)
    assert asked(clerk) == [URGES["confirm"]]
    confirm_run(run, spoiled=0, reason="", actor=clerk, at=AT)
    assert asked(clerk) == []


def test_nobody_is_asked_for_another_school(decision, certificates, stranger):
    assert asked(stranger) == []


def test_the_page_of_the_decision_leads_to_its_certificates(client, decision, certificates, clerk):
    client.force_login(clerk)
    page = client.get(decision.get_absolute_url()).content.decode()
    assert f"/giay-khen/quyet-dinh/{decision.pk}/" in page
    assert "3 giấy khen, đã in 0" in page
