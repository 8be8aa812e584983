from datetime import date

from django.db.models import Q

from thiduakt.permissions import SEPARATED, Role

from .enums import RoleState
from .models import Group, Person, RoleAssignment, School, SchoolYear, User

# Without them nobody could propose or approve the next role.
INDISPENSABLE = frozenset({Role.PRINCIPAL, Role.TECHNICIAN})


def conflicting_roles(assignment: RoleAssignment) -> list[str]:
    """Why this person cannot also hold this role at that time, a sentence each."""
    active = RoleAssignment.objects.filter(person=assignment.person_id, state=RoleState.ACTIVE)
    held = active.overlapping(assignment.starts_on, assignment.ends_on)
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


def is_vacant(school_id: int, role: Role, day: date, *, without: Q) -> bool:
    """Whether nobody would hold the role that day, were the assignments that match `without` not there."""
    return not RoleAssignment.objects.filter(school=school_id, role=role).in_force(day).exclude(without).exists()


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
