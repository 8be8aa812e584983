from django.apps import AppConfig


class PublicationsConfig(AppConfig):
    name = "awards.publications"
    verbose_name = "Công bố khen thưởng"

    def ready(self) -> None:
        """The page of a decision leads here; a notice names whom the public may see named on the day of its number."""
        from awards.decisions.telling import OF_ROOMS
        from thiduakt.documents.consequences import on_issue
        from thiduakt.documents.kinds import Kind

        from .services.publishing import refuse_other_list
        from .telling import tell

        OF_ROOMS.append(tell)
        on_issue(Kind.NOTICE, refuse_other_list)
