from django.apps import AppConfig


class ClosingConfig(AppConfig):
    name = "awards.closing"
    verbose_name = "Khép năm"

    def ready(self) -> None:
        """What belongs to a closed year changes no more, whichever room it stands in."""
        from thiduakt.audit.closed import on_change

        from .belonging import refuse_closed_year

        on_change(refuse_closed_year)
