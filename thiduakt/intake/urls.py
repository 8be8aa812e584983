from django.urls import path

from .models import ENTER_RULES
from .views import batches, files, lists, mapping, starting
from .views.pages import SLUGS

app_name = "intake"
KINDS = {slug: {"kind": kind, "permission": ENTER_RULES[kind]} for kind, slug in SLUGS.items()}
urlpatterns = [
    path("", lists.BatchList.as_view(), name="list"),
    path("danh-sach.xlsx", lists.BatchExcel.as_view(), name="excel"),
    *(path(f"{slug}/", starting.Upload.as_view(**given), name=f"upload_{slug}") for slug, given in KINDS.items()),
    *(
        path(f"{slug}/mau.xlsx", starting.Template.as_view(**given), name=f"template_{slug}")
        for slug, given in KINDS.items()
    ),
    path("luot/<id:pk>/", batches.BatchPage.as_view(), name="batch"),
    path("luot/<id:pk>/ghep-cot/", mapping.MapColumns.as_view(), name="map"),
    path("luot/<id:pk>/chon/", batches.Decide.as_view(), name="decide"),
    path("luot/<id:pk>/doc-lai/", batches.ReadAgain.as_view(), name="read_again"),
    path("luot/<id:pk>/bo/", batches.Discard.as_view(), name="discard"),
    path("luot/<id:pk>/buoc/<slug:action>/", batches.TakeStep.as_view(), name="step"),
    path("luot/<id:pk>/duyet/<slug:action>/", batches.Approve.as_view(), name="approve"),
    path("luot/<id:pk>/dong-chua-ghi.xlsx", files.FaultyRows.as_view(), name="faulty"),
]
