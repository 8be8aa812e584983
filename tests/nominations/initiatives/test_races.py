"""Two at once: one goes through, the other is told, and nothing stands half done."""

from nominations.initiatives.models import Author, Match, Solution
from nominations.initiatives.services.authors import Line, set_authors
from nominations.initiatives.services.likeness import compare
from nominations.initiatives.services.solutions import withdraw
from tests.documents.test_consulting_races import at_once
from tests.factories.initiatives import SolutionFactory
from thiduakt.school.models import User


def test_authors_written_from_two_windows_at_once_are_those_of_one(transactional_db, school, teacher, colleague, at):
    row = SolutionFactory(school=school, person=teacher.person)

    def writes(share):
        def write():
            actor = User.objects.get(pk=teacher.pk)
            lines = [Line(share, teacher.person), Line(100 - share, colleague.person)]
            set_authors(Solution.objects.get(pk=row.pk), lines, version=1, actor=actor, at=at)

        return write

    refusals = at_once(writes(60), writes(70))
    assert len([one for one in refusals if one]) == 1
    assert sum(Author.objects.filter(solution=row).values_list("share", flat=True)) == 100


def test_withdrawn_from_two_windows_at_once_it_is_withdrawn_once(transactional_db, school, teacher, at):
    row = SolutionFactory(school=school, person=teacher.person)

    def leave():
        actor = User.objects.get(pk=teacher.pk)
        withdraw(Solution.objects.get(pk=row.pk), reason="Làm năm sau.", version=1, actor=actor, at=at)

    assert len([one for one in at_once(leave, leave) if one]) == 1


def test_compared_from_two_windows_at_once_a_likeness_stands_once(transactional_db, school, teacher, at):
    row = SolutionFactory(school=school, person=teacher.person)
    SolutionFactory(school=school, state="SUBMITTED")

    def look():
        actor = User.objects.get(pk=teacher.pk)
        compare(Solution.objects.select_related("writing__outline").get(pk=row.pk), actor=actor, at=at)

    assert [one for one in at_once(look, look) if one] == []
    assert Match.objects.filter(solution=row).count() == 1
