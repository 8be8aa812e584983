from django.apps import AppConfig


class InitiativesConfig(AppConfig):
    name = "nominations.initiatives"
    verbose_name = "sáng kiến"
