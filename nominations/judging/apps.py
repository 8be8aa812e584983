from django.apps import AppConfig


class JudgingConfig(AppConfig):
    name = "nominations.judging"
    verbose_name = "Chấm, công nhận sáng kiến"

    def ready(self) -> None:
        """A decision of recognition writes the ledger when it is issued; the page of a solution tells how it was judged."""
        from nominations.initiatives.telling import OF_ROOMS
        from thiduakt.documents.consequences import on_end, on_issue
        from thiduakt.documents.kinds import Kind

        from .queries import judgings_told
        from .services.keeping import keep_recognised, take_out

        on_issue(Kind.DECISION, keep_recognised)
        on_end(Kind.DECISION, take_out)
        OF_ROOMS.append(judgings_told)
