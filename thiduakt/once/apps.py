from django.apps import AppConfig


class OnceConfig(AppConfig):
    name = "thiduakt.once"
    verbose_name = "nhận một lần"
