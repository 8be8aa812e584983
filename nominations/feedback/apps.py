from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "nominations.feedback"
    verbose_name = "công khai lấy ý kiến"
