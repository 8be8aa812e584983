from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "campaigns.plans"
    verbose_name = "kế hoạch"
