from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "thiduakt.audit"
    verbose_name = "nhật ký"
