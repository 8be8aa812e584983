from django.apps import AppConfig


class SessionsConfig(AppConfig):
    name = "nominations.sessions"
    label = "council_sessions"  # "sessions" is what Django calls those who are signed in
    verbose_name = "Phiên họp hội đồng"

    def ready(self) -> None:
        """Members read what they vote on; what stands on an agenda is concluded in its session; its record closes it."""
        from nominations.dossiers.council import sits_above
        from thiduakt.documents.consequences import on_end, on_issue
        from thiduakt.documents.kinds import Kind

        from .council_room import ROOM
        from .services.keeping import close_with, reopen

        sits_above(ROOM)
        on_issue(Kind.MINUTES, close_with)
        on_end(Kind.MINUTES, reopen)
