from django.apps import AppConfig


class CeremoniesConfig(AppConfig):
    name = "awards.ceremonies"
    verbose_name = "Lễ trao thưởng"

    def ready(self) -> None:
        """The page of a decision leads here; whoever stands in a decision follows it into the one that takes its place."""
        from awards.decisions.telling import OF_ROOMS
        from thiduakt.documents.consequences import before_end, on_issue
        from thiduakt.documents.kinds import Kind

        from .services.following import follow_correction, hold_ceremonies
        from .telling import tell

        OF_ROOMS.append(tell)
        before_end(Kind.DECISION, hold_ceremonies)
        on_issue(Kind.DECISION, follow_correction)
