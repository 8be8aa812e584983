from .kinship import Kinship, kin_of
from .organisation import Delegation, Group, Letterhead, Person, RoleAssignment, School, SchoolYear, User
from .pupils import ClassMember, Pupil, SchoolClass
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
