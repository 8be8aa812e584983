from django.apps import AppConfig


class RegistrationsConfig(AppConfig):
    name = "campaigns.registrations"
    verbose_name = "đăng ký thi đua"
