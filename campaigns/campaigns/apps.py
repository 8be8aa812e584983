from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "campaigns.campaigns"
    verbose_name = "phong trào thi đua"
