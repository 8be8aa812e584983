from .kinship import Kinship, kin_of
from .organisation import Group, Letterhead, Person, School, SchoolYear, User
from .pupils import ClassMember, Pupil, SchoolClass
from .roles import Delegation, RoleAssignment
from .signing_in import Attempts, SecondFactor, SignIn

__all__ = [
    "Attempts",
    "ClassMember",
    "Delegation",
    "Group",
    "Kinship",
    "Letterhead",
    "Person",
    "Pupil",
    "RoleAssignment",
    "School",
    "SchoolClass",
    "SchoolYear",
    "SecondFactor",
    "SignIn",
    "User",
    "kin_of",
]
