from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    name = "awards.certificates"
    verbose_name = "Giấy khen"

    def ready(self) -> None:
        """A decision that is issued gives each of its lines a certificate."""
        from awards.decisions.telling import CERTIFICATES_OF, OF_ROOMS
        from thiduakt.documents.consequences import on_issue
        from thiduakt.documents.kinds import Kind

        from .queries import drawn_of, told_of
        from .services.issuing import give_certificates

        on_issue(Kind.DECISION, give_certificates)
        OF_ROOMS.append(told_of)
        CERTIFICATES_OF.append(drawn_of)
