"""Papers and certificates as PDF, printed in this process; web code hands their HTML to `sandbox.render` instead."""

from thiduakt.documents.paper import Certificate, Paper

from .engine import html_to_pdf
from .html import certificate_html, paper_html


def paper_pdf(paper: Paper) -> bytes:
    return html_to_pdf(paper_html(paper))


def certificate_pdf(certificate: Certificate) -> bytes:
    return html_to_pdf(certificate_html(certificate))
