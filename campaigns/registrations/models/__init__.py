from .registrations import RegisteredHonor, Registration, SignedForm
from .rounds import GroupList, Round, RoundExtension

__all__ = ["GroupList", "RegisteredHonor", "Registration", "Round", "RoundExtension", "SignedForm"]
