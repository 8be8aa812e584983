from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "thiduakt.notices"
    verbose_name = "thông báo"
