"""Conflicts of interest: what the records tell, what is declared, who rules, and what vanishes."""

import io

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from nominations.dossiers.models import Dossier
from nominations.sessions.models import Conflict, Item
from nominations.sessions.queries import barred_from, items_seen, takes_part_in_all
from nominations.sessions.services.conflicts import declare_conflict, rule_conflict
from nominations.sessions.services.drafting import begin_session
from nominations.sessions.services.running import call_session
from nominations.sessions.services.voting import begin_poll, conclude, enter_counts
from tests.factories.ledger import InitiativeFactory
from tests.factories.school import UserFactory
from tests.factories.sessions import AT, called, council_with_accounts, counted, opened, ready_dossier, values
from thiduakt.ledger.models import InitiativeAuthor
from thiduakt.permissions import Role
from thiduakt.school.models import Kinship
from thiduakt.workflow import MoveRefusedError

pytestmark = pytest.mark.django_db
NOTE = "Là chị em họ của người được xét."


def seen(table, user) -> set[Dossier]:
    return {item.dossier for item in items_seen(table.session, user)}


def stand_of(item, user) -> tuple[str, str]:
    return Conflict.objects.values_list("kind", "stand").get(item=item, seat__person=user.person_id)


def akin(user, person) -> None:
    """As the staff records tell."""
    Kinship.objects.create(person=user.person, relative=person, relation="chị em ruột", declared_by=user, declared_at=AT)


@pytest.fixture
def own(review, principal) -> Dossier:
    """The chair of the council is a nominee."""
    return ready_dossier(review, principal.person)


@pytest.fixture
def concerned(school, review, light, own, principal, secretary):
    """Called, with the dossier of the chair on its agenda."""
    return called(school, review, chair=principal, secretary=secretary)


def test_a_nominee_votes_on_the_own_dossier_unless_the_council_settled_otherwise(concerned, own, principal) -> None:
    assert stand_of(concerned.item(own), principal) == ("SELF", "STAYS")
    assert own in seen(concerned, principal)


def test_a_nominee_takes_no_part_where_the_school_says_so(decided, school, review, own, principal, secretary) -> None:
    decided("council_candidate", "abstains")
    table = called(school, review, chair=principal, secretary=secretary)
    assert stand_of(table.item(own), principal) == ("SELF", "RECUSED")
    assert own not in seen(table, principal)


def test_kin_by_the_staff_records_take_no_part(school, review, light, principal, secretary) -> None:
    akin(secretary, light.person)
    table = called(school, review, chair=principal, secretary=secretary)
    assert stand_of(table.item(light), secretary) == ("KIN", "RECUSED")
    assert light not in seen(table, secretary)
    assert light in seen(table, principal)


def test_who_declares_a_conflict_takes_no_part_from_then_on(concerned, light) -> None:
    member = concerned.members[0]
    assert light in seen(concerned, member)
    declare_conflict(concerned.item(light), NOTE, actor=member, at=AT)
    assert light not in seen(concerned, member)
    assert not Dossier.objects.visible_to(member, AT.date()).filter(pk=light.pk).exists()


def test_a_conflict_is_declared_with_its_reason_and_once(concerned, light) -> None:
    member, item = concerned.members[0], concerned.item(light)
    with pytest.raises(ValidationError, match="ghi rõ quan hệ"):
        declare_conflict(item, "họ hàng", actor=member, at=AT)
    declare_conflict(item, NOTE, actor=member, at=AT)
    with pytest.raises(MoveRefusedError, match="không cần khai nữa"):
        declare_conflict(item, NOTE, actor=member, at=AT)


def test_who_has_no_seat_declares_nothing(concerned, light, teacher, stranger) -> None:
    for actor in (teacher, stranger):
        with pytest.raises(PermissionDenied):
            declare_conflict(concerned.item(light), NOTE, actor=actor, at=AT)


def test_the_chair_rules_that_a_member_stays(concerned, light, principal, secretary) -> None:
    member = concerned.members[0]
    conflict = declare_conflict(concerned.item(light), NOTE, actor=member, at=AT)
    for actor in (secretary, concerned.deputy, member):
        with pytest.raises(PermissionDenied):
            rule_conflict(conflict, "STAYS", actor=actor, at=AT)
    rule_conflict(conflict, "STAYS", actor=principal, at=AT)
    assert light in seen(concerned, member)


def test_the_own_matter_of_the_chair_is_ruled_by_the_deputy(concerned, own, principal) -> None:
    conflict = Conflict.objects.get(item=concerned.item(own), seat__person=principal.person_id)
    with pytest.raises(PermissionDenied):
        rule_conflict(conflict, "STAYS", actor=principal, at=AT)
    rule_conflict(conflict, "RECUSED", actor=concerned.deputy, at=AT)
    assert own not in seen(concerned, principal)


def test_who_is_concerned_neither_counts_nor_concludes(school, review, own, principal, secretary) -> None:
    table = opened(school, review, chair=principal, secretary=secretary)
    item = table.item(own)
    with pytest.raises(PermissionDenied):
        enter_counts(item, "HANDS", counted(9), actor=principal, at=AT)
    enter_counts(item, "HANDS", counted(9), actor=secretary, at=AT)
    with pytest.raises(PermissionDenied):
        conclude(item, actor=principal, at=AT)
    conclude(item, actor=secretary, at=AT)


def test_who_takes_no_part_is_counted_in_the_base_and_not_among_the_voters(school, review, light, principal, secretary):
    akin(secretary, light.person)
    table = opened(school, review, chair=principal, secretary=secretary)
    item = table.item(light)
    with pytest.raises(ValidationError, match="có 8 người biểu quyết"):
        enter_counts(item, "HANDS", counted(9), actor=principal, at=AT)
    enter_counts(item, "HANDS", counted(4, 4), actor=principal, at=AT)
    vote = conclude(item, reason="Thành tích chưa nổi trội so với đồng nghiệp.", actor=principal, at=AT)
    assert vote.outcome.line == "Cần 5/9 phiếu, đạt 4/9: KHÔNG THÔNG QUA (thiếu 1)"


def test_what_was_voted_on_is_not_declared_any_more(table, light) -> None:
    enter_counts(table.item(light), "HANDS", counted(9), actor=table.secretary, at=AT)
    with pytest.raises(MoveRefusedError, match="đã biểu quyết"):
        declare_conflict(table.item(light), NOTE, actor=table.members[0], at=AT)


def test_members_read_the_dossiers_of_a_session_once_it_is_called(school, review, light, principal, secretary) -> None:
    council, users = council_with_accounts(school, chair=principal, secretary=secretary)
    session = begin_session(council, review, values=values(), actor=secretary, at=AT)
    read = Dossier.objects.visible_to(users[3], AT.date())
    assert not read.exists()
    call_session(session, actor=secretary, at=AT)
    assert list(Dossier.objects.visible_to(users[3], AT.date())) == [light]


def test_hidden_items_are_hidden_by_the_query_itself(concerned, light) -> None:
    member = concerned.members[0]
    before = Item.objects.open_to(member.person_id).count()
    declare_conflict(concerned.item(light), NOTE, actor=member, at=AT)
    assert Item.objects.open_to(member.person_id).count() == before - 1


def by_nomination(review, user) -> Dossier:
    return ready_dossier(review, user.person, code="LDTT")


def by_kinship(review, user) -> Dossier:
    dossier = ready_dossier(review, code="LDTT")
    akin(user, dossier.person)
    return dossier


def by_authorship(review, user) -> Dossier:
    dossier = ready_dossier(review, code="LDTT")
    initiative = InitiativeFactory(school=review.school)
    InitiativeAuthor.objects.create(initiative=initiative, person=user.person, share=40)
    dossier.initiatives.add(initiative)
    return dossier


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.INSPECTOR])
@pytest.mark.parametrize("concerning", [by_nomination, by_kinship, by_authorship])
def test_who_reads_or_keeps_sessions_without_a_seat_sees_nothing_of_what_concerns_them(
    client, school, review, light, principal, secretary, concerning, role
) -> None:
    """By their role alone; whoever keeps the session neither counts it nor draws up its record."""
    reader = UserFactory(school=school, roles=[role])
    dossier = concerning(review, reader)
    table = opened(school, review, chair=principal, secretary=secretary)
    item = table.item(dossier)
    assert seen(table, reader) == {light}
    assert barred_from([item]) & {(reader.person_id, item.pk)}
    assert not takes_part_in_all(table.session, reader)
    with pytest.raises(PermissionDenied):
        enter_counts(item, "HANDS", counted(8), actor=reader, at=AT)
    counts = counted(9 - item.conflicts.filter(stand="RECUSED").count())
    enter_counts(item, "HANDS", counts, actor=secretary, at=AT)
    conclude(item, actor=secretary, at=AT)
    client.force_login(reader)
    pages = [client.get(address).content.decode() for address in (table.session.get_absolute_url(), "/phien-hop/")]
    assert str(light.holder) in pages[0]
    for told in (str(item), "THÔNG QUA", "1 đề nghị khen", "2 hồ sơ"):
        assert not any(told in page for page in pages)
    sheet = openpyxl.load_workbook(io.BytesIO(client.get("/phien-hop/danh-sach.xlsx").content)).active
    assert [row[5:7] for row in sheet.iter_rows(values_only=True) if row[0] == 1] == [(1, 0)]
    assert client.get(f"/phien-hop/muc/{item.pk}/").status_code == 404


def test_a_sealed_poll_hides_its_line_from_who_reads_results_by_role(school, review, light, principal, secretary) -> None:
    reader = UserFactory(school=school, roles=[Role.INSPECTOR])
    dossier = by_nomination(review, reader)
    table = opened(school, review, chair=principal, secretary=secretary)
    items = [table.item(dossier), table.item(light)]
    poll = begin_poll(table.session, items, actor=secretary, at=AT)
    assert [one.key for one in poll.content.open_to(reader.person_id)] == [str(items[1].pk)]
    assert len(poll.content.electors) == 9
