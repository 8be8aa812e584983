"""A superior cancels what it decided: entered once for all its lines, and each leaves the ledger by that decision."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from awards.decisions.enums import DecisionState
from awards.decisions.models import AwardDecision, AwardLine, Cancellation
from awards.decisions.queries import sent_up
from awards.decisions.services.superior_ends import (
    SuperiorsCancellation,
    record_superior_cancellation,
    strike_superior,
)
from awards.decisions.services.superiors import SuperiorsDecision, record_superior
from awards.packs.models import Pack
from tests.awards.decisions.test_superiors import scan
from tests.factories.decisions import passed
from tests.factories.packs import PackFactory
from tests.factories.school import PersonFactory
from thiduakt.ledger.models import HonorEntry
from thiduakt.notices.models import Notice
from thiduakt.workflow import MoveRefusedError

pytestmark = pytest.mark.django_db
NAMES = ("Phùng Thị Ước", "Đỗ Thị Đào", "Lò Văn Ỏn")
TOLD = {
    "number": "9/QĐ-UBND", "decided_on": date(2023, 10, 5), "issuer": "Chủ tịch UBND quận Long Biên", "ground": "d",
    "finding": "Thanh tra quận kết luận: chấm sai quy định.", "found_on": date(2023, 10, 4),
}  # fmt: skip


@pytest.fixture
def above(review, school, secretary, at) -> AwardDecision:
    """Of three people."""
    dossiers = [
        passed(review, person=PersonFactory(school=school, full_name=name), code="CSTDCS", honor_name="CSTĐ cơ sở")
        for name in NAMES
    ]
    told = {"name": "Công nhận danh hiệu", "number": "1520/QĐ-UBND", "issuer": "Chủ tịch UBND quận Long Biên"}
    decision = SuperiorsDecision(**told, decided_on=date(2023, 10, 2), year=2023, awarded=dossiers)
    return record_superior(decision, actor=secretary, at=at)


@pytest.fixture
def cancel(above, secretary, at):
    def act(count: int, files=(), actor=secretary, **changes) -> Cancellation:
        told = SuperiorsCancellation(**TOLD | changes)
        return record_superior_cancellation(above, list(above.lines.all()[:count]), told, files, actor=actor, at=at)

    return act


def test_each_line_leaves_the_ledger_by_the_number_of_the_superior(cancel, above) -> None:
    row = cancel(2, [scan()])
    above.refresh_from_db()
    assert (above.state, row.superior_told) == (
        DecisionState.IN_FORCE, "Quyết định 9/QĐ-UBND ngày 05/10/2023 của Chủ tịch UBND quận Long Biên",
    )  # fmt: skip
    ended = HonorEntry.objects.filter(kind="REVOKED").order_by("pk")
    assert {(one.ends.holder_name, one.ground, one.decision_number) for one in ended} == {
        (line.holder_name, "d", "9/QĐ-UBND") for line in above.lines.all()[:2]
    }
    assert [line.is_cancelled for line in above.lines.all()] == [True, True, False]
    assert AwardLine.objects.standing().count() == 1
    assert above.files.get().original_name == "qd-1520.png"
    assert Notice.objects.filter(subject__startswith="Khen thưởng bị hủy").count() == 2


def test_of_all_lines_the_decision_is_cancelled(cancel, above) -> None:
    cancel(3)
    above.refresh_from_db()
    assert above.state == DecisionState.CANCELLED
    assert not HonorEntry.objects.standing().exists()


def test_what_is_cancelled_is_not_cancelled_again(cancel) -> None:
    cancel(1)
    with pytest.raises(ValidationError, match="còn hiệu lực"):
        cancel(2)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"number": " "}, "Thầy/cô ghi như trên quyết định hủy"),
        ({"decided_on": date(2023, 10, 6)}, "không được sau hôm nay"),
        ({"decided_on": date(2023, 10, 1)}, "trước ngày quyết định tặng, 02/10/2023"),
        ({"found_on": date(2023, 10, 6)}, "không được sau ngày quyết định hủy"),
        ({"ground": "e"}, "Điều 93"),
        ({"finding": " "}, "ai kết luận"),
    ],
)
def test_what_lacks_is_asked_for_and_nothing_is_entered(cancel, changes, sentence) -> None:
    with pytest.raises(ValidationError, match=sentence):
        cancel(1, **changes)
    assert AwardLine.objects.standing().count() == 3


@pytest.mark.parametrize("who", ["principal", "teacher", "accountant", "stranger"])
def test_nobody_but_secretary_and_clerk_enters_it(who, request, cancel) -> None:
    with pytest.raises(PermissionDenied):
        cancel(1, actor=request.getfixturevalue(who))


def test_what_the_school_decided_is_not_cancelled_so(decided, secretary, at) -> None:
    told, lines = SuperiorsCancellation(**TOLD), list(decided.lines.all())
    with pytest.raises(MoveRefusedError, match="quyết định của cấp trên"):
        record_superior_cancellation(decided, lines, told, actor=secretary, at=at)


def test_what_was_entered_wrongly_is_struck_and_its_dossiers_wait_again(above, secretary, school, client, at) -> None:
    assert sent_up(school.pk, at.date()) == []
    client.force_login(secretary)
    address = reverse("decisions:superior_strike", args=[above.pk])
    client.post(address, {"reason": " "})
    assert AwardDecision.objects.filter(pk=above.pk).exists()
    assert client.post(address, {"reason": "Ghi nhầm số."}).status_code == 302
    assert not AwardDecision.objects.filter(pk=above.pk).exists()
    assert HonorEntry.objects.filter(kind="STRUCK").count() == 3
    assert not HonorEntry.objects.standing().exists()
    assert len(sent_up(school.pk, at.date())) == 3


def test_a_line_that_the_ledger_had_before_stays_when_the_result_is_struck(above, secretary, at) -> None:
    AwardLine.objects.filter(pk=above.lines.first().pk).update(was_known=True)
    strike_superior(above, reason="Ghi nhầm năm.", actor=secretary, at=at)
    assert HonorEntry.objects.standing().count() == 1


def test_what_a_room_above_uses_is_not_struck(above, review, secretary, teacher, at) -> None:
    pack = PackFactory(review=review, state="SENT")
    Pack.objects.filter(pk=pack.pk).update(state="DECIDED", decision=above)
    with pytest.raises(MoveRefusedError, match="bộ hồ sơ trình"):
        strike_superior(above, reason="Ghi nhầm.", actor=secretary, at=at)
    with pytest.raises(PermissionDenied):
        strike_superior(above, reason="Ghi nhầm.", actor=teacher, at=at)


def test_it_is_entered_on_the_page_of_the_decision(client, above, secretary, teacher, stranger) -> None:
    address = reverse("decisions:superior_cancel", args=[above.pk])
    days = {"decided_on": "05/10/2023", "found_on": "04/10/2023"}
    typed = TOLD | days | {"lines": [line.pk for line in above.lines.all()[:2]]}
    assert client.post(address, typed).status_code == 302
    for who, status in ((teacher, 403), (stranger, 403)):
        client.force_login(who)
        assert client.post(address, typed).status_code == status
    client.force_login(secretary)
    assert address in client.get(above.get_absolute_url()).text
    refused = client.post(address, typed | {"number": ""})
    assert "Thanh tra quận kết luận" in refused.text
    page = client.post(address, typed, follow=True).text
    assert "Quyết định 9/QĐ-UBND ngày 05/10/2023 của Chủ tịch UBND quận Long Biên" in page
    assert client.get(reverse("decisions:superior_cancel", args=[above.pk + 100])).status_code == 404
