"""Who may do what with a solution, as it stands. Nobody acts on the own one, or that of kin."""

from datetime import datetime

from django.utils import timezone

from nominations.initiatives.enums import SolutionState as S
from nominations.initiatives.models import Author, Replication, Solution
from thiduakt.permissions import Role, Scope, may, scopes
from thiduakt.school.models import Person, User, kin_of
from thiduakt.school.queries import holders

MANAGERS = {Role.SECRETARY, Role.PRINCIPAL, Role.DEPUTY}
KEPT_AWAY = "Thầy/cô là tác giả, hoặc là người thân của tác giả, nên bước này do người khác làm."


def authors_of(solution: Solution) -> set[int]:
    """The people of the school, by their keys."""
    named = solution.authors.filter(person__isnull=False).values_list("person", flat=True)
    return {solution.person_id, *(person for person in named if person)}


def is_close(person_id: int, solution: Solution) -> bool:
    authors = authors_of(solution)
    return person_id in authors or bool(authors & kin_of([person_id])[person_id])


def can_lead(actor: User, solution: Solution, at: datetime) -> bool:
    """Tác giả chủ trì: names the authors, submits, withdraws."""
    return may(actor, "solution.own", solution, on=timezone.localdate(at))


def can_write(actor: User, solution: Solution, at: datetime) -> bool:
    """Whoever leads it, and the co-authors who have said yes."""
    if can_lead(actor, solution, at):
        return True
    if solution.school_id != actor.school_id or not scopes(actor, "solution.own", timezone.localdate(at)):
        return False
    return solution.authors.filter(person=actor.person_id, confirmed_at__isnull=False).exists()


def can_answer(actor: User, author: Author, at: datetime) -> bool:
    """To say yes or no to the own authorship; whoever leads it has said yes by writing it."""
    if author.person_id != actor.person_id or author.solution.person_id == actor.person_id:
        return False
    return bool(scopes(actor, "solution.own", timezone.localdate(at)))


def can_attest(actor: User, author: Author, at: datetime) -> bool:
    """To attach the signed paper of a co-author of the school who has no account; the others say so themselves."""
    solution = author.solution
    if author.person is None or author.person_id == solution.person_id or author.declined_at:
        return False
    if User.objects.filter(person=author.person_id, is_active=True).exists():
        return False
    return can_lead(actor, solution, at) or can_confirm_trial(actor, solution, at)


def can_manage(actor: User, solution: Solution, at: datetime) -> bool:
    is_open = may(actor, "solution.manage", solution, on=timezone.localdate(at))
    return is_open and not is_close(actor.person_id, solution)


def can_confirm_trial(actor: User, solution: Solution, at: datetime) -> bool:
    """The head of the tổ or the deputy; whoever manages solutions too, for a tổ whose heads are authors themselves."""
    day = timezone.localdate(at)
    if solution.school_id != actor.school_id:
        return False
    is_head = Scope.GROUP in scopes(actor, "solution.view", day) and solution.group_id == actor.group_id is not None
    leads = is_head or may(actor, "solution.manage", solution, on=day)
    return leads and not is_close(actor.person_id, solution)


def can_compare(actor: User, solution: Solution, at: datetime) -> bool:
    if solution.state in S.WRITTEN:
        return can_write(actor, solution, at) or can_manage(actor, solution, at)
    return solution.state in {S.SUBMITTED, S.IN_JUDGING} and can_manage(actor, solution, at)


def can_replicate(actor: User, solution: Solution, at: datetime) -> bool:
    """Of a recognised one: whoever manages, the head of the tổ, and the authors."""
    day = timezone.localdate(at)
    if solution.state != S.RECOGNISED or not may(actor, "solution.replicate", on=day):
        return False
    return Solution.objects.open_to(actor, "solution.replicate", day).filter(pk=solution.pk).exists()


def can_remove_replication(actor: User, replication: Replication, at: datetime) -> bool:
    own = replication.logged_by_id == actor.pk
    return can_replicate(actor, replication.solution, at) and (own or can_manage(actor, replication.solution, at))


def confirmers(solution: Solution, at: datetime) -> list[Person]:
    """Whom a trial waits for: the heads of the tổ who are not close to its authors; without any, whoever manages."""
    day = timezone.localdate(at)
    heads = [held.person for held in holders(solution.school_id, {Role.GROUP_HEAD}, day)]
    own = [head for head in heads if head.group_id == solution.group_id is not None]
    return _apart(own, solution) or _apart(managers(solution, at), solution)


def managers(solution: Solution, at: datetime) -> list[Person]:
    found = holders(solution.school_id, MANAGERS, timezone.localdate(at))
    return _apart([held.person for held in found], solution)


def _apart(people: list[Person], solution: Solution) -> list[Person]:
    authors = authors_of(solution)
    kin = kin_of(person.pk for person in people)
    return [person for person in people if person.pk not in authors and not authors & kin[person.pk]]
