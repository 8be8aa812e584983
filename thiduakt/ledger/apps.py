from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "thiduakt.ledger"
    verbose_name = "sổ khen thưởng"

    def ready(self) -> None:
        from thiduakt.catalog.uses import tell_last_use
        from thiduakt.ledger.queries import last_issued_on

        tell_last_use(last_issued_on)
