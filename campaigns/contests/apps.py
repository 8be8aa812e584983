from django.apps import AppConfig


class ContestsConfig(AppConfig):
    name = "campaigns.contests"
    verbose_name = "hội thi, cuộc thi viết"
