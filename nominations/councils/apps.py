from django.apps import AppConfig


class CouncilsConfig(AppConfig):
    name = "nominations.councils"
    verbose_name = "Hội đồng"

    def ready(self) -> None:
        """A council stands, and is renewed, from the day on which its decision is issued."""
        from thiduakt.documents.consequences import on_end, on_issue
        from thiduakt.documents.kinds import Kind

        from .services.deciding import bring_into_force, end_with

        on_issue(Kind.DECISION, bring_into_force)
        on_end(Kind.DECISION, end_with)
