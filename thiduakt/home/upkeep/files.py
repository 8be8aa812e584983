"""Kept files and the rows that name them."""

from django.db.models import Max

from campaigns.contests.models import EntryFile
from campaigns.exemplars.models import ConsentFile
from campaigns.registrations.models import SignedForm
from campaigns.targets.models import Evidence
from thiduakt.catalog.models import FOLDER, LegalText
from thiduakt.documents.models import DrawnFile, SignedCopy


def named_files() -> set[tuple[str, str]]:
    """(folder, sha256) of every file that some row expects to find. Of a paper that was drawn again, the last drawing."""
    newest = DrawnFile.objects.order_by().values("document", "format").annotate(newest=Max("pk")).values("newest")
    drawn = DrawnFile.objects.filter(pk__in=newest).values_list("sha256", flat=True)
    signed = SignedCopy.objects.values_list("sha256", flat=True)
    texts = LegalText.objects.exclude(sha256="").values_list("sha256", flat=True)
    evidence = Evidence.objects.order_by().values_list("sha256", flat=True)
    entries = EntryFile.objects.order_by().values_list("sha256", flat=True)
    consents = ConsentFile.objects.order_by().values_list("sha256", flat=True)
    forms = SignedForm.objects.values_list("sha256", flat=True)
    return {
        *((DrawnFile.FOLDER, sha256) for sha256 in drawn),
        *((SignedCopy.FOLDER, sha256) for sha256 in signed),
        *((FOLDER, sha256) for sha256 in texts),
        *((Evidence.FOLDER, sha256) for sha256 in evidence),
        *((SignedForm.FOLDER, sha256) for sha256 in forms),
        *((EntryFile.FOLDER, sha256) for sha256 in entries),
        *((ConsentFile.FOLDER, sha256) for sha256 in consents),
    }
