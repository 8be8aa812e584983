from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.factories.ledger import AuthorFactory, HonorEntryFactory, UseFactory, ending
from thiduakt.audit.models import AuditEvent
from thiduakt.ledger.enums import EntryKind, Source
from thiduakt.ledger.models import HonorEntry, InitiativeUse
from thiduakt.ledger.services.ending import revoke, strike

pytestmark = pytest.mark.django_db
DECIDED = {
    "ground": "a",
    "reason": "Sáng kiến sao chép của người khác.",
    "decision_number": "2101/QĐ-UBND",
    "decided_on": date(2023, 9, 20),
    "issuer": "Chủ tịch UBND quận Long Biên",
}


@pytest.fixture
def entry(school):
    return HonorEntryFactory(person__school=school, citation="Hai mươi năm nuôi dạy trẻ")


def test_an_honor_is_revoked_by_a_later_line(entry, secretary, at):
    before = HonorEntry.objects.values().get()

    line = revoke(entry, **DECIDED, actor=secretary, at=at)

    line.refresh_from_db()
    assert (line.kind, line.ends, line.ground, line.reason) == (EntryKind.REVOKED, entry, "a", DECIDED["reason"])
    assert (line.person, line.code, line.year, line.holder_name) == (entry.person, "LDTT", 2022, "Đỗ Thị Đào")
    assert (line.decision_number, line.decided_on) == ("2101/QĐ-UBND", date(2023, 9, 20))
    assert HonorEntry.objects.values().get(pk=entry.pk) == before
    assert not HonorEntry.objects.standing().exists()
    event = AuditEvent.objects.get()
    assert (event.verb, event.object_id, event.reason) == ("ledger.revoke", entry.pk, DECIDED["reason"])


def test_a_slip_of_the_pen_is_struck(entry, principal, at):
    line = strike(entry, reason=" Ghi nhầm người cùng tên. ", actor=principal, at=at)

    assert (line.kind, line.ends, line.ground, line.reason) == (EntryKind.STRUCK, entry, "", "Ghi nhầm người cùng tên.")
    assert not HonorEntry.objects.standing().exists()
    assert AuditEvent.objects.get().verb == "ledger.strike"


@pytest.mark.parametrize("who", ["clerk", "teacher", "group_head", "deputy", "inspector", "technician", "stranger"])
def test_only_principal_and_secretary_correct_the_ledger(who, entry, at, request):
    actor = request.getfixturevalue(who)

    with pytest.raises(PermissionDenied):
        revoke(entry, **DECIDED, actor=actor, at=at)
    with pytest.raises(PermissionDenied):
        strike(entry, reason="Ghi nhầm.", actor=actor, at=at)

    assert HonorEntry.objects.standing().exists()


@pytest.mark.parametrize(
    ("told", "field", "sentence"),
    [
        ({"ground": ""}, "ground", "Cần chọn lý do theo Điều 93."),
        ({"ground": "z"}, "ground", "chọn một mục"),
        ({"reason": "  "}, "reason", "Thầy/cô cần ghi rõ lý do."),
        ({"decision_number": ""}, "decision_number", "Cần ghi số quyết định hủy."),
        ({"decision_number": "9" * 61}, "decision_number", "60"),
        ({"decided_on": None}, "decided_on", "Cần ghi ngày quyết định hủy."),
        ({"decided_on": date(2023, 10, 6)}, "decided_on", "không được sau hôm nay"),
        ({"decided_on": date(2023, 6, 29)}, "decided_on", "không được trước ngày quyết định tặng, 30/06/2023"),
        ({"issuer": " "}, "issuer", "Cần ghi người, cơ quan quyết định hủy."),
    ],
)
def test_a_revocation_needs_its_decision_and_its_ground(told, field, sentence, entry, secretary, at):
    with pytest.raises(ValidationError) as refusal:
        revoke(entry, **DECIDED | told, actor=secretary, at=at)

    assert list(refusal.value.message_dict) == [field]
    assert sentence in refusal.value.messages[0]
    assert HonorEntry.objects.count() == 1


def test_a_strike_needs_a_reason(entry, secretary, at):
    with pytest.raises(ValidationError, match="lý do"):
        strike(entry, reason="", actor=secretary, at=at)


@pytest.mark.parametrize("kind", [EntryKind.REVOKED, EntryKind.STRUCK])
def test_what_is_ended_is_not_ended_again(kind, entry, secretary, at):
    ending(entry, kind)

    with pytest.raises(ValidationError, match="Dòng này đã có dòng"):
        revoke(entry, **DECIDED, actor=secretary, at=at)
    with pytest.raises(ValidationError, match="Dòng này đã có dòng"):
        strike(entry, reason="Ghi nhầm.", actor=secretary, at=at)


def test_the_ending_line_itself_is_not_ended(entry, secretary, at):
    line = ending(entry)

    with pytest.raises(ValidationError, match="chỉ hủy, gạch bỏ được dòng ghi nhận"):
        strike(line, reason="Ghi nhầm.", actor=secretary, at=at)


def test_what_was_issued_here_is_not_struck(school, secretary, at):
    entry = HonorEntryFactory(person__school=school, source=Source.ISSUED_HERE)

    with pytest.raises(ValidationError, match="phải có quyết định hủy"):
        strike(entry, reason="Ghi nhầm.", actor=secretary, at=at)


def test_the_initiative_that_a_slip_used_is_free_again(entry, secretary, at):
    UseFactory(author=AuthorFactory(person=entry.person), entry=entry)

    strike(entry, reason="Ghi nhầm.", actor=secretary, at=at)

    assert not InitiativeUse.objects.exists()


def test_the_initiative_that_a_revoked_honor_used_stays_used(entry, secretary, at):
    UseFactory(author=AuthorFactory(person=entry.person), entry=entry)

    revoke(entry, **DECIDED, actor=secretary, at=at)

    assert InitiativeUse.objects.exists()
