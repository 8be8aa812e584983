from django.apps import AppConfig


class SchoolConfig(AppConfig):
    name = "thiduakt.school"
    verbose_name = "nhà trường"

    def ready(self) -> None:
        from thiduakt.school import checks  # noqa: F401  (registers the system checks)
