from django.apps import AppConfig


class CeremoniesConfig(AppConfig):
    name = "awards.ceremonies"
    verbose_name = "Lễ trao thưởng"

    def ready(self) -> None:
        """The page of a decision leads here."""
        from awards.decisions.telling import OF_ROOMS

        from .telling import tell

        OF_ROOMS.append(tell)
