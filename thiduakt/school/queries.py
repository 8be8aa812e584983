from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q

from thiduakt.permissions import SECOND_FACTOR_ROLES, SEPARATED, Role
from thiduakt.vietnamese import fold

from .models import Group, Person, RoleAssignment, School, SchoolYear, User
from .querysets import works_on

# Without them nobody could propose or approve the next role.
INDISPENSABLE = frozenset({Role.PRINCIPAL, Role.TECHNICIAN})


def conflicting_roles(assignment: RoleAssignment) -> list[str]:
    """Why this person cannot also hold this role at that time, a sentence each."""
    given = RoleAssignment.objects.filter(person=assignment.person_id).given()
    held = given.overlapping(assignment.starts_on, assignment.ends_on)
    wanted = Role(assignment.role)
    sentences = []
    for other in held:
        if other.role == wanted:
            sentences.append(f"{assignment.person} đã giữ vai trò {wanted.label} trong thời gian này.")
        elif frozenset({wanted, Role(other.role)}) in SEPARATED:
            sentences.append(
                f"{assignment.person} đang giữ vai trò {other.get_role_display()}, không được kiêm {wanted.label}. "
                "Cần thôi vai trò cũ trước."
            )
    return sentences


def owing_second_factor(day: date) -> Q:
    """The condition that a person's role asks for a second factor which their account has not yet."""
    held = RoleAssignment.objects.given().overlapping(day, day).filter(person=OuterRef("pk"), role__in=SECOND_FACTOR_ROLES)
    return Q(Exists(held), works_on(day), user__is_active=True, user__second_factor__isnull=True)


def why_role_stays(assignment: RoleAssignment) -> list[str]:
    """Taken back or ended, a role without which the school stands still must be another's by then, for good."""
    role, last_day = Role(assignment.role), assignment.end_proposed_on
    from_day = last_day + timedelta(days=1) if last_day else assignment.starts_on
    if role not in INDISPENSABLE or not is_vacant(assignment.school_id, role, from_day, without=assignment.person):
        return []
    return [
        f"Trường phải luôn có người giữ vai trò {role.label} và có tài khoản đang dùng. Thầy/cô giao cho người mới trước."
    ]


def why_person_is_needed(person: Person, day: date) -> list[str]:
    """The indispensable roles that nobody else would hold from that day on, were this person gone or locked out."""
    given = RoleAssignment.objects.filter(person=person, role__in=INDISPENSABLE).given().overlapping(day, None)
    roles = [Role(held.role) for held in given]
    return [
        f"{person} đang giữ vai trò {role.label}. Trường cần giao vai trò này cho người khác có tài khoản trước."
        for role in roles
        if is_vacant(person.school_id, role, day, without=person)
    ]


def is_vacant(school_id: int, role: Role, day: date, *, without: Person) -> bool:
    """Whether from that day on nobody but this person holds the role for good and can sign in to exercise it."""
    others = RoleAssignment.objects.filter(school=school_id, role=role, ends_on__isnull=True).exclude(person=without)
    lasting = others.filter(person__left_on__isnull=True, person__user__is_active=True)
    return not lasting.in_force(day).exists()


def entrusted_roles(person: Person, day: date) -> list[str]:
    """What this person was given beyond working here, now or later, by its names."""
    given = RoleAssignment.objects.filter(person=person).given().overlapping(day, None).exclude(role=Role.TEACHER)
    return sorted(held.get_role_display() for held in given)


def namesakes(person: Person) -> list[Person]:
    """The others of the school who bear the same full name."""
    alike = Person.objects.filter(school=person.school_id, search_key=fold(person.full_name)).exclude(pk=person.pk)
    wanted = person.full_name.casefold()
    return [other for other in alike.select_related("group") if other.full_name.casefold() == wanted]


def why_group_stays(group: Group) -> list[str]:
    """Only an empty group can be removed."""
    people = Person.objects.filter(group=group).count()
    return [f"{group} còn {people} người. Thầy/cô chuyển họ sang tổ khác trước khi xóa tổ."] if people else []


def school_year_on(school: School, day: date) -> SchoolYear | None:
    return SchoolYear.objects.filter(school=school, starts_on__lte=day, ends_on__gte=day).first()


def holders(school_id: int, roles: set[Role], day: date) -> list[RoleAssignment]:
    """Who holds one of these roles that day, the higher role first as the table of roles has it."""
    order = list(Role)
    found = RoleAssignment.objects.filter(school=school_id, role__in=roles).in_force(day).select_related("person")
    return sorted(found, key=lambda held: (order.index(Role(held.role)), held.person.sort_key))


def demo_accounts() -> int:
    return User.objects.filter(is_demo=True, is_active=True).count()
