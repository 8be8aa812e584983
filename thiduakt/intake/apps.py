from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "thiduakt.intake"
    verbose_name = "nhập từ Excel"
