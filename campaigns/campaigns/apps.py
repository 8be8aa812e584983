from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "campaigns.campaigns"
    verbose_name = "phong trào thi đua"

    def ready(self) -> None:
        """The page of a paper asks every room above that has something to say about it."""
        from thiduakt.documents.kinds import Kind
        from thiduakt.documents.rules import FACTS

        from .queries import facts_of_paper

        FACTS[Kind.PLAN] = facts_of_paper
