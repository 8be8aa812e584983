from .organisation import Delegation, Group, Letterhead, Person, RoleAssignment, School, SchoolYear, User
from .signing_in import Attempts, SecondFactor, SignIn

__all__ = [
    "Attempts",
    "Delegation",
    "Group",
    "Letterhead",
    "Person",
    "RoleAssignment",
    "School",
    "SchoolYear",
    "SecondFactor",
    "SignIn",
    "User",
]
