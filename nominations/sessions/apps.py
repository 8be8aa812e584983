from django.apps import AppConfig


class SessionsConfig(AppConfig):
    name = "nominations.sessions"
    label = "council_sessions"  # "sessions" is what Django calls those who are signed in
    verbose_name = "Phiên họp hội đồng"

    def ready(self) -> None:
        """Members read what they vote on; what stands on an agenda is concluded in its session; its record closes it."""
        from nominations.ballots.rooms import OF_ROOMS as OF_POLLS
        from nominations.dossiers.council import sits_above
        from thiduakt.documents.composing import SIGNED_IN_ROOMS
        from thiduakt.documents.consequences import on_end, on_issue, on_submit
        from thiduakt.documents.flows import OF_ROOMS
        from thiduakt.documents.kinds import Kind

        from .council_room import ROOM, session_of_poll
        from .counted import signatures_of
        from .facts import altered
        from .services.keeping import close_with, end_with, tell_confirmers

        sits_above(ROOM)
        OF_POLLS.append(session_of_poll)
        OF_ROOMS[Kind.MINUTES] = altered
        SIGNED_IN_ROOMS[Kind.MINUTES] = signatures_of
        on_submit(Kind.MINUTES, tell_confirmers)
        on_issue(Kind.MINUTES, close_with)
        on_end(Kind.MINUTES, end_with)
