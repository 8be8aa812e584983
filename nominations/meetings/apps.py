from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "nominations.meetings"
    verbose_name = "Họp tổ bình xét"
