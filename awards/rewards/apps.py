from django.apps import AppConfig


class RewardsConfig(AppConfig):
    name = "awards.rewards"
    verbose_name = "Tiền thưởng"

    def ready(self) -> None:
        """What is to be paid, and what has to come back, is known from the moment a decision is issued."""
        from awards.decisions.telling import MONEY_OF, OF_ROOMS
        from thiduakt.documents.consequences import on_issue
        from thiduakt.documents.kinds import Kind

        from .services.following import follow_paper
        from .telling import money_of, received_of

        on_issue(Kind.DECISION, follow_paper)
        OF_ROOMS.append(money_of)
        MONEY_OF.append(received_of)
