from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "thiduakt.documents"
    verbose_name = "văn bản"

    def ready(self) -> None:
        from thiduakt.catalog.uses import tell_uses
        from thiduakt.documents import checks  # noqa: F401  (registers the system checks)
        from thiduakt.documents.uses import papers_citing

        tell_uses(papers_citing)
