from django.apps import AppConfig


class PublicationsConfig(AppConfig):
    name = "awards.publications"
    verbose_name = "Công bố khen thưởng"

    def ready(self) -> None:
        """The page of a decision leads here."""
        from awards.decisions.telling import OF_ROOMS

        from .telling import tell

        OF_ROOMS.append(tell)
