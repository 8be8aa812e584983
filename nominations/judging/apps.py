from django.apps import AppConfig


class JudgingConfig(AppConfig):
    name = "nominations.judging"
    verbose_name = "Chấm, công nhận sáng kiến"
