from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "campaigns.reporting"
    verbose_name = "báo cáo"

    def ready(self) -> None:
        """The room below asks every room above that has something to say about its papers."""
        from thiduakt.documents.kinds import Kind
        from thiduakt.documents.proofreading.collect import OF_ROOMS

        from .proofreading import findings

        OF_ROOMS[Kind.REPORT] = findings
