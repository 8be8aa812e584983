"""All certificates of a decision in one file, all sheets of a round or of one judge in another."""

import io
from datetime import timedelta

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse

from nominations.judging import printing
from nominations.judging.enums import RoundState, Verdict
from nominations.judging.models import Entry, Judge, Round
from tests.factories.contests import kin
from tests.factories.documents import DocumentFactory
from tests.factories.judging import EntryFactory, SolutionFactory, recognised, sheet
from tests.factories.school import PersonFactory
from thiduakt.school.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def counted(turn: Round, entry: Entry) -> Round:
    """Three judges, two solutions, every sheet sent."""
    entry.sheets.filter(sent_at__isnull=True).delete()
    chair, teacher, member = turn.judges.order_by("pk")
    sheet(member, entry, 8)
    other = EntryFactory(round=turn, solution=SolutionFactory(school=turn.school, name="Góc thiên nhiên"))
    for judge in (chair, teacher, member):
        sheet(judge, other, 6)
    Round.objects.filter(pk=turn.pk).update(state=RoundState.COUNTED)
    return Round.objects.get(pk=turn.pk)


def titles(client: Client, user: User, name: str, *keys: int) -> list[str]:
    """The bookmarks of the file; nothing where there is none for this person."""
    client.force_login(user)
    answer = client.get(reverse(f"judging:{name}", args=keys))
    if answer.status_code != 200:
        return []
    with pikepdf.open(io.BytesIO(answer.content)) as pdf, pdf.open_outline() as outline:
        assert len(pdf.pages) >= len(outline.root)
        return [item.title for item in outline.root]


def test_all_sheets_of_a_round_are_one_file(client: Client, counted: Round, secretary: User) -> None:
    told = titles(client, secretary, "sheets", counted.pk)
    assert len(told) == 6
    assert {title.split(" – ")[0] for title in told} == {"Vườn cổ tích của bé", "Góc thiên nhiên"}


def test_the_sheets_of_one_judge_are_one_file(client: Client, counted: Round, secretary: User, teacher: User) -> None:
    judge = Judge.objects.get(person=teacher.person)
    assert {title.split(" – ")[1] for title in titles(client, secretary, "judge_sheets", judge.pk)} == {str(judge)}
    assert str(judge) in client.get(reverse("judging:results", args=[counted.pk])).content.decode()


def test_while_it_is_judged_a_judge_prints_the_own_sheets_and_nobody_those_of_another(
    client: Client, turn: Round, entry: Entry, teacher: User, principal: User, secretary: User
) -> None:
    judge = Judge.objects.get(person=teacher.person)
    assert len(titles(client, teacher, "judge_sheets", judge.pk)) == 1
    for user in (principal, secretary):
        assert titles(client, user, "judge_sheets", judge.pk) == []


def test_the_sheets_about_ones_own_solution_are_in_no_file_one_prints(
    client: Client, counted: Round, author: User, secretary: User
) -> None:
    kin(secretary, author)
    assert {title.split(" – ")[0] for title in titles(client, secretary, "sheets", counted.pk)} == {"Góc thiên nhiên"}


@pytest.mark.parametrize("name", ["sheets", "judge_sheets"])
def test_who_neither_judges_nor_sets_up_prints_no_sheet(
    client: Client, counted: Round, accountant: User, stranger: User, name: str
) -> None:
    key = counted.pk if name == "sheets" else counted.judges.first().pk
    for user in (accountant, stranger):
        assert titles(client, user, name, key) == []


def test_more_sheets_than_one_file_holds_are_told_on_the_page(
    client: Client, counted: Round, secretary: User, monkeypatch
) -> None:
    monkeypatch.setattr(printing, "MOST_SHEETS", 5)
    client.force_login(secretary)
    page = client.get(reverse("judging:sheets", args=[counted.pk]), follow=True)
    assert "Có 6 phiếu, mỗi tệp in nhiều nhất 5 phiếu." in page.content.decode()


@pytest.fixture
def decided(counted: Round, principal: User, author: User) -> Round:
    """Both solutions recognised; the first with a co-author."""
    Round.objects.update(state=RoundState.CONCLUDED, concluded_on=counted.closes_on - timedelta(days=5))
    paper = DocumentFactory(school=counted.school, kind="QĐ", state="ISSUED", signer=principal.person)
    for place, one in enumerate(counted.entries.order_by("pk"), start=1):
        Entry.objects.filter(pk=one.pk).update(verdict=Verdict.RECOGNISED, decision=paper, roll=place)
        recognised(one.solution)
    mine = counted.entries.order_by("pk")[0].solution
    mine.authors.update(share=60)
    mine.authors.create(person=PersonFactory(school=counted.school, full_name="Đỗ Thị Đào"), share=40)
    return Round.objects.get(pk=counted.pk)


def test_all_certificates_of_a_decision_are_one_file(client: Client, decided: Round, secretary: User) -> None:
    paper = decided.entries.first().decision
    told = titles(client, secretary, "certificates", decided.pk, paper.pk)
    assert told[:2] == ["Nguyễn Thị Ánh Tuyết: Vườn cổ tích của bé", "Đỗ Thị Đào: Vườn cổ tích của bé"]
    assert len(told) == 3
    page = client.get(reverse("judging:results", args=[decided.pk])).content.decode()
    assert reverse("judging:certificates", args=[decided.pk, paper.pk]) in page


def test_the_certificates_of_a_decision_are_for_whoever_hands_them_out(
    client: Client, decided: Round, author: User, stranger: User, secretary: User
) -> None:
    paper = decided.entries.first().decision
    for user in (author, stranger):
        assert titles(client, user, "certificates", decided.pk, paper.pk) == []
    assert titles(client, secretary, "certificates", decided.pk, paper.pk + 1) == []


def test_there_is_no_certificate_before_the_ledger_has_the_initiative(
    client: Client, decided: Round, secretary: User
) -> None:
    for one in decided.entries.all():
        type(one.solution).objects.filter(pk=one.solution_id).update(ledger_initiative=None, state="IN_JUDGING")
    paper = decided.entries.first().decision
    assert titles(client, secretary, "certificates", decided.pk, paper.pk) == []


def test_an_author_prints_the_own_certificate_and_no_other(client: Client, decided: Round, author: User) -> None:
    first, second = decided.entries.order_by("pk")
    client.force_login(author)
    for entry, status in ((first, 200), (second, 404)):
        key = entry.solution.authors.order_by("pk")[0].pk
        assert client.get(reverse("judging:certificate", args=[entry.pk, key])).status_code == status
