from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "nominations.meetings"
    verbose_name = "Họp tổ bình xét"

    def ready(self) -> None:
        from nominations.dossiers.pieces import OF_ROOMS

        from .pieces import minutes_of

        OF_ROOMS.append(minutes_of)
