from django.apps import AppConfig


class ScoringConfig(AppConfig):
    name = "campaigns.scoring"
    verbose_name = "chấm điểm thi đua"
