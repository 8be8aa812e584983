"""Bản chụp biên bản kiểm phiếu giấy: who sends it, when, and who reads it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from nominations.sessions.models import CountScan, Item
from nominations.sessions.services.conflicts import declare_conflict
from nominations.sessions.services.scanning import attach_scans
from nominations.sessions.services.voting import check_counts, conclude, enter_counts
from tests.factories.sessions import Table, closed_review, counted, opened, paper, ready_dossier
from tests.factories.targets import photo, upload
from thiduakt.files.storage import read
from thiduakt.workflow import MoveRefusedError

pytestmark = pytest.mark.django_db
NOTE = "Là chị em họ của người được xét."


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def live(school, principal, secretary, now) -> Table:
    today = timezone.localdate(now)
    review = closed_review(school, closes_on=today, decides_on=today)
    ready_dossier(review, code="LDTT")
    ready_dossier(review, code="LDTT")
    return opened(school, review, chair=principal, secretary=secretary, at=now, held_on=today)


@pytest.fixture
def item(live, now) -> Item:
    """The first of two, counted on paper and concluded; one member takes no part in the other."""
    first, second = live.session.items.all()
    declare_conflict(second, NOTE, actor=live.members[0], at=now)
    enter_counts(first, "PAPER", paper(9), actor=live.tellers[0], at=now)
    check_counts(first, paper(9), actor=live.tellers[1], at=now)
    conclude(first, actor=live.secretary, at=now)
    return first


def address(name: str, key: int) -> str:
    return reverse(f"sessions:{name}", args=[key])


def test_tellers_attach_what_they_signed_and_whoever_takes_part_in_all_reads_it(
    client, live, item, stranger, teacher, inspector
) -> None:
    client.force_login(live.tellers[0])
    page = live.session.get_absolute_url()
    assert address("scan", item.pk) in client.get(page).content.decode()
    told = client.post(address("scan", item.pk), {"files": upload("kiem-phieu.jpg")}, follow=True).content.decode()
    scan = CountScan.objects.get()
    assert "Bản chụp kiểm phiếu: kiem-phieu.jpg" in told
    readers = {user: client.force_login(user) or client.get(address("scan_file", scan.pk)).status_code for user in (
        live.chair, live.secretary, live.members[1], inspector, live.members[0], teacher, stranger,
    )}  # fmt: skip
    assert list(readers.values()) == [200, 200, 200, 200, 404, 404, 404]
    client.force_login(live.members[0])
    assert "kiem-phieu.jpg" not in client.get(page).content.decode()
    client.logout()
    assert client.get(address("scan_file", scan.pk)).status_code == 302


def test_who_does_not_count_attaches_nothing(client, live, item, stranger, teacher) -> None:
    for user, status in ((live.members[1], 403), (teacher, 404), (stranger, 404)):
        client.force_login(user)
        assert client.post(address("scan", item.pk), {"files": upload()}).status_code == status
    client.logout()
    assert client.post(address("scan", item.pk), {"files": upload()}).status_code == 302
    assert not CountScan.objects.exists()


def test_who_is_concerned_attaches_nothing(live, item, now) -> None:
    first, second = live.session.items.all()
    enter_counts(second, "PAPER", paper(8), actor=live.tellers[0], at=now)
    check_counts(second, paper(8), actor=live.tellers[1], at=now)
    conclude(second, actor=live.secretary, at=now)
    live.session.tellers.add(live.seat(live.members[0]))
    with pytest.raises(PermissionDenied):
        attach_scans(second, [upload()], actor=live.members[0], at=now)
    attach_scans(first, [upload()], actor=live.members[0], at=now)


def test_what_is_sent_anew_takes_the_place_of_what_was(live, item, now, django_capture_on_commit_callbacks) -> None:
    attach_scans(item, [upload()], actor=live.secretary, at=now)
    before = CountScan.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        attach_scans(item, [upload("b.jpg", photo(size=(50, 40)))], actor=live.secretary, at=now)
    assert [scan.original_name for scan in CountScan.objects.all()] == ["b.jpg"]
    assert read("counts", before.sha256) is None


def test_only_pictures_and_pdf_are_taken(client, live, item, now) -> None:
    client.force_login(live.secretary)
    told = client.post(address("scan", item.pk), {"files": upload("a.txt", b"9 phieu")}).content.decode()
    assert "a.txt: Chỉ nhận" in told
    assert "Thầy/cô chọn bản chụp" in client.post(address("scan", item.pk), {}).content.decode()
    assert not CountScan.objects.exists()


def test_only_a_concluded_vote_on_paper_has_a_scan_until_the_record_is_issued(live, item, now) -> None:
    second = live.session.items.last()
    with pytest.raises(MoveRefusedError, match="bỏ phiếu giấy đã kết luận"):
        attach_scans(second, [upload()], actor=live.secretary, at=now)
    enter_counts(second, "HANDS", counted(8), actor=live.secretary, at=now)
    conclude(second, actor=live.secretary, at=now)
    with pytest.raises(MoveRefusedError, match="bỏ phiếu giấy đã kết luận"):
        attach_scans(second, [upload()], actor=live.secretary, at=now)
    type(live.session).objects.update(state="CALLED", total=None, quorum="")
    with pytest.raises(MoveRefusedError, match="đã mời họp"):
        attach_scans(item, [upload()], actor=live.secretary, at=now)
    with pytest.raises(ValidationError, match=r"a\.docx"):
        attach_scans(item, [upload("a.docx", b"PK")], actor=live.secretary, at=now)
