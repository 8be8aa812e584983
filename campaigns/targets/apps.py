from django.apps import AppConfig


class TargetsConfig(AppConfig):
    name = "campaigns.targets"
    verbose_name = "chỉ tiêu"
