from .registrations import RegisteredHonor, Registration, SignedForm
from .rounds import Extension, GroupList, Round

__all__ = ["Extension", "GroupList", "RegisteredHonor", "Registration", "Round", "SignedForm"]
