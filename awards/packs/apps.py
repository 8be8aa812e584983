from django.apps import AppConfig


class PacksConfig(AppConfig):
    name = "awards.packs"
    verbose_name = "Hồ sơ trình cấp trên"

    def ready(self) -> None:
        """A tờ trình that is replaced or revoked leaves its pack."""
        from thiduakt.documents.consequences import on_end
        from thiduakt.documents.kinds import Kind

        from .services.keeping import follow_paper

        on_end(Kind.SUBMITTAL, follow_paper)
