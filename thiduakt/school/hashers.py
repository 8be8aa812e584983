from django.contrib.auth.hashers import Argon2PasswordHasher


class SchoolArgon2PasswordHasher(Argon2PasswordHasher):
    """Argon2id with the parameters OWASP gives for small servers: a morning's logins of a whole school wait for nobody."""

    time_cost = 2
    memory_cost = 19 * 1024  # KiB
    parallelism = 1
