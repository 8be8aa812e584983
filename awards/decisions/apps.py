from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "awards.decisions"
    verbose_name = "Quyết định khen thưởng"

    def ready(self) -> None:
        """An award is in force from the number of its paper, and ends with the number of another; other pages lead to it."""
        from nominations.dossiers.telling import OF_ROOMS as OF_DOSSIERS
        from thiduakt.documents.consequences import on_end, on_issue
        from thiduakt.documents.flows import OF_ROOMS as OF_PAPERS
        from thiduakt.documents.kinds import Kind
        from thiduakt.documents.rules import FACTS
        from thiduakt.ledger.rooms import OF_ROOMS as OF_ENTRIES

        from .checking import not_as_listed
        from .services.deciding import bring_into_force, end_with
        from .told import of_dossier, of_entry, of_paper

        on_issue(Kind.DECISION, bring_into_force)
        on_end(Kind.DECISION, end_with)
        OF_DOSSIERS.append(of_dossier)
        OF_ENTRIES.append(of_entry)
        FACTS[Kind.DECISION] = of_paper
        OF_PAPERS[Kind.DECISION] = not_as_listed
