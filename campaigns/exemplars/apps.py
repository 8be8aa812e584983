from django.apps import AppConfig


class ExemplarsConfig(AppConfig):
    name = "campaigns.exemplars"
    verbose_name = "điển hình tiên tiến"
