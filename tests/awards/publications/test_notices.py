"""The list of a notice: whole, under one name, and what the public may see on the day of its number."""

import pytest

from awards.decisions.models import AwardLine
from awards.publications.models import PupilConsent
from awards.publications.queries import signed_with
from awards.publications.services.consenting import withdraw_consent
from awards.publications.services.publishing import begin_notice, save_publication
from tests.factories.decisions import signed, walked
from tests.factories.publications import both_agreed
from thiduakt.documents.models import Document
from thiduakt.documents.services.issuing import issue_document, send_back
from thiduakt.workflow import MoveRefusedError

from .test_services import VALUES

pytestmark = pytest.mark.django_db


def test_a_notice_whose_title_was_changed_has_one_list(draft, clerk, at, again):
    begin_notice(draft, actor=clerk, at=at)

    save_publication(draft, VALUES | {"title": "Tên khác"}, version=1, actor=clerk, at=at)

    assert [one["title"] for one in again(draft).paper.appendices] == ["Danh sách Tên khác"]


def test_a_long_list_is_parted_and_loses_nobody(draft, line, clerk, at):
    told = {"decision": line.decision, "holder_kind": "PERSON", "person": line.person, "honor_name": line.honor_name}
    more = [AwardLine(**told, position=place, holder_name=f"Người {place}", code=f"K{place}") for place in range(3, 503)]
    AwardLine.objects.bulk_create(more)

    first, second = begin_notice(draft, actor=clerk, at=at).appendices

    assert [len(part["table"]["rows"]) for part in (first, second)] == [500, 2]
    assert (first["closing"], second["closing"]) == ("", "Danh sách này có 502 cá nhân, tập thể./.")
    assert second["table"]["rows"][0][0] == "501"


def test_a_signed_notice_gets_no_number_once_a_consent_was_withdrawn(draft, pupil, clerk, principal, at, again):
    both_agreed(pupil)
    paper = begin_notice(draft, actor=clerk, at=at)
    Document.objects.filter(pk=paper.pk).update(bases=["Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022"])
    paper = signed(Document.objects.get(pk=paper.pk), principal, at)

    withdraw_consent(PupilConsent.objects.first(), actor=clerk, at=at)
    assert signed_with(pupil) == [draft]
    with pytest.raises(MoveRefusedError, match="có đồng ý đã rút"):
        issue_document(paper, issued_on=at.date(), actor=clerk, at=at)

    send_back(paper, actor=principal, at=at, reason="Danh sách đã đổi.")
    begin_notice(again(draft), actor=clerk, at=at)
    issued = walked(again(draft).paper, principal, clerk, at)
    assert issued.is_numbered
    assert "Bảo An" not in str(issued.snapshot)
    assert signed_with(pupil) == []
