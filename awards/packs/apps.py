from django.apps import AppConfig


class PacksConfig(AppConfig):
    name = "awards.packs"
    verbose_name = "Hồ sơ trình cấp trên"

    def ready(self) -> None:
        """A tờ trình that is issued makes the files of its pack old; one that is replaced or revoked leaves it."""
        from thiduakt.documents.consequences import on_end, on_issue
        from thiduakt.documents.kinds import Kind

        from .services.keeping import follow_issue, follow_paper

        on_issue(Kind.SUBMITTAL, follow_issue)
        on_end(Kind.SUBMITTAL, follow_paper)
