from django.apps import AppConfig


class WritingsConfig(AppConfig):
    name = "nominations.writings"
    verbose_name = "đề cương và bài viết"
