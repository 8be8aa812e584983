from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "nominations.meetings"
    verbose_name = "Họp tổ bình xét"

    def ready(self) -> None:
        from nominations.ballots.rooms import OF_ROOMS as OF_POLLS
        from nominations.dossiers.pieces import OF_ROOMS

        from .pieces import meeting_of_poll, minutes_of

        OF_ROOMS.append(minutes_of)
        OF_POLLS.append(meeting_of_poll)
